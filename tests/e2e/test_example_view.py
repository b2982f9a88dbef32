"""One example as a document: mended and saved into its line, with nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import pictures
from e2e.conftest import SERVER, OpenWorkbench
from e2e.datasets import SOUND, write
from e2e.workbench import Workbench

URL = pictures.data_uri("png 1024x1024")
# As some tools write it, and none of ours: odd spaces, a tab, escapes, an emoji.
ODD = (
    '{ "messages" : [{"role":"user","content":[{"type":"image_url","image_url":{"url":"'
    f'{URL}", "detail":"HIGH"}}}},{{"type":"text","text":"Gr\\u00fc\\u00dfe \\/ \U0001f44b"}}]}},'
    '\t{"role":"assistant" ,"content":"Caf\\u00e9."}] }'
)
ANSWER = '      "content": "Caf\\u00e9."'
ANSWER_LINE = 21
DATASET = "".join(f"{line}\r\n" for line in (ODD, *SOUND[:5], "", *SOUND[5:12])).encode()
LAST = 14
CHANGED = DATASET.replace(b"HIGH", b"low")


def opened(
    open_workbench: OpenWorkbench, folder: Path, settings: dict[str, object] | None = None
) -> tuple[Workbench, Path]:
    """A window in which the odd dataset is open, and the dataset."""
    dataset = write(folder / "data" / "images.jsonl")
    dataset.write_bytes(DATASET)
    workbench = open_workbench(dataset.parent, {**SERVER, **(settings or {})})
    workbench.open("images.jsonl")
    workbench.expect_status("images.jsonl: 13 examples")
    return workbench, dataset


def expect_example(workbench: Workbench, number: int) -> None:
    """Wait until the view of a line is looked at."""
    expect(workbench.tab(f"example {number}.tunelint")).to_be_visible()
    expect(workbench.lines.filter(has_text='"messages": [')).to_be_visible()


def add_to_answer(workbench: Workbench, text: str) -> None:
    """Type at the end of what the assistant says."""
    workbench.select(ANSWER_LINE, len(ANSWER))
    workbench.type(text)


def edited(open_workbench: OpenWorkbench, tmp_path: Path) -> tuple[Workbench, Path]:
    """The view of the first example with a change that is not saved."""
    workbench, dataset = opened(open_workbench, tmp_path)
    workbench.run("Tunelint: Open Example")
    expect_example(workbench, 1)
    add_to_answer(workbench, " au lait")
    return workbench, dataset


def with_more(lines: bytes, text: str) -> bytes:
    """The lines as they are to be saved then."""
    return lines.replace(rb"Caf\u00e9.", rb"Caf\u00e9." + text.encode())


def test_an_example_is_mended_as_a_document_and_nothing_else_is_touched(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = opened(open_workbench, tmp_path, {"tunelint.codeLens": True})
    workbench.follow_lens("Open example")
    expect_example(workbench, 1)
    workbench.expect_underlined('"HIGH"')
    expect(workbench.lines.filter(has_text="<PNG 1024x1024, ")).to_be_visible()
    expect(workbench.lines.filter(has_text=URL[-40:])).to_have_count(0)
    workbench.screenshot("shown")

    workbench.show_problems()
    workbench.follow(workbench.problem("unknown-detail", at=(10, 23)))
    workbench.act('Change to "high"')
    workbench.expect_underlined()
    add_to_answer(workbench, " \U0001f600 au lait")
    assert dataset.read_bytes() == DATASET
    workbench.save()
    expect(workbench.problem("unknown-detail")).to_have_count(0)
    mended = DATASET.replace(b'"HIGH"', b'"high"')
    assert dataset.read_bytes() == with_more(mended, " \U0001f600 au lait")
    workbench.screenshot("saved")


def test_the_next_and_the_previous_example_take_the_place_of_the_shown_one(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, _ = opened(open_workbench, tmp_path)
    workbench.select(6, 1)
    workbench.run("Tunelint: Open Example")
    expect_example(workbench, 6)
    workbench.page.keyboard.press("Alt+PageDown")
    expect_example(workbench, 8)  # line 7 is blank
    workbench.page.locator('.editor-actions [aria-label^="Previous Example"]').click()
    expect_example(workbench, 6)
    expect(workbench.page.locator(".tab")).to_have_count(2)

    workbench.open("images.jsonl")
    workbench.select(LAST, 1)
    workbench.page.locator('.editor-actions [aria-label^="Open Example"]').click()
    expect_example(workbench, LAST)
    workbench.run("Tunelint: Next Example")
    expect(workbench.page.get_by_text("This is the last example of the dataset.")).to_be_visible()
    workbench.type(" ")
    workbench.run("Tunelint: Previous Example")
    expect_example(workbench, LAST - 1)
    unsaved = f'.tab.dirty[data-resource-name="example {LAST}.tunelint"]'
    expect(workbench.page.locator(unsaved)).to_be_visible()


def test_a_key_of_an_example_leads_to_its_view(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, _ = opened(open_workbench, tmp_path)
    key = workbench.lines.filter(has_text="What is 1 plus 1?").get_by_text('"messages"')
    key.click(modifiers=["Control"])
    expect_example(workbench, 3)


@pytest.mark.parametrize("place", ["disk", "editor"])
def test_an_example_that_changed_meanwhile_is_not_overwritten(
    open_workbench: OpenWorkbench, tmp_path: Path, place: str
) -> None:
    workbench, dataset = edited(open_workbench, tmp_path)
    if place == "disk":
        workbench.show_problems()
        expect(workbench.problem("unknown-detail")).to_have_count(2)
        dataset.write_bytes(CHANGED)
        expect(workbench.problem("unknown-detail")).to_have_count(1)  # the one in the view
    else:
        workbench.go_to("images.jsonl")
        workbench.select(1, ODD.index("user") + 1, length=len("user"))
        workbench.type("developer")
        workbench.go_to("example 1.tunelint")
    workbench.page.keyboard.press("Control+s")
    refusal = workbench.notifications.filter(has_text="This example was changed in its dataset")
    expect(refusal).to_be_visible()
    workbench.screenshot("refused")
    assert dataset.read_bytes() == (CHANGED if place == "disk" else DATASET)

    refusal.get_by_role("button", name="Revert").click()
    expect(workbench.lines.filter(has_text="au lait")).to_have_count(0)
    add_to_answer(workbench, " noir")
    workbench.save()
    if place == "editor":
        expect(workbench.page.get_by_text("images.jsonl has other unsaved changes")).to_be_visible()
        assert dataset.read_bytes() == DATASET
    else:
        assert dataset.read_bytes() == with_more(CHANGED, " noir")


def test_an_example_is_saved_into_a_dataset_that_is_closed_and_outlives_a_reload(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = opened(open_workbench, tmp_path)
    workbench.run("Tunelint: Open Example")
    expect_example(workbench, 1)
    workbench.go_to("images.jsonl")
    workbench.run("View: Close Editor")
    expect_example(workbench, 1)
    add_to_answer(workbench, " au lait")
    workbench.save()
    assert dataset.read_bytes() == with_more(DATASET, " au lait")

    workbench.reload()
    expect(workbench.lines.filter(has_text="au lait")).to_be_visible()
    add_to_answer(workbench, " noir")
    workbench.save()
    assert dataset.read_bytes() == with_more(DATASET, " noir au lait")


def test_unsaved_changes_outlive_the_window_and_the_server(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = edited(open_workbench, tmp_path)
    workbench.reload()
    expect(workbench.lines.filter(has_text="au lait")).to_be_visible()
    workbench.screenshot("reloaded")
    workbench.save()
    assert dataset.read_bytes() == with_more(DATASET, " au lait")

    add_to_answer(workbench, " noir")
    workbench.run("Tunelint: Restart Server")
    workbench.save()
    assert dataset.read_bytes() == with_more(DATASET, " noir au lait")


def test_unsaved_changes_are_not_saved_over_what_changed_before_a_reload(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = edited(open_workbench, tmp_path)
    dataset.write_bytes(CHANGED)
    workbench.reload()
    expect(workbench.lines.filter(has_text="au lait")).to_be_visible()
    workbench.page.keyboard.press("Control+s")
    refusal = workbench.notifications.filter(has_text="This example was changed in its dataset")
    expect(refusal).to_be_visible()
    workbench.screenshot("refused")
    assert dataset.read_bytes() == CHANGED


def test_a_line_has_a_view_of_its_own_where_an_unsaved_one_has_moved_from(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = edited(open_workbench, tmp_path)
    workbench.go_to("images.jsonl")
    workbench.select(1, 1)
    workbench.paste(f"{SOUND[5]}\n")
    workbench.save()
    workbench.select(1, 1)
    workbench.run("Tunelint: Open Example")
    expect(workbench.tab("example 1 (2).tunelint")).to_be_visible()
    expect(workbench.lines.filter(has_text="What is 5 plus 5?")).to_be_visible()
    workbench.screenshot("the first line")

    workbench.go_to("images.jsonl")
    workbench.select(2, 1)
    workbench.run("Tunelint: Open Example")
    expect(workbench.tab("example 1.tunelint")).to_be_visible()
    expect(workbench.lines.filter(has_text="au lait")).to_be_visible()
    workbench.save()
    workbench.screenshot("the second line")
    assert dataset.read_bytes() == f"{SOUND[5]}\r\n".encode() + with_more(DATASET, " au lait")


def test_a_line_break_in_a_text_is_told_where_it_is_and_escaped(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    workbench, dataset = opened(open_workbench, tmp_path)
    workbench.run("Tunelint: Open Example")
    expect_example(workbench, 1)
    add_to_answer(workbench, "\n")
    workbench.show_problems()
    expect(workbench.problem("invalid-json", at=(21, len(ANSWER)))).to_contain_text("line break")
    workbench.screenshot("broken")
    workbench.follow(workbench.problem("invalid-json"))
    workbench.act("Write it as \\n")
    expect(workbench.problem("invalid-json")).to_have_count(0)
    workbench.save()
    indented = ANSWER.index('"')  # as the editor does it by itself
    assert dataset.read_bytes() == with_more(DATASET, "\\n" + " " * indented)
