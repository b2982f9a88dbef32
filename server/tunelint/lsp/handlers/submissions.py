"""The requests about submissions and jobs, which the desk answers."""

from collections.abc import Awaitable, Callable
from typing import Any

from tunelint.lsp.server import TunelintServer
from tunelint.lsp.submitting.requests import OFFLINE, ONLINE
from tunelint.lsp.wire.payload import Params


def _answer(method: str) -> Callable[[TunelintServer, Params], Awaitable[Any]]:
    async def answer(ls: TunelintServer, params: Params) -> Any:
        return await ls.submitting.answer(method, params)

    return answer


SUBMISSIONS = {method: _answer(method) for method in (*OFFLINE, *ONLINE)}
