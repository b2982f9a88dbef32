"""What a job may be asked for."""

import pytest

from tunelint.profiles import order_limits


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("n_epochs", [1, 50], [0, 51, 1.5, True, "3", None]),
        ("batch_size", [1, 256], [0, 257]),
        ("learning_rate_multiplier", [0.01, 1, 100], [0, -1, "auto", float("inf"), float("nan")]),
        ("beta", [0.1, 2], [0, 2.1]),
        ("seed", [0, 2_147_483_647], [-1, 2_147_483_648]),
    ],
)
def test_a_range_holds_what_is_documented(
    name: str, taken: list[object], refused: list[object]
) -> None:
    allowed = order_limits().ranges[name]
    assert all(value in allowed for value in taken)
    assert not any(value in allowed for value in refused)


def test_a_range_says_what_it_takes() -> None:
    ranges = order_limits().ranges
    assert str(ranges["n_epochs"]) == "a whole number from 1 to 50"
    assert str(ranges["learning_rate_multiplier"]) == "a number above 0"
