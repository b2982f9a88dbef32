"""The open documents, kept as datasets."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument, Workspace

from tunelint.assist.symbols import Outline
from tunelint.assist.view.checking import OneExample, Siblings, settings_of_example
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.view import View
from tunelint.config.settings import Settings
from tunelint.config.values import absolute
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.documents.diagnostics import Diagnostics
from tunelint.lsp.documents.example_uris import ExampleUri, is_example
from tunelint.lsp.documents.line_remarks import LineRemarks
from tunelint.lsp.documents.places import Places, PlacesInView
from tunelint.lsp.documents.preferences import Preferences
from tunelint.lsp.wire.ranges import place_of
from tunelint.text.columns import Unit, decode, encode
from tunelint.text.replacing import replace_between
from tunelint.text.rows import Change, Rows

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
        self.places = Places(dataset.unit)
        self.diagnostics = Diagnostics(dataset, uri)
        self.outline = Outline(dataset.unit)
        self.remarks = LineRemarks()

    @property
    def dataset_uri(self) -> str:
        """The URI of the dataset that the document shows: its own one."""
        return self.uri

    def original(self, row: int) -> ExampleUri:
        """What dataset a row is of, and where it stands there."""
        return ExampleUri(self.uri, row)

    def settings_from(self, settings: Settings) -> Settings:
        """How the document is to be checked under the settings of its dataset."""
        return settings

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
            place, until = (start.line, start.character), (end.line, end.character)
            edited = self.dataset.edit(place, until, change.text)
        else:
            removed = len(self.dataset.rows)
            self.dataset.reset(change.text)
            edited = Change(0, removed, len(self.dataset.rows))
        self.remarks.follow(edited, self.dataset)


class ExampleDocument(DatasetDocument):
    """A document that shows one example of a dataset: what it comes to is a dataset of one row.

    `example` is what its URI names; meanwhile that may have become another `row`. `siblings` tell
    of the other examples, where they are known.
    """

    def __init__(
        self,
        uri: str,
        version: int | None,
        language: str | None,
        text: str,
        example: ExampleUri,
        settings: Settings,
        unit: Unit,
    ) -> None:
        super().__init__(uri, version, language, OneExample(settings, unit))
        self.dataset: OneExample
        self.places: PlacesInView
        self.example = example
        self.row = example.row
        self.siblings: Siblings | None = None
        self.placeholders = Placeholders()
        self._rows = Rows(encode(text))
        self._follow()

    @property
    def source(self) -> str:
        """The whole text: made anew at each call."""
        return decode(self._rows.text())

    @property
    def lines(self) -> list[str]:
        """All lines with their ends: made anew at each call."""
        return [decode(row) for row in self._rows]

    @property
    def dataset_uri(self) -> str:
        """The URI of the dataset that the example is of."""
        return self.example.dataset

    def original(self, row: int) -> ExampleUri:
        """What dataset the example is of, and where it stands there."""
        return ExampleUri(self.example.dataset, self.row)

    def settings_from(self, settings: Settings) -> Settings:
        """How an example is to be checked under the settings of its dataset."""
        return settings_of_example(settings, self.siblings)

    def know(self, placeholders: Placeholders) -> None:
        """Take these for the placeholders that stand in the text."""
        self.placeholders = placeholders
        self._follow()

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Follow one edit of the client."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = place_of(change.range.start), place_of(change.range.end)
            replace_between(self._rows, start, end, change.text, self.dataset.unit)
        else:
            self._rows = Rows(encode(change.text))
        self._follow()

    def _follow(self) -> None:
        unit = self.dataset.unit
        view = View(self._rows.text(), self.placeholders, unit)
        self.places = PlacesInView(view, unit)
        self.dataset.show(view)


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
        self.unit = Unit(made_by_pygls.position_encoding)

    def dataset_document(self, uri: str) -> DatasetDocument | None:
        """The open dataset of that URI, if it is one."""
        document = self.text_documents.get(unquote(uri))
        return document if isinstance(document, DatasetDocument) else None

    def dataset_at(self, path: Path) -> DatasetDocument | None:
        """The open dataset of that file, if there is one."""
        documents = self.dataset_documents()
        return next((each for each in documents if file_of(each.uri) == path), None)

    def dataset_documents(self) -> list[DatasetDocument]:
        """All open datasets."""
        documents = self.text_documents.values()
        return [document for document in documents if isinstance(document, DatasetDocument)]

    def example_document(self, example: ExampleUri) -> ExampleDocument | None:
        """The open view of an example."""
        return next((each for each in self.example_documents() if each.example == example), None)

    def example_documents(self) -> list[ExampleDocument]:
        """All open views of examples."""
        documents = self.text_documents.values()
        return [document for document in documents if isinstance(document, ExampleDocument)]

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        example = ExampleUri.read(doc_uri)
        is_dataset = not is_compared(doc_uri) and not is_example(doc_uri)
        if source is None or not (example or is_dataset):
            return super()._create_text_document(doc_uri, source, version, language_id)
        if example:
            return ExampleDocument(
                doc_uri, version, language_id, source, example, self.settings, self.unit
            )
        dataset = OpenDataset(source, self.settings, self.unit)
        return DatasetDocument(doc_uri, version, language_id, dataset)


def document_in(workspace: Workspace, uri: str) -> DatasetDocument | None:
    """The document that is open under that URI, if it is a dataset."""
    assert isinstance(workspace, DatasetWorkspace)
    return workspace.dataset_document(uri)


def preferences_in(workspace: Workspace) -> Preferences:
    """What the user prefers to see."""
    assert isinstance(workspace, DatasetWorkspace)
    return workspace.preferences


def is_compared(uri: str) -> bool:
    """Whether a document is only shown beside another one, as its older version or the like."""
    return urlsplit(uri).scheme in DIFF_SCHEMES


def file_of(uri: str) -> Path | None:
    """The file on the disk that a URI means, if it means one."""
    name = to_fs_path(uri)
    return absolute(Path(name)) if name else None
