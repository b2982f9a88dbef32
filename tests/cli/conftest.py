"""A rehearsal that the environment names, for the commands that speak to a service."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from submission.stage import KEY, datasets
from tunelint.rehearsal import Rehearsal, serving
from tunelint.submission import records


@pytest.fixture
async def rehearsal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rehearsal]:
    """A rehearsal that the environment names, by a client that does not wait. The work is here."""
    for name in ("FIRST_POLL", "LAST_POLL", "FIRST_RETRY"):
        monkeypatch.setattr(f"tunelint.service.clock.{name}", 0.001)
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    monkeypatch.setattr(records, "user_state_path", lambda name, **_: state / name)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    datasets(Path())
    rehearsal = Rehearsal(tmp_path / "service", speed=20)
    async with serving(rehearsal) as address:
        monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", address)
        monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
        yield rehearsal
