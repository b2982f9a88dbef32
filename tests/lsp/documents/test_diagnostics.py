"""What a client sees of its documents: published over the real protocol, from a real process."""

import json
from collections import Counter
from typing import Any

import pytest

from stdio_client import PUBLISH, insertion, replacement, serving
from tunelint.rules.registry import BY_CODE

URI = "file:///data/train%20set.jsonl"
WHOLE_FILE = "too-few-examples"


def example(user: str = "Hi", role: str = "user") -> str:
    messages = [{"role": role, "content": user}, {"role": "assistant", "content": "Hello"}]
    return json.dumps({"messages": messages}, ensure_ascii=False)


GOOD, BAD = example(), example(role="usr")
SOUND = "".join(f"{example(f'Question {number}')}\n" for number in range(50))


def codes(diagnostics: list[dict[str, Any]]) -> list[str]:
    return [diagnostic["code"] for diagnostic in diagnostics]


def starts(diagnostics: list[dict[str, Any]]) -> list[tuple[int, int]]:
    places = (diagnostic["range"]["start"] for diagnostic in diagnostics)
    return [(place["line"], place["character"]) for place in places]


async def test_a_diagnostic_says_all_that_an_editor_shows() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, SOUND + BAD, version=7)
        (diagnostic,) = await client.published(URI, 7)
        assert diagnostic == {
            "range": {
                "start": {"line": 50, "character": 23},
                "end": {"line": 50, "character": 28},
            },
            "severity": 1,
            "code": "unknown-role",
            "codeDescription": {"href": BY_CODE["unknown-role"].source.url},
            "source": "tunelint",
            "message": '"usr" is no role. Did you mean "user"?',
            "data": {
                "path": "/messages/0/role",
                "consequence": "rejects-file",
                "certain": True,
            },
        }
        summary = await client.summary(URI)
        forecast = summary.pop("forecast")
        assert summary == {
            "uri": URI,
            "version": 7,
            "examples": 51,
            "findings": {"error": 1, "warning": 0, "info": 0, "hint": 0},
        }
        assert forecast["rejected_by"] == ["unknown-role"]
        assert forecast["sentence"] == "The service would reject this file: unknown-role."
        assert await client.end() == 0


async def test_an_edit_is_followed_and_a_closed_document_forgotten() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, BAD)
        assert codes(await client.published(URI, 1)) == [WHOLE_FILE, "unknown-role"]
        client.change(URI, 2, replacement((0, 24), (0, 27), "user"))
        assert codes(await client.published(URI, 2)) == [WHOLE_FILE]
        client.change(URI, 3, {"text": SOUND})
        assert await client.published(URI, 3) == []
        client.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        assert await client.published(URI, None) == []


async def test_a_clean_document_is_published_once() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, SOUND, version=4)
        assert await client.published(URI, 4) == []
        await client.end()
        assert [message.get("method") for message in client.received].count(PUBLISH) == 1


async def test_findings_move_with_their_lines() -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"select": ["unknown-role"]}})
        client.open(URI, f"{GOOD}\n{BAD}\n{BAD}\n")
        assert starts(await client.published(URI, 1)) == [(1, 23), (2, 23)]
        client.change(URI, 2, insertion(0, 0, f"{GOOD}\n"), insertion(3, 0, "  "))
        assert starts(await client.published(URI, 2)) == [(2, 23), (3, 25)]
        client.change(URI, 3, replacement((0, 0), (2, 0), ""))
        assert starts(await client.published(URI, 3)) == [(0, 23), (1, 25)]


@pytest.mark.parametrize("before", ["é", "😀", "a\u2028", "a\x85", "\u2028😀\x85"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
async def test_columns_count_what_the_client_offers(before: str, encoding: str) -> None:
    line = example(before)
    codec, unit = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}[
        encoding
    ]
    column = len(line[: line.index('"}]}') + 1].encode(codec)) // unit
    async with serving() as client:
        general = {"positionEncodings": [encoding, "utf-16"]}
        capabilities = await client.start(capabilities={"general": general})
        assert capabilities["positionEncoding"] == encoding
        client.open(URI, f"{GOOD}\r\n{line}")
        assert codes(await client.published(URI, 1)) == [WHOLE_FILE]
        client.change(URI, 2, insertion(1, column, ', "mood": 1'))
        assert starts(await client.published(URI, 2)) == [(0, 0), (1, column + len(", "))]


async def test_documents_are_kept_apart() -> None:
    async with serving() as client:
        await client.start()
        client.open("untitled:Untitled-1", BAD, language="plaintext")
        client.open("vscode-remote://host/a.txt", SOUND, language="json")
        assert "unknown-role" in codes(await client.published("untitled:Untitled-1", 1))
        assert await client.published("vscode-remote://host/a.txt", 1) == []
        client.change("vscode-remote://host/a.txt", 2, insertion(0, 0, "x"))
        found = await client.published("vscode-remote://host/a.txt", 2)
        assert codes(found) == ["invalid-json"]


async def test_the_other_side_of_a_comparison_is_left_alone() -> None:
    async with serving() as client:
        await client.start()
        client.open("git:/data/train.jsonl?HEAD", BAD)
        client.change("git:/data/train.jsonl?HEAD", 2, {"text": GOOD})
        document = {"uri": "git:/data/train.jsonl?HEAD"}
        client.notify("textDocument/didClose", {"textDocument": document})
        client.open(URI, BAD)
        await client.published(URI, 1)
        published = [message for message in client.received if message.get("method") == PUBLISH]
        assert {message["params"]["uri"] for message in published} == {URI}


async def test_settings_come_with_the_start_and_change_later() -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"ignore": [WHOLE_FILE]}})
        client.open(URI, BAD)
        assert codes(await client.published(URI, 1)) == ["unknown-role"]
        settings = {"tunelint": {"select": [WHOLE_FILE], "profile": "openai"}}
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        assert codes(await client.published(URI, 1)) == [WHOLE_FILE]


