"""The URIs of example views, from which it is plain what they show."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

SCHEME = "tunelint-example"
UNTITLED = "untitled"
"""The scheme of documents that are no files yet: their paths need not begin with a slash."""

_NAME = re.compile(r"example ([1-9]\d{0,9})(?: \(([2-9]|[1-9]\d{1,3})\))?\.tunelint", re.ASCII)


class ExampleUri(NamedTuple):
    """The view of one line of a dataset, which is counted from 0.

    The dataset's URI is spelled in one way, whatever way clients have. It is the `nth` view of that
    line where those before it have moved with their examples, and still have their names.
    """

    dataset: str
    row: int
    nth: int = 1

    @classmethod
    def of(cls, dataset: str, row: int) -> ExampleUri:
        """The view of a row of a dataset."""
        return cls(spelled(dataset), row)

    @classmethod
    def read(cls, uri: str) -> ExampleUri | None:
        """The view that a URI names, if it names one."""
        parts = urlsplit(uri)
        path, _, name = unquote(parts.path).rpartition("/")
        found = _NAME.fullmatch(name)
        if parts.scheme != SCHEME or not found:
            return None
        scheme, _, authority = unquote(parts.netloc).partition("+")
        if scheme == UNTITLED:
            path = path.removeprefix("/")
        return cls(_joined(scheme, authority, path), int(found[1]) - 1, int(found[2] or 1))

    def __str__(self) -> str:
        scheme, authority, path = _parts(self.dataset)
        origin = quote(f"{scheme}+{authority}" if authority else scheme, safe="+:@")
        before = "/" if scheme == UNTITLED else ""
        nth = f" ({self.nth})" if self.nth > 1 else ""
        name = f"example {self.row + 1}{nth}.tunelint"
        return f"{SCHEME}://{origin}{before}{quote(f'{path}/{name}')}"


def spelled(uri: str) -> str:
    """The one spelling of a URI of a document."""
    return _joined(*_parts(uri))


def is_example(uri: str) -> bool:
    """Whether a URI is one of views."""
    return urlsplit(uri).scheme == SCHEME


def _parts(uri: str) -> tuple[str, str, str]:
    parts = urlsplit(uri)
    return parts.scheme, unquote(parts.netloc), unquote(parts.path)


def _joined(scheme: str, authority: str, path: str) -> str:
    """As VS Code has it: two slashes where there is an authority, or might be one of a file."""
    slashes = "//" if authority or scheme == "file" else ""
    return f"{scheme}:{slashes}{quote(authority, safe='+:@')}{quote(path)}"
