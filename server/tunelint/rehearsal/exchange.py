"""A request as the operations see it, and the answers that they give."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tunelint.rehearsal.connection import Answer, Request
from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.refusal import Refusal, invalid

LONGEST_JSON = 1 << 20
MOST_LISTED = 10_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its dialect, the id in its path, and the faults that are to happen."""

    request: Request
    dialect: Dialect
    id: str
    faults: frozenset[str]

    async def json(self) -> dict[str, Any]:
        """The JSON object that was sent; an empty body is an empty one. Raises `Refusal`."""
        return await read_json(self.request)

    def page(
        self, items: Sequence[Item], id_of: Callable[[Item], str], usual: int
    ) -> tuple[Sequence[Item], bool]:
        """The items behind `after`, no more than `limit`, and whether there are more.

        Raises `Refusal` when these parameters can't be followed.
        """
        query = self.request.query
        if after := query.get("after"):
            place = next((at for at, item in enumerate(items) if id_of(item) == after), None)
            if place is None:
                raise invalid(f"There is nothing with the id {after}.", "after")
            items = items[place + 1 :]
        limit = query.get("limit", str(usual))
        if not limit.isdecimal() or not 0 < int(limit) <= MOST_LISTED:
            raise invalid(f"Invalid value for 'limit': {limit}", "limit")
        return items[: int(limit)], len(items) > int(limit)

    def created(self, shape: Mapping[str, Any]) -> Answer:
        """Tell of something new; the dated APIs tell also where it is."""
        answer = told(shape, self.dialect.created)
        if self.dialect is Dialect.AZURE_DATED:
            place = f"{self.request.path}/{shape['id']}"
            version = self.request.query["api-version"]
            host = self.request.fields.get("host", "127.0.0.1")
            answer.fields["Location"] = f"http://{host}{place}?api-version={version}"
        return answer


def told(shape: Mapping[str, Any], status: int = 200) -> Answer:
    """Tell it in JSON."""
    return Answer(status, {"Content-Type": "application/json"}, json.dumps(shape).encode())


def content(path: Path) -> Answer:
    """Send what a file holds."""
    return Answer(200, {"Content-Type": "application/octet-stream"}, path)


async def read_json(request: Request) -> dict[str, Any]:
    """The JSON object in a body; an empty body is an empty one. Raises `Refusal`."""
    body = bytearray()
    async for piece in request.body:
        body += piece
        if len(body) > LONGEST_JSON:
            raise Refusal(413, "invalidPayload", "The body is too long.")
    try:
        value = json.loads(body or b"{}")
    except ValueError as error:
        raise invalid(f"The body is no JSON: {error}") from None
    if not isinstance(value, dict):
        raise invalid("The body must be a JSON object.")
    return value
