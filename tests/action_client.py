"""Asks a server for code actions, and makes the edits that it answers with."""

from itertools import accumulate
from typing import Any

from stdio_client import Message, StdioClient
from tunelint.text.columns import Unit, decode, encode, to_offset
from tunelint.text.rows import split_rows

Place = tuple[int, int]

CAPABILITIES: Message = {
    "textDocument": {
        "codeAction": {
            "dataSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        }
    },
    "workspace": {"applyEdit": True, "workspaceEdit": {"documentChanges": True}},
    "window": {"workDoneProgress": True},
}
"""Those of a client that asks for edits when an action is chosen."""

EXAMPLE = (
    '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
)
SHOUTED = EXAMPLE.replace('"user"', '"USER"')


async def actions(
    client: StdioClient, uri: str, start: Place, end: Place | None = None, **context: Any
) -> list[Message]:
    """What is offered for a range."""
    (line, character), (end_line, end_character) = start, end or start
    params = {
        "textDocument": {"uri": uri},
        "range": {
            "start": {"line": line, "character": character},
            "end": {"line": end_line, "character": end_character},
        },
        "context": {"diagnostics": [], **context},
    }
    return await client.request("textDocument/codeAction", params)  # type: ignore[no-any-return]


async def action(
    client: StdioClient, uri: str, title: str, start: Place, **context: Any
) -> Message:
    """The one action of that title."""
    offered = await actions(client, uri, start, **context)
    (wanted,) = (each for each in offered if each["title"] == title)
    return wanted


async def resolved(client: StdioClient, offered: Message) -> Message:
    """The edit that an action comes to."""
    answer = await client.request("codeAction/resolve", offered)
    return answer["edit"]  # type: ignore[no-any-return]


def applied(text: str, edit: Message, version: int = 1, unit: Unit = Unit.UTF16) -> str:
    """The text of the one document that the edit is for."""
    (change,) = edit["documentChanges"]
    assert change["textDocument"]["version"] == version
    return with_edits(text, change["edits"], unit)


def with_edits(text: str, edits: list[Message], unit: Unit = Unit.UTF16) -> str:
    """The text with edits made, as a client makes them."""
    rows = split_rows(encode(text))
    starts = [*accumulate(map(len, rows), initial=0)]

    def offset(place: Message) -> int:
        row = place["line"]
        inside = to_offset(rows[row], place["character"], unit) if row < len(rows) else 0
        return starts[row] + inside

    made = encode(text)
    spans = [(offset(e["range"]["start"]), offset(e["range"]["end"]), e["newText"]) for e in edits]
    for start, end, new in sorted(spans, reverse=True):
        made = made[:start] + encode(new) + made[end:]
    return decode(made)


def titles(offered: list[Message]) -> list[str]:
    return [each["title"] for each in offered]
