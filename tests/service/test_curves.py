"""Curves of what was measured, and the best checkpoint by them."""

import pytest

from tunelint.service import Checkpoint, Metrics
from tunelint.service.curves import best_checkpoint, curves


def checkpoint(step: int, **measured: float) -> Checkpoint:
    return Checkpoint(f"c{step}", f"model:{step}", step, Metrics(step, **measured), 0)


def test_each_measure_has_a_curve_over_the_steps() -> None:
    found = curves([Metrics(2, train_loss=0.5), Metrics(1, train_loss=0.9, valid_loss=1.0)])
    assert found["train_loss"] == [(1, 0.9), (2, 0.5)]
    assert found["valid_loss"] == [(1, 1.0)]
    assert found["full_valid_loss"] == []


def test_of_two_values_at_a_step_the_later_one_counts() -> None:
    found = curves([Metrics(1, train_loss=0.91), Metrics(1, train_loss=0.90721)])
    assert found["train_loss"] == [(1, 0.90721)]


def test_what_is_of_no_step_is_on_no_curve() -> None:
    assert not any(curves([Metrics(None, train_loss=0.5)]).values())


@pytest.mark.parametrize(
    ("checkpoints", "best"),
    [
        ([], None),
        ([checkpoint(1), checkpoint(2)], None),
        ([checkpoint(1, train_loss=0.9), checkpoint(2, train_loss=0.2)], 2),
        (
            [
                checkpoint(1, train_loss=0.9, full_valid_loss=0.4),
                checkpoint(2, train_loss=0.2, full_valid_loss=0.6),
            ],
            1,
        ),
        (
            [checkpoint(1, train_loss=0.9, valid_loss=0.1), checkpoint(2, train_loss=0.2)],
            2,
        ),
    ],
)
def test_the_best_checkpoint_has_the_least_loss_that_all_were_measured_by(
    checkpoints: list[Checkpoint], best: int | None
) -> None:
    found = best_checkpoint(checkpoints)
    assert (found and found.step) == best
