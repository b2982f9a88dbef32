"""Keys and tokens that the editor keeps: asked for before each request, and not kept here."""

from typing import Any

from tunelint.lsp.protocol import RequestFailed
from tunelint.lsp.submitting.editor import Editor
from tunelint.profiles import rest
from tunelint.service import Credential, Endpoint, EndpointError, Secret
from tunelint.service.credential import KEY, TOKEN

CREDENTIAL = "tunelint/credential"
KINDS = {"key": KEY, "token": TOKEN}

Given = tuple[str, Secret]
"""The kind and the value of a credential."""


class Credentials:
    """Asks the editor for what proves to a service who asks."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    async def first(self, endpoint: Endpoint) -> Credential:
        """The credential that the editor has, or asks for. Raises `EndpointError`."""
        given = await self._given(endpoint, denied=False)
        if given is None:
            raise EndpointError(f"There is no credential for {endpoint.title}.")
        return self._of_kind(given[0], endpoint)

    async def another(self, endpoint: Endpoint) -> Credential | None:
        """A credential in place of one that was denied, if the user has any."""
        given = await self._given(endpoint, denied=True)
        return given and self._of_kind(given[0], endpoint)

    def _of_kind(self, kind: str, endpoint: Endpoint) -> Credential:
        async def provide() -> Secret:
            given = await self._given(endpoint, denied=False)
            if given is None or given[0] != kind:
                raise EndpointError(f"The credential for {endpoint.title} was changed meanwhile.")
            return given[1]

        return Credential(kind, endpoint.origin, provide)

    async def _given(self, endpoint: Endpoint, *, denied: bool) -> Given | None:
        asked = {
            "origin": endpoint.origin,
            "host": endpoint.host,
            "title": endpoint.title,
            "api": endpoint.api.value,
            "scope": rest().azure_scopes.values[0] if endpoint.api.is_azure else None,
            "denied": denied,
        }
        try:
            return _read(await self._editor.ask(CREDENTIAL, asked))
        except RequestFailed:
            return None


def _read(answer: Any) -> Given | None:
    """What an answer gives, if it is anything."""
    if answer is None:
        return None
    try:
        return KINDS[answer["kind"]], Secret(answer["value"])
    except (AttributeError, KeyError, TypeError):
        raise EndpointError("The editor gave no credential.") from None
    except ValueError as error:
        raise EndpointError(str(error)) from None
