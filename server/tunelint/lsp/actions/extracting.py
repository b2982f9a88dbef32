"""An embedded image becomes a file beside its dataset, byte for byte."""

import asyncio
from hashlib import sha256
from pathlib import Path

import orjson

from tunelint.images import DataUri, inspect, read_data_uri
from tunelint.images.embedding import EMBEDDED
from tunelint.lsp.actions.workshop import Data, Refused, Workshop
from tunelint.text.edits import set_value
from tunelint.text.path import Path as JsonPath
from tunelint.text.path import value_at

EXTRACT = "tunelint.extractImage"
SUFFIXES = {"JPEG": ".jpg", "TIFF": ".tiff"}
NAME_LENGTH = 16


async def extract(shop: Workshop, mark: Data) -> None:
    """Write an image to a file, and put its name in the image's place. Raises `Refused`."""
    place = await shop.find(mark)
    if not shop.writes_beside(place.document):
        raise Refused("No file is written here: the workspace is not trusted, or is no folder.")
    folder = shop.around(place.document.uri).folder
    assert folder, "files are written beside datasets that are files"
    url_path = (*mark["part"], "image_url", "url")
    file, is_new = await asyncio.to_thread(_extracted, place.passage.text, url_path, folder)
    is_named = False
    try:
        place = await shop.find(mark)
        edit = shop.edit(place, set_value(place.passage.text, url_path, file.name))
        is_named = await shop.apply(edit, "Extract image")
    finally:
        if is_new and not is_named:
            await asyncio.to_thread(file.unlink, missing_ok=True)


def _extracted(text: bytes, url_path: JsonPath, folder: Path) -> tuple[Path, bool]:
    """The file with the image at a path, and whether it is new. Raises `Refused`."""
    data, file = _image(text, url_path, folder)
    try:
        return file, _write(file, data)
    except OSError as error:
        raise Refused(f"{file.name} can't be written: {error.strerror}.") from None


def _image(text: bytes, url_path: JsonPath, folder: Path) -> tuple[bytes, Path]:
    """The bytes of an image, and the file for them."""
    uri = read_data_uri(value_at(orjson.loads(text), url_path))
    image = inspect(uri.data) if isinstance(uri, DataUri) else None
    if not isinstance(uri, DataUri) or not image or image.format not in EMBEDDED:
        raise Refused("These bytes are no image that could be embedded again.")
    suffix = SUFFIXES.get(image.format, f".{image.format.lower()}")
    return uri.data, folder / (sha256(uri.data).hexdigest()[:NAME_LENGTH] + suffix)


def _write(file: Path, data: bytes) -> bool:
    """Write a file unless it is there, and return whether it was written."""
    try:
        with file.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        if file.is_file() and file.read_bytes() == data:
            return False
        raise Refused(f"{file.name} is there already, and holds something else.") from None
    except OSError:
        file.unlink(missing_ok=True)
        raise
    return True
