"""The server as a process: how it ends, and what it survives."""

import textwrap

import pytest

from stdio_client import StdioClient, insertion, serving

URI = "file:///train.jsonl"
GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}'
BAD = GOOD.replace('"user"', '"usr"')


async def stop(client: StdioClient) -> int:
    assert client.process.stdin
    client.process.stdin.close()
    return await client.process.wait()


async def test_exit_behind_a_shutdown_is_a_success() -> None:
    async with serving(afresh=True) as client:
        await client.start()
        assert await client.end() == 0


async def test_exit_without_a_shutdown_is_a_failure() -> None:
    async with serving(afresh=True) as client:
        await client.start()
        client.send({"method": "exit"})
        assert await client.process.wait() == 1


async def test_the_server_ends_when_its_client_is_gone() -> None:
    async with serving(afresh=True) as client:
        await client.start()
        assert await stop(client) == 1


async def test_the_server_ends_when_its_client_breaks_off() -> None:
    async with serving(afresh=True) as client:
        await client.start()
        assert client.process.stdin
        client.process.stdin.write(b'Content-Length: 100\r\n\r\n{"jsonrpc": "2.0", ')
        assert await stop(client) == 1


@pytest.mark.parametrize(
    "body", [b"", b"no JSON", b"[]", b"{}", b'"text"', b"\xff\xfe", b"[" * 100_000]
)
async def test_a_frame_that_is_no_message_is_answered_and_survived(body: bytes) -> None:
    async with serving() as client:
        await client.start()
        client.write(body)
        answer = await client.wait(lambda message: "error" in message)
        assert answer["id"] is None
        assert answer["error"]["code"] == -32700
        assert await client.end() == 0


@pytest.mark.parametrize(
    ("method", "code"),
    [("no/such/request", -32601), ("workspace/executeCommand", -32602), ("initialize", -32602)],
)
async def test_a_request_that_cannot_be_met_is_answered(method: str, code: int) -> None:
    async with serving() as client:
        await client.start()
        client.send({"id": "x", "method": method, "params": {"no": "sense"}})
        answer = await client.wait(lambda message: message.get("id") == "x")
        assert answer["error"]["code"] == code
        assert await client.end() == 0


@pytest.mark.parametrize(
    "message",
    [
        {"method": "no/such/notification", "params": {}},
        {"method": "textDocument/didOpen", "params": {"nothing": "right"}},
        {"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///never"}}},
        {
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": "file:///never/opened", "version": 2},
                "contentChanges": [insertion(0, 0, "x")],
            },
        },
        {"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///never"}}},
        {"id": 99, "result": None},
        {"method": "$/cancelRequest", "params": {"id": 5}},
    ],
    ids=lambda message: f"{message.get('method')}",
)
async def test_messages_out_of_place_are_survived(message: dict[str, object]) -> None:
    async with serving() as client:
        await client.start()
        client.send(message)
        client.open(URI, BAD)
        assert len(await client.published(URI, 1)) == 2
        assert await client.end() == 0


async def test_what_is_no_frame_is_passed_over() -> None:
    async with serving() as client:
        assert client.process.stdin
        client.process.stdin.write(b"\x00\xff no header\r\n\r\nContent-Length: many\r\n\r\n")
        await client.start()
        assert await client.end() == 0


async def test_messages_before_the_start_are_survived() -> None:
    async with serving() as client:
        client.open(URI, BAD)
        await client.start()
        client.open(URI, BAD)
        assert len(await client.published(URI, 1)) == 2
        assert await client.end() == 0


@pytest.mark.parametrize("method", ["textDocument/hover", "tunelint/chat", "no/such/request"])
async def test_a_request_out_of_place_is_refused(method: str) -> None:
    hover = {"method": method, "params": {"uri": URI, "line": 0}}
    async with serving() as client:
        client.send({"id": "early", **hover})
        answer = await client.wait(lambda message: message.get("id") == "early")
        assert answer["error"]["code"] == -32002
        await client.start()
        await client.request("shutdown")
        client.send({"id": "late", **hover})
        answer = await client.wait(lambda message: message.get("id") == "late")
        assert answer["error"]["code"] == -32600
        client.send({"method": "exit"})
        assert await client.process.wait() == 0


@pytest.mark.parametrize("command", ["no.such.command", "tunelint.explain"])
async def test_a_command_that_is_none_or_lacks_something_is_refused(command: str) -> None:
    async with serving() as client:
        await client.start()
        params = {"command": command, "arguments": []}
        client.send({"id": "x", "method": "workspace/executeCommand", "params": params})
        answer = await client.wait(lambda message: message.get("id") == "x")
        assert answer["error"]["code"] == -32602
        assert command in answer["error"]["message"]


async def test_an_edit_beyond_the_end_is_taken_as_one_at_the_end() -> None:
    async with serving() as client:
        await client.start()
        client.open(URI, f"{GOOD}\n")
        await client.published(URI, 1)
        client.change(URI, 2, insertion(5_000, 5_000, "{"))
        broken = (await client.published(URI, 2))[-1]
        assert broken["range"]["start"] == {"line": 1, "character": 0}


async def test_a_rule_that_crashes_is_named_and_spoils_nothing_else() -> None:
    launcher = textwrap.dedent(
        """
        import sys
        from dataclasses import replace
        from tunelint.rules import registry

        def crash(subject, report):
            print("printed by a rule")
            raise RuntimeError("crashed for the test")

        crashing = replace(registry.BY_CODE["empty-messages"], check=crash)
        registry.BY_CODE["empty-messages"] = crashing
        registry.RULES = tuple(registry.BY_CODE.values())

        from tunelint.lsp.serving import serve
        sys.exit(serve())
        """
    )
    async with serving("-c", launcher, afresh=True) as client:
        await client.start()
        client.open(URI, BAD)
        codes = [diagnostic["code"] for diagnostic in await client.published(URI, 1)]
        assert codes == ["too-few-examples", "unknown-role"]
        assert await client.end() == 0
        assert client.process.stderr
        logged = (await client.process.stderr.read()).decode()
        assert "rule empty-messages crashed" in logged
        assert "printed by a rule" in logged


async def test_a_check_that_crashes_is_logged_and_other_documents_go_on() -> None:
    launcher = textwrap.dedent(
        """
        import sys
        from tunelint.engine.line import LineChecker

        def check(self, row, check=LineChecker.check):
            if b"crash" in row:
                raise RuntimeError("crashed for the test")
            return check(self, row)

        LineChecker.check = check

        from tunelint.lsp.serving import serve
        sys.exit(serve())
        """
    )
    crashing = "file:///crashing.jsonl"
    async with serving("-c", launcher, afresh=True) as client:
        await client.start()
        client.open(crashing, f"{BAD}\ncrash\n")
        client.open(URI, BAD)
        found = await client.published(crashing, 1)
        assert [diagnostic["code"] for diagnostic in found] == ["unknown-role"]
        assert len(await client.published(URI, 1)) == 2
        client.change(crashing, 2, {"text": BAD})
        assert len(await client.published(crashing, 2)) == 2
        assert await client.end() == 0
        assert client.process.stderr
        logged = (await client.process.stderr.read()).decode()
        assert f"the check of {crashing} ended early" in logged


async def test_the_settings_and_the_text_are_not_logged() -> None:
    async with serving() as client:
        await client.start(initializationOptions={"settings": {"secret": "hunter2"}})
        client.open(URI, BAD.replace("Hi", "hunter3"))
        await client.published(URI, 1)
        await client.end()
        assert client.process.stderr
        assert b"hunter" not in await client.process.stderr.read()
