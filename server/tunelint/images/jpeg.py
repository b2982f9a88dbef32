"""Reads the frame header of a JPEG by hopping over its segments, however long they are."""

import re
from struct import Struct

from tunelint.images.facts import Header

SIGNATURE = b"\xff\xd8\xff"

_END_MARK = b"\xff\xd9"

# Fill bytes, stray bytes and marks that stand alone are passed over, as decoders do.
_NO_SEGMENT = frozenset({0x00, 0x01, *range(0xD0, 0xD9), 0xFF})
_NEXT_SEGMENT = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")

_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9
_APP14 = 0xEE
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # not DHT, JPG, DAC

_SEGMENT = Struct(">BBH")  # 0xFF, kind, length from here on
_FRAME = Struct(">xHHB")  # precision, height, width, components
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}


def read_header(data: bytes) -> Header:
    """Read the segments up to the first scan, then look for the end mark from the end."""
    frame: tuple[int, int, int] | None = None
    adobe_transform = 0
    position = 2
    size = len(data)
    read_segment = _SEGMENT.unpack_from
    while position + _SEGMENT.size <= size:
        mark, kind, length = read_segment(data, position)
        if mark != 0xFF or kind in _NO_SEGMENT:
            following = _NEXT_SEGMENT.search(data, position)
            position = following.start() if following else size
            continue
        if kind == _END_OF_IMAGE:
            break
        if length < 2:
            return _header(frame, adobe_transform, f"its segments are broken at byte {position:,}")
        body = position + _SEGMENT.size
        position += 2 + length
        if position > size:
            break
        if kind == _START_OF_SCAN:
            ended = data.rfind(_END_MARK, position) >= 0
            damage = None if ended else "it ends before its end mark (EOI)"
            return _header(frame, adobe_transform, damage)
        if kind in _START_OF_FRAME and length >= 2 + _FRAME.size:
            height, width, components = _FRAME.unpack_from(data, body)
            frame = width, height, components
        elif kind == _APP14 and length >= 14 and data.startswith(b"Adobe", body):
            adobe_transform = data[body + 11]
    return _header(frame, adobe_transform, "it ends before its pixels (SOS)")


def _header(frame: tuple[int, int, int] | None, adobe_transform: int, damage: str | None) -> Header:
    if frame is None:
        return Header(damage=damage or "it has no frame header (SOF)")
    width, height, components = frame
    mode = _MODES.get(components)
    if mode is None:
        damage = f"its frame header (SOF) says {components} colour components"
    elif mode == "CMYK" and adobe_transform == 2:
        mode = "YCCK"
    return Header(mode, width, height, damage=damage)
