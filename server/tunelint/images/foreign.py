"""The formats whose name is all that matters: what is neither PNG, JPEG nor WEBP."""

import re
from dataclasses import dataclass
from struct import Struct

from tunelint.images.facts import Header

_PROLOGUE = 4096  # how far the declarations and comments before an SVG are followed


@dataclass(frozen=True, slots=True)
class ForeignFormat:
    """How a format is recognised, and where its size stands if that is a fixed place."""

    name: str
    media_type: str
    signature: re.Pattern[bytes]
    size: Struct | None = None

    def matches(self, data: bytes) -> bool:
        """Whether the bytes begin as this format does."""
        return self.signature.match(data, 0, _PROLOGUE) is not None

    def read_header(self, data: bytes) -> Header:
        """Read the size where it is easy to have, and whether a GIF is animated."""
        if self.size is None:
            return Header()
        if len(data) < self.size.size:
            return Header(damage="it ends inside its header")
        width, height = self.size.unpack_from(data)
        animated = self.name == "GIF" and _has_second_frame(data)
        return Header(None, width, abs(height), animated)  # BMP: negative from the top down


def _format(name: str, media_type: str, signature: bytes, size: str = "") -> ForeignFormat:
    pattern = re.compile(signature, re.DOTALL)
    return ForeignFormat(name, media_type, pattern, Struct(size) if size else None)


FOREIGN_FORMATS = (
    _format("GIF", "image/gif", rb"GIF8[79]a", "<6xHH"),
    _format("BMP", "image/bmp", rb"BM.{12}\x0c\0\0\0", "<18xHH"),
    _format("BMP", "image/bmp", rb"BM.{12}[\x28\x34\x38\x40\x6c\x7c]\0\0\0", "<18xii"),
    _format("TIFF", "image/tiff", rb"II[*+]\0|MM\0[*+]"),
    _format("AVIF", "image/avif", rb"....ftyp(?:(?:mif1|msf1|miaf).{4}(?:.{4}){0,8}?)?avi[fs]"),
    _format("HEIC", "image/heic", rb"....ftyp(?:he[iv][cmsx]|mif1|msf1)"),
    _format(
        "SVG",
        "image/svg+xml",
        rb"(?:\xef\xbb\xbf)?"
        rb"(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+svg\b[^>\[]*+(?:\[.*?\]\s*)?>)*+"
        rb"<svg\b",
    ),
    _format("ICO", "image/vnd.microsoft.icon", rb"\0\0\x01\0[^\0]\0...\0"),
    _format("PDF", "application/pdf", rb"%PDF-"),
    _format("EPS", "application/postscript", rb"%!PS|\xc5\xd0\xd3\xc6"),
    _format("JPEG 2000", "image/jp2", rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51"),
    _format("JPEG XL", "image/jxl", rb"\0\0\0\x0cJXL \r\n\x87\n|\xff\x0a"),
    _format("PSD", "image/vnd.adobe.photoshop", rb"8BPS"),
)


def _has_second_frame(data: bytes) -> bool:
    """Walk the blocks of a GIF until a second image begins."""
    images = 0
    position = 13 + _colour_table(data, 10)
    while position < len(data):
        introducer = data[position]
        if introducer == 0x2C:  # image: descriptor, colour table, code size, sub-blocks
            images += 1
            if images == 2:
                return True
            position += 11 + _colour_table(data, position + 9)
        elif introducer == 0x21:  # extension: label, sub-blocks
            position += 2
        else:
            return False
        while position < len(data) and data[position]:
            position += 1 + data[position]
        position += 1
    return False


def _colour_table(data: bytes, position: int) -> int:
    """The length of the colour table that the flags at this position announce."""
    if position >= len(data) or not data[position] & 0x80:
        return 0
    return int(3 << (data[position] % 8 + 1))
