"""A rehearsal that holds some requests until it lets them go, so that things happen meanwhile."""

import asyncio
from pathlib import Path
from random import Random

from tunelint.rehearsal import Rehearsal
from tunelint.rehearsal.connection import Answer, Request


class Held(Rehearsal):
    """Holds the requests whose path ends so, while `may_go` is not set."""

    def __init__(self, folder: Path, *, path: str, speed: float) -> None:
        super().__init__(folder, speed=speed, chance=Random(7))
        self.is_sent, self.may_go = asyncio.Event(), asyncio.Event()
        self.may_go.set()
        self._path = path

    async def answer(self, request: Request) -> Answer | None:
        if request.method == "POST" and request.path.endswith(self._path):
            self.is_sent.set()
            await self.may_go.wait()
        return await super().answer(request)

    @property
    def sent(self) -> list[str]:
        """The names of the files that were sent."""
        return [file.filename for file in self._service.store.files if file.purpose == "fine-tune"]
