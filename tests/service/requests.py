"""Reads requests off a connection. Of a large file only its size and hash are kept."""

import hashlib
import json
import re
from asyncio import StreamReader
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

BASES = re.compile(
    r"(?:/api/projects/[^/]+)?(?:/openai)?(?:/v1)?(?=/(?:files|uploads|fine_tuning))"
)
NAMES = re.compile(r"(?<=/)(?:file|upload|ftjob)-[^/]+")


@dataclass
class Request:
    """A request as it arrived: header fields by their lower names, the fields of a form."""

    method: str
    path: str
    query: dict[str, str]
    fields: dict[str, str]
    body: bytes = b""
    form: dict[str, str] = field(default_factory=dict)
    file_field: str = ""
    file_size: int = 0
    file_md5: str = ""

    @property
    def is_dated(self) -> bool:
        return "api-version" in self.query

    @property
    def resource(self) -> str:
        """The path below the API's base."""
        return BASES.sub("", self.path, count=1)

    @property
    def route(self) -> str:
        """The method and the resource, `{id}` standing for names."""
        return f"{self.method} {NAMES.sub('{id}', self.resource)}"

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def read_request(reader: StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, target, _ = first.split()
    parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
    fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    request = Request(
        method, unquote(parts.path or parts.netloc), dict(parse_qsl(parts.query)), fields
    )
    size = int(fields.get("content-length", 0))
    boundary = re.search("multipart/form-data; boundary=(.+)", fields.get("content-type", ""))
    if boundary:
        await _read_form(reader, request, boundary[1].encode(), size)
    else:
        request.body = await reader.readexactly(size)
    return request


async def _read_form(reader: StreamReader, request: Request, boundary: bytes, size: int) -> None:
    """Text fields, then a file up to the end of the body."""
    left = size
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        left -= len(head)
        disposition = head.decode()
        name = re.search(r'; name="([^"]*)"', disposition)
        assert name, disposition
        if 'filename="' in disposition:
            break
        value = await reader.readuntil(b"\r\n--" + boundary + b"\r\n")
        left -= len(value)
        request.form[name[1]] = value.partition(b"\r\n--")[0].decode()
    file_name = re.search(r'filename="([^"]*)"', disposition)
    assert file_name
    request.file_field, request.form["filename"] = name[1], file_name[1]
    tail = b"\r\n--" + boundary + b"--\r\n"
    request.file_size = left - len(tail)
    request.file_md5 = await _hash(reader, request.file_size)
    assert await reader.readexactly(len(tail)) == tail


async def _hash(reader: StreamReader, size: int) -> str:
    digest = hashlib.md5(usedforsecurity=False)
    while size:
        piece = await reader.read(min(size, 1 << 20))
        if not piece:
            raise ConnectionResetError
        digest.update(piece)
        size -= len(piece)
    return digest.hexdigest()
