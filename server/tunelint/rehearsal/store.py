"""Files and uploads as the service keeps them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import uuid4

from tunelint.files import put
from tunelint.profiles import rest
from tunelint.rehearsal.refusal import Refusal, conflict, invalid
from tunelint.rehearsal.shelf import Shelf

IMPORTING = 1.0
"""How many seconds a file takes to be processed, at the usual speed."""

PURPOSE = "fine-tune"
RESULTS = "fine-tune-results"

Clock = Callable[[], float]


@dataclass(slots=True)
class StoredFile:
    """A file; it is being processed until `ready_at`."""

    id: str
    filename: str
    purpose: str
    bytes: int
    created_at: float
    ready_at: float
    expires_at: float | None = None


@dataclass(slots=True)
class Upload:
    """A file that comes in parts; `parts` are their ids as they came."""

    id: str
    filename: str
    purpose: str
    bytes: int
    created_at: float
    expires_at: float
    status: str = "pending"
    parts: list[str] = field(default_factory=list)
    file: str | None = None


class Store:
    """What was uploaded, in a folder."""

    def __init__(self, folder: Path, clock: Clock, speed: float) -> None:
        self._contents = folder / "contents"
        self._contents.mkdir(parents=True, exist_ok=True)
        for left in self._contents.glob("incoming-*"):
            left.unlink()
        self._clock = clock
        self._speed = speed
        self.files = Shelf(folder / "files", "File", lambda data: StoredFile(**data))
        self.uploads = Shelf(folder / "uploads", "Upload", lambda data: Upload(**data))

    def path(self, id: str) -> Path:
        """Where the content of a file or a part is."""
        return self._contents / id

    def incoming(self) -> Path:
        """A place for what is just coming in."""
        with NamedTemporaryFile(dir=self._contents, prefix="incoming-", delete=False) as file:
            return Path(file.name)

    def add_file(
        self, content: Path, filename: str, purpose: str, expires_after: float | None = None
    ) -> StoredFile:
        """Take over a file. Raises `Refusal` for another purpose than training."""
        _check(filename, purpose)
        return self._put(content, f"file-{uuid4().hex}", filename, PURPOSE, expires_after)

    def add_results(self, id: str, text: str) -> StoredFile:
        """Write the results of a job; writing them again changes nothing."""
        content = self.incoming()
        content.write_text(text, encoding="utf-8")
        return self._put(content, id, "step_metrics.csv", RESULTS, None)

    def remove_file(self, id: str) -> None:
        """Delete a file with its content."""
        self.files.remove(id)
        self.path(id).unlink()

    def is_ready(self, file: StoredFile) -> bool:
        """Whether the file was processed."""
        return self._clock() >= file.ready_at

    def start_upload(self, filename: str, purpose: str, size: int) -> Upload:
        """Begin an upload in parts. Raises `Refusal` for another purpose than training."""
        _check(filename, purpose)
        now = self._clock()
        ends = now + rest().upload_seconds.value
        upload = Upload(f"upload_{uuid4().hex}", filename, purpose, size, now, ends)
        self.uploads.keep(upload)
        return upload

    def open_upload(self, id: str) -> Upload:
        """An upload that goes on. Raises `Refusal` when it is over."""
        upload = self.uploads[id]
        if upload.status == "pending" and self._clock() >= upload.expires_at:
            self.end_upload(upload, "expired")
        if upload.status != "pending":
            raise conflict(f"Upload {id} is {upload.status}.")
        return upload

    def end_upload(self, upload: Upload, status: str) -> None:
        """End an upload; its parts are not needed any more."""
        upload.status = status
        self.uploads.keep(upload)
        for part in upload.parts:
            self.path(part).unlink(missing_ok=True)

    def add_part(self, upload: Upload, content: Path) -> str:
        """Take over a part of an upload; returns its id."""
        if content.stat().st_size > rest().part_bytes_max.value:
            raise Refusal(413, "invalidPayload", "A part has at most 64 MB.")
        part = f"part_{uuid4().hex}"
        put(content, self.path(part))
        upload.parts.append(part)
        self.uploads.keep(upload)
        return part

    def join(self, upload: Upload, parts: list[str], md5: str) -> Path:
        """Put the parts together. Raises `Refusal` when they don't make the file."""
        if unknown := [part for part in parts if part not in upload.parts]:
            raise invalid(f"No such part of the upload: {unknown[0]}", "part_ids")
        content = self.incoming()
        with content.open("wb") as whole:
            for part in parts:
                with self.path(part).open("rb") as piece:
                    shutil.copyfileobj(piece, whole, 1 << 20)
        size = content.stat().st_size
        if size != upload.bytes:
            content.unlink()
            raise invalid(f"The parts have {size} bytes, and the upload {upload.bytes}.", "bytes")
        if md5 and _md5(content) != md5.lower():
            content.unlink()
            raise invalid("The MD5 of the parts is another one.", "md5")
        return content

    def complete(self, upload: Upload, content: Path) -> StoredFile:
        """Make a file of an upload whose parts were put together."""
        file = self.add_file(content, upload.filename, upload.purpose)
        upload.file = file.id
        self.end_upload(upload, "completed")
        return file

    def _put(
        self, content: Path, id: str, filename: str, purpose: str, expires_after: float | None
    ) -> StoredFile:
        now, size = self._clock(), content.stat().st_size
        put(content, self.path(id))
        expires = None if expires_after is None else now + expires_after
        ready = now if purpose == RESULTS else now + IMPORTING / self._speed
        file = StoredFile(id, filename, purpose, size, now, ready, expires)
        self.files.keep(file)
        return file


def _check(filename: str, purpose: str) -> None:
    if purpose != PURPOSE:
        raise invalid(f"'{purpose}' is not one of ['{PURPOSE}'] - 'purpose'", "purpose")
    if not filename:
        raise invalid("A file needs a name.", "file")


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
