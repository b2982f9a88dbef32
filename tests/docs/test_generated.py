"""The documentation that is generated is as its sources have it."""

from pathlib import Path

import pytest

from docs import examples, generate
from tunelint.rules.registry import BY_CODE, RULES
from tunelint.rules.rule import AnyRule


def test_no_page_is_stale_missing_or_left_over() -> None:
    names = [path.name for path in generate.stale(generate.generated())]
    assert not names, "run `python3 dev.py docs` and commit what it writes"


def test_what_is_stale_is_written_and_what_is_left_over_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "RULE_PAGES", tmp_path)
    current, stale, missing, orphan = (tmp_path / f"{name}.md" for name in ("a", "b", "c", "d"))
    for path in (current, stale, orphan):
        path.write_text("old", encoding="utf-8")
    files = {current: "old", stale: "new", missing: "new"}

    assert generate.stale(files) == [stale, missing, orphan]
    generate.write(files)
    assert generate.stale(files) == []
    assert not orphan.exists()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_shows_an_example_that_fits_on_it(rule: AnyRule) -> None:
    example = examples.example(rule.code)
    marked, message = example.split("\n```\n\n> ")
    assert "^" in marked
    assert message.endswith((".", "?"))
    assert max(map(len, marked.splitlines())) <= examples.WIDTH + 2 * len("… ")


def test_the_carets_of_an_example_stand_under_what_is_meant() -> None:
    marked = examples.example("image-mode").splitlines()
    line, carets = marked[1], marked[2]
    assert line[carets.index("^") : len(carets)] == '"{{jpeg CMYK}}'
    assert line.startswith("… ")


def test_fixes_are_told_from_what_the_rules_report() -> None:
    assert examples.fixes("unknown-role") == "safe, unsafe"
    assert examples.fixes("too-few-examples") == ""
    assert "too-few-examples" in BY_CODE
