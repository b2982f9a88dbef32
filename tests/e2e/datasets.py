"""Datasets for the editor: short lines, and enough of them to be sound."""

from __future__ import annotations

import json
from pathlib import Path

Content = str | list[dict[str, object]]


def example(user: Content, assistant: Content) -> str:
    """A line with one question and its answer."""
    messages = [{"role": "user", "content": user}, {"role": "assistant", "content": assistant}]
    return json.dumps({"messages": messages})


def image(**more: str) -> dict[str, object]:
    """A content part with an image by URL."""
    return {"type": "image_url", "image_url": {"url": "https://example.com/cat.png", **more}}


def write(path: Path, *lines: str) -> Path:
    """Write the lines as a dataset, with the folder it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


SOUND = [example(f"What is {n} plus {n}?", f"{2 * n}.") for n in range(50)]
ULTRA = example(user=[image(detail="ultra")], assistant="A cat.")
