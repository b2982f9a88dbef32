"""What `typing_latency.py` compares with: the same checks in a server of pygls's own parts.

The text is a `TextDocument`, messages go through attrs and the json module, and diagnostics are
types of lsprotocol. The checks are Tunelint's, and as there one edited line is one line checked.
"""

from itertools import islice

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.engine.asking import Asking
from tunelint.engine.line import LineChecker
from tunelint.engine.placing import Placed
from tunelint.lsp.documents.diagnostics import MOST_DIAGNOSTICS, SEVERITIES, SOURCE
from tunelint.rules.registry import BY_CODE
from tunelint.text.columns import Unit
from tunelint.text.path import to_pointer

server = LanguageServer("stock", "1")
checker = LineChecker(Asking(Settings()), Unit.UTF16)
placed_in: dict[int, tuple[Placed, ...]] = {}
"""What was found, by row, for the rows where something was found."""


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: LanguageServer, params: types.DidOpenTextDocumentParams) -> None:
    lines = ls.workspace.get_text_document(params.text_document.uri).lines
    for row, line in enumerate(lines):
        check(row, line)
    publish(ls, params.text_document)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: LanguageServer, params: types.DidChangeTextDocumentParams) -> None:
    lines = ls.workspace.get_text_document(params.text_document.uri).lines
    for change in params.content_changes:
        assert isinstance(change, types.TextDocumentContentChangePartial)
        row = change.range.start.line
        check(row, lines[row])
    publish(ls, params.text_document)


def check(row: int, line: str) -> None:
    placed = checker.check(line.encode()).under(Method.SUPERVISED)
    if placed:
        placed_in[row] = placed
    else:
        placed_in.pop(row, None)


def publish(
    ls: LanguageServer, document: types.TextDocumentItem | types.VersionedTextDocumentIdentifier
) -> None:
    found = ((row, placed) for row in sorted(placed_in) for placed in placed_in[row])
    shown = [diagnostic(row, placed) for row, placed in islice(found, MOST_DIAGNOSTICS)]
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, shown, document.version)
    )


def diagnostic(row: int, placed: Placed) -> types.Diagnostic:
    finding = placed.finding
    return types.Diagnostic(
        range=types.Range(types.Position(row, placed.start), types.Position(row, placed.end)),
        message=finding.message,
        severity=types.DiagnosticSeverity(SEVERITIES[finding.severity]),
        code=finding.code,
        code_description=types.CodeDescription(BY_CODE[finding.code].source.url),
        source=SOURCE,
        data={
            "path": None if finding.path is None else to_pointer(finding.path),
            "consequence": finding.consequence,
            "certain": finding.certain,
        },
    )


if __name__ == "__main__":
    server.start_io()