async def test_settings_of_others_leave_ours_as_they_are() -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"ignore": [WHOLE_FILE]}})
        for settings in ({}, None, {"editor": {"tabSize": 4}}):
            client.notify("workspace/didChangeConfiguration", {"settings": settings})
        client.open(URI, BAD)
        assert codes(await client.published(URI, 1)) == ["unknown-role"]


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"select": ["unknwon-role"]}, 'Did you mean "unknown-role"?'),
        ({"profile": "nobody"}, 'There is no profile "nobody".'),
        ({"ignore": "unknown-role"}, '"ignore" must be a list of rule codes.'),
    ],
)
async def test_bad_settings_are_told_and_the_defaults_hold(
    settings: dict[str, Any], complaint: str
) -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": settings})
        message = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert complaint in message["params"]["message"]
        client.open(URI, BAD)
        assert codes(await client.published(URI, 1)) == [WHOLE_FILE, "unknown-role"]


async def test_too_many_findings_are_summed_up_by_rule() -> None:
    wrong = "".join(f"{example(f'Question {number}', 'usr')}\n" for number in range(1500))
    async with serving() as client:
        await client.start()
        client.open(URI, wrong + "?\n" * 700 + "\n" * 100)
        found = await client.published(URI, 1)
        while (await client.summary(URI))["examples"] < 2200:
            found = await client.published(URI, 1)
        assert len(found) == 1000
        sums = {diagnostic["code"]: diagnostic["message"] for diagnostic in found[-3:]}
        shown = Counter(codes(found[:-3]))
        hidden = {code: int(text.split()[0].replace(",", "")) for code, text in sums.items()}
        assert {code: shown[code] + hidden.get(code, 0) for code in shown | hidden} == {
            "unknown-role": 1500,
            "invalid-json": 700,
            "blank-line": 100,
        }
        assert shown["blank-line"] == 0


async def test_edits_that_wait_are_published_together() -> None:
    edits = 200
    async with serving() as client:
        await client.start()
        client.open(URI, f"{example('')}\n{SOUND}")
        await client.published(URI, 1)
        for number in range(edits):
            client.change(URI, number + 2, insertion(0, 44 + number, "x"))
        client.change(URI, edits + 2, insertion(0, 1, "?"))
        assert codes(await client.published(URI, edits + 2)) == ["invalid-json"]
        published = [message for message in client.received if message.get("method") == PUBLISH]
        assert len(published) < edits / 2


async def test_half_a_surrogate_pair_is_kept_until_its_other_half_comes() -> None:
    inside = GOOD.index("Hi") + 1
    async with serving() as client:
        await client.start()
        client.open(URI, SOUND)
        await client.published(URI, 1)
        client.change(URI, 2, insertion(3, inside, "\ud83d"))
        assert codes(await client.published(URI, 2)) == ["not-utf8"]
        client.change(URI, 3, insertion(3, inside + 1, "\ude00"))
        assert await client.published(URI, 3) == []


async def test_a_large_document_is_told_in_parts_and_stays_open_to_edits() -> None:
    lines = 60_000

    def numbered(number: int) -> str:
        return f"{example(f'Question {number}')}\n"

    async with serving() as client:
        await client.start()
        client.open(URI, f"{BAD}\n" + "".join(map(numbered, range(lines - 1))))
        assert codes(await client.published(URI, 1)) == ["unknown-role"]
        assert (await client.summary(URI))["examples"] < lines
        client.change(URI, 2, insertion(lines - 1, 0, "?"))
        assert "invalid-json" in codes(await client.published(URI, 2))
        assert (await client.summary(URI))["examples"] < lines
        found = await client.published(URI, 2)
        assert codes(found) == ["unknown-role", "invalid-json"]
        assert (await client.summary(URI))["examples"] == lines


async def test_a_file_that_is_no_dataset_is_left_in_peace() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, '{"level": "info", "message": "started"}\n' * 30 + "and then?\n")
        (diagnostic,) = await client.published(URI, 1)
        assert (diagnostic["code"], diagnostic["severity"]) == ("unknown-format", 3)


async def test_a_duplicate_names_the_line_that_it_repeats() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, f"{SOUND}{GOOD}\n{GOOD}\n")
        (diagnostic,) = await client.published(URI, 1)
        assert diagnostic["code"] == "duplicate-example"
        place = {"line": 50, "character": 0}
        location = {"uri": URI, "range": {"start": place, "end": place}}
        assert [each["location"] for each in diagnostic["relatedInformation"]] == [location]
