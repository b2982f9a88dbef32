"""The rehearsal service: answers requests, and keeps in a folder what it was told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from random import Random
from uuid import uuid4

from tunelint.rehearsal.connection import Answer, Request
from tunelint.rehearsal.dialect import Dialect, refusal_of
from tunelint.rehearsal.exchange import Exchange, read_json, told
from tunelint.rehearsal.faults import (
    DROP,
    DROP_ANSWER,
    HEADER,
    KINDS,
    SLOW,
    FaultError,
    Faults,
    status_of,
    waiting_fields,
)
from tunelint.rehearsal.jobs import Jobs
from tunelint.rehearsal.operations import NAMES, OPERATIONS, Operation, Service
from tunelint.rehearsal.refusal import Refusal, invalid, not_found
from tunelint.rehearsal.store import Clock, Store

CONTROL = "/rehearsal/faults"
"""Where faults are asked for: GET tells those to come, POST `{"faults": [...]}` sets them.

Both tell what there is to ask for.
"""

SLOWLY = 0.1

Sleep = Callable[[float], Awaitable[None]]


class Rehearsal:
    """The service, with its state in a folder. All that takes time is by its clock and speed.

    Raises `FaultError` when a fault is none.
    """

    def __init__(
        self,
        folder: Path,
        *,
        speed: float = 1.0,
        faults: Iterable[str] = (),
        clock: Clock = time.time,
        sleep: Sleep = asyncio.sleep,
        chance: Random | None = None,
    ) -> None:
        chance = chance or Random()
        store = Store(folder, clock, speed)
        self.jobs = Jobs(folder, store, clock, speed, chance)
        self.faults = Faults(NAMES, chance)
        self.faults.set(faults)
        self._service = Service(store, self.jobs, clock)
        self._sleep = sleep

    async def answer(self, request: Request) -> Answer | None:
        """Answer a request; None when the connection is to be dropped."""
        dialect = Dialect.of(request.path) or Dialect.AZURE_V1
        try:
            answer = await self._answer(request, dialect)
        except Refusal as refusal:
            answer = told(dialect.error(refusal), refusal.status)
            answer.fields |= waiting_fields(refusal.status)
        except FaultError as error:
            answer = told(dialect.error(invalid(str(error), HEADER)), 400)
        if answer is not None:
            id = "x-request-id" if dialect is Dialect.OPENAI else "apim-request-id"
            answer.fields[id] = str(uuid4())
        return answer

    async def pause(self) -> None:
        """What lies between the pieces of a slow answer."""
        await self._sleep(SLOWLY)

    async def _answer(self, request: Request, dialect: Dialect) -> Answer | None:
        _check_key(request)
        if request.path == CONTROL:
            return await self._control(request)
        operation, id = _find(request, dialect)
        faults = self.faults.draw(operation.name, request.fields.get(HEADER, ""))
        if DROP in faults:
            return None
        if status := status_of(faults):
            raise refusal_of(status)
        if request.method == "POST" and not {"content-length", "transfer-encoding"} & {
            *request.fields
        }:
            raise Refusal(411, "invalidPayload", "Length Required")
        self.jobs.catch_up()
        answer = await operation.operate(self._service, Exchange(request, dialect, id, faults))
        answer.is_slow = SLOW in faults
        return None if DROP_ANSWER in faults else answer

    async def _control(self, request: Request) -> Answer:
        if request.method == "POST":
            self.faults.set(map(str, (await read_json(request)).get("faults", ())))
        left = [str(fault) for fault in self.faults if fault.times != 0]
        return told({"faults": left, "kinds": KINDS, "operations": NAMES})


def _check_key(request: Request) -> None:
    scheme, _, token = request.fields.get("authorization", "").partition(" ")
    if request.fields.get("api-key") or (scheme.lower() == "bearer" and token.strip()):
        return
    message = "Access denied: the request has no key. Any key will do here, but none will not."
    raise Refusal(401, "unauthorized", message)


def _find(request: Request, dialect: Dialect) -> tuple[Operation, str]:
    """The operation that a request asks for, and the id in its path. Raises `Refusal`."""
    if dialect is Dialect.AZURE_DATED and not request.query.get("api-version"):
        raise not_found()
    path = request.path.removeprefix(dialect.value)
    for operation in OPERATIONS:
        id = operation.takes(request.method, path, dialect)
        if id is not None:
            return operation, id
    raise not_found()
