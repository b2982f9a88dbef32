"""A job as it would be submitted: its files checked, its cost estimated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from tunelint.assist.job import job_words
from tunelint.config.hints import unknown_model
from tunelint.config.keys import Values, read_keys
from tunelint.config.pairs import KEY as PAIRS
from tunelint.config.resolving import Resolver
from tunelint.config.settings import PartnerFile
from tunelint.dataset.method import Method
from tunelint.forecast import sentence
from tunelint.images import Fetched, nothing_fetched
from tunelint.profiles import profile
from tunelint.rules.wording import count, megabytes
from tunelint.service import Endpoint, Order
from tunelint.submission.contents import check_is_file
from tunelint.submission.examining import Examined, OnBytes, examine
from tunelint.submission.wish import Wish, check_method, check_wish, doubts, profile_of

Follow = Callable[[Path], AbstractContextManager[OnBytes]]
"""Follows how far the check of a file is."""


def unfollowed(path: Path) -> AbstractContextManager[OnBytes]:
    """For those whom nobody waits for."""
    return nullcontext(lambda _: None)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent, and what is known of how that goes."""

    wish: Wish
    endpoint: Endpoint
    training: Examined
    validation: Examined | None

    @property
    def files(self) -> tuple[Examined, ...]:
        """The files of the job."""
        return tuple(filter(None, (self.training, self.validation)))

    @property
    def method(self) -> Method | None:
        """The method of the job."""
        return self.wish.method or self.training.method

    @property
    def is_refused(self) -> bool:
        """Whether the service would reject a file, so that nothing is sent."""
        return any(file.is_refused for file in self.files)

    @property
    def linked(self) -> int:
        """The images that the service would fetch."""
        return sum(file.holds.linked for file in self.files)

    @property
    def cost(self) -> str:
        """What is trained on, how often, and for how much."""
        file = self.training
        return job_words(file.holds.tokens, file.forecast.examples, file.settings)

    @property
    def key(self) -> str:
        """Equal for what is the same job of the same contents at the same place."""
        same: list[Any] = [
            self.endpoint.url(),
            *(file.content.sha256 for file in self.files),
            self.order("", ""),
        ]
        return sha256(orjson.dumps(same, option=orjson.OPT_SORT_KEYS)).hexdigest()

    def order(self, training_file: str, validation_file: str) -> Order:
        """The order, of files as the service calls them."""
        wish = self.wish
        return Order(
            model=wish.model,
            training_file=training_file,
            validation_file=validation_file,
            suffix=wish.suffix,
            seed=wish.seed,
            method=(self.method or Method.SUPERVISED).value,
            hyperparameters=dict(wish.hyperparameters),
            grader=wish.grader,
            training_type=wish.training_type,
        )

    def sentences(self) -> Iterator[str]:
        """What is to be known before it is sent."""
        for file in self.files:
            name, size = file.content.path.name, megabytes(file.content.size)
            yield f"{name} ({size}): {sentence(file.forecast)}"
        yield f"Training: {self.cost}."
        yield from self._doubts()
        yield from self._about_images()

    def _doubts(self) -> Iterator[str]:
        settings = self.training.settings
        model = settings.service.model(settings.model)
        if model:
            has_images = any(file.holds.images for file in self.files)
            yield from doubts(model, self.method, has_images=has_images)
        else:
            yield unknown_model(settings)

    def _about_images(self) -> Iterator[str]:
        images = sum(file.holds.images for file in self.files)
        if not images:
            return
        screened = profile(profile_of(self.endpoint)).images_screened.values
        shown = f"{', '.join(screened[:-1])} or {screened[-1]}"
        looked_at = count(images, "image")
        yield f"The service looks at {looked_at}, and skips examples that show {shown}."
        fetched = self.training.settings.fetched
        if self.linked and fetched is nothing_fetched:
            yield f"It fetches {count(self.linked, 'image')} by URL, which were not checked."


def plan(
    wish: Wish,
    endpoint: Endpoint,
    *,
    options: Values | None = None,
    fetched: Fetched = nothing_fetched,
    follow: Follow = unfollowed,
) -> Plan:
    """Check the files of a wish as they stand on the disk; `options` are settings beside these.

    Raises `SettingsError` for what can't be asked for, `OSError`, and `FileChanged`.
    """
    check_wish(wish, endpoint)
    for path in filter(None, (wish.training, wish.validation)):
        check_is_file(path)
    resolver = _resolver(wish, endpoint, options or {}, fetched)

    def examined(path: Path) -> Examined:
        settings = resolver.resolve_anew(path)
        with follow(path) as on_bytes:
            return examine(path, settings, on_bytes)

    training = examined(wish.training)
    check_method(wish, wish.method or training.method, endpoint.api)
    return Plan(wish, endpoint, training, examined(wish.validation) if wish.validation else None)


def configured_validation(training: Path) -> PartnerFile | None:
    """The validation file that the configuration gives a training file. Raises `FileError`."""
    partner = Resolver().resolve_anew(training).partner_file
    return partner if partner and partner.is_validation else None


def _resolver(wish: Wish, endpoint: Endpoint, options: Values, fetched: Fetched) -> Resolver:
    """The configuration of the files, below what is wished for and the endpoint's own limits."""
    here = Path.cwd()
    given: dict[str, Any] = {
        "profile": profile_of(endpoint),
        "model": wish.model,
        "method": wish.method,
        "epochs": wish.epochs,
    }
    if wish.validation:
        given[PAIRS] = {str(wish.training): str(wish.validation)}
    table = {name: value for name, value in given.items() if value is not None}
    return Resolver({**options, **read_keys(table, here)}, home=here, fetched=fetched)
