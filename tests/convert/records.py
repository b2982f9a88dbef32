"""Random records of foreign formats: most are sound, some are not."""

import copy
import json
from typing import Any

from hypothesis import strategies as st

Json = st.SearchStrategy[Any]

TEXTS = st.sampled_from(["Hi", "What is it?", "Two\nlines", "<image>\nWhat is it?", "", " ", "é😀"])
NAMES = st.sampled_from(["find", "get_time"])
STRAY: Json = st.sampled_from([None, 1, True, [], {}, "x", [1], [[]], [{}], {"a": []}])
URLS = st.just("https://example.org/a.png")
ARGUMENTS = st.sampled_from([{}, {"city": "Ulm"}, [], "{}"])
PARAMETERS = {"type": "object", "properties": {"city": {"type": "string"}}}

FUNCTIONS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={"description": st.just("Finds."), "parameters": st.just(PARAMETERS)},
)
CALLS = st.fixed_dictionaries({"name": NAMES, "arguments": ARGUMENTS})
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "user", "assistant"]), "content": TEXTS}
    ),
    max_size=3,
)


def _record(required: dict[str, Json], optional: dict[str, Json]) -> Json:
    metadata: dict[str, Json] = {"id": st.just("a-1"), "source": st.just("here")}
    return st.fixed_dictionaries(required, optional=optional | metadata)


def _turns() -> Json:
    speakers = ["human", "gpt", "GPT", "system", "observation", "tool"]
    said = st.builds(
        lambda speaker, value: {"from": speaker, "value": value}, st.sampled_from(speakers), TEXTS
    )
    called = st.builds(
        lambda calls: {"from": "function_call", "value": json.dumps(calls)},
        CALLS | st.lists(CALLS, max_size=2),
    )
    asked = st.builds(lambda value: {"from": "human", "value": value}, TEXTS)
    return st.lists(said | called | asked, max_size=6)


def _items() -> Json:
    roles = st.sampled_from(["user", "assistant", "developer", "system"])
    texts = st.builds(
        lambda kind, text: {"type": kind, "text": text},
        st.sampled_from(["input_text", "output_text"]),
        TEXTS,
    )
    images = st.fixed_dictionaries(
        {"type": st.just("input_image"), "image_url": URLS},
        optional={"detail": st.sampled_from(["low", "auto", None])},
    )
    content = TEXTS | st.lists(texts | images, max_size=3)
    message = st.fixed_dictionaries(
        {"role": roles, "content": content}, optional={"type": st.just("message")}
    )
    call_ids = st.sampled_from(["a", "b"])
    call = st.fixed_dictionaries(
        {
            "type": st.just("function_call"),
            "call_id": call_ids,
            "name": NAMES,
            "arguments": st.just("{}"),
        }
    )
    answer = st.fixed_dictionaries(
        {"type": st.just("function_call_output"), "call_id": call_ids, "output": TEXTS}
    )
    reasoning = st.just({"type": "reasoning", "summary": []})
    return st.lists(message | call | answer | reasoning, max_size=5)


def _flat_tools() -> Json:
    function = FUNCTIONS.map(lambda each: {"type": "function", **each})
    return st.lists(function | st.just({"type": "web_search"}), max_size=2)


RECORDS: dict[str, Json] = {
    "prompt/completion": _record(
        {"prompt": TEXTS | MESSAGES, "completion": TEXTS | MESSAGES}, {"system": TEXTS}
    ),
    "ShareGPT": _record(
        {"conversations": _turns()},
        {
            "system": TEXTS,
            "tools": st.lists(FUNCTIONS, max_size=2).map(json.dumps),
            "image": URLS,
            "images": st.lists(URLS, max_size=3),
        },
    ),
    "Alpaca": _record(
        {"instruction": TEXTS, "output": TEXTS},
        {
            "input": TEXTS,
            "system": TEXTS,
            "history": st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=2),
            "images": st.lists(URLS, max_size=2),
        },
    ),
    "question/answer": _record(
        {"question": TEXTS, "answer": TEXTS}, {"context": TEXTS, "system": TEXTS}
    ),
    "Responses API": _record(
        {"input": TEXTS | _items(), "output": TEXTS | _items()},
        {
            "instructions": TEXTS,
            "tools": _flat_tools(),
            "parallel_tool_calls": st.booleans(),
            "model": st.just("gpt-4o"),
        },
    ),
}


@st.composite
def damaged(draw: st.DrawFn, records: Json) -> Any:
    """Such a record with one value replaced by a stray one, somewhere."""
    record = copy.deepcopy(draw(records))
    places = list(_places(record))
    holder, key = draw(st.sampled_from(places))
    holder[key] = draw(STRAY)
    return record


def _places(value: Any) -> Any:
    if isinstance(value, dict | list):
        for key, member in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from _places(member)
