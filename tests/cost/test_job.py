"""What a job costs, and its epochs when nobody sets them."""

import pytest

from tunelint.cost import training_price, usual_epochs
from tunelint.profiles import NAMES, Price, profile, source

REGIONAL = Price(27.5, "million tokens", source("AZ_COST"))


def test_the_price_of_a_job_of_some_thousand_examples() -> None:
    price = training_price(4_800 * 585, 2, REGIONAL)
    assert price == pytest.approx(5.616 * 27.5)
    assert price == pytest.approx(155, abs=1)


def test_the_example_of_the_cost_page() -> None:
    model = profile("azure").model("gpt-4.1")
    assert model is not None
    (price,) = model.prices
    assert (price.tier, training_price(1_000_000, 2, price)) == ("global", 4)


def test_a_price_by_the_hour_says_nothing_about_tokens() -> None:
    model = profile("azure").model("o4-mini")
    assert model is not None
    (price,) = model.prices
    assert (price.usd, price.per, training_price(1, 1, price)) == (100, "hour", None)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("examples", "epochs"),
    [
        (0, 3),
        (1, 25),
        (10, 10),
        (33, 3),
        (34, 3),
        (100, 3),
        (8_333, 3),
        (8_334, 2),
        (12_500, 2),
        (12_501, 1),
        (25_000, 1),
        (1_000_000, 1),
    ],
)
def test_small_files_are_read_more_often_and_large_ones_less(
    name: str, examples: int, epochs: int
) -> None:
    assert usual_epochs(examples, profile(name).epochs) == epochs
