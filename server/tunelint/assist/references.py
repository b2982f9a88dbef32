"""What refers to what in an example: results to tool calls, and calls to declared tools."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tunelint.assist.lines import example_on
from tunelint.dataset.tools import ToolCall, ToolList, ToolResult, ToolUse, read_tool_use
from tunelint.engine.open_dataset import OpenDataset
from tunelint.text.columns import Unit, to_columns, to_offset
from tunelint.text.nesting import levels
from tunelint.text.path import Path
from tunelint.text.replacing import Position
from tunelint.text.scanner import locate_all


class Mention(NamedTuple):
    """The columns of a name or an id; the definition is what the others refer to."""

    row: int
    start: int
    end: int
    is_definition: bool


def definition(dataset: OpenDataset, place: Position) -> Mention | None:
    """The tool call that a result at a place answers, or the declaration of a called tool."""
    mentions = related(dataset, place)
    return next((mention for mention in mentions if mention.is_definition), None)


def related(dataset: OpenDataset, place: Position) -> list[Mention]:
    """All that names the same call or the same tool as what stands at a place."""
    row, column = place
    line = dataset.line(row)
    example = example_on(line)
    use = next(read_tool_use(example), None) if example else None
    around = levels(line, to_offset(line, column, dataset.unit)) if use else []
    if not use or not around:
        return []
    here = around[-1].path
    references = dict(_references(use))
    target = references.get(here, here)
    paths = [path for path, defined in references.items() if defined == target]
    return list(_mentions(row, line, target, paths, dataset.unit)) if paths else []


def answered(result: ToolResult, use: ToolUse) -> ToolCall | None:
    """The last call before a result that has its id, in its list of messages or in the input."""
    *listed, number = result.path
    depth = len(listed)
    before = [
        call
        for call in use.calls
        if call.id == result.call_id
        and (
            (call.path[:depth] == tuple(listed) and int(call.path[depth]) < int(number))
            or call.path[: len(use.example.path)] == use.example.path != tuple(listed)
        )
    ]
    return before[-1] if before else None


def _mentions(
    row: int, line: bytes, target: Path, paths: Iterable[Path], unit: Unit
) -> Iterator[Mention]:
    nodes = locate_all(line, [target, *paths])
    places = {nodes[path].value: path for path in (target, *paths) if path in nodes}
    spans = sorted(places)
    columns = to_columns(line, (offset for span in spans for offset in span), unit)
    for start, end, span in zip(columns, columns, spans, strict=True):
        yield Mention(row, start, end, places[span] == target)


def _references(use: ToolUse) -> Iterator[tuple[Path, Path]]:
    """The paths of names and ids, each with the path of what it refers to."""
    for result in use.results:
        call = answered(result, use)
        if call:
            yield (*result.path, "tool_call_id"), (*call.path, "id")
    declared = dict(_declared(use.lists))
    for call in use.calls:
        if call.name in declared:
            yield (*call.function, "name"), declared[call.name]


def _declared(lists: Iterable[ToolList]) -> Iterator[tuple[str, Path]]:
    """The names of declared tools, and where they stand."""
    for listed in lists:
        for index, item in enumerate(listed.items):
            path = (*listed.path, index)
            if listed.path[-1] == "tools":
                path, item = (*path, "function"), _function(item)
            if type(item) is dict and type(item.get("name")) is str:
                yield item["name"], (*path, "name")


def _function(tool: object) -> object:
    return tool.get("function") if type(tool) is dict else None
