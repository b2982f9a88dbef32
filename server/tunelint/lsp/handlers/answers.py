"""What the client asks about documents, places in them, and rules."""

from collections.abc import Callable
from typing import Any

from lsprotocol import types
from orjson import Fragment

from tunelint.lsp.actions.actions import KINDS
from tunelint.lsp.actions.asked import Action
from tunelint.lsp.actions.pages import PAGE, give_page
from tunelint.lsp.answers.chat import CHAT, PLACE, place_in_chat, show_chat
from tunelint.lsp.answers.completion import TRIGGERS, offer_completion
from tunelint.lsp.answers.formatting import format_document, format_range
from tunelint.lsp.answers.hover import show_hover
from tunelint.lsp.answers.links import show_links
from tunelint.lsp.answers.references import go_to_definition, highlight
from tunelint.lsp.answers.selection import grow_selections
from tunelint.lsp.answers.semantic_tokens import LEGEND, show_semantic_tokens
from tunelint.lsp.answers.symbols import show_symbols
from tunelint.lsp.handlers.examples import go_to_view
from tunelint.lsp.server import TunelintServer
from tunelint.lsp.wire.ranges import Range


async def give_completion(
    ls: TunelintServer, params: types.CompletionParams
) -> types.CompletionList | None:
    """Offer what can be written at a position."""
    return await offer_completion(ls.assisting, params)


async def give_hover(ls: TunelintServer, params: types.HoverParams) -> types.Hover | None:
    """Show what there is to say about a position."""
    return await show_hover(ls.assisting, ls.remote, params)


async def give_chat(ls: TunelintServer, params: Any) -> Fragment | None:
    """Show an example as a chat."""
    asked = ls.protocol.plain(params)
    return await show_chat(ls.assisting, ls.remote, asked["uri"], asked["line"])


def find_in_chat(ls: TunelintServer, params: Any) -> Range | None:
    """Tell where a message of a chat begins."""
    asked = ls.protocol.plain(params)
    return place_in_chat(ls.assisting, asked["uri"], asked["line"], tuple(asked["path"]))


async def offer_actions(ls: TunelintServer, params: types.CodeActionParams) -> list[Action]:
    """Offer what can be done about a range of a document."""
    return await ls.actions.offer(params)


async def resolve_action(ls: TunelintServer, action: types.CodeAction) -> Action:
    """Work out what an action does."""
    return await ls.actions.resolve(ls.protocol.plain(action))


def find_definition(ls: TunelintServer, params: types.DefinitionParams) -> Fragment | None:
    """Go to what a place refers to, or to a view of the example that it is in."""
    return go_to_definition(ls, params) or go_to_view(ls, params)


async def show_hints(ls: TunelintServer, params: types.InlayHintParams) -> Fragment | None:
    """Show what the images in view are."""
    return await ls.notes.hints(params)


async def show_lenses(ls: TunelintServer, params: types.CodeLensParams) -> Fragment | None:
    """Show the sizes of examples above them."""
    return await ls.notes.lenses(params)


async def resolve_lens(ls: TunelintServer, lens: types.CodeLens) -> dict[str, Any]:
    """Tell the size of an example that came into view."""
    return await ls.notes.resolve(ls.protocol.plain(lens))


ANSWERS: dict[str, Callable[..., Any]] = {
    types.TEXT_DOCUMENT_COMPLETION: give_completion,
    types.TEXT_DOCUMENT_HOVER: give_hover,
    types.TEXT_DOCUMENT_CODE_ACTION: offer_actions,
    types.CODE_ACTION_RESOLVE: resolve_action,
    types.TEXT_DOCUMENT_INLAY_HINT: show_hints,
    types.TEXT_DOCUMENT_CODE_LENS: show_lenses,
    types.CODE_LENS_RESOLVE: resolve_lens,
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: show_symbols,
    types.TEXT_DOCUMENT_SELECTION_RANGE: grow_selections,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: highlight,
    types.TEXT_DOCUMENT_DEFINITION: find_definition,
    types.TEXT_DOCUMENT_DOCUMENT_LINK: show_links,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: show_semantic_tokens,
    types.TEXT_DOCUMENT_FORMATTING: format_document,
    types.TEXT_DOCUMENT_RANGE_FORMATTING: format_range,
    PAGE: give_page,
    CHAT: give_chat,
    PLACE: find_in_chat,
}

OPTIONS = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(TRIGGERS),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(KINDS, resolve_provider=True),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: LEGEND,
}
