"""Functions become tools, byte for byte, wherever that can be told."""

import io
import json
from typing import Any

import pytest

from tunelint.config.settings import Settings
from tunelint.engine.mending import Surroundings, edits_for
from tunelint.engine.stream import StreamCheck
from tunelint.rules.fixes import Fix
from tunelint.text.edits import apply_edits

ADD = {"name": "add"}
CALL = {"role": "assistant", "function_call": {"name": "add", "arguments": "{}"}}
RESULT = {"role": "function", "name": "add", "content": "3"}
USER, ANSWER = {"role": "user", "content": "Add."}, {"role": "assistant", "content": "3"}


def fixes_of(row: bytes) -> list[Fix]:
    found = [hit.placed.finding for hit in StreamCheck(io.BytesIO(row), Settings())]
    return [fix for each in found if each.code == "deprecated-functions" for fix in each.fixes]


def migrated(example: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    row = json.dumps(example).encode()
    fix, *others = fixes_of(row)
    assert all(other == fix for other in others)
    return fix.safe, json.loads(apply_edits(row, edits_for(row, fix, Surroundings())))


def called(call_id: str) -> dict[str, Any]:
    call = {"id": call_id, "type": "function", "function": CALL["function_call"]}
    return {"role": "assistant", "tool_calls": [call]}


def test_declarations_alone_are_safe_to_rewrite() -> None:
    assert migrated({"messages": [USER, ANSWER], "functions": [ADD, ADD]}) == (
        True,
        {"messages": [USER, ANSWER], "tools": [{"type": "function", "function": ADD}] * 2},
    )


def test_calls_and_their_answers_get_ids() -> None:
    no_content = {**RESULT, "content": None}
    turns = [USER, CALL, RESULT, ANSWER, USER, CALL, no_content, ANSWER]
    is_safe, example = migrated({"functions": [ADD], "messages": turns})
    assert not is_safe
    assert example["messages"] == [
        USER,
        called("call_1"),
        {"role": "tool", "tool_call_id": "call_1", "content": "3"},
        ANSWER,
        USER,
        called("call_2"),
        {"role": "tool", "tool_call_id": "call_2", "content": ""},
        ANSWER,
    ]


@pytest.mark.parametrize(
    "example",
    [
        {"messages": [USER, CALL, {**RESULT, "name": "drop"}, ANSWER], "functions": [ADD]},
        {"messages": [USER, ANSWER], "functions": [ADD], "tools": []},
        {"messages": [USER, {**CALL, "tool_calls": []}], "functions": [ADD]},
        {"messages": [USER, ANSWER], "functions": ["add"]},
    ],
)
def test_what_cannot_be_told_is_not_rewritten(example: dict[str, Any]) -> None:
    assert fixes_of(json.dumps(example).encode()) == []
