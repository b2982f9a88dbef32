"""What to do about an error of the service's."""

from tunelint.service.credential import KEY, Credential
from tunelint.service.endpoint import Endpoint


def advice(status: int, code: str, message: str, endpoint: Endpoint, credential: Credential) -> str:
    """What to do, in one or two sentences; empty where the service's words say all."""
    if status in (401, 403):
        return _about_credential(status, endpoint, credential)
    if 300 <= status < 400:
        return f"Nothing is sent elsewhere: check the endpoint {endpoint.base}."
    if status == 404:
        return f"{endpoint.title} has nothing there: check the endpoint, and the id."
    if status == 413:
        return "Shorten the file, or take an endpoint that has uploads in parts."
    if status == 429 and "quota" in f"{code} {message}".lower():
        return "Delete files or wait for jobs that are no longer needed, or ask for a higher quota."
    if status == 429:
        return "Try again later."
    if status >= 500:
        return "This is a fault of the service's: try again later."
    if "completed file import" in message:
        return "Wait until the file is processed."
    return ""


def _about_credential(status: int, endpoint: Endpoint, credential: Credential) -> str:
    used = f"The {credential.kind} for {endpoint.host} was used."
    if credential.kind != KEY and status == 401:
        return f"{used} Sign in again, to the tenant of the resource."
    if credential.kind != KEY:
        return f"{used} The account needs the role Cognitive Services OpenAI Contributor there."
    if status == 401 and endpoint.api.is_azure:
        return f"{used} Take one of the resource's own keys: each resource has others."
    if status == 401:
        return f"{used} Check that it has not been revoked."
    if endpoint.api.is_azure:
        return (
            f"{used} The resource may allow no keys, or not this network: try Microsoft Entra ID."
        )
    return f"{used} Check what its project allows it to do."
