"""The requests that a submission would send, in words: nothing is sent for it."""

from collections.abc import Iterator
from math import ceil
from urllib.parse import unquote

import orjson

from tunelint.service import Endpoint, Intent
from tunelint.service.files import PURPOSE
from tunelint.service.fine_tuning import most_in_one_request
from tunelint.service.multipart import MEDIA_TYPE
from tunelint.service.uploads import part_size
from tunelint.submission.contents import Content
from tunelint.submission.plan import Plan


def requests(plan: Plan, intent: Intent) -> Iterator[str]:
    """The requests in their order. What the service will name stands in angle brackets."""
    endpoint = plan.endpoint
    contents = [file.content for file in plan.files]
    for content in contents:
        yield from _sending(content, endpoint)
        yield f"GET {_url(endpoint, 'files', _id(content))}\n(until its status is processed)"
    order = plan.order(*map(_id, contents), *[""] * (2 - len(contents)))
    body = order.body(endpoint.api, intent)
    yield _with_json(f"POST {endpoint.url('fine_tuning', 'jobs')}", body)


def _sending(content: Content, endpoint: Endpoint) -> Iterator[str]:
    if content.size <= most_in_one_request(endpoint):
        yield (
            f"POST {endpoint.url('files')}\nContent-Type: multipart/form-data\n\n"
            f"purpose={PURPOSE}\nfile={content.name} ({content.size:,} bytes)"
        )
        return
    body = {"filename": content.name, "purpose": PURPOSE, "bytes": content.size}
    upload = ("uploads", "<upload>")
    parts = ceil(content.size / part_size())
    yield _with_json(f"POST {endpoint.url('uploads')}", {**body, "mime_type": MEDIA_TYPE})
    yield (
        f"POST {_url(endpoint, *upload, 'parts')}\n"
        f"({parts:,} times, with up to {part_size():,} bytes each)"
    )
    yield _with_json(
        f"POST {_url(endpoint, *upload, 'complete')}",
        {"part_ids": ["<part>", "..."], "md5": content.md5},
    )


def _with_json(line: str, body: object) -> str:
    shown = orjson.dumps(body, option=orjson.OPT_INDENT_2).decode()
    return f"{line}\nContent-Type: application/json\n\n{shown}"


def _id(content: Content) -> str:
    return f"<{content.name}>"


def _url(endpoint: Endpoint, *path: str) -> str:
    """The URL of a resource that has no name yet."""
    return unquote(endpoint.url(*path))
