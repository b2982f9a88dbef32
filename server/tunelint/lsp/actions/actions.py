"""The code actions: what can be done at a place, and the edits that do it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.lsp.actions import (
    converting,
    downloading,
    fix_all,
    marking,
    quick_fixes,
    refactoring,
    suppressing,
)
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.pages import EXPLAIN
from tunelint.lsp.actions.workshop import Data, Refused, Workshop
from tunelint.lsp.checking.remote_images import RemoteImages
from tunelint.lsp.wire.payload import encode

KINDS = (quick_fixes.KIND, fix_all.KIND, *refactoring.KINDS)

RESOLVERS: Mapping[str, Callable[[Workshop, Data], Awaitable[WorkspaceEdit]]] = {
    quick_fixes.DO: quick_fixes.resolve,
    fix_all.DO: fix_all.resolve,
    refactoring.SET_DETAIL: refactoring.resolve_detail,
    refactoring.SET_ALL_DETAILS: refactoring.resolve_all_details,
    refactoring.EMBED: refactoring.resolve_embedding,
    downloading.DO: downloading.resolve,
    converting.TO_PREFERENCE: converting.resolve,
    converting.ALL_TO_PREFERENCE: converting.resolve_all,
    marking.ADD: marking.resolve,
}


class Actions:
    """Offers actions, and works out the edit of one when it is chosen."""

    def __init__(self, ls: LanguageServer, remote: RemoteImages) -> None:
        self.shop = Workshop(ls, remote)

    async def offer(self, params: types.CodeActionParams) -> list[Action]:
        """Offer what can be done about a range."""
        document = self.shop.open_document(params.text_document.uri)
        if document is None:
            return []
        asked = Asked.of(document, params)
        offered: list[Action] = []
        if asked.wants(quick_fixes.KIND):
            offered += await quick_fixes.offer(self.shop, asked)
            offered += fix_all.offer_rule(asked)
            offered += _explanations(asked)
            offered += suppressing.offer(asked)
        if asked.wants(fix_all.KIND):
            offered += await fix_all.offer_all(self.shop, asked)
        if any(map(asked.wants, refactoring.KINDS)):
            offered += refactoring.offer(self.shop, asked)
            offered += converting.offer(self.shop, asked)
            offered += fix_all.offer_tools(asked)
            offered += marking.offer(asked)
        offered = [action for action in offered if asked.wants(action["kind"])]
        return offered if self.shop.client_resolves else await self._at_once(offered)

    async def resolve(self, action: Action) -> Action:
        """The action with its edit; without one, and with a message, where it can't be done."""
        try:
            return await self._in_full(action)
        except Refused as refusal:
            self.shop.tell(str(refusal))
            return action

    async def run(self, command: Awaitable[None]) -> None:
        """Run a command; of what it can't do the user is told."""
        try:
            await command
        except Refused as refusal:
            self.shop.tell(str(refusal))

    async def _at_once(self, offered: list[Action]) -> list[Action]:
        """The actions in full, without those that nobody wants to wait for."""
        in_full = []
        for action in offered:
            if not action.get("data", {}).get("takesLong"):
                with suppress(Refused):  # nobody chose it yet
                    in_full.append(await self._in_full(action))
        return [action for action in in_full if "edit" in action or "command" in action]

    async def _in_full(self, action: Action) -> Action:
        """The action with its edit. Raises `Refused`."""
        data = action.get("data") or {}
        work_out = RESOLVERS.get(data.get("do", ""))
        if work_out is None:
            return action
        edit = await work_out(self.shop, data)
        return {**action, "edit": Fragment(await asyncio.to_thread(encode, edit))}


def _explanations(asked: Asked) -> Iterator[Action]:
    for code in asked.codes:
        title = f"Explain {code}"
        command = {"title": title, "command": EXPLAIN, "arguments": [code]}
        # A quick fix by kind, for the light bulb; it resolves no diagnostic, and names none.
        yield {"title": title, "kind": quick_fixes.KIND, "command": command}
