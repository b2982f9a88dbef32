"""The options of `tunelint jobs`."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from tunelint.cli.outcome import Outcome
from tunelint.cli.submit import add_endpoint

COMMANDS = {
    "show": "show a job and its checkpoints",
    "events": "list what happened to a job",
    "follow": "tell what happens to a job until it has ended",
    "cancel": "end a job early",
    "pause": "pause a job",
    "resume": "go on with a paused job",
}


def add_jobs(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command with its own commands."""
    jobs = commands.add_parser("jobs", help="list, show, follow and steer fine-tuning jobs")
    own = jobs.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="act")
    _set_up(own.add_parser("list", help="list the jobs at the service, the youngest first"))
    for name, meaning in COMMANDS.items():
        command = own.add_parser(name, help=meaning)
        command.add_argument("job", metavar="JOB", help="the id of the job")
        _set_up(command)


def _set_up(command: ArgumentParser) -> None:
    add_endpoint(command)
    command.set_defaults(run=_run)


def _run(options: Namespace) -> Outcome:
    # Imported here because httpx takes long to import.
    from tunelint.cli.job_commands import run

    return run(options)
