"""What somebody wants to have trained, and whether the service can be asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tunelint.config.settings import SettingsError
from tunelint.dataset.method import Method
from tunelint.profiles import Model, order_limits
from tunelint.service import Api, Endpoint

DATED_SUFFIX = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Wish:
    """A job before its files are looked at. What is empty or None is left to the service.

    Without a `method`, it is that of the training file.
    """

    training: Path
    model: str
    validation: Path | None = None
    suffix: str = ""
    seed: int | None = None
    method: Method | None = None
    hyperparameters: Mapping[str, float] = field(default_factory=dict)
    grader: Mapping[str, Any] | None = None
    training_type: str = ""

    @property
    def epochs(self) -> int | None:
        """How often the job goes through its file, if that is said."""
        epochs = self.hyperparameters.get("n_epochs")
        return None if epochs is None else int(epochs)


def profile_of(endpoint: Endpoint) -> str:
    """The name of the profile whose limits hold at an endpoint."""
    return "azure" if endpoint.api.is_azure else "openai"


def check_wish(wish: Wish, endpoint: Endpoint) -> None:
    """Raise `SettingsError` for what the documents rule out."""
    if not wish.model:
        raise SettingsError("A job needs a model.")
    seed = {} if wish.seed is None else {"seed": wish.seed}
    for name, value in {**wish.hyperparameters, **seed}.items():
        allowed = order_limits().ranges[name]
        if value not in allowed:
            raise SettingsError(f"{name} is {value}; it takes {allowed}.")
    _check_suffix(wish.suffix, endpoint.api)
    if wish.training_type and not endpoint.api.is_azure:
        raise SettingsError("OpenAI has no training types.")


def check_method(wish: Wish, method: Method | None, api: Api) -> None:
    """Raise `SettingsError` for what a job by that method lacks, or has too much."""
    if "beta" in wish.hyperparameters and method is not Method.PREFERENCE:
        raise SettingsError("Only a job by dpo has a beta.")
    if method is not Method.REINFORCEMENT:
        if wish.grader:
            raise SettingsError("Only a job by reinforcement has a grader.")
        return
    if api is Api.AZURE_DATED:
        raise SettingsError("Reinforcement needs Azure's v1 API: dated ones don't have it.")
    if not wish.grader:
        raise SettingsError("A job by reinforcement needs a grader.")
    if not wish.validation:
        raise SettingsError("A job by reinforcement needs a validation file.")


def doubts(model: Model, method: Method | None, *, has_images: bool) -> list[str]:
    """What no document says that the model can do."""
    support = {
        Method.SUPERVISED: model.supervised,
        Method.PREFERENCE: model.dpo,
        Method.REINFORCEMENT: model.reinforcement,
    }
    found = []
    if method and support[method] is None:
        found.append(f"No document names {model.id} for {method}.")
    if has_images and model.vision is None:
        found.append(f"No document names {model.id} for training with images.")
    return found


def _check_suffix(suffix: str, api: Api) -> None:
    is_dated = api is Api.AZURE_DATED
    limits = order_limits()
    longest = (limits.dated_suffix_max if is_dated else limits.suffix_max).value
    if len(suffix) > longest:
        raise SettingsError(f"The suffix has {len(suffix)} characters; it takes {longest}.")
    if is_dated and not DATED_SUFFIX.fullmatch(suffix):
        raise SettingsError("The suffix takes letters (a to z), digits, hyphens and underscores.")
