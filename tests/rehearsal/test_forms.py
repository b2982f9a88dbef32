"""Forms are read whatever pieces they come in, in memory that does not grow."""

import io
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.stage import KEY, Clock
from tunelint.rehearsal import Rehearsal
from tunelint.rehearsal.connection import Request
from tunelint.rehearsal.forms import read_form
from tunelint.rehearsal.refusal import Refusal

BOUNDARY = "b"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n'
TAIL = b'\r\n--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine-tune\r\n--b--'


def request(pieces: Iterable[bytes], content_type: str = TYPE) -> Request:
    async def body() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    fields = {"content-type": content_type, "content-length": "?", "api-key": KEY}
    return Request("POST", "/openai/v1/files", {}, fields, body())


@given(
    content=st.lists(st.sampled_from([b"\r\n", b"--", b"--b", b"\r\n--", b"\r", b"x"])).map(
        b"".join
    ),
    size=st.integers(1, 40),
    with_end=st.booleans(),
)
async def test_a_form_is_read_in_any_pieces(content: bytes, size: int, with_end: bool) -> None:
    if b"\r\n--b" in b"\r\n" + content:
        return  # No client would choose this boundary.
    whole = HEAD + content + TAIL + b"\r\n" * with_end
    sink = io.BytesIO()
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    form = await read_form(request(pieces), "file", sink)
    assert (form, sink.getvalue()) == ({"file": "a.jsonl", "purpose": "fine-tune"}, content)


async def test_what_httpx_sends_is_read() -> None:
    sent = httpx.Request(
        "POST",
        "http://127.0.0.1",
        data={"purpose": "fine-tune", "expires_after[seconds]": "1209600"},
        files={"file": ('the "Ü" file.jsonl', b"{}\n", "application/jsonl")},
    )
    sink = io.BytesIO()
    form = await read_form(request([sent.read()], sent.headers["content-type"]), "file", sink)
    assert form["file"] == 'the "Ü" file.jsonl'
    assert (form["expires_after[seconds]"], sink.getvalue()) == ("1209600", b"{}\n")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(HEAD, TYPE), (b"", TYPE), (HEAD + TAIL, "application/json"), (HEAD + TAIL, "multipart/x")],
)
async def test_what_is_no_form_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(Refusal):
        await read_form(request([body], content_type), "file", io.BytesIO())


async def test_a_field_that_never_ends_is_refused() -> None:
    endless = [HEAD.replace(b"file", b"note"), *[b"x" * 1000] * 100]
    with pytest.raises(Refusal, match="too long"):
        await read_form(request(endless), "file", io.BytesIO())


async def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    rehearsal, line = Rehearsal(tmp_path, clock=Clock()), b'{"messages": []}\n' * 8192

    def pieces() -> Iterable[bytes]:
        yield HEAD
        for _ in range(256):
            yield line
        yield TAIL

    tracemalloc.start()
    answer = await rehearsal.answer(request(pieces()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer is not None
    assert answer.status == 200
    assert peak < 4 << 20 < 256 * len(line)
