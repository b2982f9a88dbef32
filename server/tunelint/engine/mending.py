"""Carries a fix out: from changes in terms of paths and values to edits of one row."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import orjson

from tunelint.rules.fixes import (
    AddMember,
    Change,
    Fix,
    FromPython,
    Move,
    Remove,
    RemoveLine,
    RenameKey,
    ReplaceText,
    SetValue,
)
from tunelint.text.edits import (
    Edit,
    Kept,
    NoSuchNode,
    add_item,
    add_member,
    remove,
    rename_key,
    set_value,
)
from tunelint.text.rows import content
from tunelint.text.span import Span


class CannotMend(Exception):
    """A fix that can't be carried out; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a dataset stands: local files come from `folder`, and only from inside the `roots`."""

    folder: FilePath | None = None
    roots: tuple[FilePath, ...] = ()


def edits_for(row: bytes, fix: Fix, around: Surroundings) -> list[Edit]:
    """The edits that a fix comes to. Raises `CannotMend`."""
    edits: list[Edit] = []
    for change in fix.changes:
        try:
            edits += _MEND[type(change)](row, change, around)
        except NoSuchNode as error:
            raise CannotMend(f"There is nothing at {error} any more.") from None
    return edits


def _move(row: bytes, change: Move, around: Surroundings) -> list[Edit]:
    *holder, last = change.to
    kept = Kept(change.path)
    if isinstance(last, str):
        added = add_member(row, tuple(holder), last, kept)
    else:
        added = add_item(row, change.to, kept)
    return [*added, *remove(row, change.path)]


def _replace_text(row: bytes, change: ReplaceText, around: Surroundings) -> list[Edit]:
    text = change.text.encode()
    if text == b"\n":
        text = row[len(content(row)) :] or text
    return [Edit(change.span, text)]


def _remove_line(row: bytes, change: RemoveLine, around: Surroundings) -> list[Edit]:
    return [Edit(Span(0, len(row)), b"")]


def _from_python(row: bytes, change: FromPython, around: Surroundings) -> list[Edit]:
    text = content(row)
    try:
        value = ast.literal_eval(text.decode().strip())
        written = orjson.dumps(value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise CannotMend("This line is no literal of Python either.") from None
    return [Edit(Span(0, len(text)), written)]


_MEND: Mapping[type[Change], Callable[[bytes, Any, Surroundings], list[Edit]]] = {
    SetValue: lambda row, change, _: set_value(row, change.path, change.value),
    RenameKey: lambda row, change, _: rename_key(row, change.path, change.name),
    Remove: lambda row, change, _: remove(row, change.path),
    AddMember: lambda row, change, _: add_member(row, change.path, change.key, change.value),
    Move: _move,
    ReplaceText: _replace_text,
    RemoveLine: _remove_line,
    FromPython: _from_python,
}
