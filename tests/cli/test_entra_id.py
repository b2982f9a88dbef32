"""Tokens of Microsoft Entra ID by the library itself, with nothing but the network played."""

import json
import logging
import traceback
from io import BytesIO
from urllib.parse import parse_qs

import pytest
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from tunelint.cli.signing_in import find_credential, find_endpoint
from tunelint.service import EndpointError

ENDPOINT = "https://cats.openai.azure.com"
LOGIN = "https://login.microsoftonline.com/cats"
SECRET, TOKEN = "client-secret-never-shown", "eyJ-token-never-shown"
SIGNED_IN = {
    "AZURE_TENANT_ID": "cats",
    "AZURE_CLIENT_ID": "11111111-1111-1111-1111-111111111111",
    "AZURE_CLIENT_SECRET": SECRET,
}
METADATA: dict[str, object] = {
    "issuer": f"{LOGIN}/v2.0",
    "authorization_endpoint": f"{LOGIN}/oauth2/v2.0/authorize",
    "token_endpoint": f"{LOGIN}/oauth2/v2.0/token",
}
GRANTED: dict[str, object] = {"token_type": "Bearer", "expires_in": 3_599, "access_token": TOKEN}
DENIED: dict[str, object] = {"error": "invalid_client", "error_description": "AADSTS7000215: No."}


class Login:
    """What answers in place of Microsoft's login, and what it was asked for."""

    def __init__(self) -> None:
        self.forms: list[dict[str, list[str]]] = []
        self.is_open = True

    def send(self, request: PreparedRequest, **_: object) -> Response:
        status, told = 200, METADATA
        if request.method == "POST":
            self.forms.append(parse_qs(str(request.body)))
            status, told = (200, GRANTED) if self.is_open else (401, DENIED)
        answer = HTTPResponse(
            BytesIO(json.dumps(told).encode()),
            {"Content-Type": "application/json"},
            status,
            preload_content=False,
        )
        return HTTPAdapter().build_response(request, answer)


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Login:
    login = Login()
    monkeypatch.delenv("AZURE_OPENAI_API_KEY", raising=False)
    for name, value in SIGNED_IN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(HTTPAdapter, "send", login.send)
    return login


async def test_a_token_is_asked_for_once_for_the_scope_of_azure(login: Login) -> None:
    endpoint = find_endpoint(ENDPOINT)
    credential = find_credential(endpoint)
    for _ in range(2):
        secret = await credential.secret(endpoint)
        assert credential.fields(secret, endpoint) == {"Authorization": f"Bearer {TOKEN}"}
    (form,) = login.forms
    assert form["client_secret"] == [SECRET]
    assert form["scope"] == ["https://cognitiveservices.azure.com/.default"]


async def test_a_login_that_fails_is_told_without_what_was_sent(
    login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    login.is_open = False
    endpoint = find_endpoint(ENDPOINT)
    with pytest.raises(EndpointError, match="gives no token") as caught:
        await find_credential(endpoint).secret(endpoint)
    assert login.forms
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text
    assert SECRET not in shown


async def test_a_token_is_in_no_log(login: Login, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint = find_endpoint(ENDPOINT)
    await find_credential(endpoint).secret(endpoint)
    assert caplog.records
    assert TOKEN not in caplog.text
    assert SECRET not in caplog.text
