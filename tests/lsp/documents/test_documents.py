"""Documents of the protocol are datasets; and what we replace of pygls is still there."""

import inspect
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import JsonRPCProtocol, LanguageServerProtocol
from pygls.workspace import TextDocument, Workspace

from tunelint.config.settings import Settings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.text.columns import Unit

TEXTS = st.text(st.sampled_from('{"a": 1}é😀\u2028\x85\r\n'), max_size=30)
HALVES = st.lists(st.sampled_from(["a", "é", "😀", "\ud83d", "\ude00"]), max_size=6).map(
    lambda pieces: utf16("".join(pieces)).decode("utf-16-le", "surrogatepass")
)
CODECS = {Unit.UTF8: ("utf-8", 1), Unit.UTF16: ("utf-16-le", 2), Unit.UTF32: ("utf-32-le", 4)}


def opened(text: str, unit: Unit) -> DatasetDocument:
    return DatasetDocument("file:///a.jsonl", 1, "jsonl", OpenDataset(text, Settings(), unit))


def told(document: DatasetDocument) -> bytes:
    document.dataset.check(60)
    return orjson.dumps(document.diagnostics.all(document.places))


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def positions(text: str, unit: Unit) -> list[tuple[int, types.Position]]:
    """Every place between two characters that a client can name, and its index."""
    codec, width = CODECS[unit]
    found, line, begin = [], 0, 0
    for index in range(len(text) + 1):
        if index and (
            text[index - 1] == "\n" or (text[index - 1] == "\r" and text[index : index + 1] != "\n")
        ):
            line, begin = line + 1, index
        if not text[begin:index].endswith("\r"):
            column = len(text[begin:index].encode(codec)) // width
            found.append((index, types.Position(line, column)))
    return found


@given(TEXTS, st.sampled_from(Unit), st.data())
@settings(max_examples=200)
def test_edits_of_a_client_equal_edits_of_the_text(
    text: str, unit: Unit, data: st.DataObject
) -> None:
    document = opened(text, unit)
    for _ in range(data.draw(st.integers(1, 5))):
        places = positions(text, unit)
        first, last = sorted(
            data.draw(st.tuples(*[st.integers(0, len(places) - 1)] * 2), label="places")
        )
        (left, start), (right, end) = places[first], places[last]
        inserted = data.draw(TEXTS, label="inserted")
        document.apply_change(
            types.TextDocumentContentChangePartial(types.Range(start, end), inserted)
        )
        text = text[:left] + inserted + text[right:]
        assert document.source == text
        assert told(document) == told(opened(text, unit))
    assert "".join(document.lines) == text


@given(HALVES, st.data())
def test_an_edit_may_cut_a_surrogate_pair_and_join_its_halves(
    text: str, data: st.DataObject
) -> None:
    document = opened(text, Unit.UTF16)
    for _ in range(data.draw(st.integers(1, 4))):
        units = utf16(text)
        places = st.integers(0, len(units) // 2)
        start, end = sorted(data.draw(st.tuples(places, places), label="columns"))
        inserted = data.draw(HALVES, label="inserted")
        span = types.Range(types.Position(0, start), types.Position(0, end))
        document.apply_change(types.TextDocumentContentChangePartial(span, inserted))
        edited = units[: 2 * start] + utf16(inserted) + units[2 * end :]
        text = edited.decode("utf-16-le", "surrogatepass")
        assert document.source == text


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (JsonRPCProtocol, "_send_data"),
        (JsonRPCProtocol, "_send_response"),
        (JsonRPCProtocol, "_execute_handler"),
        (JsonRPCProtocol, "_send_handler_result"),
        (JsonRPCProtocol, "_serialize_message"),
        (JsonRPCProtocol, "structure_message"),
        (JsonRPCProtocol, "handle_message"),
        (LanguageServerProtocol, "lsp_initialize"),
        (LanguageServerProtocol, "lsp_workspace__execute_command"),
        (Workspace, "_create_text_document"),
        (TextDocument, "apply_change"),
        (TextDocument, "source"),
        (TextDocument, "lines"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_what_is_replaced_or_called_of_pygls_is_there(owner: type, name: str) -> None:
    assert hasattr(owner, name)


KEPT = {"_workspace", "_request_futures", "_shutdown", "writer"}


def test_pygls_keeps_its_workspace_and_makes_documents_as_we_expect() -> None:
    assert vars(LanguageServer("a", "1").protocol).keys() >= KEPT
    parameters: Any = inspect.signature(Workspace._create_text_document).parameters
    assert list(parameters) == ["self", "doc_uri", "source", "version", "language_id"]
