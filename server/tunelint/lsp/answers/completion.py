"""The completion request."""

from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from tunelint.assist.completion import Completion, Item, complete
from tunelint.assist.spot import Spot
from tunelint.assist.values import Kind
from tunelint.images.listing import image_files
from tunelint.lsp.answers.assisting import Assisting
from tunelint.lsp.wire.markup import markup
from tunelint.lsp.wire.ranges import typed

TRIGGERS = ('"', ":", ",", "{", "[")

KINDS = {
    Kind.KEY: types.CompletionItemKind.Property,
    Kind.VALUE: types.CompletionItemKind.Value,
    Kind.FILE: types.CompletionItemKind.File,
    Kind.REFERENCE: types.CompletionItemKind.Reference,
    Kind.SKELETON: types.CompletionItemKind.Snippet,
}


async def offer_completion(
    assisting: Assisting, params: types.CompletionParams
) -> types.CompletionList | None:
    """Offer what can be written at the position."""
    document = assisting.document(params.text_document.uri)
    if document is None:
        return None
    places = document.places
    options = _item_options(assisting.client)
    context = params.context
    question = partial(
        _complete,
        snippets=options.snippet_support is True,
        is_asked=not context or context.trigger_kind is types.CompletionTriggerKind.Invoked,
        uri=document.dataset_uri,
    )
    found = await assisting.ask(params, question)
    if found is None:
        return None
    row, _ = places.place(params.position)
    replaced = typed(places.range(row, found.start, found.end))
    items = [_item(item, replaced, number, options) for number, item in enumerate(found.items)]
    return types.CompletionList(is_incomplete=False, items=items)


def _complete(spot: Spot, *, snippets: bool, is_asked: bool, uri: str) -> Completion | None:
    path = to_fs_path(uri)
    return complete(
        spot,
        snippets=snippets,
        is_asked=is_asked,
        files=lambda: image_files(Path(path).parent) if path else [],
    )


def _item(
    item: Item,
    replaced: types.Range,
    number: int,
    client: types.ClientCompletionItemOptions,
) -> types.CompletionItem:
    is_beside = client.label_details_support and item.detail
    return types.CompletionItem(
        item.label,
        label_details=types.CompletionItemLabelDetails(description=item.detail)
        if is_beside
        else None,
        kind=KINDS[item.kind],
        detail=item.detail or None,
        documentation=markup(item.doc, client.documentation_format) if item.doc else None,
        sort_text=f"{number:04}",
        filter_text=item.filter,
        insert_text_format=types.InsertTextFormat.Snippet
        if item.is_snippet
        else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(replaced, item.text),
    )


def _item_options(client: types.ClientCapabilities) -> types.ClientCompletionItemOptions:
    document = client.text_document
    completion = document.completion if document else None
    options = completion.completion_item if completion else None
    return options or types.ClientCompletionItemOptions()
