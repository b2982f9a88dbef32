"""The requests about views of examples, and the way from a dataset to a view."""

from collections.abc import Callable
from typing import Any

from lsprotocol import types
from orjson import Fragment

from tunelint.assist.view.opening import is_on_outer_key
from tunelint.lsp.documents.workspace import ExampleDocument
from tunelint.lsp.server import TunelintServer
from tunelint.lsp.wire.payload import Params, encode
from tunelint.lsp.wire.ranges import range_in


async def locate(ls: TunelintServer, params: Params) -> dict[str, Any]:
    """Tell where the view of an example is."""
    return {"uri": await ls.examples.locate(params["uri"], params["line"])}


async def read(ls: TunelintServer, params: Params) -> dict[str, Any]:
    """Give the text of a view."""
    return await ls.examples.read(params["uri"])


async def write(ls: TunelintServer, params: Params) -> dict[str, Any]:
    """Write the text of a view back to its dataset."""
    return await ls.examples.write(params["uri"], params["text"], params.get("unsaved", ()))


async def step(ls: TunelintServer, params: Params) -> dict[str, Any] | None:
    """Tell where the view of the next example is, or of the one before."""
    uri = await ls.examples.step(params["uri"], params["by"])
    return None if uri is None else {"uri": uri}


def go_to_view(ls: TunelintServer, params: types.DefinitionParams) -> Fragment | None:
    """The view of an example, from one of its keys."""
    document = ls.datasets.dataset_document(params.text_document.uri)
    if not ls.examples.are_shown or document is None or isinstance(document, ExampleDocument):
        return None
    row, _ = place = document.places.place(params.position)
    if not is_on_outer_key(document.dataset, place):
        return None
    return Fragment(
        encode({"uri": ls.examples.view(document.uri, row), "range": range_in(0, 0, 0)})
    )


EXAMPLE_REQUESTS: dict[str, Callable[..., Any]] = {
    "tunelint/example/locate": locate,
    "tunelint/example/read": read,
    "tunelint/example/write": write,
    "tunelint/example/step": step,
}
