"""Reads the header of a WEBP: lossy, lossless or extended."""

from collections.abc import Iterator
from struct import Struct

from tunelint.images.facts import Header

_FIRST_CHUNK = 12
_TYPE_AND_LENGTH = Struct("<4sI")

_LOSSY = Struct("<3x3sHH")  # frame tag, start code, width, height
_LOSSY_START_CODE = b"\x9d\x01\x2a"
_LOSSLESS = Struct("<BI")  # signature, then width - 1, height - 1 and whether there is alpha
_LOSSLESS_SIGNATURE = 0x2F
_EXTENDED = Struct("<B3xHBHB")  # flags, then width - 1 and height - 1 of 24 bits each
_ALPHA_FLAG = 0x10
_FRAME_HEADER = 16  # place, size, duration and flags of a frame, before its own chunks


def is_webp(data: bytes) -> bool:
    """Whether the bytes are a RIFF container that says it holds a WEBP."""
    return data.startswith(b"RIFF") and data.startswith(b"WEBP", 8)


def read_header(data: bytes) -> Header:
    """Read the chunks up to the one that settles the facts, and hold the RIFF length to account."""
    size = len(data)
    promised = int.from_bytes(data[4:8], "little") + 8
    header = _read_chunks(data, min(promised, size))
    if promised > size:
        damage = f"its RIFF header promises {promised:,} bytes but {size:,} are there"
        return header._replace(damage=damage)
    return header


def is_lossless(data: bytes) -> bool:
    """Whether the image, or the first frame of an animation, is stored without loss."""
    for kind, body, end in _chunks(data, _FIRST_CHUNK, len(data)):
        if kind == b"ANMF":
            frame = _chunks(data, body + _FRAME_HEADER, min(end, len(data)))
            return any(inner == b"VP8L" for inner, _, _ in frame)
        if kind in (b"VP8 ", b"VP8L"):
            return kind == b"VP8L"
    return False


def _read_chunks(data: bytes, limit: int) -> Header:
    for kind, body, end in _chunks(data, _FIRST_CHUNK, limit):
        if kind == b"VP8X":
            return _read_extended(data, body, end, limit)
        if kind in (b"VP8 ", b"VP8L"):
            return _read_image(data, kind, body, end, limit)
    return Header(damage="it has no image (VP8, VP8L or VP8X)")


def _chunks(data: bytes, position: int, limit: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of each chunk's body; the last one may end behind the limit."""
    while (body := position + _TYPE_AND_LENGTH.size) <= limit:
        kind, length = _TYPE_AND_LENGTH.unpack_from(data, position)
        end = body + length
        yield kind, body, end
        position = end + length % 2


def _read_extended(data: bytes, body: int, end: int, limit: int) -> Header:
    if body + _EXTENDED.size > limit:
        return Header(damage="it ends inside its header (VP8X)")
    flags, width, width_high, height, height_high = _EXTENDED.unpack_from(data, body)
    canvas = Header(
        "RGBA" if flags & _ALPHA_FLAG else "RGB",
        1 + width + (width_high << 16),
        1 + height + (height_high << 16),
    )
    frames = 0
    for kind, start, stop in _chunks(data, end + end % 2, limit):
        if kind == b"ANMF":
            frames += 1
            if frames > 1:
                return canvas._replace(animated=True)
        elif kind == b"ALPH":
            canvas = canvas._replace(mode="RGBA")
        elif kind == b"VP8 ":
            return canvas._replace(damage=_read_image(data, kind, start, stop, limit).damage)
        elif kind == b"VP8L":  # its own alpha bit outweighs the flag, as in libwebp
            image = _read_image(data, kind, start, stop, limit)
            return canvas._replace(mode=image.mode or canvas.mode, damage=image.damage)
    return canvas if frames else canvas._replace(damage="it has no image (VP8, VP8L or ANMF)")


def _read_image(data: bytes, kind: bytes, body: int, end: int, limit: int) -> Header:
    name = kind.decode().strip()
    layout = _LOSSY if kind == b"VP8 " else _LOSSLESS
    if body + layout.size > limit:
        return Header(damage=f"it ends inside its header ({name})")
    damage = f"its {name} chunk runs past its end" if end > limit else None
    if kind == b"VP8 ":
        start_code, width, height = layout.unpack_from(data, body)
        if start_code != _LOSSY_START_CODE:
            return Header(damage="its header (VP8) lacks the start code")
        return Header("RGB", width & 0x3FFF, height & 0x3FFF, damage=damage)
    signature, bits = layout.unpack_from(data, body)
    if signature != _LOSSLESS_SIGNATURE:
        return Header(damage="its header (VP8L) lacks the signature")
    mode = "RGBA" if bits >> 28 & 1 else "RGB"
    return Header(mode, 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), damage=damage)
