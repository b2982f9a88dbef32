"""What a job is asked for, and what the service refuses at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tunelint.dataset.method import Method
from tunelint.profiles import order_limits, profile
from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.refusal import Refusal, invalid

AUTO = "auto"
DATED_SUFFIX = re.compile(r"[A-Za-z0-9_-]*")

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it was asked for. `hyperparameters` are those that aren't left to the service."""

    model: str
    training_file: str
    validation_file: str | None
    suffix: str | None
    seed: int
    method: str
    hyperparameters: Mapping[str, float]
    grader: Mapping[str, Any] | None = None
    integrations: list[Body] | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, body: Body, dialect: Dialect, chance: Random) -> Order:
        """The order in a request. Raises `Refusal`."""
        method = _object(body, "method")
        kind = _kind(method)
        config = _object(method, kind)
        given = {**_object(body, "hyperparameters"), **_object(config, "hyperparameters")}
        seed = body.get("seed")
        order = cls(
            model=_text(body, "model"),
            training_file=_text(body, "training_file"),
            validation_file=_text(body, "validation_file") if body.get("validation_file") else None,
            suffix=_text(body, "suffix") if body.get("suffix") else None,
            seed=chance.randrange(1 << 31) if seed is None else _ranged("seed", seed),
            method=kind,
            hyperparameters=_hyperparameters(given),
            grader=config.get("grader"),
            integrations=body.get("integrations"),
            metadata=_object(body, "metadata"),
        )
        _check_model(order, dialect)
        _check_names(order, dialect)
        if kind == Method.REINFORCEMENT:
            _check_reinforcement(order)
        return order


def _object(body: Mapping[str, Any], name: str) -> Body:
    value = body.get(name) or {}
    if not isinstance(value, dict):
        raise invalid(f"'{name}' must be an object.", name)
    return value


def _kind(method: Mapping[str, Any]) -> str:
    kind = method.get("type", Method.SUPERVISED)
    if kind not in [*Method]:
        raise invalid(f"'{kind}' is not one of {[str(each) for each in Method]}", "method.type")
    return str(kind)


def _text(body: Body, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise invalid(f"Missing required parameter: '{name}'.", name)
    return value


def _hyperparameters(given: Mapping[str, Any]) -> dict[str, float]:
    chosen = {name: value for name, value in given.items() if value not in (AUTO, None)}
    ranges = order_limits().ranges
    return {
        name: _ranged(name, value) if name in ranges else value for name, value in chosen.items()
    }


def _ranged(name: str, value: Any) -> Any:
    allowed = order_limits().ranges[name]
    if value not in allowed:
        raise invalid(f"Invalid value for '{name}': {value}; it takes {allowed}.", name)
    return value


def _check_model(order: Order, dialect: Dialect) -> None:
    model = profile(dialect.profile).model(order.model)
    if model is None:
        if dialect is Dialect.OPENAI:
            message = f"Model {order.model} is not available for fine-tuning or does not exist."
            raise Refusal(400, "model_not_available", message, "model")
        raise invalid("The specified base model does not support fine-tuning.", "model")
    support = {
        Method.SUPERVISED: model.supervised,
        Method.PREFERENCE: model.dpo,
        Method.REINFORCEMENT: model.reinforcement,
    }
    if support[Method(order.method)] is None:
        message = f"The specified base model does not support the method '{order.method}'."
        raise invalid(message, "method")


def _check_names(order: Order, dialect: Dialect) -> None:
    limits, suffix = order_limits(), order.suffix or ""
    is_dated = dialect is Dialect.AZURE_DATED
    longest = (limits.dated_suffix_max if is_dated else limits.suffix_max).value
    if len(suffix) > longest or (is_dated and not DATED_SUFFIX.fullmatch(suffix)):
        raise invalid(f"The suffix takes up to {longest} characters: {suffix}", "suffix")
    if len(order.metadata) > limits.metadata_max.value:
        raise invalid(f"Metadata has at most {limits.metadata_max.value} pairs.", "metadata")


def _check_reinforcement(order: Order) -> None:
    if order.grader is None:
        raise invalid("Missing required parameter: 'method.reinforcement.grader'.", "method")
    if order.validation_file is None:
        raise invalid("Missing required parameter: 'validation_file'.", "validation_file")
