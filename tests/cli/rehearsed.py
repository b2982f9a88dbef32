"""Commands that are run against the rehearsal of `conftest.py`."""

import io

from rehearsal.stage import play
from submission.stage import MODEL
from tunelint.cli.main import main
from tunelint.rehearsal import Rehearsal

JOB = ("--model", MODEL, "--epochs", "1")


async def run(*arguments: str) -> int:
    return await play(main, arguments)


def jobs(rehearsal: Rehearsal) -> list[str]:
    return [job.id for job in rehearsal.jobs.kept]


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True
