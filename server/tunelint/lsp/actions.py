"""The code actions: what can be done about the findings at a place."""

from collections.abc import Iterable, Iterator
from itertools import islice

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint.assist.findings import touched
from tunelint.engine.placing import Placed
from tunelint.lsp.pages import EXPLAIN
from tunelint.lsp.workspace import dataset_in

KINDS = (types.CodeActionKind.QuickFix,)

MOST_FINDINGS = 100
"""Nobody chooses from more, and to select the whole text is no reason to go through it all."""


def offer_actions(ls: LanguageServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what can be done about the findings that the range touches."""
    dataset = dataset_in(ls.workspace, params.text_document.uri)
    if dataset is None:
        return []
    start, end = ((place.line, place.character) for place in (params.range.start, params.range.end))
    found = [placed for _, placed in islice(touched(dataset, start, end), MOST_FINDINGS)]
    only = params.context.only
    return [action for action in _explanations(found) if only is None or _is_any(action, only)]


def _explanations(found: list[Placed]) -> Iterator[types.CodeAction]:
    for code in dict.fromkeys(placed.finding.code for placed in found):
        title = f"Explain {code}"
        command = types.Command(title, EXPLAIN, arguments=[code])
        # A quick fix by kind, for the light bulb; it resolves no diagnostic, and names none.
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, command=command)


def _is_any(action: types.CodeAction, kinds: Iterable[str]) -> bool:
    """Whether the action is of one of the kinds; those below a kind are of it, and all of ""."""
    own = action.kind or ""
    return any(not kind or own == kind or own.startswith(kind + ".") for kind in kinds)
