"""The rules about tools, on conversations made at random: sound ones, damaged ones, and junk."""

import io
import json
from random import Random
from typing import Any
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from json_spellings import VALUES
from tunelint.config.settings import Settings
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method
from tunelint.dataset.tools import TRACES
from tunelint.engine import asking
from tunelint.engine.stream import StreamCheck
from tunelint.rules.families import tool_calls, tool_definitions
from tunelint.rules.rule import Rule

CODES = {
    rule.code
    for family in (tool_definitions, tool_calls)
    for rule in vars(family).values()
    if isinstance(rule, Rule)
}

TOOLS = [
    {
        "type": "function",
        "function": {
            "name": name,
            "parameters": {
                "type": "object",
                "properties": {"n": {"type": "integer"}},
                "required": ["n"],
            },
        },
    }
    for name in ("add", "drop")
]


def conversation(random: Random) -> list[dict[str, Any]]:
    """Turns of calls, each answered in some order; ids may come again once they are answered."""
    messages: list[dict[str, Any]] = [{"role": "user", "content": "Begin."}]
    for _ in range(random.randint(1, 4)):
        ids = [f"call_{number}" for number in range(random.randint(1, 3))]
        messages.append({"role": "assistant", "tool_calls": [call(each, random) for each in ids]})
        random.shuffle(ids)
        messages += [{"role": "tool", "tool_call_id": each, "content": "Done."} for each in ids]
    if random.random() < 0.5:
        return [*messages, {"role": "assistant", "content": "Done."}]
    return [*messages, {"role": "assistant", "tool_calls": [call("last", random)]}]


def call(call_id: str, random: Random) -> dict[str, Any]:
    arguments = json.dumps({"n": random.randint(0, 9)})
    name = random.choice(["add", "drop"])
    return {
        "id": call_id,
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }


def split(messages: list[dict[str, Any]], random: Random) -> dict[str, Any]:
    """A preference example whose input ends, and whose outputs begin, somewhere in between."""
    place = random.randrange(1, len(messages))
    return {
        "input": {"messages": messages[:place], "tools": TOOLS},
        "preferred_output": messages[place:],
        "non_preferred_output": messages[place:],
    }


def found_in(example: dict[str, Any]) -> list[str]:
    stream = StreamCheck(io.BytesIO(json.dumps(example).encode()), Settings())
    codes = [hit.placed.finding.code for hit in stream]
    return [code for code in codes if code in CODES]


@given(st.randoms(use_true_random=False))
def test_a_sound_conversation_has_no_finding(random: Random) -> None:
    messages = conversation(random)
    assert found_in({"messages": messages, "tools": TOOLS}) == []
    assert found_in(split(messages, random)) == []


@given(st.randoms(use_true_random=False))
def test_a_lost_result_is_one_finding(random: Random) -> None:
    messages = conversation(random)
    results = [message for message in messages if message["role"] == "tool"]
    messages.remove(random.choice(results))
    assert found_in({"messages": messages, "tools": TOOLS}) == ["unanswered-tool-call"]


@given(st.randoms(use_true_random=False))
def test_a_wrong_id_is_one_finding(random: Random) -> None:
    messages = conversation(random)
    results = [message for message in messages if message["role"] == "tool"]
    random.choice(results)["tool_call_id"] = "call_x"
    assert found_in({"messages": messages, "tools": TOOLS}) == ["unmatched-tool-result"]


KEYS = st.sampled_from(
    [
        *sorted(TRACES),
        "role",
        "content",
        "name",
        "id",
        "type",
        "function",
        "arguments",
        "parameters",
    ]
)
WORDS = st.sampled_from(["assistant", "tool", "function", "user", "call_1", "add", "{}", "{", ""])
JUNK = st.recursive(
    st.one_of(WORDS, VALUES),
    lambda inner: st.one_of(st.dictionaries(KEYS, inner), st.lists(inner, max_size=3)),
    max_leaves=20,
)


@given(st.sampled_from(list(Method)), st.data())
def test_no_rule_crashes_on_junk(method: Method, data: st.DataObject) -> None:
    keys = st.sampled_from(["messages", "input", "tools", "functions", *FORMS[method].outputs])
    example = data.draw(st.dictionaries(keys, JUNK | st.dictionaries(keys, JUNK)))
    stream = StreamCheck(io.BytesIO(json.dumps(example).encode()), Settings(method=method))
    with TestCase().assertNoLogs(asking.log):
        list(stream)
