"""Makes a picture as large as a test wants it, by chunks and segments that decoders pass over."""

import io
import struct

from PIL import Image

from picture_bytes import png_chunk

LONGEST_JPEG_SEGMENT = 2 + 0xFFFF


def padded(name: str, data: bytes, byte_size: int) -> bytes:
    missing = byte_size - len(data)
    if name not in ("png", "jpeg", "webp"):
        raise ValueError(f"a {name.upper()} can't be padded")
    if name == "jpeg":
        return data[:2] + _comments(missing) + data[2:]
    if name == "webp":
        return _padded_webp(data, byte_size)
    if missing < 12:
        raise ValueError(f"a PNG of {len(data)} bytes can't be padded to {byte_size}")
    end = len(data) - 12
    return data[:end] + png_chunk(b"paDd", bytes(missing - 12)) + data[end:]


def _comments(missing: int) -> bytes:
    """COM segments of this length in all, none of them shorter than its own head."""
    if missing < 4:
        raise ValueError(f"{missing} bytes are too few for a JPEG segment")
    segments = []
    while missing:
        length = min(missing, LONGEST_JPEG_SEGMENT)
        if 0 < missing - length < 4:
            length -= 4
        segments.append(struct.pack(">HH", 0xFFFE, length - 2) + bytes(length - 4))
        missing -= length
    return b"".join(segments)


def _padded_webp(data: bytes, byte_size: int) -> bytes:
    chunks = data[12:]
    if not chunks.startswith(b"VP8X"):  # only the extended format may hold unknown chunks
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            alpha = 0x10 if image.mode == "RGBA" else 0
        canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunks = struct.pack("<4sIB3x", b"VP8X", 10, alpha) + canvas + chunks
    missing = byte_size - 12 - len(chunks)
    if missing < 8 or missing % 2:
        raise ValueError(f"a WEBP of {len(data)} bytes can't be padded to {byte_size}")
    chunks += struct.pack("<4sI", b"PADD", missing - 8) + bytes(missing - 8)
    return struct.pack("<4sI4s", b"RIFF", 4 + len(chunks), b"WEBP") + chunks
