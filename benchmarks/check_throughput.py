"""What a check costs beside bare parsing: every rule, against a loop of orjson.loads.

Both read the same file, line by line, in a process of their own, which tells the time of the
processor and the memory that it took.

    .venv/bin/python benchmarks/check_throughput.py [text] [images]
"""

from __future__ import annotations

import base64
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import NamedTuple
from zlib import crc32

import orjson

from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck

MEGABYTE = 1_000_000
ROUNDS = 5
MEMORY_LIMIT = 150 * MEGABYTE
WORDS = [
    "the",
    "a",
    "model",
    "answers",
    "what",
    "user",
    "asks",
    "about",
    "image",
    "of",
    "some",
    "example",
    "training",
    "line",
    "text",
]


class Dataset(NamedTuple):
    """What is checked, how much of it, and how many times a bare loop that may cost."""

    line: Callable[[random.Random], str]
    size: int
    most: float


def main() -> int:
    """Make each dataset, measure it, and return 1 when a limit is passed."""
    if len(sys.argv) == 3 and sys.argv[1] in TASKS:
        print(*TASKS[sys.argv[1]](Path(sys.argv[2])))
        return 0
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or DATASETS:
            dataset = DATASETS[name]
            path = Path(folder) / f"{name}.jsonl"
            lines = _write(path, dataset)
            floor = min(_measured("parse", path)[0] for _ in range(ROUNDS))
            runs = [_measured("check", path) for _ in range(ROUNDS)]
            seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
            ratio = seconds / floor
            failed |= ratio > dataset.most or memory > MEMORY_LIMIT
            print(
                f"{name}: {lines:,} lines, {path.stat().st_size / MEGABYTE:.0f} MB; "
                f"orjson.loads {floor:.3f} s, check {seconds:.3f} s: {ratio:.2f} times "
                f"(at most {dataset.most:g}), {memory / MEGABYTE:.0f} MB of memory"
            )
            path.unlink()
    return int(failed)


def parse(path: Path) -> tuple[float, int]:
    """The floor: decode every line, and do nothing with it."""
    start = process_time()
    with path.open("rb") as stream:
        for line in stream:
            orjson.loads(line)
    return process_time() - start, _memory()


def check(path: Path) -> tuple[float, int]:
    """The product: every rule that is on, as `tunelint check` asks them."""
    start = process_time()
    with path.open("rb") as stream:
        for _ in StreamCheck(stream, Settings()):
            pass
    return process_time() - start, _memory()


TASKS = {"parse": parse, "check": check}


def _measured(task: str, path: Path) -> tuple[float, int]:
    command = [sys.executable, __file__, task, str(path)]
    seconds, memory = subprocess.check_output(command, text=True).split()
    return float(seconds), int(memory)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _write(path: Path, dataset: Dataset) -> int:
    random_ = random.Random(1)
    size = lines = 0
    with path.open("w", encoding="utf-8") as stream:
        for line in _lines(dataset, random_):
            size += stream.write(line)
            lines += 1
            if size >= dataset.size:
                return lines
    raise AssertionError


def _lines(dataset: Dataset, random_: random.Random) -> Iterator[str]:
    while True:
        yield dataset.line(random_) + "\n"


def _words(random_: random.Random, length: int) -> str:
    return " ".join(random_.choices(WORDS, k=length // 6))


def _text_line(random_: random.Random) -> str:
    """Three messages of 2 KB together, spelt as Python's json does."""
    messages = [
        {"role": "system", "content": _words(random_, 300)},
        {"role": "user", "content": _words(random_, 700)},
        {"role": "assistant", "content": _words(random_, 1000)},
    ]
    return json.dumps({"messages": messages})


def _image_line(random_: random.Random) -> str:
    """A question with a PNG of 75 KB in it, 100 KB as base64."""
    url = f"data:image/png;base64,{base64.b64encode(_png(random_.randbytes(75_000))).decode()}"
    parts = [
        {"type": "text", "text": _words(random_, 60)},
        {"type": "image_url", "image_url": {"url": url}},
    ]
    messages = [
        {"role": "user", "content": parts},
        {"role": "assistant", "content": _words(random_, 100)},
    ]
    return json.dumps({"messages": messages})


def _faulty_line(random_: random.Random) -> str:
    """A question about 1,500 images, each of them with a detail that there is not."""
    parts = [
        {
            "type": "image_url",
            "image_url": {"url": f"https://example.com/{random_.random()}.png", "detail": "hi"},
        }
        for _ in range(1500)
    ]
    messages = [
        {"role": "user", "content": parts},
        {"role": "assistant", "content": _words(random_, 100)},
    ]
    return json.dumps({"messages": messages})


def _png(pixels: bytes) -> bytes:
    """A PNG that is whole by its chunks, whatever its pixels say."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + crc32(kind + body).to_bytes(4)

    header = (256).to_bytes(4) + (256).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


DATASETS = {
    "text": Dataset(_text_line, 100 * MEGABYTE, 4),
    "images": Dataset(_image_line, 500 * MEGABYTE, 3),
    "faults": Dataset(_faulty_line, 2 * MEGABYTE, 400),
}

if __name__ == "__main__":
    sys.exit(main())
