"""The public face of the rules: codes, verdicts, pages and sources."""

import re
from pathlib import Path

import pytest

from tunelint.rules import families, registry
from tunelint.rules.page import verdicts_of
from tunelint.rules.registry import BY_CODE, RULES
from tunelint.rules.rule import AnyRule

FAMILIES = Path(families.__file__).parent
CASES = Path(__file__).parents[1] / "cases" / "rules"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_verdict_is_the_one_that_the_case_file_names(rule: AnyRule) -> None:
    title, _, verdict = (CASES / f"{rule.code}.md").read_text(encoding="utf-8").splitlines()[:3]
    assert title == f"# {rule.code}"
    assert verdict == "; ".join(verdicts_of(rule))


def test_no_two_rules_share_a_code() -> None:
    assert len(BY_CODE) == len(RULES)


def test_each_family_is_registered() -> None:
    modules = {path.stem for path in FAMILIES.glob("*.py")} - {"__init__"}
    assert modules == {family.__name__.rpartition(".")[2] for family in registry.FAMILIES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_says_what_why_and_how_to_mend(rule: AnyRule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
    assert re.fullmatch(r".+\.\n\n(.+\n\n)?## Why\n.+\n\n## Fix\n.+", rule.documentation, re.DOTALL)
    assert rule.source.url.startswith("https://")
