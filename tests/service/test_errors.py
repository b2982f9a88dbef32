"""An error has the service's own words, and says what to do."""

from typing import Any

import pytest

from service.conftest import KEY, Client, endpoint_of
from service.stand_in import Fault, StandIn
from tunelint.service import Denied, FineTuning, NotFound, Refused, Secret, ServiceError, entra_id

ROUTE = "GET /files/{id}"


async def error_of(client: FineTuning, service: StandIn, fault: Fault) -> ServiceError:
    service.faults[ROUTE] = [fault]
    with pytest.raises(ServiceError) as caught:
        await client.files.get("file-1")
    return caught.value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"code": "invalidPayload", "message": "No."}}, "No."),
        ({"error": {"message": "No", "details": [{"message": "Not that."}]}}, "No. Not that."),
        ({"error": {"message": "No.", "details": [{"message": "No."}, 7]}}, "No."),
        ({"error": {"message": "No.", "innererror": {"code": "x"}, "inner_error": {}}}, "No."),
        ({"error": "No."}, "No."),
        ({"statusCode": 400, "message": "Access denied"}, "Access denied."),
        ({"error": {"message": None}}, "The service answers 400 (Bad Request)."),
        ({"error": []}, "The service answers 400 (Bad Request)."),
        ([], "The service answers 400 (Bad Request)."),
        (b"<html>Bad Gateway</html>", "The service answers 400 (Bad Request)."),
        (b"\xff", "The service answers 400 (Bad Request)."),
    ],
)
async def test_the_words_are_found_wherever_a_service_puts_them(
    azure_client: FineTuning, service: StandIn, body: Any, words: str
) -> None:
    assert str(await error_of(azure_client, service, Fault(400, body=body))) == words


async def test_an_unknown_status_is_told(azure_client: FineTuning, service: StandIn) -> None:
    assert str(await error_of(azure_client, service, Fault(499))) == "The service answers 499."


async def test_what_the_service_tells_besides_is_kept(
    azure_client: FineTuning, service: StandIn
) -> None:
    body = {"error": {"code": "invalid_value", "message": "No.", "param": "suffix"}}
    fault = Fault(400, {"apim-request-id": "0f-1e"}, body)
    error = await error_of(azure_client, service, fault)
    assert isinstance(error, Refused)
    assert (error.status, error.code, error.param) == (400, "invalid_value", "suffix")
    assert str(error) == "No. (Request 0f-1e)"


@pytest.mark.parametrize(
    ("api", "status", "advice"),
    [
        ("v1", 401, "The API key for {host} was used. Take one of the resource's own keys"),
        ("dated", 403, "The API key for {host} was used. The resource may allow no keys"),
        ("openai", 401, "The API key for {host} was used. Check that it has not been revoked."),
        ("openai", 403, "The API key for {host} was used. Check what its project allows"),
    ],
)
async def test_a_refused_key_is_told_by_its_host(
    client: Client, service: StandIn, api: str, status: int, advice: str
) -> None:
    fault = Fault(status, body={"error": {"message": f"Incorrect key {KEY}."}})
    error = await error_of(client(api), service, fault)
    assert isinstance(error, Denied)
    host = f"127.0.0.1:{service.port}"
    assert str(error).startswith(f"Incorrect key ***. {advice.format(host=host)}")


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "Sign in again"), (403, "role Cognitive Services OpenAI")]
)
async def test_a_refused_token_is_told_as_one(service: StandIn, status: int, advice: str) -> None:
    async def provide() -> Secret:
        return Secret("token-value")

    endpoint = endpoint_of(service, "v1")
    async with FineTuning(endpoint, entra_id(provide, endpoint)) as client:
        error = await error_of(client, service, Fault(status, body={}))
    assert "The Microsoft Entra ID token for" in error.advice
    assert advice in error.advice


async def test_what_is_not_there_may_be_elsewhere(
    azure_client: FineTuning, service: StandIn
) -> None:
    error = await error_of(azure_client, service, Fault(404, body={"error": {"message": "No"}}))
    assert isinstance(error, NotFound)
    place = f"Azure v1 at 127.0.0.1:{service.port}"
    assert str(error) == f"No. {place} has nothing there: check the endpoint, and the id."


async def test_a_file_that_is_not_processed_yet_is_to_be_waited_for(
    azure_client: FineTuning, service: StandIn
) -> None:
    words = "The specified file reference must point to a completed file import."
    error = await error_of(azure_client, service, Fault(400, body={"error": {"message": words}}))
    assert str(error) == f"{words} Wait until the file is processed."
