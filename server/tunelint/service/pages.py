"""Lists that a service hands out in pages."""

from collections.abc import AsyncIterator, Mapping

from tunelint.service.connection import Connection
from tunelint.service.reading import Table, tables_of, text


async def pages(
    connection: Connection, *path: str, params: Mapping[str, str]
) -> AsyncIterator[list[Table]]:
    """The pages of a list, until the service has no more or begins to repeat itself."""
    after: dict[str, str] = {}
    asked: set[str] = set()
    while True:
        answer = await connection.get(*path, params={**params, **after})
        page = tables_of(answer, "data")
        yield page
        last = text(answer, "last_id") or (text(page[-1], "id") if page else "")
        if answer.get("has_more") is not True or not last or last in asked:
            return
        asked.add(last)
        after = {"after": last}
