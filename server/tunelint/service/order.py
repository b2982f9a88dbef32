"""What a job is to be, and how it is told from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4
from zlib import crc32

from tunelint.profiles import order_limits
from tunelint.service.endpoint import Api
from tunelint.service.errors import EndpointError
from tunelint.service.files import CLOCKS_DIFFER
from tunelint.service.records import Job

MARK = "tunelint_intent"
"""The key of a job's metadata that tells whose intent it is."""

AUTO = "auto"

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Intent:
    """That somebody wants one job: it is made once, however often that is asked for.

    `at` is when it was wanted first, so that no earlier job is taken for it.
    """

    at: float
    id: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it is asked for. What is empty, None or `auto` is left to the service.

    `training_type` is Azure's; a `grader` belongs to reinforcement.
    """

    model: str
    training_file: str
    validation_file: str = ""
    suffix: str = ""
    seed: int | None = None
    method: str = "supervised"
    hyperparameters: Mapping[str, float | str] = field(default_factory=dict)
    grader: Mapping[str, Any] | None = None
    training_type: str = ""

    def body(self, api: Api, intent: Intent) -> Body:
        """The request as an API takes it. Raises `EndpointError` of what it does not have."""
        if self.training_type and not api.is_azure:
            raise EndpointError("OpenAI has no training types.")
        told: Body = {
            "model": self.model,
            "training_file": self.training_file,
            "validation_file": self.validation_file,
            "suffix": self.suffix,
            "seed": self._seed(api, intent),
            **(self._dated_method() if api is Api.AZURE_DATED else self._method()),
            "metadata": {MARK: intent.id} if api.takes_metadata else None,
            "trainingType": self.training_type,
        }
        return {key: value for key, value in told.items() if value not in (None, "", {})}

    def is_met_by(self, job: Job, api: Api, intent: Intent) -> bool:
        """Whether a job is the one that was meant.

        Its mark tells. A job without any is it when nothing that it tells speaks against it.
        """
        if MARK in job.metadata:
            return job.metadata[MARK] == intent.id
        seed = self._seed(api, intent)
        return (
            job.training_file == self.training_file
            and job.suffix in ("", self.suffix)
            and (seed is None or job.seed in (None, seed))
            and job.created_at >= intent.at - CLOCKS_DIFFER
        )

    def _seed(self, api: Api, intent: Intent) -> int | None:
        """The seed; where jobs can't be marked, it is what tells them apart."""
        if self.seed is None and not api.takes_metadata:
            most = order_limits().ranges["seed"].most or 0
            return crc32(intent.id.encode()) % (int(most) + 1)
        return self.seed

    def _method(self) -> Body:
        config: Body = {"hyperparameters": self._chosen(), "grader": self.grader}
        config = {key: value for key, value in config.items() if value}
        return {"method": {"type": self.method, **({self.method: config} if config else {})}}

    def _dated_method(self) -> Body:
        """Azure's dated APIs have hyperparameters of supervised jobs where OpenAI once had them."""
        if self.method == "supervised":
            return {"hyperparameters": self._chosen()}
        if self.method == "reinforcement":
            raise EndpointError("Reinforcement needs Azure's v1 API: dated ones don't have it.")
        return self._method()

    def _chosen(self) -> Body:
        return {key: value for key, value in self.hyperparameters.items() if value != AUTO}
