"""The open documents, kept as datasets."""

from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from tunelint.assist.symbols import Outline
from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.diagnostics import Diagnostics
from tunelint.lsp.preferences import Preferences
from tunelint.text.columns import Unit, decode

DIFF_SCHEMES = frozenset(
    {
        "chat-editing-snapshot-text-model",
        "chat-editing-text-model",
        "conflictresolution",
        "git",
        "gitfs",
        "githistory",
        "gitlens",
        "merge-conflict.conflict-diff",
        "pr",
        "review",
        "svn",
        "vscode-local-history",
    }
)
"""Schemes of documents that are the other side of a comparison: nobody can mend those."""


class DatasetDocument(TextDocument):
    """A document whose text is the rows of a dataset."""

    def __init__(self, uri: str, version: int | None, language: str | None, dataset: OpenDataset):
        super().__init__(uri, "", version, language)
        self.dataset = dataset
        self.diagnostics = Diagnostics(dataset, uri)
        self.outline = Outline(dataset.unit)

    @property
    def source(self) -> str:
        """The whole text: made anew at each call."""
        return decode(self.dataset.rows.text())

    @property
    def lines(self) -> list[str]:
        """All rows with their line ends: made anew at each call."""
        rows = self.dataset.rows
        return [decode(rows[number]) for number in range(len(rows))]

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Follow one edit of the client."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = change.range.start, change.range.end
            self.dataset.edit((start.line, start.character), (end.line, end.character), change.text)
        else:
            self.dataset.reset(change.text)


class DatasetWorkspace(Workspace):
    """A workspace whose documents are datasets, save for the sides of comparisons."""

    def __init__(self, made_by_pygls: Workspace) -> None:
        super().__init__(
            made_by_pygls.root_uri,
            workspace_folders=list(made_by_pygls.folders.values()),
            position_encoding=made_by_pygls.position_encoding,
        )
        self.settings = Settings()
        self.preferences = Preferences()
        self._unit = Unit(made_by_pygls.position_encoding)

    def dataset_document(self, uri: str) -> DatasetDocument | None:
        """The open dataset of that URI, if it is one."""
        document = self.text_documents.get(unquote(uri))
        return document if isinstance(document, DatasetDocument) else None

    def dataset_documents(self) -> list[DatasetDocument]:
        """All open datasets."""
        documents = self.text_documents.values()
        return [document for document in documents if isinstance(document, DatasetDocument)]

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        if source is None or is_compared(doc_uri):
            return super()._create_text_document(doc_uri, source, version, language_id)
        dataset = OpenDataset(source, self.settings, self._unit)
        return DatasetDocument(doc_uri, version, language_id, dataset)


def document_in(workspace: Workspace, uri: str) -> DatasetDocument | None:
    """The document that is open under that URI, if it is a dataset."""
    assert isinstance(workspace, DatasetWorkspace)
    return workspace.dataset_document(uri)


def dataset_in(workspace: Workspace, uri: str) -> OpenDataset | None:
    """The dataset that is open under that URI, if there is one."""
    document = document_in(workspace, uri)
    return document.dataset if document else None


def preferences_in(workspace: Workspace) -> Preferences:
    """What the user prefers to see."""
    assert isinstance(workspace, DatasetWorkspace)
    return workspace.preferences


def is_compared(uri: str) -> bool:
    """Whether a document is only shown beside another one, as its older version or the like."""
    return urlsplit(uri).scheme in DIFF_SCHEMES
