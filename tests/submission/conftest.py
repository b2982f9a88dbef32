"""Certificates take long to read, and nothing here asks for any."""

import httpx
import pytest

CONTEXT = httpx.create_ssl_context()


@pytest.fixture(autouse=True)
def _certificates_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: CONTEXT)
