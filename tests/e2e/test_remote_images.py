"""Images by URL in the editor: looked at, checked and embedded when the user asks for it.

The server of these tests reaches a make-believe internet (`server_on_web.py`). Of the real one, it
can be seen that this machine is no part of it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import expect

import pictures
from e2e.conftest import SERVER, OpenWorkbench
from e2e.datasets import SOUND, write
from web import Web, page

SERVER_ON_WEB = Path(__file__).parents[1] / "server_on_web.py"
GREY = "png 1024x512 LA"
URL = "https://example.org/grey.png"


@pytest.fixture
def web() -> Iterator[Web]:
    """A grey image on the internet, and nothing else."""
    web = Web()
    web.pages["/grey.png"] = page(pictures.make(GREY)[1])
    web.pages["/gone.png"] = page(status=404)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(web.serving()):
        yield web


@pytest.fixture
def on_web(web: Web) -> Mapping[str, object]:
    """The settings for a server in that internet."""
    command = [sys.executable, str(SERVER_ON_WEB), str(web.port)]
    return {**SERVER, "tunelint.server.command": command}


@pytest.fixture
def apart(tmp_path: Path) -> Mapping[str, str]:
    """An environment in which nobody has fetched anything yet."""
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def shown(url: str) -> str:
    """An example with that image, so near to the margin that the mouse can reach it."""
    part = {"image_url": {"url": url}, "type": "image_url"}
    messages = [
        {"content": [part], "role": "user"},
        {"content": "A gradient.", "role": "assistant"},
    ]
    return json.dumps({"messages": messages})


def test_a_preview_is_fetched_by_its_link_and_then_seen(
    open_workbench: OpenWorkbench,
    tmp_path: Path,
    web: Web,
    on_web: Mapping[str, object],
    apart: Mapping[str, str],
) -> None:
    dataset = write(tmp_path / "data" / "linked.jsonl", shown(URL), *SOUND)
    workbench = open_workbench(dataset.parent, on_web, apart)
    workbench.open("linked.jsonl")
    workbench.expect_status("linked.jsonl: 51 examples, no findings")
    workbench.show_problems()

    hover = workbench.hover(URL)
    expect(hover).to_contain_text("Image on example.org.")
    expect(hover).to_contain_text("low: 85 tokens; high: 255 to 1,445 tokens")
    workbench.screenshot("offered")
    assert web.asked == []
    hover.get_by_text("Fetch preview").click()
    expect(workbench.problem("image-mode")).to_have_count(1)

    workbench.page.keyboard.press("Escape")
    workbench.page.mouse.move(0, 0)
    hover = workbench.hover(URL)
    expect(hover).to_contain_text("PNG, LA, 1024x512 pixels")
    expect(hover).to_contain_text("high: 425 tokens (1024x512)")
    expect(hover).not_to_contain_text("Fetch preview")
    thumbnail = hover.locator("img")
    expect(thumbnail).to_be_visible()
    assert thumbnail.evaluate("image => image.decode().then(() => image.naturalWidth)") == 256
    workbench.screenshot("seen")
    assert [asked.path for asked in web.asked] == ["/grey.png"]


def test_all_images_are_checked_by_a_command_and_one_is_embedded(
    open_workbench: OpenWorkbench,
    tmp_path: Path,
    on_web: Mapping[str, object],
    apart: Mapping[str, str],
) -> None:
    gone = shown(URL.replace("grey", "gone"))
    dataset = write(tmp_path / "data" / "linked.jsonl", *SOUND, shown(URL), gone)
    workbench = open_workbench(dataset.parent, on_web, apart)
    workbench.open("linked.jsonl")
    workbench.expect_status("linked.jsonl: 52 examples, no findings")
    workbench.show_problems()
    workbench.run("Tunelint: Check Image URLs")
    expect(workbench.notifications).to_contain_text("Fetched 1 of 2 images by URL.")
    expect(workbench.problem("unreachable-image")).to_contain_text("404 (Not Found)")
    workbench.screenshot("checked")

    workbench.follow(workbench.problem("image-mode"))
    workbench.act("Download and embed this image", "Control+Shift+r")
    expect(workbench.page.locator(".tab.active.dirty")).to_be_visible()
    workbench.save()
    embedded = shown(pictures.data_uri(GREY))
    assert dataset.read_text("utf-8").splitlines() == [*SOUND, embedded, gone]


def test_this_machine_is_no_part_of_the_internet_and_the_editor_says_so(
    open_workbench: OpenWorkbench, tmp_path: Path, web: Web, apart: Mapping[str, str]
) -> None:
    url = f"http://127.0.0.1:{web.port}/grey.png"
    refusal = "127.0.0.1 is not on the public internet"
    dataset = write(tmp_path / "data" / "linked.jsonl", shown(url), *SOUND)
    workbench = open_workbench(dataset.parent, environment=apart)
    workbench.open("linked.jsonl")
    workbench.show_problems()
    expect(workbench.problem("insecure-url")).to_have_count(1)

    workbench.hover(url).get_by_text("Fetch preview").click()
    expect(workbench.problem("unreachable-image")).to_contain_text(refusal)
    workbench.page.keyboard.press("Escape")
    workbench.page.mouse.move(0, 0)
    hover = workbench.hover(url)
    expect(hover).to_contain_text(re.compile(f"can't be fetched: {re.escape(refusal)}"))
    workbench.screenshot("refused")

    workbench.page.keyboard.press("Escape")
    workbench.select(1, shown(url).index(url) + 1)
    workbench.act("Download and embed this image", "Control+Shift+r")
    expect(workbench.notifications).to_contain_text(refusal)
    workbench.screenshot("not embedded")
    assert dataset.read_text("utf-8").splitlines() == [shown(url), *SOUND]
    assert web.asked == []
