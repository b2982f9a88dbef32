"""The rehearsal service as a process, and the environment that leads an editor to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEY = "rehearsal"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A service that trains nothing. Records of what is sent to it stay in `state`."""

    address: str
    state: Path

    @property
    def host(self) -> str:
        """What the address is called in the editor."""
        return self.address.removeprefix("http://")

    @property
    def keyless(self) -> Mapping[str, str]:
        """The environment of somebody who has yet to say where the service is, and the key."""
        names = ("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "OPENAI_API_KEY")
        return {"XDG_STATE_HOME": str(self.state), **dict.fromkeys(names, "")}

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of somebody whose service it is."""
        named = {"AZURE_OPENAI_ENDPOINT": self.address, "AZURE_OPENAI_API_KEY": KEY}
        return {**self.keyless, **named}


@contextmanager
def rehearsing(folder: Path, speed: float, *faults: str) -> Iterator[Rehearsal]:
    """Run the service, which keeps its files in the folder."""
    command = [sys.executable, "-m", "tunelint", "rehearse", "--port", "0"]
    options = ["--speed", str(speed), "--state", str(folder / "service")]
    wrong = [f"--fault={fault}" for fault in faults]
    with subprocess.Popen(
        [*command, *options, *wrong], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Rehearsal(_address(process), folder / "state")
        finally:
            process.kill()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        name, _, value = line.rstrip().partition("=")
        if name == "AZURE_OPENAI_ENDPOINT":
            return value
    raise RuntimeError("The rehearsal service did not start.")
