"""What was measured in a training, as curves over its steps, and the best of its checkpoints."""

from collections.abc import Iterable, Mapping

from tunelint.service.metrics import FIELDS, Metrics
from tunelint.service.records import Checkpoint

Curve = list[tuple[int, float]]

JUDGED_BY = ("full_valid_loss", "valid_loss", "train_loss")
"""What tells a good checkpoint; the first of these that all have been measured by."""


def curves(measured: Iterable[Metrics]) -> Mapping[str, Curve]:
    """A curve for each measure. Of two values at a step the later one counts."""
    found: dict[str, dict[int, float]] = {name: {} for name in FIELDS}
    for metrics in measured:
        for name, points in found.items():
            value = getattr(metrics, name)
            if value is not None and metrics.step is not None:
                points[metrics.step] = value
    return {name: sorted(points.items()) for name, points in found.items()}


def best_checkpoint(checkpoints: Iterable[Checkpoint]) -> Checkpoint | None:
    """The checkpoint of the least loss, if there is one to compare by."""
    several = tuple(checkpoints)
    for name in JUDGED_BY:
        losses = [getattr(each.metrics, name) for each in several]
        if losses and None not in losses:
            return several[losses.index(min(losses))]
    return None
