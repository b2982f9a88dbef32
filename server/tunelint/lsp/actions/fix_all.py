"""All safe fixes of a file at once, or those of one rule."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing, suppress

from lsprotocol import types

from tunelint.engine.fixing import Wanted, any_fix, safe_fix
from tunelint.engine.open_dataset import OpenDataset, Passage
from tunelint.engine.open_fixing import ROWS_AT_ONCE, Made, OpenFixing
from tunelint.engine.stream_fixing import MOST_PASSES
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.workshop import Data, Place, Refused, Workshop, checked
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import Fix
from tunelint.text.columns import decode
from tunelint.text.edits import Edit, trimmed
from tunelint.text.span import Span

DO = "fix all"
FUNCTIONS = "deprecated-functions"
KIND = f"{types.CodeActionKind.SourceFixAll.value}.tunelint"


def offer_rule(asked: Asked) -> Iterator[Action]:
    """To mend all that the rules at this place find in the file, where that is more than one."""
    mendable = {placed.finding.code for _, placed in asked.findings if safe_fix(placed.finding)}
    counts = asked.document.dataset.counts
    for code in asked.codes:
        found = sum(number for (other, _), number in counts.items() if other == code)
        if code in mendable and found > 1:
            kind = types.CodeActionKind.QuickFix.value
            yield _action(f"Fix all {code} in this file", kind, asked.document, code)


async def offer_all(shop: Workshop, asked: Asked) -> list[Action]:
    """To mend all that can be mended safely; before all is checked, nobody knows if there is."""
    document = asked.document
    if document.dataset.is_checked and not await _is_mendable(shop, document):
        return []
    return [_action("Fix all that is safe to fix", KIND, document, None)]


def offer_tools(asked: Asked) -> Iterator[Action]:
    """To write all functions of the file as tools, where the ids of calls have to be invented."""
    findings = (placed.finding for _, placed in asked.findings)
    if any(each.code == FUNCTIONS and any_fix(each) and not safe_fix(each) for each in findings):
        kind = types.CodeActionKind.RefactorRewrite.value
        title = "Rewrite all functions in this file as tools"
        yield _action(title, kind, asked.document, FUNCTIONS, safe=False)


async def resolve(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that mends it all: of few bytes, and one step to undo."""
    document, code = shop.document(data["uri"]), data["code"]
    choose = safe_fix if data["safe"] else any_fix

    def wanted(finding: Finding) -> Fix | None:
        return choose(finding) if code in (None, finding.code) else None

    work = asyncio.ensure_future(_edit(shop, document, wanted))
    return await shop.finish(work, data["title"])


def _action(
    title: str, kind: str, document: DatasetDocument, code: str | None, *, safe: bool = True
) -> Action:
    data = {"do": DO, "uri": document.uri, "code": code, "safe": safe, "title": title}
    return {"title": title, "kind": kind, "data": data}


async def _is_mendable(shop: Workshop, document: DatasetDocument) -> bool:
    """Whether a finding has a safe fix; of a document that is edited meanwhile, nobody knows."""
    dataset = document.dataset
    firsts = shop.in_turn(document, range(0, len(dataset.rows), ROWS_AT_ONCE))
    with suppress(Refused):
        async with aclosing(firsts):
            async for first in firsts:
                found = dataset.findings_between(first, first + ROWS_AT_ONCE - 1)
                if any(safe_fix(placed.finding) for _, placed in found):
                    return True
        return False
    return True


async def _edit(shop: Workshop, document: DatasetDocument, wanted: Wanted) -> WorkspaceEdit:
    dataset = document.dataset
    fixing, made = await _mended(shop, document, dataset, wanted)
    if not fixing.changes_method(made):
        return await shop.edit_all(document, made)
    # The rows are judged as another method's now. That is rare, so that one large edit will do.
    whole = Passage(0, len(dataset.rows) - 1, fixing.text_with([]))
    for _ in range(MOST_PASSES):
        dataset = OpenDataset(decode(fixing.text_with(made)), dataset.settings, dataset.unit)
        fixing, made = await _mended(shop, document, dataset, wanted)
        if not made:
            break
    edit = trimmed(whole.text, Edit(Span(0, len(whole.text)), dataset.rows.text()))
    return shop.edit(Place(document, whole), [edit])


async def _mended(
    shop: Workshop, document: DatasetDocument, dataset: OpenDataset, wanted: Wanted
) -> tuple[OpenFixing, list[Made]]:
    """The passages of the dataset that something is done to."""
    await checked(dataset)
    fixing = OpenFixing(dataset, wanted, shop.around(document.uri))
    made = []
    async for faulty in shop.in_turn(document, fixing.faulty()):
        if fixing.takes_long(faulty):
            edits = await asyncio.to_thread(fixing.edits, faulty)
        else:
            edits = fixing.edits(faulty)
        if edits:
            made.append((faulty.passage, edits))
    return fixing, made
