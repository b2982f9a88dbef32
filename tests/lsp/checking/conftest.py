"""The network that images by URL come from."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from remote_client import GREY, SOUND
from web import Web, page


@pytest.fixture
async def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Web]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    async with Web().serving() as web:
        web.pages["/sound.png"] = page(SOUND)
        web.pages["/grey.png"] = page(GREY)
        web.pages["/gone.png"] = page(status=404)
        yield web
