"""The JSON of messages: orjson's, and the standard library's where only that will do."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import orjson

Params = Mapping[str, Any]
"""The parameters of a request of our own: plain JSON."""


def decode(body: bytes) -> Any:
    """The value of a message's body; raises `ValueError` when it is no JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        # Editors may send half a surrogate pair, which only the standard library accepts.
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def encode(data: Any, default: Callable[[Any], Any] | None = None) -> bytes:
    """The body of a message; `default` makes plain values of what is none."""
    try:
        return orjson.dumps(data, default=default)
    except orjson.JSONEncodeError:
        return json.dumps(data, default=default).encode()
