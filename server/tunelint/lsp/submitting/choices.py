"""What there is to choose from for a job: told fast, before any file is checked."""

import asyncio
import re
from io import BytesIO
from pathlib import Path
from typing import Any

from tunelint.dataset.method import Method
from tunelint.dataset.summary import Totals
from tunelint.engine.partner import read_summaries
from tunelint.lsp.submitting.editor import Editor, Glance
from tunelint.lsp.submitting.wishes import path_of
from tunelint.profiles import Range, order_limits, profile
from tunelint.service import Api, Endpoint
from tunelint.submission import profile_of
from tunelint.submission.wish import doubts

LOOKED_AT = 4 << 20
"""Bytes of a file that is not open."""

BETA = "beta"
WORD = re.compile("[A-Z][a-z]*")


async def choices(editor: Editor, endpoint: Endpoint, uri: str) -> dict[str, Any]:
    """What a job of a file can be asked for at an endpoint. Raises `OSError`, `SettingsError`."""
    path = path_of(uri)
    resolver = await editor.resolver(path)
    settings = await asyncio.to_thread(resolver.resolve_anew, path)
    seen = await editor.glance(uri)
    if seen is None:
        seen = await asyncio.to_thread(_start_of, path)
    method, partner = settings.method or seen.method, settings.partner_file
    is_azure, limits = endpoint.api.is_azure, order_limits()
    longest = limits.dated_suffix_max if endpoint.api is Api.AZURE_DATED else limits.suffix_max
    return {
        "method": method,
        "hasImages": seen.has_images,
        "examples": seen.examples,
        "refused": seen.is_refused,
        "validation": partner.path.as_uri() if partner and partner.is_validation else None,
        "model": settings.model or None,
        "models": _models(endpoint, method, has_images=seen.has_images),
        "hyperparameters": _hyperparameters(method),
        "trainingTypes": [
            {"id": each, "label": " ".join(WORD.findall(each))}
            for each in limits.training_types.values
            if is_azure
        ],
        "suffixMax": longest.value,
        "needsGrader": method is Method.REINFORCEMENT,
    }


def _start_of(path: Path) -> Glance:
    """What the first lines of a file tell."""
    with path.open("rb") as stream:
        start = stream.read(LOOKED_AT)
        is_whole = not stream.read(1)
    end = len(start) if is_whole else start.rfind(b"\n") + 1
    totals = Totals()
    for summary in read_summaries(BytesIO(start[:end])):
        totals.add(summary)
    return Glance(totals.method, totals.image_examples > 0, totals.examples if is_whole else None)


def _models(endpoint: Endpoint, method: Method | None, *, has_images: bool) -> list[dict[str, Any]]:
    """The models, those first that documents name for all that is wanted."""
    told = [
        {"id": model.id, "fits": not notes, "notes": notes}
        for model in profile(profile_of(endpoint)).models
        for notes in [doubts(model, method, has_images=has_images)]
    ]
    return sorted(told, key=lambda model: len(model["notes"]))


def _hyperparameters(method: Method | None) -> list[dict[str, Any]]:
    return [
        _hyperparameter(name, allowed)
        for name, allowed in order_limits().ranges.items()
        if name != BETA or method is Method.PREFERENCE
    ]


def _hyperparameter(name: str, allowed: Range) -> dict[str, Any]:
    return {
        "name": name,
        "label": name.removeprefix("n_").replace("_", " ").capitalize(),
        "takes": str(allowed),
        "least": allowed.least,
        "above": allowed.above,
        "most": allowed.most,
        "whole": allowed.whole,
    }
