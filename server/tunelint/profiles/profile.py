"""What one service documents. The data stand in the TOML files beside this one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from tunelint.profiles.job import EpochRule
from tunelint.profiles.limit import Choice, Limit
from tunelint.profiles.model import Model, base_name, read_models
from tunelint.profiles.source import read_table
from tunelint.profiles.tokens import ImageTokens, TextTokens, image_tokens, text_tokens

NAMES = ("azure", "openai")
DEFAULT = "azure"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one service documents. Sizes are in bytes, the rest are counts.

    Examples whose images show what is in `images_screened` are skipped. `image_tokens` and
    `example_tokens_max` are those of the models that most jobs train, until
    the profile is taken `for_model`.
    """

    name: str
    title: str
    image_formats: Choice
    image_modes: Choice
    images_screened: Choice
    examples_min: Limit
    examples_advised: Limit
    image_examples_max: Limit
    images_per_example_max: Limit
    images_per_example_advised: Limit
    image_bytes_max: Limit
    tools_max: Limit
    file_bytes_max: Limit
    upload_bytes_advised: Limit
    example_tokens_max: Limit
    epochs: EpochRule
    text_tokens: TextTokens
    image_tokens: ImageTokens
    models: tuple[Model, ...]
    skips_max: Limit | None = None
    job_tokens_max: Limit | None = None

    def model(self, name: str) -> Model | None:
        """The model of a name, be it tuned already; None when no document speaks of it."""
        base = base_name(name).lower()
        for model in self.models:
            if base in (known.lower() for known in (model.id, *model.names)):
                return model
        return None

    def for_model(self, model: Model | None) -> Profile:
        """The profile with what is documented of the model that is to be trained."""
        if model is None:
            return self
        return replace(
            self,
            example_tokens_max=model.example_tokens_max or self.example_tokens_max,
            image_tokens=model.image_tokens or self.image_tokens,
        )


@cache
def profile(name: str) -> Profile:
    """The profile of that name, one of `NAMES`."""
    table = read_table(f"{name}.toml")
    fields: dict[str, Any] = {
        **{key: Choice.read(entry) for key, entry in table.pop("choices").items()},
        **{key: Limit.read(entry) for key, entry in table.pop("limits").items()},
        "epochs": EpochRule.read(table.pop("epochs")),
        "text_tokens": text_tokens(),
        "image_tokens": image_tokens()[table.pop("usual_model")],
        "models": read_models(name),
    }
    return Profile(**table, **fields)
