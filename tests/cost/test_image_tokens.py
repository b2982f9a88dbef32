"""Images have the tokens that the documents' own examples say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.cost.images import image_tokens, most_image_tokens
from tunelint.cost.tokens import Tokens
from tunelint.profiles import ImageTokens, profile

SIZES = st.tuples(st.integers(1, 20_000), st.integers(1, 20_000))
MODELS = ["gpt-4o", "gpt-4.1", "gpt-4o-mini", "gpt-4.1-mini", "gpt-4.1-nano", "o4-mini"]


def rule(name: str) -> ImageTokens:
    model = profile("azure").model(name)
    assert model is not None
    assert model.image_tokens is not None
    return model.image_tokens


@pytest.mark.parametrize(
    ("model", "size", "detail", "tokens"),
    [
        ("gpt-4o", (1024, 1024), "high", 765),
        ("gpt-4o", (2048, 4096), "high", 1_105),
        ("gpt-4o", (4096, 8192), "low", 85),
        ("gpt-4.1", (1024, 1024), "high", 765),
        ("gpt-4o", (64, 64), "high", 255),
        ("gpt-4o", (512, 513), "high", 425),
        ("gpt-4o", (768, 2048), "high", 1_445),
        ("gpt-4o", (3000, 1125), "high", 1_445),
        ("gpt-4o", (20_000, 1), "high", 765),
        # What the service was seen to bill, 8 tokens of text aside.
        ("gpt-4.1", (2049, 513), "high", 1_445),
        ("gpt-4.1", (2050, 513), "high", 765),
        ("gpt-4o-mini", (1024, 1024), "low", 2_833),
        ("gpt-4o-mini", (1024, 1024), "high", 2_833 + 4 * 5_667),
        # 1,024 and 1,452 patches, times the model's multiplier.
        ("gpt-4.1-mini", (1024, 1024), "high", 1_659),
        ("gpt-4.1-mini", (1800, 2400), "high", 2_353),
        ("gpt-4.1-nano", (1024, 1024), "low", 2_520),
        ("o4-mini", (33, 32), "auto", 4),
    ],
)
def test_an_image_has_the_documented_tokens(
    model: str, size: tuple[int, int], detail: str, tokens: int
) -> None:
    assert image_tokens(size, detail, rule(model)) == Tokens.exactly(tokens)


@pytest.mark.parametrize("detail", ["auto", None, "ultra"])
def test_auto_is_anything_from_low_to_high(detail: str | None) -> None:
    assert image_tokens((1024, 1024), detail, rule("gpt-4o")) == Tokens(85, 765)


@pytest.mark.parametrize(
    ("detail", "tokens"), [("low", (85, 85)), ("high", (255, 1_445)), ("auto", (85, 1_445))]
)
def test_an_image_of_unknown_size_is_anything_that_its_detail_allows(
    detail: str, tokens: tuple[int, int]
) -> None:
    assert image_tokens(None, detail, rule("gpt-4o")) == tokens


@pytest.mark.parametrize("model", MODELS)
@given(size=SIZES, detail=st.sampled_from(["low", "high", "auto"]))
def test_no_image_has_more_than_the_largest(model: str, size: tuple[int, int], detail: str) -> None:
    low, high = image_tokens(size, detail, rule(model))
    unknown = image_tokens(None, detail, rule(model))
    assert 0 < unknown.low <= low <= high <= unknown.high <= most_image_tokens(rule(model))


@pytest.mark.parametrize("model", MODELS)
@given(size=SIZES)
def test_lying_down_makes_no_difference(model: str, size: tuple[int, int]) -> None:
    assert image_tokens(size, "high", rule(model)) == image_tokens(size[::-1], "high", rule(model))
