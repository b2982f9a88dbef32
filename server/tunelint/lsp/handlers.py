"""Which requests, notifications and commands the server follows."""

from collections.abc import Callable
from typing import Any

from lsprotocol import types
from orjson import Fragment

from tunelint.lsp.actions import KINDS
from tunelint.lsp.asked import Action
from tunelint.lsp.chat import CHAT, PLACE, place_in_chat, show_chat
from tunelint.lsp.completion import TRIGGERS, offer_completion
from tunelint.lsp.example_requests import EXAMPLE_REQUESTS, go_to_view
from tunelint.lsp.extracting import EXTRACT, extract
from tunelint.lsp.fetching import (
    CHECK_IMAGE_URLS,
    FETCH_PREVIEW,
    check_image_urls,
    fetch_preview,
)
from tunelint.lsp.formatting import format_document, format_range
from tunelint.lsp.hover import show_hover
from tunelint.lsp.links import show_links
from tunelint.lsp.options import SECTION
from tunelint.lsp.pages import EXPLAIN, PAGE, explain, give_page
from tunelint.lsp.ranges import Range
from tunelint.lsp.references import go_to_definition, highlight
from tunelint.lsp.selection import grow_selections
from tunelint.lsp.semantic_tokens import LEGEND, show_semantic_tokens
from tunelint.lsp.server import TunelintServer
from tunelint.lsp.submitting.requests import REQUESTS
from tunelint.lsp.suppressing import ADD_TO_BASELINE, IGNORE, add_to_known, ignore_from_now_on
from tunelint.lsp.symbols import show_symbols
from tunelint.lsp.workspace import ExampleDocument, is_compared


def follow_all(server: TunelintServer) -> None:
    """Have a server follow all that there is."""
    for method, handler in HANDLERS.items():
        server.feature(method, OPTIONS.get(method))(handler)
    for name, command in COMMANDS.items():
        server.command(name)(command)


def initialize(ls: TunelintServer, params: types.InitializeParams) -> None:
    """Keep the settings until the workspace is there; only a client that says so distrusts it."""
    options = params.initialization_options
    if isinstance(options, dict):
        ls.initial_settings = options.get("settings")
        is_trusted = options.get("trusted") is not False
        ls.actions.shop.is_trusted = ls.remote.is_trusted = is_trusted
        ls.submitting.is_trusted = is_trusted
        if options.get("exampleView") is True:
            ls.examples.are_shown = True
            ls.notes.offer_examples()
        ls.assisting.client_runs_links = options.get("commandLinks") is True


def initialized(ls: TunelintServer, params: types.InitializedParams) -> None:
    """Follow the settings that came with the initialization."""
    ls.watching.start(ls.client_capabilities)
    ls.follow(ls.initial_settings)


def did_change_configuration(
    ls: TunelintServer, params: types.DidChangeConfigurationParams
) -> None:
    """Follow the new settings, unless they are about other things only."""
    settings: Any = params.settings
    if isinstance(settings, dict) and SECTION in settings:
        ls.follow(settings[SECTION])


def did_open(ls: TunelintServer, params: types.DidOpenTextDocumentParams) -> None:
    """Check a document, if it is a dataset."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if isinstance(document, ExampleDocument):
        ls.examples.opened(document)
    if document is not None:
        ls.configuring.opened(document)
        ls.remarks.moved(document.uri)


def did_change(ls: TunelintServer, params: types.DidChangeTextDocumentParams) -> None:
    """Check what was edited."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if isinstance(document, ExampleDocument):
        ls.examples.edited(document)
    if document is not None:
        ls.configuring.edited(document)


def did_close(ls: TunelintServer, params: types.DidCloseTextDocumentParams) -> None:
    """Take a document's diagnostics away."""
    if not is_compared(params.text_document.uri):
        ls.configuring.closed(params.text_document.uri)
        ls.partners.closed(params.text_document.uri)
        ls.publisher.closed(params.text_document.uri)
        ls.remarks.moved(params.text_document.uri)
        ls.notes.closed(params.text_document.uri)
        ls.examples.closed(params.text_document.uri)


def did_change_watched_files(ls: TunelintServer, params: types.DidChangeWatchedFilesParams) -> None:
    """Read the settings again."""
    ls.configuring.refresh()


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


async def ignore(ls: TunelintServer, uri: str, code: str) -> None:
    """Ignore a rule from now on."""
    await ls.actions.run(ignore_from_now_on(ls.configuring, uri, code))


async def add_to_baseline(ls: TunelintServer, uri: str, entries: list[list[str]]) -> None:
    """Take findings for known from now on."""
    await ls.actions.run(add_to_known(ls.configuring, uri, entries))


async def extract_image(ls: TunelintServer, mark: dict[str, Any]) -> None:
    """Make a file of an image."""
    await ls.actions.run(extract(ls.actions.shop, mark))


async def check_urls(ls: TunelintServer, uri: str) -> None:
    """Fetch all images of a document that stand elsewhere."""
    await ls.actions.run(check_image_urls(ls.actions.shop, uri))


async def preview(ls: TunelintServer, uri: str, url: str) -> None:
    """Fetch an image of a document, to be shown at the next hover."""
    await ls.actions.run(fetch_preview(ls.actions.shop, uri, url))


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


HANDLERS: dict[str, Callable[..., Any]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
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
    **REQUESTS,
    **EXAMPLE_REQUESTS,
    CHAT: give_chat,
    PLACE: find_in_chat,
}

OPTIONS = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(TRIGGERS),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(KINDS, resolve_provider=True),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: LEGEND,
}

COMMANDS: dict[str, Callable[..., Any]] = {
    EXPLAIN: explain,
    IGNORE: ignore,
    ADD_TO_BASELINE: add_to_baseline,
    EXTRACT: extract_image,
    CHECK_IMAGE_URLS: check_urls,
    FETCH_PREVIEW: preview,
}
