"""Reads a row up to the cursor: what stands there or may stand there, be the row half typed.

Strings are skipped whole, so that a row of megabytes costs as many steps as it has tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

import jiter
import orjson

from tunelint.text.path import Path
from tunelint.text.scanner import end_of_string, end_of_value
from tunelint.text.span import Span

_TOKEN = re.compile(
    rb"""[ \t\r\n]*+ (?: (")              # 1: a string
                       | ([{\[])          # 2: an opening bracket
                       | ([}\]])          # 3: a closing bracket
                       | (,) | (:)        # 4, 5
                       | ([^\s",:{}\[\]]+)  # 6: a number, a word
                     )""",
    re.VERBOSE,
)
_STRING, _OPENER, _CLOSER, _COMMA, _COLON, _WORD = range(1, 7)
_BEGIN_VALUE = frozenset({_STRING, _OPENER, _WORD})

_REST_OF_WORD = re.compile(rb'[^\s",:{}\[\]]*')
_BEHIND_STRING = re.compile(rb"[ \t\r\n]*(?:[,:}\]]|\Z)")
_BEHIND_VALUE = re.compile(rb"[ \t\r\n]*(?:[,}\]]|\Z)")
_COLON_AHEAD = re.compile(rb"[ \t\r\n]*:")


class Slot(Enum):
    """What may be written at a place."""

    KEY = "key"
    VALUE = "value"
    NOTHING = "nothing"


class Cursor(NamedTuple):
    """A place in a row.

    `path` leads to the value, for a key to its object, and where nothing may be written to what
    the place is in. `token` is what stands there already, quotes included, and empty where
    nothing does. `keys` are the other keys of the innermost object, on both sides.
    """

    slot: Slot
    path: Path
    token: Span
    is_string: bool = False
    has_colon: bool = False
    needs_comma_before: bool = False
    needs_comma_behind: bool = False
    keys: frozenset[str] = frozenset()


def read_cursor(row: bytes, offset: int) -> Cursor:
    """What stands at an offset, before which the row may be anything, and behind it as well."""
    nest = _Nest()
    token = None
    for token in _tokens(row):
        kind, start, end = token
        if start >= offset:
            break
        if kind == _STRING and offset < end:
            return _at_token(row, nest, _Token(kind, start, _end_of_typed(row, offset, end)))
        if kind == _WORD and offset <= end:
            return _at_token(row, nest, token)
        nest.take(row, token)
        token = None
    return _at_gap(row, nest, offset, token)


def value_around(row: bytes, cursor: Cursor) -> Any:
    """What the row says besides the token at the cursor, or at least what it says before that."""
    start, end = cursor.token
    key = b'""' if cursor.has_colon else b'"":null'
    head = row[:start] + b"," * cursor.needs_comma_before
    head += key if cursor.slot is Slot.KEY else b"null"
    return value_of(head + b"," * cursor.needs_comma_behind + row[end:], len(head))


def value_of(row: bytes, end: int) -> Any:
    """What a row says, or at least what it says up to `end`; None when that is nothing."""
    try:
        return orjson.loads(row)
    except orjson.JSONDecodeError:
        pass
    try:
        return jiter.from_json(row[:end], partial_mode="trailing-strings")
    except ValueError:
        return None


def key_at(row: bytes, token: Span) -> str:
    """The key that a token of the row spells."""
    return _text(row[slice(*token)])


class _Token(NamedTuple):
    kind: int
    start: int
    end: int


class _Expects(Enum):
    ITEM = "a member or an item"
    COLON = "a colon"
    VALUE = "the value of a member"
    SEPARATOR = "a comma or the end"


@dataclass(slots=True)
class _Container:
    """An open bracket, what comes next in it, and the key or index that was reached."""

    bracket: bytes
    step: str | int
    expects: _Expects = _Expects.ITEM
    keys: list[str] = field(default_factory=list)

    @property
    def is_object(self) -> bool:
        return self.bracket == b"{"


class _Nest:
    """The containers around a place. The outermost one stands for the row, with one item."""

    def __init__(self) -> None:
        self.containers = [_Container(b"", 0)]

    @property
    def innermost(self) -> _Container:
        return self.containers[-1]

    @property
    def path(self) -> Path:
        """The path of the innermost container."""
        return tuple(container.step for container in self.containers[1:-1])

    def take(self, row: bytes, token: _Token) -> None:
        """Go past a token."""
        kind, start, end = token
        inside = self.innermost
        if kind == _CLOSER:
            self._close(b"{" if row[start:end] == b"}" else b"[")
        elif kind == _COMMA:
            if not inside.is_object:
                inside.step = int(inside.step) + 1
            inside.expects = _Expects.ITEM
        elif kind == _COLON:
            if inside.expects is _Expects.COLON:
                inside.expects = _Expects.VALUE
        elif self.takes_key and kind != _OPENER:
            inside.step = _text(row[start:end])
            inside.keys.append(inside.step)
            inside.expects = _Expects.COLON
        else:
            if inside.expects is _Expects.SEPARATOR and not inside.is_object:
                inside.step = int(inside.step) + 1
            inside.expects = _Expects.SEPARATOR
            if kind == _OPENER:
                bracket = row[start:end]
                self.containers.append(_Container(bracket, "" if bracket == b"{" else 0))

    @property
    def takes_key(self) -> bool:
        """Whether a string here would be a key, with a comma before it or not."""
        comes_next = self.innermost.expects in (_Expects.ITEM, _Expects.SEPARATOR)
        return self.innermost.is_object and comes_next

    def _close(self, bracket: bytes) -> None:
        """Leave the innermost container of that bracket; one that was never opened is ignored."""
        for depth in range(len(self.containers) - 1, 0, -1):
            if self.containers[depth].bracket == bracket:
                del self.containers[depth:]
                return


def _tokens(row: bytes) -> Iterator[_Token]:
    """The tokens of a row; a string that is not closed goes on to the end."""
    position = 0
    while found := _TOKEN.match(row, position):
        kind = found.lastindex or 0
        start, position = found.span(kind)
        if kind == _STRING:
            position = _end_of_string(row, start)
        yield _Token(kind, start, position)


def _end_of_string(row: bytes, start: int) -> int:
    try:
        return end_of_string(row, start)
    except ValueError:
        return len(row) + 1


def _end_of_typed(row: bytes, offset: int, end: int) -> int:
    """Where the string around the cursor ends; `end` is behind the next quote, whosever it is."""
    if end <= len(row) and _BEHIND_STRING.match(row, end):
        return end
    rest = _REST_OF_WORD.match(row, offset)
    return rest.end() if rest else offset


def _at_token(row: bytes, nest: _Nest, token: _Token) -> Cursor:
    kind, start, end = token
    return _cursor(row, nest, Span(start, end), is_string=kind == _STRING)


def _at_gap(row: bytes, nest: _Nest, offset: int, ahead: _Token | None) -> Cursor:
    """The cursor between tokens; `ahead` is the next one."""
    if nest.innermost.expects is _Expects.VALUE and ahead and _is_value(row, ahead):
        if ahead.start > offset or ahead.kind == _OPENER:
            return _nowhere(nest, offset)
        end = min(ahead.end, len(row))
        return _cursor(row, nest, Span(offset, end), is_string=ahead.kind == _STRING)
    return _cursor(row, nest, Span(offset, offset), is_string=False)


def _is_value(row: bytes, token: _Token) -> bool:
    return token.kind in _BEGIN_VALUE and not _COLON_AHEAD.match(row, token.end)


def _cursor(row: bytes, nest: _Nest, token: Span, *, is_string: bool) -> Cursor:
    inside = nest.innermost
    is_late = inside.expects is _Expects.SEPARATOR
    if inside.expects is _Expects.COLON or (is_late and not inside.bracket):
        return _nowhere(nest, token.start)
    keys = frozenset(inside.keys)
    if inside.is_object:
        keys |= frozenset(_keys_behind(row, token.end))
    slot, path, has_colon = Slot.VALUE, nest.path, False
    if nest.takes_key:
        slot = Slot.KEY
        has_colon = token.start < token.end and _COLON_AHEAD.match(row, token.end) is not None
    elif inside.is_object:
        path = (*path, inside.step)
        keys -= {str(inside.step)}
    elif inside.bracket:
        path = (*path, int(inside.step) + is_late)
    needs_comma_behind = not has_colon and not _BEHIND_VALUE.match(row, token.end)
    return Cursor(slot, path, token, is_string, has_colon, is_late, needs_comma_behind, keys)


def _nowhere(nest: _Nest, offset: int) -> Cursor:
    return Cursor(Slot.NOTHING, nest.path, Span(offset, offset))


def _keys_behind(row: bytes, position: int) -> Iterator[str]:
    """The keys between a place and the end of its object."""
    last = None
    while found := _TOKEN.match(row, position):
        kind = found.lastindex or 0
        start, position = found.span(kind)
        if kind == _CLOSER:
            return
        if kind == _COLON and last:
            yield _text(row[slice(*last)])
        last = None
        if kind in (_STRING, _OPENER):
            try:
                position = end_of_value(row, start)
            except (ValueError, IndexError):
                return
            last = Span(start, position) if kind == _STRING else None


def _text(token: bytes) -> str:
    """What a string says, or a word."""
    try:
        said = orjson.loads(token)
    except orjson.JSONDecodeError:
        said = None
    return said if type(said) is str else token.strip(b'"').decode("utf-8", "replace")
