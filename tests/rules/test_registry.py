"""The public face of the rules: codes, verdicts, pages and sources."""

import csv
import re
from pathlib import Path

import pytest

from tunelint.profiles import profile
from tunelint.rules import registry
from tunelint.rules.registry import BY_CODE, RULES
from tunelint.rules.rule import AnyRule

PACKAGE = Path(registry.__file__).parent
INFRASTRUCTURE = {"__init__", "finding", "registry", "rule", "wording"}


def test_verdicts_are_the_agreed_ones() -> None:
    with (Path(__file__).parent / "verdicts.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {row["code"] for row in rows} == BY_CODE.keys()
    for row in rows:
        rule = BY_CODE[row["code"]]
        severity, consequence, certain = (
            rule.verdict.severity,
            rule.verdict.consequence,
            rule.verdict.certain,
        )
        assert (severity, consequence, "yes" if certain else "no") == (
            row["severity"],
            row["consequence"],
            row["certain"],
        )
        assert (rule.verdict_in(profile("openai")) is None) == (row["openai"] == "off")


def test_no_two_rules_share_a_code() -> None:
    assert len(BY_CODE) == len(RULES)


def test_each_module_of_rules_is_registered() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")} - INFRASTRUCTURE
    assert modules == {family.__name__.rpartition(".")[2] for family in registry.FAMILIES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_says_what_why_and_how_to_mend(rule: AnyRule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
    assert re.fullmatch(r".+\.\n\n(.+\n\n)?## Why\n.+\n\n## Fix\n.+", rule.page, re.DOTALL)
    assert rule.source.url.startswith("https://")
