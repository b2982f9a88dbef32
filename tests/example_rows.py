"""Rows whose examples are shown: plain, with a fault, with an image."""

import orjson

from pictures import data_uri
from stdio_client import Message

PICTURE = data_uri("png 64x64")
CMYK = data_uri("jpeg 64x64 CMYK")

CHAT = (
    '{"messages": [{"role": "user", "content": "😀 Hi\u2028"}, '
    '{ "role":"assistant" , "content": "\\ud83d\\ude00 \\/"}]}'
)
SHOUTED = CHAT.replace('"user"', '"USER"')
PREFERENCE = (
    '{"input": {"messages": [{"role": "user", "content": "Hi"}]}, '
    '"preferred_output": [{"role": "assistant", "content": "Ho"}], '
    '"non_preferred_output": [{"role": "assistant", "content": "No"}]}'
)


def seen(picture: str, detail: str = "low") -> str:
    """A row in which the user shows an image."""
    return (
        '{"messages": [{"role": "user", "content": [{"type": "text", "text": "😀"}, {"type": '
        f'"image_url", "image_url": {{"url": "{picture}", "detail": "{detail}"}}}}]}}, '
        '{"role": "assistant", "content": "Hi"}]}'
    )


def shown_url(row: str) -> str:
    """The URL of the image in such a row."""
    parts: list[Message] = orjson.loads(row)["messages"][0]["content"]
    (url,) = (part["image_url"]["url"] for part in parts if "image_url" in part)
    return url  # type: ignore[no-any-return]
