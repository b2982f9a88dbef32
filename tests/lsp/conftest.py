"""What the tests of submissions begin with: a user of whom nothing is known, and a service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from held_rehearsal import Held
from submission.stage import datasets
from tunelint.rehearsal import serving


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


@pytest.fixture
def speed() -> float:
    """How fast the jobs of the service go, which is more than anybody can watch."""
    return 50.0


@pytest.fixture
def rehearsal(tmp_path: Path, speed: float) -> Held:
    """A service that trains nothing; it holds the sending of files when it is told to."""
    return Held(tmp_path / "service", path="/files", speed=speed)


@pytest.fixture
async def address(rehearsal: Held) -> AsyncIterator[str]:
    """Where that service is."""
    async with serving(rehearsal) as address:
        yield address
