"""Measures how soon diagnostics follow a typed character, for Tunelint and for stock pygls.

Both serve the same documents over standard streams, and both must publish the same findings. The
exit code is 1 when Tunelint misses what is required of it.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any, BinaryIO, NamedTuple, cast

import orjson

from tunelint.lsp.documents.diagnostics import MOST_DIAGNOSTICS
from tunelint.lsp.wire.transport import frame, frames

REQUIRED_MEDIAN = 0.005
REQUIRED_RATIO = 50

LINES = 50_000
LINE_LENGTH = 1_000
FEW_FINDINGS = 100
MANY_FINDINGS = 2_000
"""More than an editor shows: there most of the time goes into a thousand diagnostics, whoever makes
them, and the ratio is not judged."""

MIDDLE = {"line": LINES // 2, "character": LINE_LENGTH // 2}
KEYSTROKE_PAUSE = 0.02
"""Seconds. Nobody types faster, and no server should be measured while it still tidies up."""

URI = "untitled:train.jsonl"
PUBLISH = "textDocument/publishDiagnostics"

Message = dict[str, Any]


class Contestant(NamedTuple):
    """A server, and the message that says that all of a document has been checked."""

    name: str
    command: list[str]
    edits: int
    is_complete: Callable[[Message], bool]


class Latency(NamedTuple):
    """Seconds: from opening to the complete diagnostics, and from each edit to its diagnostics."""

    opening: float
    edits: list[float]
    diagnostics: list[Message]

    @property
    def median(self) -> float:
        return median(self.edits)

    @property
    def p95(self) -> float:
        return quantiles(self.edits, n=20)[-1]


class Server:
    """A language server as its client meets it."""

    def __init__(self, command: list[str], capabilities: Message | None = None) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin
        assert self._process.stdout
        self._stdin = self._process.stdin
        self._frames = frames(cast(BinaryIO, self._process.stdout))
        self.send("initialize", {"capabilities": capabilities or {}}, id=0)
        self.wait(lambda message: message.get("id") == 0)
        self.send("initialized", {})

    def send(self, method: str, params: Message, **more: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        self._stdin.write(frame(orjson.dumps(message)))
        self._stdin.flush()

    def wait(self, is_awaited: Callable[[Message], bool]) -> tuple[float, Message]:
        """The next message of that kind, and when it was there."""
        for body in self._frames:
            arrival = perf_counter()
            message = orjson.loads(body)
            if is_awaited(message):
                return arrival, message
        raise EOFError("the server is gone")

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


TUNELINT = Contestant(
    "tunelint lsp",
    [sys.executable, "-m", "tunelint", "lsp"],
    edits=200,
    is_complete=lambda message: (
        message["method"] == "tunelint/summary" and message["params"]["examples"] == LINES
    ),
)
STOCK = Contestant(
    "stock pygls",
    [sys.executable, str(Path(__file__).with_name("stock_server.py"))],
    edits=20,
    is_complete=lambda message: message["method"] == PUBLISH,
)


def main() -> None:
    size = LINES * LINE_LENGTH / 1e6
    print(f"{LINES:,} lines, {size:.0f} MB. Milliseconds from a typed character to diagnostics:\n")
    print(f"{'':32}{'median':>9}{'p95':>9}{'opening':>12}")
    holds = [
        compare("no findings", document(findings=0), REQUIRED_RATIO),
        compare(f"{FEW_FINDINGS:,} findings", document(FEW_FINDINGS), REQUIRED_RATIO),
        compare(f"{MANY_FINDINGS:,} findings", document(MANY_FINDINGS), ratio_required=1),
    ]
    print(f"\nRequired: under {REQUIRED_MEDIAN * 1e3:.0f} ms; but for the last {REQUIRED_RATIO} x.")
    sys.exit(0 if all(holds) else 1)


def compare(title: str, text: str, ratio_required: float) -> bool:
    """Measure both on one document; whether Tunelint does what is required of it."""
    ours, theirs = measure(TUNELINT, text), measure(STOCK, text)
    for name, latency in ((TUNELINT.name, ours), (STOCK.name, theirs)):
        milliseconds = f"{latency.median * 1e3:9.2f}{latency.p95 * 1e3:9.2f}"
        print(f"{title:18}{name:14}{milliseconds}{latency.opening:10.2f} s")
    ratio = theirs.median / ours.median
    print(f"{title:18}{'times sooner':14}{ratio:9.0f}", flush=True)
    # The last one is Tunelint's word on those that it does not show.
    shown = slice(MOST_DIAGNOSTICS - 1)
    assert ours.diagnostics[shown] == theirs.diagnostics[shown], "they found different things"
    return ours.median < REQUIRED_MEDIAN and ratio >= ratio_required


def measure(contestant: Contestant, text: str) -> Latency:
    """Open a document and type into its middle."""
    server = Server(contestant.command)
    item = {"uri": URI, "languageId": "jsonl", "version": 0, "text": text}
    start = perf_counter()
    server.send("textDocument/didOpen", {"textDocument": item})
    arrival, _ = server.wait(contestant.is_complete)
    opening = arrival - start

    edits, diagnostics = [], []
    for version in range(1, contestant.edits + 1):
        sleep(KEYSTROKE_PAUSE)
        start = perf_counter()
        server.send("textDocument/didChange", keystroke(version))
        arrival, message = server.wait(
            lambda message: message["method"] == PUBLISH and message["params"]["version"] == version  # noqa: B023
        )
        edits.append(arrival - start)
        diagnostics = message["params"]["diagnostics"]
    server.kill()
    return Latency(opening, edits, diagnostics)


def keystroke(version: int) -> Message:
    return {
        "textDocument": {"uri": URI, "version": version},
        "contentChanges": [{"range": {"start": MIDDLE, "end": MIDDLE}, "text": "x"}],
    }


def document(findings: int) -> str:
    """Lines of one length; so many of them, spread evenly, name a role that there is not."""
    step = LINES // findings if findings else LINES + 1
    return "".join(
        example(row, "usr" if row % step == step - 1 else "user") for row in range(LINES)
    )


def example(number: int, role: str) -> str:
    head = f'{{"messages": [{{"role": "{role}", "content": "{number} '
    tail = '"}, {"role": "assistant", "content": "A fine question."}]}\n'
    return head + "x" * (LINE_LENGTH - len(head) - len(tail)) + tail


if __name__ == "__main__":
    main()
