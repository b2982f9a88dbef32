"""What headers can't settle of images is settled later, by whoever has the time to decode them."""

from dataclasses import replace

from xxhash import xxh3_128_digest

from tunelint.images import DECODED, ImageFacts, inspect


class Decoding:
    """The images that were inspected, each once however often it stands there.

    Those that look sound wait until they are taken to be decoded. What is learned of them then,
    `inspect` tells from then on.
    """

    def __init__(self) -> None:
        self._waiting: dict[bytes, bytes] = {}
        self._damage: dict[bytes, str | None] = {}

    def inspect(self, data: bytes) -> ImageFacts:
        """Tell what an image is from its headers, and from what was learned."""
        facts = inspect(data)
        if facts.damage is None and facts.format in DECODED:
            digest = xxh3_128_digest(data)
            if digest in self._damage:
                return replace(facts, damage=self._damage[digest])
            self._waiting[digest] = data
        return facts

    @property
    def has_waiting(self) -> bool:
        """Whether there are images to be decoded."""
        return bool(self._waiting)

    def take(self) -> bytes:
        """An image to be decoded. It passes for sound until it is known better."""
        digest = next(iter(self._waiting))
        self._damage[digest] = None
        return self._waiting.pop(digest)

    def learn(self, data: bytes, damage: str) -> None:
        """Take note of what is wrong with an image."""
        self._damage[xxh3_128_digest(data)] = damage
