"""What the tests of submissions begin with: a user of whom nothing is known yet."""

from pathlib import Path

import pytest

from submission.stage import datasets


@pytest.fixture
def nothing_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Servers keep their records in the test's folder, and find no key in the environment."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    for name in ("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def training(tmp_path: Path) -> Path:
    """A training file that no service has anything against, `valid.jsonl` beside it."""
    return datasets(tmp_path).training
