"""Makes the test pictures that a few words describe: `png 64x64 LA`, `jpeg 10.2MB truncated`.

A specification begins with the format. Then, in any order:

- a size in pixels (`64x64` when not said) and a mode (`RGB` when not said);
- `interlaced` and `apng` for PNG, `progressive`, `exif60k` and `icc300k` for JPEG, `lossless`,
  `lossy` and `alpha` for WEBP, `animated` for WEBP and GIF;
- a size in bytes, `10.2MB`, `12KB` or `10600000B`, reached by padding where the format allows it;
- `truncated` (the end mark is cut off) or `truncated=40%` (so much is left);
- `damaged` (bytes in the middle are others, and nothing else is);
- `as image/png`, the media type to declare in place of the true one.
"""

import base64
import io
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from PIL import Image

import picture_bytes
from picture_padding import padded

MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "avif": "image/avif",
    "heic": "image/heic",
    "svg": "image/svg+xml",
    "ico": "image/vnd.microsoft.icon",
    "pdf": "application/pdf",
}

MODES = {
    "png": {"RGB", "RGBA", "L", "LA", "P", "1", "I;16", "RGB;16"},
    "jpeg": {"RGB", "L", "CMYK", "YCCK"},
    "webp": {"RGB", "RGBA"},
}

WORDS = {
    "png": {"interlaced", "apng"},
    "jpeg": {"progressive", "exif60k", "icc300k"},
    "webp": {"lossless", "lossy", "alpha", "animated"},
    "gif": {"animated"},
}

# The end mark of each format that has one: an IEND chunk, EOI, a trailer. What a WEBP
# lacks without its last bytes is noticed by its RIFF length.
END_MARKS = {"png": 12, "jpeg": 2, "webp": 8, "gif": 1}

BYTE_UNITS = {"B": 1, "KB": 1000, "MB": 1000_000, "KiB": 1024, "MiB": 1024**2}


@dataclass
class Wish:
    """A specification, taken apart."""

    format: str
    size: tuple[int, int] = (64, 64)
    mode: str = "RGB"
    words: set[str] = field(default_factory=set)
    byte_size: int | None = None
    kept: float | None = None
    media_type: str | None = None


def data_uri(spec: str) -> str:
    media_type, data = make(spec)
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


@cache
def make(spec: str) -> tuple[str, bytes]:
    """The declared media type and the bytes; the same ones for the same words."""
    wish = parse(spec)
    data = MAKERS[wish.format](wish)
    if wish.byte_size is not None:
        data = padded(wish.format, data, wish.byte_size)
    if wish.kept is not None:
        data = data[: int(len(data) * wish.kept)]
    elif "damaged" in wish.words:
        data = picture_bytes.damaged(data)
    elif "truncated" in wish.words:
        data = data[: -END_MARKS.get(wish.format, len(data) // 4)]
    return wish.media_type or MEDIA_TYPES[wish.format], data


def parse(spec: str) -> Wish:
    name, *words = spec.split()
    if name == "apng":
        name, words = "png", ["apng", *words]
    if name not in MEDIA_TYPES:
        raise ValueError(f"{spec!r}: there is no picture format {name!r}")
    wish = Wish(name)
    rest = iter(words)
    for word in rest:
        if match := re.fullmatch(r"(\d+)x(\d+)", word):
            wish.size = int(match[1]), int(match[2])
        elif match := re.fullmatch(r"([\d.]+)([KM]?i?B)", word):
            wish.byte_size = round(float(match[1]) * BYTE_UNITS[match[2]])
        elif match := re.fullmatch(r"truncated=(\d+)%", word):
            wish.kept = int(match[1]) / 100
        elif word == "as":
            wish.media_type = next(rest)
        elif word in {mode for modes in MODES.values() for mode in modes}:
            if word not in MODES.get(name, ()):
                raise ValueError(f"{spec!r}: {name.upper()} has no mode {word}")
            wish.mode = word
        elif word in ("damaged", "truncated") or word in WORDS.get(name, ()):
            wish.words.add(word)
        else:
            raise ValueError(f"{spec!r}: {name.upper()} knows no {word!r}")
    return wish


def _drawing(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """A colourful gradient that every mode shows differently."""
    across = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    drawing = Image.merge("RGB", (across, down, Image.new("L", size, 96)))
    if mode in ("RGBA", "LA"):
        drawing.putalpha(down)
    if mode == "I;16":
        return drawing.convert("L").convert("I;16")
    return drawing.convert(mode)


def _written(image: Image.Image, name: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, name, **options)
    return stream.getvalue()


def _frames(size: tuple[int, int], mode: str = "RGB") -> tuple[Image.Image, list[Image.Image]]:
    first = _drawing(size, mode)
    return first, [first.rotate(90), first.rotate(180)]


def _png(wish: Wish) -> bytes:
    if 0 in wish.size:
        return picture_bytes.png_without_pixels(*wish.size)
    if wish.mode == "RGB;16" or "interlaced" in wish.words:
        drawing = _drawing(wish.size, wish.mode.replace("RGB;16", "RGB"))
        return picture_bytes.png(drawing, wish.mode, interlaced="interlaced" in wish.words)
    if "apng" in wish.words:
        first, others = _frames(wish.size, wish.mode)
        return _written(first, "PNG", save_all=True, append_images=others, duration=100)
    return _written(_drawing(wish.size, wish.mode), "PNG")


def _jpeg(wish: Wish) -> bytes:
    options: dict[str, object] = {"progressive": "progressive" in wish.words}
    if "exif60k" in wish.words:
        options["exif"] = b"Exif\0\0MM\0*\0\0\0\x08\0\0" + bytes(60_000)
    if "icc300k" in wish.words:
        options["icc_profile"] = bytes(300_000)
    mode = "CMYK" if wish.mode == "YCCK" else wish.mode
    data = _written(_drawing(wish.size, mode), "JPEG", **options)
    if wish.mode == "YCCK":  # Pillow marks its CMYK as not transformed; 2 means YCCK
        transform = data.index(b"Adobe") + 11
        data = data[:transform] + b"\x02" + data[transform + 1 :]
    return data


def _webp(wish: Wish) -> bytes:
    mode = "RGBA" if "alpha" in wish.words else wish.mode
    options: dict[str, object] = {"lossless": "lossless" in wish.words}
    if "animated" not in wish.words:
        return _written(_drawing(wish.size, mode), "WEBP", **options)
    first, others = _frames(wish.size, mode)
    return _written(first, "WEBP", save_all=True, append_images=others, **options)


def _gif(wish: Wish) -> bytes:
    if "animated" not in wish.words:
        return _written(_drawing(wish.size, "P"), "GIF")
    first, others = _frames(wish.size, "P")
    return _written(first, "GIF", save_all=True, append_images=others)


def _pdf(wish: Wish) -> bytes:
    epoch = time.gmtime(0)
    return _written(_drawing(wish.size), "PDF", creationDate=epoch, modDate=epoch)


def _by_pillow(name: str) -> Callable[[Wish], bytes]:
    return lambda wish: _written(_drawing(wish.size), name)


MAKERS: dict[str, Callable[[Wish], bytes]] = {
    "png": _png,
    "jpeg": _jpeg,
    "webp": _webp,
    "gif": _gif,
    "bmp": _by_pillow("BMP"),
    "tiff": _by_pillow("TIFF"),
    "avif": _by_pillow("AVIF"),
    "heic": lambda _: picture_bytes.heic(),
    "svg": lambda wish: picture_bytes.svg(*wish.size),
    "ico": _by_pillow("ICO"),
    "pdf": _pdf,
}
