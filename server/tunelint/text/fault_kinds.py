"""What can be wrong with the text of a row, as plain data; the rules word it."""

from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """The faults that a person would mend in different ways."""

    BLANK = "blank"
    NOT_UTF8 = "not-utf8"
    STRAY_BOM = "stray-bom"
    NOT_AN_OBJECT = "not-an-object"  # JSON, but not what a line of a dataset is
    ARRAY_OF_EXAMPLES = "array-of-examples"  # several lines of a dataset on one

    UNCLOSED_STRING = "unclosed-string"
    UNOPENED_STRING = "unopened-string"
    UNESCAPED_QUOTE = "unescaped-quote"
    ESCAPED_QUOTE = "escaped-quote"
    SINGLE_QUOTES = "single-quotes"
    SMART_QUOTES = "smart-quotes"
    CONTROL_CHARACTER = "control-character"
    BAD_ESCAPE = "bad-escape"
    LONE_SURROGATE = "lone-surrogate"

    UNQUOTED_KEY = "unquoted-key"
    UNQUOTED_VALUE = "unquoted-value"
    FOREIGN_LITERAL = "foreign-literal"  # True, None, undefined ...
    NOT_A_NUMBER = "not-a-number"  # NaN and the infinities
    BAD_NUMBER = "bad-number"
    NUMBER_OUT_OF_RANGE = "number-out-of-range"
    MISSING_VALUE = "missing-value"

    MISSING_COLON = "missing-colon"
    MISSING_COMMA = "missing-comma"
    EXTRA_COMMA = "extra-comma"
    TRAILING_COMMA = "trailing-comma"
    COMMENT = "comment"

    MISMATCHED_BRACKET = "mismatched-bracket"
    EXTRA_CLOSER = "extra-closer"
    UNOPENED_OBJECT = "unopened-object"
    UNCLOSED_CONTAINER = "unclosed-container"  # the row lacks nothing but brackets at its end
    TOO_DEEP = "too-deep"

    CUT_OFF = "cut-off"  # the row lacks more than brackets at its end
    TWO_VALUES = "two-values"
    TRAILING_GARBAGE = "trailing-garbage"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault of a row.

    What is missing has no bytes of its own. There the span is the piece of text before the gap, so
    that `expected` belongs at `end`; for the two `unopened` kinds it is the text behind the gap,
    and `expected` belongs at `start`.
    """

    kind: FaultKind
    start: int
    end: int
    found: str = ""
    """The text of the span; of bytes that are no UTF-8, the first one as `0xE9`."""
    expected: str = ""
    """What should stand there; empty where nothing or several things could."""
    opener: int | None = None
    """Where the bracket or quote stands that is still open."""
    encoding: str = ""
    """What a row that isn't UTF-8 looks like: `UTF-16`, `UTF-32`, `Windows-1252`, if anything."""
    is_marked: bool = False
    """Whether a byte order mark before the row tells its encoding."""
