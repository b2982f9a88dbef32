"""A number that is equal for equal examples, whatever their spacing and the order of their keys."""

from typing import Any

import orjson
from xxhash import xxh3_64_intdigest


def canonical_form(value: dict[str, Any], row: bytes) -> bytes:
    """The example without spacing, its keys sorted at every level.

    One that is nested deeper than can be written again stands for itself, as it is in its row.
    """
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return row.strip()


def fingerprint(canonical: bytes) -> int:
    """64 bits that tell an example from others, the same in every process."""
    return xxh3_64_intdigest(canonical)
