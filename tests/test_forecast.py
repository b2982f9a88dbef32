"""What the service will do with a file, told from how many rows have which fate."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.forecast import as_data, forecast, sentence
from tunelint.profiles import Profile, profile
from tunelint.rules.fate import Fate, fate_of
from tunelint.rules.finding import Consequence, Finding, Severity

AZURE, OPENAI = profile("azure"), profile("openai")
CODES = st.frozensets(st.sampled_from(["one", "two", "three"]))
FATES = st.dictionaries(st.builds(Fate, CODES, CODES, CODES, CODES), st.integers(0, 9))


def finding(code: str, consequence: Consequence, *, certain: bool = True) -> Finding:
    return Finding(code, Severity.ERROR, consequence, certain, "Something.")


def skips(*codes: str) -> Fate:
    return Fate(skips=frozenset(codes))


def may_skip(*codes: str) -> Fate:
    return Fate(may_skip=frozenset(codes))


def rejects(*codes: str) -> Fate:
    return Fate(rejects=frozenset(codes))


def may_reject(*codes: str) -> Fate:
    return Fate(may_reject=frozenset(codes))


def test_a_fate_names_the_rules_by_what_follows_and_how_sure_that_is() -> None:
    findings = [
        finding("missing-key", Consequence.REJECTS_FILE),
        finding("developer-role", Consequence.REJECTS_FILE, certain=False),
        finding("image-mode", Consequence.SKIPS_EXAMPLE),
        finding("animated-image", Consequence.SKIPS_EXAMPLE, certain=False),
        finding("duplicate-image", Consequence.WASTES),
    ]
    assert fate_of(findings) == Fate(
        frozenset({"missing-key"}),
        frozenset({"developer-role"}),
        frozenset({"image-mode"}),
        frozenset({"animated-image"}),
    )
    assert fate_of(findings * 2) is fate_of(findings)


def test_what_one_rule_does_for_certain_it_does_not_also_perhaps() -> None:
    sure, unsure = (
        finding("image-too-large", Consequence.SKIPS_EXAMPLE, certain=certain)
        for certain in (True, False)
    )
    assert fate_of([unsure, sure]) == skips("image-too-large")


@pytest.mark.parametrize(
    ("fates", "examples", "expected"),
    [
        ({}, 50, "The service would take it: 50 of 50 examples trained on."),
        (
            {rejects("missing-key"): 1, rejects("missing-key", "invalid-json"): 2, skips("a"): 5},
            50,
            "The service would reject this file: missing-key, invalid-json.",
        ),
        (
            {skips("image-mode"): 2, may_skip("animated-image"): 1},
            50,
            "The service would take it: 48 of 50 examples trained on, 2 skipped (image-mode 2); "
            "1 more may be skipped (animated-image 1).",
        ),
        (
            {may_skip("many-images"): 1200},
            2000,
            "The service would take it: 2,000 of 2,000 examples trained on; "
            "1,200 may be skipped (many-images 1,200). "
            "If more than 200 are skipped, the job fails.",
        ),
        (
            {may_reject("developer-role"): 3, skips("image-mode"): 1},
            1_000,
            "The service may reject this file: developer-role. If it takes it: "
            "999 of 1,000 examples trained on, 1 skipped (image-mode 1).",
        ),
        (
            {skips("image-mode", "image-format"): 1, skips("image-format"): 2},
            12,
            "The service would take it: 9 of 12 examples trained on, "
            "3 skipped (image-format 3, image-mode 1). "
            "That is fewer than 10, and the job may fail.",
        ),
        (
            {may_skip("many-images"): 1},
            10,
            "The service would take it: 10 of 10 examples trained on; "
            "1 may be skipped (many-images 1). If fewer than 10 are left, the job may fail.",
        ),
    ],
)
def test_the_sentence(fates: dict[Fate, int], examples: int, expected: str) -> None:
    assert sentence(forecast(fates, examples, AZURE)) == expected


def test_the_limits_are_those_of_the_service() -> None:
    fates = {may_skip("many-images"): 300}
    assert forecast(fates, 300, OPENAI).skips_max is None
    assert "200" not in sentence(forecast(fates, 300, OPENAI))
    assert AZURE.skips_max
    strict = dataclasses.replace(AZURE, skips_max=dataclasses.replace(AZURE.skips_max, value=299))
    assert "more than 299" in sentence(forecast(fates, 300, strict))


def test_a_file_is_clean_when_all_of_it_is_trained_on() -> None:
    wasteful = fate_of([finding("duplicate-image", Consequence.WASTES)])
    assert forecast({wasteful: 3}, 50, AZURE).is_clean
    assert not forecast({}, 9, AZURE).is_clean
    for fate in (rejects("a"), may_reject("a"), skips("a"), may_skip("a")):
        assert not forecast({fate: 1}, 50, AZURE).is_clean


@given(FATES, st.sampled_from([AZURE, OPENAI]))
def test_the_numbers_add_up(fates: dict[Fate, int], service: Profile) -> None:
    examples = sum(fates.values())
    told = forecast(fates, examples, service)
    assert 0 <= told.kept_at_least <= told.kept_at_most <= examples
    assert examples - told.kept_at_most == told.skipped
    assert told.skipped <= sum(told.skips.values())
    assert not set(told.rejected_by) & set(told.possibly_rejected_by)
    assert as_data(told)["kept_at_least"] == told.kept_at_least


@given(FATES)
def test_rows_that_were_taken_away_again_leave_no_trace(fates: dict[Fate, int]) -> None:
    left = {fate: number for fate, number in fates.items() if number}
    assert forecast(fates, 100, AZURE) == forecast(left, 100, AZURE)
