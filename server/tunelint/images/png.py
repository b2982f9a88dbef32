"""Reads the header of a PNG and hops over its chunks to its end mark."""

from struct import Struct
from zlib import crc32

from tunelint.images.facts import Header

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_CHUNK_OVERHEAD = 12  # length, type and checksum
_FIRST_CHUNK = len(SIGNATURE)
_SECOND_CHUNK = _FIRST_CHUNK + _CHUNK_OVERHEAD + 13

_LENGTH_AND_TYPE = Struct(">I4s")
_HEADER_CHUNK = Struct(">I4sIIBB3xI")
_FRAME_COUNT = Struct(">I")
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")

# Every pair of bit depth and colour type that PNG has, and the mode that Pillow opens it in.
_MODES = {
    (1, 0): "1",
    (2, 0): "L",
    (4, 0): "L",
    (8, 0): "L",
    (16, 0): "I;16",
    (8, 2): "RGB",
    (16, 2): "RGB",
    (1, 3): "P",
    (2, 3): "P",
    (4, 3): "P",
    (8, 3): "P",
    (8, 4): "LA",
    (16, 4): "RGBA",  # Pillow has no LA of 16 bits
    (8, 6): "RGBA",
    (16, 6): "RGBA",
}


def read_header(data: bytes) -> Header:
    """Read IHDR, then follow the chunks up to IEND; what stands behind it is no fault."""
    if len(data) < _SECOND_CHUNK:
        return Header(damage="it ends inside its header (IHDR)")
    length, kind, width, height, depth, colour, checksum = _HEADER_CHUNK.unpack_from(
        data, _FIRST_CHUNK
    )
    if kind != b"IHDR" or length != 13:
        return Header(damage="it does not begin with a header (IHDR)")
    mode = _MODES.get((depth, colour))
    if crc32(data[_FIRST_CHUNK + 4 : _SECOND_CHUNK - 4]) != checksum:
        return Header(mode, width, height, damage="the checksum of its header (IHDR) is wrong")
    if mode is None:
        broken = f"its header (IHDR) says colour type {colour} with {depth} bits, which PNG lacks"
        return Header(None, width, height, damage=broken)
    animated, damage = _follow_chunks(data)
    return Header(mode, width, height, animated, damage)


def without_animation(data: bytes) -> bytes:
    """The same PNG without the chunks of its animation; what stands behind IEND goes, too."""
    kept = [SIGNATURE]
    position = _FIRST_CHUNK
    while position + _CHUNK_OVERHEAD <= len(data):
        length, kind = _LENGTH_AND_TYPE.unpack_from(data, position)
        following = position + _CHUNK_OVERHEAD + length
        if kind not in _ANIMATION:
            kept.append(data[position:following])
        if kind == b"IEND":
            break
        position = following
    return b"".join(kept)


def _follow_chunks(data: bytes) -> tuple[bool, str | None]:
    """Whether more than one frame is announced before the pixels, and what is wrong."""
    size = len(data)
    position = _SECOND_CHUNK
    animated = has_pixels = False
    read = _LENGTH_AND_TYPE.unpack_from
    while position + _CHUNK_OVERHEAD <= size:
        length, kind = read(data, position)
        following = position + _CHUNK_OVERHEAD + length
        if kind == b"IDAT":
            has_pixels = True
        elif kind == b"IEND":
            return animated, None if has_pixels else "it has no pixels (IDAT)"
        elif kind == b"acTL" and not has_pixels and length == 8 and following <= size:
            animated = _FRAME_COUNT.unpack_from(data, position + 8)[0] > 1
        elif not kind.isalpha():
            return animated, f"its chunks are broken at byte {position:,}"
        position = following
    return animated, "it ends before its end mark (IEND)"
