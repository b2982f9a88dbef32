"""`tunelint rehearse`: runs the rehearsal service until it is interrupted."""

import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from errno import EADDRINUSE
from pathlib import Path
from tempfile import TemporaryDirectory

from tunelint.cli.outcome import Outcome, told
from tunelint.rehearsal import FaultError, Rehearsal, serving


def rehearse(state: Path | None, port: int, speed: float, faults: Sequence[str]) -> Outcome:
    """Serve until interrupted; returns when that can't be done, and says why."""
    with nullcontext(state) if state else TemporaryDirectory() as folder:
        try:
            rehearsal = Rehearsal(Path(folder), speed=speed, faults=faults)
            asyncio.run(_serve(rehearsal, port))
        except FaultError as error:
            print(f"tunelint: {error}", file=sys.stderr)
        except OSError as error:
            taken = f"port {port} is taken; --port 0 finds a free one"
            words = taken if error.errno == EADDRINUSE else told(error)
            print(f"tunelint: {words}", file=sys.stderr)
    return Outcome.FAILURE


async def _serve(rehearsal: Rehearsal, port: int) -> None:
    async with serving(rehearsal, port) as address:
        # A temporary folder is to be removed, however the service is stopped.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        print(
            f"Rehearsing on {address}: nothing is trained, and nothing costs.",
            "",
            "Azure OpenAI:",
            f"AZURE_OPENAI_ENDPOINT={address}",
            "AZURE_OPENAI_API_KEY=rehearsal",
            "",
            "OpenAI:",
            f"OPENAI_BASE_URL={address}/v1",
            "OPENAI_API_KEY=rehearsal",
            sep="\n",
            flush=True,
        )
        await asyncio.Event().wait()
