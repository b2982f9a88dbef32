"""Short texts that stand for the payloads of data URIs, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from tunelint.assist.payloads import payload_spans
from tunelint.images import DataUri, inspect, read_data_uri
from tunelint.rules.wording import megabytes
from tunelint.text.edits import Edit, apply_edits

LONGEST_SHOWN = 120
"""Bytes. To put a placeholder for what is no longer than one helps nobody."""

DIGEST_LENGTH = 16

_PLACEHOLDER = re.compile(rb"<[^<>\r\n]*?\b([0-9a-f]{%d})>" % DIGEST_LENGTH)
_DIGEST = re.compile(rb"\b[0-9a-f]{%d}\b" % DIGEST_LENGTH)
_NO_PAYLOAD = b"<"
"""No base64 begins like this, but all placeholders do, and what is left of them."""


class Placeholders:
    """Knows the payloads that it made placeholders for. Equal ones have the same placeholder.

    Of those that `others` made it learns when it meets them: images are copied between examples.
    """

    def __init__(self, others: Callable[[], Iterable[Placeholders]] = tuple) -> None:
        self._payloads: dict[bytes, bytes] = {}
        self._others = others

    def shortened(self, text: bytes) -> bytes:
        """A text with placeholders for its long payloads, which are remembered."""
        spans = (span for span in payload_spans(text) if span.end - span.start > LONGEST_SHOWN)
        edits = (Edit(span, self._placeholder(text[slice(*span)])) for span in spans)
        return apply_edits(text, edits)

    def expanded(self, text: bytes) -> bytes:
        """A text with payloads for its placeholders."""
        return apply_edits(text, self.payloads(text))

    def payloads(self, text: bytes) -> Iterator[Edit]:
        """The edits that put payloads for the placeholders in a text that are known, in order."""
        for span in payload_spans(text):
            placeholder = _PLACEHOLDER.fullmatch(text, *span)
            payload = self._payload(placeholder[1]) if placeholder else None
            if payload is not None:
                yield Edit(span, payload)

    def broken(self, text: bytes) -> Iterator[bytes]:
        """What in a text is left of placeholders, and stands for no payload.

        That is a payload that begins like one, and a digest where none can be.
        """
        known = {span for span, _ in self.payloads(text)}
        for span in payload_spans(text):
            if span not in known and text.startswith(_NO_PAYLOAD, *span):
                yield text[slice(*span)]
        for digest in _DIGEST.finditer(text):
            if self._payload(digest[0]) and not any(
                digest.start() in range(*span) for span in known
            ):
                yield digest[0]

    def _payload(self, digest: bytes) -> bytes | None:
        for known in (self, *self._others()):
            if payload := known._payloads.get(digest):
                return self._payloads.setdefault(digest, payload)
        return None

    def _placeholder(self, payload: bytes) -> bytes:
        digest = sha256(payload).hexdigest()[:DIGEST_LENGTH]
        self._payloads[digest.encode()] = payload
        return f"<{', '.join([*_words(payload), digest])}>".encode()


def _words(payload: bytes) -> list[str]:
    """What there is to say of a payload: the image that it is, and its size."""
    # Of slashes that a writer escaped, base64 knows nothing.
    text = payload.replace(rb"\/", b"/").decode(errors="replace")
    uri = read_data_uri(f"data:image/*;base64,{text}")
    if not isinstance(uri, DataUri):
        return [megabytes(len(payload))]
    image = inspect(uri.data)
    size = " {}x{}".format(*image.size) if image.size else ""
    return [*filter(None, [(image.format or "") + size]), megabytes(len(uri.data))]
