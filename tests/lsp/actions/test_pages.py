"""The pages of the rules, as a client gets to see them: one of its own making, or any other."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from stdio_client import StdioClient, serving
from tunelint.rules.page import page
from tunelint.rules.registry import BY_CODE

RULE = BY_CODE["unknown-role"]
EXPLAIN = {"command": "tunelint.explain", "arguments": [RULE.code]}


async def test_a_client_can_ask_for_a_page() -> None:
    async with serving() as client:
        await client.start()
        assert await client.request("tunelint/page", {"code": RULE.code}) == page(RULE)


async def test_a_client_that_shows_documents_is_shown_the_page() -> None:
    window = {"showDocument": {"support": True}}
    async with serving() as client:
        capabilities = await client.start(capabilities={"window": window})
        assert "tunelint.explain" in capabilities["executeCommandProvider"]["commands"]
        assert await client.request("workspace/executeCommand", EXPLAIN) is None
        asked = await client.wait(lambda message: message.get("method") == "window/showDocument")
        client.send({"id": asked["id"], "result": {"success": True}})
        file = Path(url2pathname(urlsplit(asked["params"]["uri"]).path))
        assert file.name == "unknown-role.md"
        assert file.read_text(encoding="utf-8") == page(RULE)
        assert await client.end() == 0
        assert not file.exists()


@pytest.mark.parametrize("capabilities", [{}, {"window": {"showDocument": {"support": False}}}])
async def test_any_other_client_is_told_in_short(capabilities: dict[str, Any]) -> None:
    async with serving() as client:
        await client.start(capabilities=capabilities)
        assert await client.request("workspace/executeCommand", EXPLAIN) is None
        told = await client.wait(lambda message: message.get("method") == "window/showMessage")
        assert told["params"] == {
            "type": 3,
            "message": f"unknown-role: {RULE.summary} {RULE.source.url}",
        }


async def error_of(client: StdioClient, number: int, method: str, params: dict[str, Any]) -> int:
    client.send({"id": number, "method": method, "params": params})
    answer = await client.wait(lambda message: message.get("id") == number)
    return answer["error"]["code"]  # type: ignore[no-any-return]


async def test_a_rule_that_does_not_exist_is_an_error() -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("tunelint/page", {"code": "unknwon-role"}),
        ("tunelint/page", {"code": ["unknown-role"]}),
        ("tunelint/page", {}),
        ("workspace/executeCommand", {"command": "tunelint.explain", "arguments": ["no-rule"]}),
        ("workspace/executeCommand", {"command": "tunelint.explain", "arguments": []}),
    ]
    async with serving() as client:
        await client.start()
        for number, (method, params) in enumerate(asked, start=100):
            assert await error_of(client, number, method, params) == -32602, params
        assert await client.end() == 0
