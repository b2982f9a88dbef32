"""Records by their ids, each in a file of its own, so that they outlast the process."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import Field, asdict
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from tunelint.files import write_whole
from tunelint.rehearsal.refusal import not_found


class Record(Protocol):
    """A dataclass with an id and a time."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    id: str
    created_at: float


Kept = TypeVar("Kept", bound=Record)


class Shelf(Generic[Kept]):
    """Records of one kind in a folder; `name` is what people call one.

    What can't be read, as another version may have written it, is passed over.
    """

    def __init__(self, folder: Path, name: str, read: Callable[[dict[str, Any]], Kept]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._name = name
        records: list[Kept] = []
        for file in folder.glob("*.json"):
            with suppress(ValueError, LookupError, TypeError, AttributeError):
                records.append(read(json.loads(file.read_bytes())))
        records.sort(key=lambda record: record.created_at)
        self._records = {record.id: record for record in records}

    def __iter__(self) -> Iterator[Kept]:
        """The records, the latest first."""
        return reversed(self._records.values())

    def __getitem__(self, id: str) -> Kept:
        """The record of an id. Raises `Refusal` when there is none."""
        if id not in self._records:
            raise not_found(f"No such {self._name}: {id}")
        return self._records[id]

    def keep(self, record: Kept) -> None:
        """Write a new record, or one that has changed."""
        self._records[record.id] = record
        write_whole(self._file(record.id), json.dumps(asdict(record)).encode())

    def remove(self, id: str) -> None:
        """Forget a record."""
        del self._records[self[id].id]
        self._file(id).unlink()

    def _file(self, id: str) -> Path:
        return self._folder / f"{id}.json"
