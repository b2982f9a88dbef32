"""Changes of a line as text, which need not be JSON."""

import ast
import json

import orjson

from tunelint.engine.mending.surroundings import CannotMend, Surroundings
from tunelint.rules.fixes import (
    FromPython,
    JoinLines,
    Reencode,
    ReencodeFile,
    RemoveLine,
    RemoveMark,
    ReplaceText,
)
from tunelint.text.edits import Edit, trimmed
from tunelint.text.joining import join_rows
from tunelint.text.rows import BYTE_ORDER_MARK, content, split_rows
from tunelint.text.span import Span


def replace_text(row: bytes, change: ReplaceText, around: Surroundings) -> list[Edit]:
    """Put other text in place of some. Where a new line begins, the one before ends as the row."""
    if change.text == "\n":
        before = row[: change.span.start].rstrip(b" \t")
        line_end = row[len(content(row)) :] or b"\n"
        return [Edit(Span(len(before), change.span.end), line_end)]
    return [Edit(change.span, change.text.encode())]


def remove_line(row: bytes, change: RemoveLine, around: Surroundings) -> list[Edit]:
    """Take the line away with its end."""
    return [Edit(Span(0, len(row)), b"")]


def from_python(row: bytes, change: FromPython, around: Surroundings) -> list[Edit]:
    """Write a literal of Python as JSON, spaced as it is."""
    text = content(row)
    try:
        value = ast.literal_eval(text.decode().strip())
        written = orjson.dumps(value)
        if b": " in text:
            written = json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise CannotMend("This line is no literal of Python either.") from None
    return [Edit(Span(0, len(text)), written)]


def reencode(row: bytes, change: Reencode, around: Surroundings) -> list[Edit]:
    """Write the line in UTF-8."""
    try:
        text = row.decode(change.encoding)
    except UnicodeDecodeError:
        raise CannotMend(f"This line is not {change.encoding} either.") from None
    return [trimmed(row, Edit(Span(0, len(row)), text.encode()))]


def reencode_file(row: bytes, change: ReencodeFile, around: Surroundings) -> list[Edit]:
    """One line of a file in another encoding is not to be told from the next."""
    raise CannotMend("The whole file has to be written anew; `tunelint fix` does it.")


def remove_mark(row: bytes, change: RemoveMark, around: Surroundings) -> list[Edit]:
    """Take the mark away where it is part of the text."""
    if not row.startswith(BYTE_ORDER_MARK):
        raise CannotMend("The editor keeps this mark to itself: save the file as UTF-8 without it.")
    return [Edit(Span(0, len(BYTE_ORDER_MARK)), b"")]


def join(row: bytes, change: JoinLines, around: Surroundings) -> list[Edit]:
    """Write the value on one row, or each of its items."""
    rows = split_rows(row)
    return [Edit(Span(0, len(row)), b"".join(join_rows(rows if rows[-1] else rows[:-1])))]
