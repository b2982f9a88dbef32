"""What the editor wishes for, read from its request."""

from pathlib import Path
from typing import Any

from pygls.uris import to_fs_path

from tunelint.config.settings import SettingsError
from tunelint.config.values import absolute
from tunelint.dataset.method import Method
from tunelint.lsp.wire.payload import Params
from tunelint.profiles import order_limits
from tunelint.submission import Wish


def read_wish(told: Params) -> Wish:
    """The wish in a request. Raises `SettingsError`."""
    return Wish(
        training=path_of(told["training"]),
        model=told.get("model") or "",
        validation=path_of(told["validation"]) if told.get("validation") else None,
        suffix=told.get("suffix") or "",
        seed=told.get("seed"),
        method=Method(told["method"]) if told.get("method") else None,
        hyperparameters=_numbers(told.get("hyperparameters") or {}),
        grader=told.get("grader"),
        training_type=told.get("trainingType") or "",
    )


def path_of(uri: str) -> Path:
    """The file of a URI. Raises `SettingsError` for what is none on the disk."""
    name = to_fs_path(uri)
    if name is None:
        raise SettingsError("Only files on the disk can be submitted: save this one first.")
    return absolute(Path(name))


def _numbers(given: dict[str, Any]) -> dict[str, float]:
    """The hyperparameters; JSON does not tell 3 from 3.0, and services do."""
    ranges = order_limits().ranges
    return {
        name: int(value) if ranges[name].whole and value == int(value) else value
        for name, value in given.items()
        if value is not None
    }
