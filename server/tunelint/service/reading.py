"""Reads fields of a service's records: what is missing or of another type is as if not told."""

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

Table: TypeAlias = Mapping[str, Any]

LAST_MOMENT = 253_402_300_799
"""The end of the year 9999, behind which there are no dates."""

CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)))


def text(table: Table, *names: str) -> str:
    """The first of the fields that is a text; empty when none is.

    It is without control characters, which a terminal would obey.
    """
    words = next((table[name] for name in names if isinstance(table.get(name), str)), "")
    return words.translate(CONTROLS)


def whole_number(table: Table, name: str) -> int | None:
    """A count."""
    value = number(table, name)
    return None if value is None else int(value)


def moment(table: Table, name: str) -> int | None:
    """A time in seconds since 1970; None for what is no date."""
    value = whole_number(table, name)
    return value if value is not None and 0 <= value <= LAST_MOMENT else None


def number(table: Table, name: str) -> float | None:
    """A number, be it written as a text; None for what is none, and for infinite ones."""
    value = table.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        value = float(value)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def table_of(table: Table, name: str) -> Table:
    """An object within; an empty one when there is none."""
    value = table.get(name)
    return value if isinstance(value, dict) else {}


def tables_of(table: Table, name: str) -> list[Table]:
    """The objects of a list within."""
    value = table.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_of(table: Table, name: str) -> tuple[str, ...]:
    """The texts of a list within."""
    value = table.get(name)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
