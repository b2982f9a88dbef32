"""The hook for pre-commit runs what the command line knows, on the files that are datasets."""

import re
from pathlib import Path

import pytest

from tunelint.cli.main import main

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
HOOK = dict(re.findall(r"^(?:- |  )(\w+): (.+)$", HOOKS.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", ["train.jsonl", "data/validation.ndjson"])
def test_datasets_are_checked(name: str) -> None:
    assert re.search(HOOK["files"], name)


@pytest.mark.parametrize("name", ["train.json", "train.jsonl.md", "jsonl"])
def test_nothing_else_is(name: str) -> None:
    assert not re.search(HOOK["files"], name)


def test_the_hook_is_a_command_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = tmp_path / "train.jsonl"
    dataset.write_text("{}\n", encoding="utf-8")
    program, *arguments = HOOK["entry"].split()
    assert (program, HOOK["language"]) == ("tunelint", "python")
    assert main([*arguments, str(dataset)]) == 1
    assert "The service would reject this file" in capsys.readouterr().out
