"""The images that can be opened: the document link request."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from lsprotocol import types
from orjson import Fragment
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from tunelint.assist.links import MOST_LINKS, Link, links
from tunelint.lsp.documents.places import Places
from tunelint.lsp.documents.workspace import document_in
from tunelint.lsp.wire.payload import encode
from tunelint.lsp.wire.threads import Breath, breathing, in_thread


async def show_links(ls: LanguageServer, params: types.DocumentLinkParams) -> Fragment | None:
    """Link URLs, and paths of files that are there."""
    document = document_in(ls.workspace, params.text_document.uri)
    if document is None:
        return None
    dataset, places = document.dataset, document.places
    name = to_fs_path(document.dataset_uri)
    folder = Path(name).parent if name else None
    workspace = [Path(path) for uri in ls.workspace.folders if (path := to_fs_path(uri))]
    lines, unit = dataset.lines(), dataset.unit

    def look(breathe: Breath) -> Fragment:
        found = links(breathing(lines, breathe), unit, folder, workspace)
        return _encoded(islice(found, MOST_LINKS), places)

    return await in_thread(look)


def _encoded(found: Iterable[Link], places: Places) -> Fragment:
    made = [
        {
            "range": places.range(link.row, link.start, link.end),
            "target": link.target.as_uri() if isinstance(link.target, Path) else link.target,
        }
        for link in found
    ]
    return Fragment(encode(made))
