"""The preview: the example under the cursor as a chat beside the editor."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import expect

import pictures
from e2e.conftest import OpenWorkbench
from e2e.datasets import SOUND, example, write


def image(url: str, **more: str) -> dict[str, object]:
    return {"type": "image_url", "image_url": {"url": url, **more}}


IMAGE = image(pictures.data_uri("png 640x400"), detail="low")
GREY = image(pictures.data_uri("png 64x64 LA"))
ABROAD = image("https://example.com/chart.png")
WEATHER = {
    "name": "get_weather",
    "description": "Tells the weather of a place.",
    "parameters": {"type": "object", "properties": {"place": {"type": "string"}}},
}
CALL = {
    "id": "call_7",
    "type": "function",
    "function": {"name": "get_weather", "arguments": '{"place": "Tromsø", "unit": "celsius"}'},
}
ASKED = example(
    [{"type": "text", "text": "What is in these pictures?"}, IMAGE, GREY, ABROAD],
    "A gradient in two colours. The second one is grey 😀",
)
USER = '{"role": "user"'
CALLED = json.dumps(
    {
        "messages": [
            {"role": "system", "content": "You tell the weather, briefly."},
            {"role": "user", "content": "Do I need a coat in Tromsø?", "name": "ann"},
            {"role": "assistant", "content": "Let me look.", "weight": 0, "tool_calls": [CALL]},
            {"role": "tool", "tool_call_id": "call_7", "content": '{"celsius": -4, "wind": 12}'},
            {"role": "assistant", "content": "Yes, a warm one: it is 4 below zero, and windy."},
        ],
        "tools": [{"type": "function", "function": WEATHER}],
    }
)


def test_the_example_under_the_cursor_is_shown_as_a_chat(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "chats.jsonl", ASKED, CALLED, *SOUND)
    workbench = open_workbench(dataset.parent)
    workbench.open("chats.jsonl")
    workbench.expect_status("chats.jsonl: 52 examples")

    workbench.run("Tunelint: Preview Example")
    chat = workbench.preview
    expect(chat.get_by_role("heading", name="Example 1")).to_be_visible()
    expect(chat.locator("article.user")).to_contain_text("What is in these pictures?")
    pictures_shown = chat.locator("article.user img")
    expect(pictures_shown).to_have_count(2)
    expect(pictures_shown.first).to_be_visible()
    width = "image => image.decode().then(() => image.naturalWidth)"
    assert pictures_shown.first.evaluate(width) == 512
    expect(chat.locator("figure").nth(1)).to_contain_text("image-mode")
    expect(chat.locator(".missing")).to_contain_text("https://example.com/chart.png")
    workbench.screenshot("pictures")

    workbench.select(2, 1)
    expect(chat.get_by_role("heading", name="Example 2")).to_be_visible()
    expect(workbench.page.locator(".tab", has_text="Example 2")).to_be_visible()
    expect(chat.locator("article.untrained")).to_contain_text("not trained on")
    expect(chat.locator("article.tool")).to_contain_text("get_weather")
    arguments = chat.locator("details.call pre")
    expect(arguments).to_be_hidden()
    workbench.screenshot("folded")
    chat.locator("details.call summary").click()
    expect(arguments).to_have_text('{\n  "place": "Tromsø",\n  "unit": "celsius"\n}')
    workbench.screenshot("unfolded")

    chat.get_by_role("button", name="user").click()
    expect(workbench.cursor).to_contain_text(f"Ln 2, Col {CALLED.index(USER) + 1}")
    workbench.page.keyboard.press("ArrowUp")
    expect(chat.get_by_role("heading", name="Example 1")).to_be_visible()


def test_an_edit_is_shown_with_what_it_breaks(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "chats.jsonl", CALLED, *SOUND)
    workbench = open_workbench(dataset.parent)
    workbench.open("chats.jsonl")
    workbench.expect_status("chats.jsonl: 51 examples")
    workbench.run("Tunelint: Preview Example")
    chat = workbench.preview
    chat.locator("details.call summary").click()
    chat.get_by_role("button", name="user").click()
    expect(workbench.cursor).to_contain_text(f"Col {CALLED.index(USER) + 1}")

    workbench.select(1, CALLED.index('user"') + 1)
    workbench.type("x")
    expect(chat.locator("article.unknown")).to_contain_text("xuser")
    expect(chat.locator("article.unknown .notes")).to_contain_text("unknown-role")
    expect(chat.locator("header .count.error")).to_have_text("1")
    expect(chat.locator("details.call pre")).to_be_visible()


def test_an_example_view_is_shown_as_the_example_that_it_is(
    open_workbench: OpenWorkbench, tmp_path: Path
) -> None:
    dataset = write(tmp_path / "data" / "chats.jsonl", CALLED, ASKED, *SOUND)
    workbench = open_workbench(dataset.parent)
    workbench.open("chats.jsonl")
    workbench.expect_status("chats.jsonl: 52 examples")
    workbench.select(2, 1)
    workbench.run("Tunelint: Open Example")
    expect(workbench.page.locator(".tab.active", has_text="example 2")).to_be_visible()
    workbench.run("Tunelint: Preview Example")
    chat = workbench.preview
    expect(chat.get_by_role("heading", name="Example 2")).to_be_visible()
    expect(chat.locator("article.user img").first).to_be_visible()
    workbench.screenshot("view")
    workbench.run("Tunelint: Previous Example")
    expect(chat.get_by_role("heading", name="Example 1")).to_be_visible()
    expect(chat.locator("article.tool")).to_be_visible()
