"""Proxies and certificates are the environment's, and this computer needs no proxy."""

from pathlib import Path

import pytest

from service.conftest import KEY, Time, endpoint_of
from service.stand_in import StandIn
from tunelint.service import EndpointError, FineTuning, Unreachable, api_key, azure

RESOURCE = azure("https://cats.openai.azure.com")


async def test_a_proxy_of_the_environment_is_gone_through(
    service: StandIn, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", service.url)
    async with FineTuning(RESOURCE, api_key(KEY, RESOURCE), clock=time.clock) as client:
        with pytest.raises(Unreachable, match="proxy makes no connection"):
            await client.files.get("file-1")
    assert {(asked.method, asked.path) for asked in service.requests} == {
        ("CONNECT", "cats.openai.azure.com:443")
    }
    assert all(KEY not in str(asked.fields) for asked in service.requests)
    service.requests.clear()


async def test_no_proxy_sees_what_stays_on_this_computer(
    service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    endpoint = endpoint_of(service, "v1")
    async with FineTuning(endpoint, api_key(KEY, endpoint)) as client:
        assert [file async for file in client.files.all()] == []


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("SSL_CERT_FILE", "nowhere.pem", "SSL_CERT_FILE or SSL_CERT_DIR"),
        ("HTTPS_PROXY", "gopher://user:pw@proxy", "proxy that the environment names"),
    ],
)
def test_an_environment_that_can_t_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(EndpointError, match=words) as caught:
        FineTuning(RESOURCE, api_key(KEY, RESOURCE))
    assert "pw" not in str(caught.value)


def test_certificates_of_the_environment_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with pytest.raises(EndpointError):
        FineTuning(RESOURCE, api_key(KEY, RESOURCE))
