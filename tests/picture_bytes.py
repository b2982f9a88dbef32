"""Pictures put together byte by byte, for what Pillow does not write."""

import struct
import zlib
from collections.abc import Sequence

from PIL import Image

# First column, first row, column step, row step of each pass.
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
ONE_PASS = ((0, 0, 1, 1),)

DEPTH_AND_COLOUR_TYPE = {
    "1": (1, 0),
    "L": (8, 0),
    "I;16": (16, 0),
    "RGB": (8, 2),
    "RGB;16": (16, 2),
    "P": (8, 3),
    "LA": (8, 4),
    "RGBA": (8, 6),
}


def png(image: Image.Image, mode: str, *, interlaced: bool) -> bytes:
    """A PNG of any mode, `RGB;16` too, in one pass or in the seven of Adam7."""
    depth, colour_type = DEPTH_AND_COLOUR_TYPE[mode]
    palette = image.getpalette() if mode == "P" else None
    rows = _pixel_rows(image, mode)
    scanlines = b"".join(
        b"\0" + _packed(row[left::across], depth)
        for left, top, across, down in (ADAM7 if interlaced else ONE_PASS)
        for row in rows[top::down]
        if row[left::across]
    )
    header = struct.pack(">IIBBBBB", *image.size, depth, colour_type, 0, 0, interlaced)
    colours = png_chunk(b"PLTE", bytes(palette)) if palette else b""
    return _assembled_png(header, colours, scanlines)


def png_without_pixels(width: int, height: int, depth: int = 8, colour_type: int = 2) -> bytes:
    """A PNG whose header may say anything, with an empty stream of pixels."""
    return _assembled_png(struct.pack(">IIBBxxx", width, height, depth, colour_type), b"", b"")


def _assembled_png(header: bytes, colours: bytes, scanlines: bytes) -> bytes:
    pixels = png_chunk(b"IDAT", zlib.compress(scanlines))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + png_chunk(b"IHDR", header) + colours + pixels + png_chunk(b"IEND", b"")


def png_chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(body, zlib.crc32(kind))
    return struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", checksum)


def _pixel_rows(image: Image.Image, mode: str) -> list[list[bytes]]:
    data = image.convert("L").tobytes() if mode == "1" else image.tobytes()
    if mode == "I;16":  # PNG puts the high byte first
        data = b"".join(data[i : i + 2][::-1] for i in range(0, len(data), 2))
    elif mode == "RGB;16":
        data = bytes(byte for byte in data for _ in range(2))
    width, height = image.size
    step = len(data) // (width * height)
    pixels = [data[i : i + step] for i in range(0, len(data), step)]
    return [pixels[i : i + width] for i in range(0, len(pixels), width)]


def _packed(pixels: Sequence[bytes], depth: int) -> bytes:
    if depth >= 8:
        return b"".join(pixels)
    bits = "".join("1" if pixel == b"\xff" else "0" for pixel in pixels)
    length = (len(bits) + 7) // 8
    return int(bits.ljust(8 * length, "0"), 2).to_bytes(length, "big")


def svg(width: int, height: int) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        '<rect width="100%" height="100%" fill="teal"/></svg>\n'
    ).encode()


def heic() -> bytes:
    """As much of a HEIC as its recognition takes: the file type and an empty body."""
    file_type = b"ftypheic" + bytes(4) + b"mif1heic"
    return struct.pack(">I", 4 + len(file_type)) + file_type + struct.pack(">I4s", 8, b"mdat")


def damaged(data: bytes) -> bytes:
    """Other bytes in the middle, whatever checksums say."""
    middle = len(data) // 2
    changed = bytes(byte ^ 0x55 for byte in data[middle : middle + 8])
    return data[:middle] + changed + data[middle + 8 :]
