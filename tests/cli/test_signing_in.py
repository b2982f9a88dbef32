"""Where keys come from, and that none goes to a host that it was not given for."""

import sys

import pytest

from tunelint.cli.signing_in import find_credential, find_endpoint
from tunelint.config.settings import SettingsError
from tunelint.service import Api, EndpointError

CATS, DOGS = "https://cats.openai.azure.com", "https://dogs.openai.azure.com"
KEY = "sk-0123456789-never-shown"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "AZURE_OPENAI_ENDPOINT",
        "AZURE_OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "OPENAI_API_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "azure.identity", None)


@pytest.mark.parametrize(
    ("url", "api", "base"),
    [
        (CATS, Api.AZURE_V1, f"{CATS}/openai/v1"),
        (f"{CATS}/openai/v1/", Api.AZURE_V1, f"{CATS}/openai/v1"),
        ("https://Cats.OpenAI.Azure.com:443?", Api.AZURE_V1, f"{CATS}/openai/v1"),
        ("https://cats.example/c%20d/", Api.AZURE_V1, "https://cats.example/c%20d/openai/v1"),
        (f"{CATS}/?api-version=2024-10-21", Api.AZURE_DATED, f"{CATS}/openai"),
        ("https://api.openai.com/v1", Api.OPENAI, "https://api.openai.com/v1"),
        ("http://127.0.0.1:8471/v1/", Api.OPENAI, "http://127.0.0.1:8471/v1"),
    ],
)
def test_a_url_tells_the_api(url: str, api: Api, base: str) -> None:
    endpoint = find_endpoint(url)
    assert (endpoint.api, endpoint.base) == (api, base)


def test_the_environment_names_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="No service is named"):
        find_endpoint("")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert find_endpoint("").base == "https://api.openai.com/v1"
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", CATS)
    assert find_endpoint("").host == "cats.openai.azure.com"
    assert find_endpoint(DOGS).host == "dogs.openai.azure.com"


@pytest.mark.parametrize(
    "url",
    [
        "http://cats.example.com",
        "http://localhost\\.example.com",
        "cats",
        "https://",
        "https://[",
        "https://me@cats",
        "https://c ats",
        "https://cats\x01",
        "https://xn--.example",
        "https://cats:99999",
    ],
)
def test_what_is_no_safe_endpoint_is_refused(url: str) -> None:
    with pytest.raises(EndpointError):
        find_endpoint(url)


async def test_a_key_is_taken_for_its_own_host_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", KEY)
    assert (await find_credential(find_endpoint(DOGS)).secret(find_endpoint(DOGS))).reveal() == KEY
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", CATS)
    assert find_credential(find_endpoint(f"{CATS}?api-version=2024-10-21"))
    with pytest.raises(SettingsError, match="is not sent to https://dogs") as caught:
        find_credential(find_endpoint(DOGS))
    assert KEY not in str(caught.value)


def test_a_key_of_openai_goes_where_its_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    local = find_endpoint("http://127.0.0.1:8471/v1")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(SettingsError, match=r"belongs to https://api\.openai\.com"):
        find_credential(local)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:8471/v1")
    assert find_credential(local)


def test_what_is_no_key_is_refused_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", f"{KEY} {KEY}")
    with pytest.raises(SettingsError, match="AZURE_OPENAI_API_KEY holds no key") as caught:
        find_credential(find_endpoint(CATS))
    assert KEY not in str(caught.value)


def test_without_a_key_it_is_said_what_to_do() -> None:
    with pytest.raises(SettingsError, match=r"install tunelint\[azure\]"):
        find_credential(find_endpoint(CATS))
    with pytest.raises(SettingsError, match="set OPENAI_API_KEY"):
        find_credential(find_endpoint("https://api.openai.com/v1"))


def test_no_token_of_somebody_s_account_goes_to_this_computer() -> None:
    with pytest.raises(SettingsError, match="set AZURE_OPENAI_API_KEY"):
        find_credential(find_endpoint("http://127.0.0.1:8471"))
