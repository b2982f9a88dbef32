"""Images by URL from a dataset that nobody vouches for: from public addresses, within limits."""

from tunelint.fetch.answer import Answer
from tunelint.fetch.cache import Cache
from tunelint.fetch.fetcher import AT_ONCE, Fetcher

__all__ = ["AT_ONCE", "Answer", "Cache", "Fetcher"]
