"""Faults of strings: what may not stand in them, and quotes that are missing, extra or wrong."""

import re

from tunelint.text.excerpts import fault, last_word, text_ahead
from tunelint.text.fault_kinds import Fault, FaultKind
from tunelint.text.grammar import SOUND_START, STRING, State, Stop, closing_brackets
from tunelint.text.rows import content

_WRONG_QUOTES = {
    "'": FaultKind.SINGLE_QUOTES,
    '\\"': FaultKind.ESCAPED_QUOTE,
    **dict.fromkeys("“”„‟‘’‚‛«»＂", FaultKind.SMART_QUOTES),  # noqa: RUF001
}

_LONE_SURROGATE = re.compile(r"\\u[dD][89A-Fa-f][0-9A-Fa-f]{2}")
_BAD_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]*|.)", re.DOTALL)
_ESCAPE_CUT_OFF = re.compile(rb"\\(?:u[0-9A-Fa-f]{0,4}(?:\\(?:u[0-9A-Fa-f]{0,3})?)?)?")
_NEXT_LINE = re.compile(rb'[\t\r\n]+ *(?:[{}\[\]]|"[^"\\\x00-\x1f]*" *[:,\]\t])')
"""What follows a line end between tokens: a bracket, a key, or an item. A tab may stand for one."""

_PUNCTUATION = b" \t{}[],:"
_WHITESPACE = re.compile(rb"[ \t\r\n]*")

# A string without its closing quote runs on to the quote that opens the next string. It then ends
# with the punctuation between the two, whose last mark says what may follow that next string.
_FOLLOWERS = {
    (State.COLON, b":"): ",}",
    (State.COLON, b"["): ",]",
    (State.COLON, b"{"): ":",
    (State.AFTER_MEMBER, b","): ":",
    (State.AFTER_MEMBER, b"{"): ":",
    (State.AFTER_ELEMENT, b","): ",]:",
    (State.AFTER_ELEMENT, b"{"): ":",
}


def broken_string(stop: Stop) -> Fault:
    """What is wrong with the string that begins where reading broke off."""
    row, start = stop.row, stop.position
    end = len(content(row))
    sound = SOUND_START.match(row, start)
    bad = sound.end() if sound else start
    if bad >= end or _ESCAPE_CUT_OFF.fullmatch(row, bad, end):
        return _open_at_row_end(stop, end)
    if _NEXT_LINE.match(row, bad):
        return _unclosed(row, start, start + 1 + len(row[start + 1 : bad].rstrip(_PUNCTUATION)))
    text = text_ahead(row, bad)
    if surrogate := _LONE_SURROGATE.match(text):
        return fault(FaultKind.LONE_SURROGATE, row, bad, bad + surrogate.end())
    if escape := _BAD_ESCAPE.match(text):
        return fault(FaultKind.BAD_ESCAPE, row, bad, bad + len(escape[0].encode()))
    return fault(FaultKind.CONTROL_CHARACTER, row, bad, bad + 1)


def missing_closing_quote(stop: Stop) -> Fault | None:
    """For a string that ran on to the quote that should open the next one."""
    row, (start, end) = stop.row, stop.previous
    if not row.startswith(b'"', start):
        return None
    gap = start + 1 + len(row[start + 1 : end - 1].rstrip(_PUNCTUATION))
    punctuation = row[gap : end - 1].rstrip()
    followers = _FOLLOWERS.get((stop.state, punctuation[-1:]))
    if followers is None or not begins_string(row, end - 1, followers):
        return None
    return _unclosed(row, start, gap)


def unescaped_quote(stop: Stop, followers: str) -> Fault | None:
    """For a string that a quote inside its text ended early.

    `followers` are what would come behind a string if one really began here.
    """
    row, (start, end) = stop.row, stop.previous
    if not row.startswith(b'"', start):
        return None
    if stop.token in ("string", "broken_string"):
        is_inside = stop.position == end and not begins_string(row, end, followers)
    else:
        is_inside = text_ahead(row, stop.position)[0].isalnum() and comes_to_closing_quote(stop)
    if not is_inside:
        return None
    return fault(FaultKind.UNESCAPED_QUOTE, row, end - 1, end, expected='\\"', opener=start)


def missing_opening_quote(stop: Stop, followers: str) -> Fault | None:
    """For a text that began like a number or a literal, up to its closing quote.

    `followers` are what would come behind a string if one really began here.
    """
    row, (start, end) = stop.row, stop.previous
    if stop.token not in ("string", "broken_string") or stop.position > end:
        return None
    if row[end - 1 : end] in (b'"', b"}", b"]") or begins_string(row, end, followers):
        return None
    return fault(FaultKind.UNOPENED_STRING, row, start, end, expected='"')


def wrong_opening_quote(stop: Stop) -> Fault | None:
    """For a quote of another language, or of typography, in place of a double quote."""
    text = text_ahead(stop.row, stop.position)
    for quote, kind in _WRONG_QUOTES.items():
        if text.startswith(quote):
            end = stop.position + len(quote.encode())
            return fault(kind, stop.row, stop.position, end, expected='"')
    return None


def comes_to_closing_quote(stop: Stop) -> bool:
    """Whether the next quote in the row ends a text, rather than opening a key or a value."""
    quote = stop.row.find(b'"', stop.position)
    text = stop.row[stop.position : quote].rstrip()
    return quote != -1 and not text.endswith((b":", b",", b"{", b"["))


def begins_string(row: bytes, start: int, followers: str) -> bool:
    """Whether a sound string begins at `start` and one of `followers` comes behind it."""
    string = STRING.match(row, start)
    gap = _WHITESPACE.match(row, string.end()) if string else None
    return gap is not None and gap.end() < len(row) and chr(row[gap.end()]) in followers


def _open_at_row_end(stop: Stop, end: int) -> Fault:
    row, start = stop.row, stop.position
    gap = start + 1 + len(row[start + 1 : end].rstrip(b" \t}]"))
    brackets = b"".join(row[gap:end].split()).decode()
    if brackets and brackets == closing_brackets(row, stop.openers):
        return _unclosed(row, start, gap)
    end = len(row[:end].rstrip())
    return fault(FaultKind.CUT_OFF, row, last_word(row, start, end), end, opener=start)


def _unclosed(row: bytes, start: int, gap: int) -> Fault:
    for quote, kind in _WRONG_QUOTES.items():
        if row.endswith(quote.encode(), start + 1, gap):
            quote_start = gap - len(quote.encode())
            return fault(kind, row, quote_start, gap, expected='"', opener=start)
    word = last_word(row, start, gap)
    return fault(FaultKind.UNCLOSED_STRING, row, word, gap, expected='"', opener=start)
