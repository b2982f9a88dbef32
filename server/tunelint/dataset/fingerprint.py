"""A number that is equal for equal examples, whatever their spacing and the order of their keys.

It holds within one process only.
"""

from typing import Any

import orjson


def fingerprint(value: dict[str, Any]) -> int:
    """The fingerprint of an example."""
    return hash(orjson.dumps(value, option=orjson.OPT_SORT_KEYS))


def plain_fingerprint(roles: tuple[str, ...], messages: list[dict[str, str]]) -> int:
    """The same for a plain example (`plain_roles`), of which nothing else can be equal."""
    return hash((roles, *(message["content"] for message in messages)))
