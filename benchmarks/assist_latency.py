"""Measures how soon completion and hover are answered while somebody types in 50 MB.

The peer is VS Code's JSON language server, which npm installs into `.dev/` at the first run. It is
given the same lines as one JSON array. The exit code is 1 when Tunelint misses what is required.

    .venv/bin/python -m benchmarks.assist_latency
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import NamedTuple

import pybase64
from PIL import Image

from benchmarks.typing_latency import TUNELINT, Message, Server

REQUIRED_MEDIAN = 0.020
LINES = 50_000
LINE_LENGTH = 1_000
IMAGE_BYTES = 100_000
KEYSTROKE_PAUSE = 0.02

PEER = ("vscode-langservers-extracted", "4.10.0")
PEER_FOLDER = Path(__file__).parents[1] / ".dev" / "json-server"
URI = "untitled:train.jsonl"
CAPABILITIES = {
    "general": {"markdown": {"parser": "marked"}},
    "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
}
"""What VS Code says of itself; without it no image would be drawn."""


class Contestant(NamedTuple):
    """A server, what its language is called, and what makes one document of the lines."""

    name: str
    command: list[str]
    language: str
    around: tuple[str, str, str]
    rounds: int


class Place(NamedTuple):
    """What is asked at a place of the middle line, where a text stands for the cursor."""

    name: str
    method: str
    behind: str


PLACES = (
    Place("completion of a role", "textDocument/completion", '{"role": "'),
    Place("completion of a detail", "textDocument/completion", '"detail": "'),
    Place("hover on a role", "textDocument/hover", '{"role": "'),
    Place("hover on an image", "textDocument/hover", '"url": "data:'),
)


def main() -> None:
    tunelint = Contestant("tunelint lsp", TUNELINT.command, "jsonl", ("", "\n", "\n"), rounds=50)
    peer = peer_server()
    size = LINES * LINE_LENGTH / 1e6
    print(
        f"{LINES:,} lines, {size:.0f} MB. Milliseconds from a request behind a typed character:\n"
    )
    print(f"{'':26}{'':14}{'median':>10}{'p95':>10}")
    contestants = [tunelint, *peer]
    times = {contestant.name: dict(measure(contestant)) for contestant in contestants}
    for place in PLACES:
        for name, measured in times.items():
            took = measured[place.name]
            figures = f"{median(took) * 1e3:10.2f}{quantiles(took, n=20)[-1] * 1e3:10.2f}"
            print(f"{place.name:26}{name:14}{figures}")
    worst = max(median(took) for took in times[tunelint.name].values())
    print(f"\nRequired: medians of at most {REQUIRED_MEDIAN * 1e3:.0f} ms.")
    sys.exit(0 if worst <= REQUIRED_MEDIAN else 1)


def peer_server() -> list[Contestant]:
    """The peer, if there is npm to install it."""
    program = PEER_FOLDER / "node_modules" / ".bin" / "vscode-json-language-server"
    npm = shutil.which("npm")
    if not program.exists() and npm:
        PEER_FOLDER.mkdir(parents=True, exist_ok=True)
        package = "@".join(PEER)
        subprocess.run([npm, "install", "--no-audit", "--no-fund", package], cwd=PEER_FOLDER)
    if not program.exists():
        print("The peer is not installed: npm is missing, or could not install it.")
        return []
    command = [str(program), "--stdio"]
    return [Contestant("vscode-json", command, "json", ("[", ",\n", "]"), rounds=5)]


def measure(contestant: Contestant) -> Iterator[tuple[str, list[float]]]:
    """Seconds from each request to its answer, by what is asked."""
    before, between, behind = contestant.around
    lines = list(document())
    server = Server(contestant.command, CAPABILITIES)
    text = before + between.join(lines) + behind
    item = {"uri": URI, "languageId": contestant.language, "version": 0, "text": text}
    server.send("textDocument/didOpen", {"textDocument": item})
    row, version, number = LINES // 2, 0, 0
    for place in PLACES:
        character = lines[row].index(place.behind) + len(place.behind)
        took = []
        for _ in range(contestant.rounds):
            sleep(KEYSTROKE_PAUSE)
            version, number = version + 1, number + 1
            server.send("textDocument/didChange", keystroke(version))
            start = perf_counter()
            arrival, answer = ask(server, place, {"line": row, "character": character}, number)
            assert "error" not in answer, answer
            took.append(arrival - start)
        yield place.name, took
    server.kill()


def ask(server: Server, place: Place, position: Message, number: int) -> tuple[float, Message]:
    params = {"textDocument": {"uri": URI}, "position": position}
    server.send(place.method, params, id=number)
    return server.wait(lambda message: message.get("id") == number and "method" not in message)


def keystroke(version: int) -> Message:
    """A character that is typed into a text near the middle."""
    place = {"line": LINES // 2 + 1, "character": LINE_LENGTH // 2}
    return {
        "textDocument": {"uri": URI, "version": version},
        "contentChanges": [{"range": {"start": place, "end": place}, "text": "x"}],
    }


def document() -> Iterator[str]:
    """Lines of one length, but for the one with an image."""
    for number in range(LINES):
        head = f'{{"messages": [{{"role": "user", "content": "{number} '
        tail = '"}, {"role": "assistant", "content": "A fine question."}]}'
        if number == LINES // 2:
            yield image_line()
        else:
            yield head + "x" * (LINE_LENGTH - len(head) - len(tail) - 1) + tail


def image_line() -> str:
    """A question about an image of noise, which is as long as photos are."""
    stream = io.BytesIO()
    side = int((IMAGE_BYTES / 3) ** 0.5)
    Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)).save(stream, "PNG")
    url = f"data:image/png;base64,{pybase64.b64encode(stream.getvalue()).decode()}"
    return (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": '
        f'{{"url": "{url}", "detail": "low"}}}}]}}, {{"role": "assistant", "content": "Noise."}}]}}'
    )


if __name__ == "__main__":
    main()
