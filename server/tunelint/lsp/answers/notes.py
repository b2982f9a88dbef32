"""What stands between and beside the lines of a dataset, as far as the user wants it there."""

from typing import Any

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer

from tunelint.lsp.answers.hints import Hints
from tunelint.lsp.answers.lenses import Lenses
from tunelint.lsp.documents.preferences import Preferences
from tunelint.lsp.documents.workspace import DatasetDocument, DatasetWorkspace


class Notes:
    """Gives inlay hints and code lenses, and has the client ask again once they would differ."""

    def __init__(self, ls: LanguageServer) -> None:
        self._ls = ls
        self._hints = Hints(self._refresh_hints)
        self._lenses = Lenses(self._refresh_lenses)

    def offer_examples(self) -> None:
        """Give lenses that open examples."""
        self._lenses.open_examples = True

    def follow(self, preferences: Preferences) -> None:
        """Follow other preferences."""
        before, self._workspace.preferences = self._workspace.preferences, preferences
        if before.inlay_hints != preferences.inlay_hints:
            self._refresh_hints()
        if before.code_lens != preferences.code_lens:
            self._refresh_lenses()

    async def hints(self, params: types.InlayHintParams) -> Fragment | None:
        """The hints of the lines in a range."""
        document = self._workspace.dataset_document(params.text_document.uri)
        if document is None or not self._workspace.preferences.inlay_hints:
            return None
        return await self._hints.within(document, params.range)

    async def lenses(self, params: types.CodeLensParams) -> Fragment | None:
        """The lenses of a document."""
        document = self._workspace.dataset_document(params.text_document.uri)
        if document is None or not self._workspace.preferences.code_lens:
            return None
        return await self._lenses.all(document)

    async def resolve(self, lens: dict[str, Any]) -> dict[str, Any]:
        """A lens with its title."""
        uri, row = lens.get("data") or ("", 0)
        document = self._workspace.dataset_document(uri)
        return lens if document is None else await self._lenses.resolve(document, row)

    def checked(self, document: DatasetDocument) -> None:
        """Look whether a document that was checked has other hints and lenses now."""
        self._hints.look(document)
        self._lenses.look(document)

    def learned(self, document: DatasetDocument) -> None:
        """Say more of a document, since more is known of the images behind URLs."""
        self._hints.learned(document)
        self._lenses.learned(document)

    def closed(self, uri: str) -> None:
        """Forget a document."""
        self._hints.closed(uri)
        self._lenses.closed(uri)

    @property
    def _workspace(self) -> DatasetWorkspace:
        assert isinstance(self._ls.workspace, DatasetWorkspace)
        return self._ls.workspace

    def _refresh_hints(self) -> None:
        client = self._ls.client_capabilities.workspace
        if client and client.inlay_hint and client.inlay_hint.refresh_support:
            self._ls.workspace_inlay_hint_refresh(None)

    def _refresh_lenses(self) -> None:
        client = self._ls.client_capabilities.workspace
        if client and client.code_lens and client.code_lens.refresh_support:
            self._ls.workspace_code_lens_refresh(None)
