"""Hover, completion, structure and formatting know a view as they know a dataset."""

from action_client import with_edits
from example_client import WHOLE, showing
from example_rows import CHAT, PICTURE, seen


async def test_the_real_image_is_what_a_view_tells_of() -> None:
    async with showing(f"{seen(PICTURE)}\n") as client:
        view = await client.open(0)
        at = view.place("<PNG", 3)
        hover = await view.ask("hover", position=at)
        assert "64x64 pixels" in hover["contents"]["value"]
        assert "![thumbnail](data:image/" in hover["contents"]["value"]
        assert hover["range"]["end"]["line"] == at["line"]
        found = await view.ask("completion", position=view.place('"low"', 2))
        low, high, _ = found["items"]
        assert (low["detail"], high["detail"]) == ("85 tokens", "255 tokens (64x64)")
        assert high["textEdit"] == {"range": view.range('"low"'), "newText": '"high"'}


async def test_the_structure_of_a_view_is_that_of_its_example() -> None:
    async with showing(f"{CHAT}\n{seen(PICTURE)}\n") as client:
        view = await client.open(1)
        (symbol,) = await view.ask("documentSymbol")
        assert symbol["name"] == "2: 😀"
        assert symbol["range"]["end"] == {"line": view.text.count("\n"), "character": 0}
        assert [child["name"] for child in symbol["children"]] == ["user", "assistant"]
        (lens,) = await view.ask("codeLens")
        assert lens["range"]["start"] == {"line": 0, "character": 0}


async def test_a_placeholder_has_a_hint_and_a_colour() -> None:
    async with showing(seen(PICTURE)) as client:
        view = await client.open(0)
        (hint,) = await view.ask("inlayHint", range=WHOLE)
        assert hint["position"]["line"] == view.place("<PNG")["line"]
        tokens = await view.ask("semanticTokens/range", range=WHOLE)
        placeholder = view.text[view.text.index("<PNG") : view.text.index(">") + 1]
        at = view.place(placeholder)
        assert tokens["data"] == [at["line"], at["character"], len(placeholder), 0, 0]


async def test_a_view_is_formatted_as_it_was_read() -> None:
    async with showing(seen(PICTURE)) as client:
        view = await client.open(0)
        pretty = view.text
        view.edit(pretty.replace("\n", ""))
        edits = await view.ask("formatting", options={"tabSize": 8, "insertSpaces": True})
        assert with_edits(view.text, edits) == pretty
