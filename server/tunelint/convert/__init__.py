"""Makes examples of records in other formats: decoded JSON in, other decoded JSON out."""

from tunelint.convert.formats import CONVERTERS, to_chat
from tunelint.convert.preference import PLACEHOLDER, to_preference
from tunelint.convert.tools import to_tools

__all__ = ["CONVERTERS", "PLACEHOLDER", "to_chat", "to_preference", "to_tools"]
