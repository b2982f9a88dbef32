"""Models that can be tuned: by which methods, with images or without, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tunelint.profiles.job import Price
from tunelint.profiles.limit import Limit
from tunelint.profiles.source import Source, read_table, source
from tunelint.profiles.tokens import ImageTokens, image_tokens

METHODS = ("supervised", "dpo", "reinforcement", "vision")


@dataclass(frozen=True, slots=True)
class Support:
    """That a document names a model for a method; `disputed_by` is one that leaves it out."""

    source: Source
    disputed_by: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model, and what it can be tuned by; None is what no document names it for.

    `names` are its other names. `example_tokens_max` is None where the service's own holds, and
    `image_tokens` where no document says how its images are counted.
    """

    id: str
    names: tuple[str, ...]
    supervised: Support | None
    dpo: Support | None
    reinforcement: Support | None
    vision: Support | None
    example_tokens_max: Limit | None
    image_tokens: ImageTokens | None
    prices: tuple[Price, ...]


def read_models(service: str) -> tuple[Model, ...]:
    """The models that a service tunes."""
    return tuple(_model(entry) for entry in read_table(f"{service}-models.toml")["models"])


def base_name(name: str) -> str:
    """The model that a tuned one was made of, by its name; any other name as it is."""
    if name.startswith("ft:"):
        return name.split(":")[1]
    return name.partition(".ft-")[0]


def _model(entry: dict[str, Any]) -> Model:
    context = entry.get("example_tokens_max")
    return Model(
        id=entry["id"],
        names=tuple(entry.get("names", ())),
        **{method: _support(entry.get(method)) for method in METHODS},
        example_tokens_max=Limit.read(context) if context else None,
        image_tokens=image_tokens().get(entry["id"]),
        prices=tuple(map(Price.read, entry.get("prices", ()))),
    )


def _support(entry: dict[str, str] | None) -> Support | None:
    if entry is None:
        return None
    disputed_by = entry.get("disputed_by")
    return Support(
        source(entry["source"]),
        source(disputed_by) if disputed_by else None,
        entry.get("note", ""),
    )
