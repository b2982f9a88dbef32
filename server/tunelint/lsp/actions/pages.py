"""The pages of the rules: asked for by code, or shown by the command `tunelint.explain`."""

import asyncio
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from tunelint.config.keys import RULE
from tunelint.config.settings import SettingsError
from tunelint.rules.page import page
from tunelint.rules.registry import BY_CODE
from tunelint.rules.rule import AnyRule

PAGE = "tunelint/page"
EXPLAIN = "tunelint.explain"


def give_page(ls: LanguageServer, params: dict[str, Any]) -> str:
    """Answer with the page of a rule, in Markdown."""
    return page(_rule(params.get("code", "")))


async def explain(ls: LanguageServer, code: str) -> None:
    """Show the page of a rule, or as much of it as the client is able to show."""
    rule = _rule(code)
    window = ls.client_capabilities.window
    if window and window.show_document and window.show_document.support:
        file = await asyncio.to_thread(_written, rule)
        ls.window_show_document(types.ShowDocumentParams(file.as_uri(), take_focus=True))
    else:
        text = f"{rule.code}: {rule.summary} {rule.source.url}"
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


def _rule(code: Any) -> AnyRule:
    try:
        return BY_CODE[RULE.read(code)]
    except SettingsError as error:
        raise JsonRpcInvalidParams(str(error)) from None


def _written(rule: AnyRule) -> Path:
    file = Path(_folder().name) / f"{rule.code}.md"
    file.write_text(page(rule), encoding="utf-8")
    return file


@cache
def _folder() -> TemporaryDirectory[str]:
    """The folder of the pages, which goes when the server ends."""
    return TemporaryDirectory(prefix="tunelint-")
