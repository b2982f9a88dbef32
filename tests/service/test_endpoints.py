"""Where requests go, and that a credential goes to its own host only."""

import pytest

from service.conftest import KEY, Client, endpoint_of
from service.stand_in import Fault, StandIn
from tunelint.service import (
    Endpoint,
    EndpointError,
    FineTuning,
    Secret,
    api_key,
    azure,
    azure_dated,
    entra_id,
    openai,
)

RESOURCE = "https://cats.openai.azure.com"
PROJECT = "https://cats.services.ai.azure.com/api/projects/tuning"


@pytest.mark.parametrize(
    "given",
    [RESOURCE, f"{RESOURCE}/", f"{RESOURCE}/openai/v1/", f"{RESOURCE}/openai", f" {RESOURCE}:443"],
)
def test_an_azure_resource_is_known_by_any_of_its_usual_spellings(given: str) -> None:
    assert azure(given).url("files") == f"{RESOURCE}/openai/v1/files"
    dated = azure_dated(given, "2024-10-21").url("files", params={"limit": "2"})
    assert dated == f"{RESOURCE}/openai/files?limit=2&api-version=2024-10-21"


def test_openai_has_its_platform_unless_another_base_is_given() -> None:
    assert openai().url("files") == "https://api.openai.com/v1/files"
    assert openai("https://eu.api.openai.com/v1/").url("files") == (
        "https://eu.api.openai.com/v1/files"
    )


def test_names_of_the_service_stay_within_their_step_of_the_path() -> None:
    assert azure(RESOURCE).url("files", "../x?y").endswith("/files/..%2Fx%3Fy")


def test_parts_are_taken_by_the_resource_of_a_project_and_its_dated_api() -> None:
    assert [place.url("uploads") for place in azure(PROJECT).places_for_parts()] == [
        f"{PROJECT}/openai/v1/uploads",
        "https://cats.services.ai.azure.com/openai/v1/uploads",
        "https://cats.services.ai.azure.com/openai/uploads?api-version=2025-04-01-preview",
    ]
    assert openai().places_for_parts() == (openai(),)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("http://cats.openai.azure.com", "over https only"),
        ("http://127.0.0.1.example.org", "over https only"),
        ("ftp://cats.openai.azure.com", "is a URL such as"),
        ("cats.openai.azure.com", "is a URL such as"),
        ("https://", "is a URL such as"),
        ("https://me:pw@cats.openai.azure.com", "without a user"),
        ("https://cats.openai.azure.com/?api-key=x", "without a user, a query"),
        ("https://[::1", "is not a URL"),
        ("https://cats.openai.azure.com:x", "is not a URL"),
    ],
)
def test_what_is_no_endpoint_is_refused(given: str, words: str) -> None:
    with pytest.raises(EndpointError, match=words) as caught:
        azure(given)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:9"])
def test_this_computer_needs_no_encryption(host: str) -> None:
    assert azure(f"http://{host}").base == f"http://{host}/openai/v1"
    assert azure(f"http://{host}").is_local


@pytest.mark.parametrize(
    ("api", "field", "value"),
    [
        ("v1", "api-key", KEY),
        ("dated", "api-key", KEY),
        ("openai", "authorization", f"Bearer {KEY}"),
    ],
)
async def test_a_key_goes_into_the_field_of_its_service(
    client: Client, service: StandIn, api: str, field: str, value: str
) -> None:
    assert [file async for file in client(api).files.all()] == []
    sent = service.requests[0].fields
    assert {name: sent[name] for name in ("api-key", "authorization") if name in sent} == {
        field: value
    }


async def test_a_token_is_asked_for_anew_for_each_request(service: StandIn) -> None:
    tokens = iter(["first", "second"])

    async def provide() -> Secret:
        return Secret(next(tokens))

    endpoint = endpoint_of(service, "v1")
    async with FineTuning(endpoint, entra_id(provide, endpoint)) as client:
        for _ in range(2):
            assert [file async for file in client.files.all()] == []
    sent = [request.fields["authorization"] for request in service.requests]
    assert sent == ["Bearer first", "Bearer second"]
    assert "api-key" not in service.requests[0].fields


@pytest.mark.parametrize(
    "given_for",
    [azure("https://other.openai.azure.com"), azure("http://127.0.0.1:1"), azure("https://[::1]")],
)
async def test_a_key_of_another_host_is_not_sent(service: StandIn, given_for: Endpoint) -> None:
    endpoint = endpoint_of(service, "v1")
    async with FineTuning(endpoint, api_key(KEY, given_for)) as client:
        with pytest.raises(EndpointError, match=f"was given for {given_for.origin}".split("[")[0]):
            await client.files.get("file-1")
    assert service.requests == []


async def test_nothing_follows_a_redirect(azure_client: FineTuning, service: StandIn) -> None:
    service.faults["GET /files/{id}"] = [Fault(307, {"Location": "https://evil.example/"})]
    with pytest.raises(Exception, match="Nothing is sent elsewhere"):
        await azure_client.files.get("file-1")
    assert len(service.requests) == 1
