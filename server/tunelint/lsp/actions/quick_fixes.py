"""The fixes of findings, one by one."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lsprotocol import types

from tunelint.assist.mending import Mended, is_conversion
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.open_fixing import Made, works_on_pixels
from tunelint.engine.placing import Placed
from tunelint.lsp.actions import marking
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.edits import WorkspaceEdit
from tunelint.lsp.actions.workshop import Data, Place, Refused, Workshop
from tunelint.lsp.documents.diagnostics import diagnostic
from tunelint.rules.fixes import Fix

DO = "fix"
KIND = types.CodeActionKind.QuickFix.value

Found = tuple[int, Placed, Fix]
"""A row, what is wrong there, and how it is mended."""

PATIENCE = 0.5
"""Seconds that a menu waits for images to be converted, so that it can tell their new sizes."""


async def offer(shop: Workshop, asked: Asked) -> list[Action]:
    """A quick fix for each fix of the findings; conversions that can't be made are left out."""
    found = [(*each, fix) for each in asked.findings for fix in each[1].finding.fixes]
    conversions = _conversions(shop, asked, found) if asked.is_invoked else {}
    if conversions:
        await asyncio.wait({*conversions.values()}, timeout=PATIENCE)
    actions = []
    for number, (row, placed, fix) in enumerate(found):
        work, title = conversions.get(number), fix.title
        if work and work.done() and not work.cancelled():
            if work.exception():
                continue
            title = work.result().title
        actions.append(_action(shop, asked, row, placed, fix, title))
    return actions


async def resolve(shop: Workshop, data: Data) -> WorkspaceEdit:
    """The edit that carries a fix out."""
    place = await shop.find(data)
    fix, around = _fix(place, data), shop.around(data["uri"])
    if fix.every_line:
        made = _on_every_line(place.document.dataset, fix, around)
        work = asyncio.ensure_future(shop.edit_all(place.document, made))
        return await shop.finish(work, fix.title)
    if marking.removes(fix):
        return marking.remove(shop, place.document)
    try:
        edits = await shop.carry_out(place.passage.text, fix, around)
    except CannotMend as error:
        raise Refused(str(error)) from None
    # While an image was worked on, the document may have been edited.
    return shop.edit(await shop.find(data), edits)


def _on_every_line(dataset: OpenDataset, fix: Fix, around: Surroundings) -> Iterator[Made]:
    for passage in dataset.passages():
        with suppress(CannotMend):
            yield passage, edits_for(passage.text, fix, around)


def _conversions(
    shop: Workshop, asked: Asked, found: list[Found]
) -> dict[int, asyncio.Future[Mended]]:
    """The conversions among the fixes, begun, by their numbers: the title tells what they make."""
    dataset, around = asked.document.dataset, shop.around(asked.document.uri)
    return {
        number: shop.images.start(dataset.passage(row).text, fix, around)
        for number, (row, _, fix) in enumerate(found)
        if is_conversion(fix)
    }


def _action(shop: Workshop, asked: Asked, row: int, placed: Placed, fix: Fix, title: str) -> Action:
    document, finding = asked.document, placed.finding
    safe = [each for each in finding.fixes if each.safe]
    return {
        "title": title,
        "kind": KIND,
        "diagnostics": [diagnostic(row, placed, document.uri, document.places)],
        **({"isPreferred": True} if safe == [fix] else {}),
        "data": {
            "do": DO,
            **shop.mark(document, row),
            **_name(placed),
            "fix": fix.title,
            "takesLong": works_on_pixels(fix),
        },
    }


def _name(placed: Placed) -> dict[str, Any]:
    """What a finding is known by on its line."""
    path = placed.finding.path
    return {
        "code": placed.finding.code,
        "path": None if path is None else list(path),
        "span": list(placed.span),
    }


def _fix(place: Place, data: Data) -> Fix:
    row = place.passage.first
    for _, placed in place.document.dataset.findings_between(row, row):
        if _name(placed).items() <= data.items():
            for fix in placed.finding.fixes:
                if fix.title == data["fix"]:
                    return fix
    raise Refused("This finding is gone, so there is nothing to fix.")
