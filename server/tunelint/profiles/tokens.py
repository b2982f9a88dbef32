"""How tokens are counted: of a conversation, and of an image by the model that looks at it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from tunelint.profiles.source import Source, read_table, source


@dataclass(frozen=True, slots=True)
class TextTokens:
    """What a conversation takes besides the tokens of its texts."""

    encoding: str
    per_message: int
    per_name: int
    per_example: int
    source: Source


@dataclass(frozen=True, slots=True)
class TileTokens:
    """A price for any image, and one for each tile of it in high detail.

    The image is first made to fit into a square of `longest` pixels, then its shorter side is
    made no longer than `shorter`.
    """

    base: int
    per_tile: int
    tile: int
    longest: int
    shorter: int
    source: Source


@dataclass(frozen=True, slots=True)
class PatchTokens:
    """A price for each patch of an image that is shrunk until it has no more than `most`."""

    multiplier: float
    patch: int
    most: int
    source: Source


ImageTokens = TileTokens | PatchTokens


@cache
def text_tokens() -> TextTokens:
    """How a conversation is counted; the models do not differ."""
    entry = read_table("tokens.toml")["text"]
    return TextTokens(**{**entry, "source": source(entry["source"])})


@cache
def image_tokens() -> dict[str, ImageTokens]:
    """How images are counted, by the models' full names."""
    tables = read_table("tokens.toml")
    rules: dict[str, ImageTokens] = {}
    for models, entry in map(_split, tables["tiles"]):
        rules |= dict.fromkeys(models, TileTokens(**entry))
    for models, entry in map(_split, tables["patches"]):
        rules |= dict.fromkeys(models, PatchTokens(**entry))
    return rules


def _split(table: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The models of a table, and the rule that it has for them."""
    models, key = table.pop("models"), table.pop("source")
    return models, {**table, "source": source(key)}
