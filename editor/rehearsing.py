"""The rehearsal service as a process, for an editor whose jobs go there."""

from __future__ import annotations

import contextlib
import socket
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from editor import NotStarted

ENDPOINT, KEY = "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"

USUAL_PORT = 8471
"""The same one each time, if nobody has it, so that jobs of earlier runs are found again."""


@contextlib.contextmanager
def rehearsing(tunelint: Path, state: Path) -> Iterator[Mapping[str, str]]:
    """Run the service, which keeps its files in `state`; gives the environment that leads to it."""
    options = ("--port", str(_free_port()), "--state", state)
    with subprocess.Popen(
        [tunelint, "rehearse", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield _told(process.stdout or ())
        finally:
            process.terminate()


def _free_port() -> int:
    """The usual port, else 0, which stands for any."""
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", USUAL_PORT)):
        return USUAL_PORT
    return 0


def _told(lines: Iterable[str]) -> Mapping[str, str]:
    """The environment that the service tells of once it is there."""
    environment: dict[str, str] = {}
    for line in lines:
        name, _, value = line.rstrip().partition("=")
        if name in (ENDPOINT, KEY):
            environment[name] = value
        if len(environment) == 2:
            return environment
    raise NotStarted("The rehearsal service did not start.")
