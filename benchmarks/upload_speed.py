"""What sending 512 MB takes beside `curl -F`, over the loopback to a sink that reads and forgets.

The client sends as it does in a submission: in parts, with the hash that was made when the file was
checked. Each round has one run of both; the exit code is 1 when it is slower than is allowed, or
takes more memory.

    .venv/bin/python -m benchmarks.upload_speed
"""

from __future__ import annotations

import asyncio
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from statistics import median
from threading import Thread
from time import perf_counter

from tunelint.service import FineTuning, api_key, azure

MEGABYTE = 1_000_000
SIZE = 512 * MEGABYTE
ROUNDS = 7
LEAST_SPEED = 0.5
"""The share of curl's speed that is required."""
MEMORY_LIMIT = 100 * MEGABYTE
"""Above what the client takes before it sends anything."""

MD5 = "0123456789abcdef0123456789abcdef"
ANSWER = b'{"id": "any", "file": {"id": "file-1", "status": "processed"}}'
PIECE = 1 << 20


def main() -> int:
    """Measure both, and return 1 when a limit is passed."""
    if len(sys.argv) == 3:
        print(*asyncio.run(send(sys.argv[1], Path(sys.argv[2]))))
        return 0
    with tempfile.TemporaryDirectory() as folder, sink() as address:
        path = Path(folder) / "large.jsonl"
        write(path)
        ratios, growths = [], []
        for _ in range(ROUNDS):
            floor = curl(address, path)
            seconds, growth = sent(address, path)
            growths.append(growth)
            words = f"Tunelint {speed(seconds)}, {growth / MEGABYTE:.0f} MB of memory"
            if floor:
                ratios.append(floor / seconds)
                words += f"; curl {speed(floor)}: {ratios[-1]:.2f} of its speed"
            print(words, flush=True)
    if not ratios:
        print("There is no curl here: the speed was compared with nothing.")
    else:
        print(f"median: {median(ratios):.2f} of curl's speed (at least {LEAST_SPEED})")
    is_slow = bool(ratios) and median(ratios) < LEAST_SPEED
    return int(is_slow or max(growths) > MEMORY_LIMIT)


async def send(address: str, path: Path) -> tuple[float, int]:
    """How long the client takes, and how much memory more than before."""
    endpoint = azure(address)
    async with FineTuning(endpoint, api_key("any", endpoint)) as service:
        await service.files.get("file-1")
        before, start = memory(), perf_counter()
        await service.send(path, path.name, md5=MD5)
        return perf_counter() - start, memory() - before


def sent(address: str, path: Path) -> tuple[float, int]:
    """The same in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.upload_speed", address, path)
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return float(told[0]), int(told[1])


def curl(address: str, path: Path) -> float | None:
    """How long the peer takes; None where there is none."""
    program = shutil.which("curl")
    if program is None:
        return None
    form = ("-F", "purpose=fine-tune", "-F", f"file=@{path}", "-H", "Expect:", "-H", "api-key: any")
    quiet = ("--silent", "--noproxy", "*", "-o", Path(path.parent, "answer"), "-w", "%{time_total}")
    command = (program, *quiet, *form, f"{address}/openai/v1/files")
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)


class Sink(StreamRequestHandler):
    """Reads requests, and answers all of them alike."""

    def handle(self) -> None:
        buffer = bytearray(PIECE)
        while request := self.rfile.readline():
            left = 0
            while field := self.rfile.readline().strip():
                name, _, value = field.partition(b":")
                if name.lower() == b"content-length":
                    left = int(value)
            while left:
                left -= self.rfile.readinto1(memoryview(buffer)[:left])
            assert request.endswith(b"HTTP/1.1\r\n")
            self.wfile.write(
                b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(ANSWER) + ANSWER
            )


@contextmanager
def sink() -> Iterator[str]:
    """The address of a server that does as little as can be."""
    with ThreadingTCPServer(("127.0.0.1", 0), Sink) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def write(path: Path) -> None:
    """Lines, as far as a sender can tell."""
    line = b'{"messages": [' + b" " * 1_000 + b"]}\n"
    block = line * (PIECE // len(line))
    with path.open("wb") as file:
        while file.tell() < SIZE:
            file.write(block[: SIZE - file.tell()])


def speed(seconds: float) -> str:
    return f"{SIZE / MEGABYTE / seconds:,.0f} MB/s"


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main())
