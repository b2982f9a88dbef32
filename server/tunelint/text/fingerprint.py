"""What a row is known by, wherever it stands."""

from xxhash import xxh3_64_intdigest

from tunelint.text.rows import content


def fingerprint(row: bytes) -> int:
    """A number that is equal for rows of the same text, be their line ends as they may."""
    return xxh3_64_intdigest(content(row))
