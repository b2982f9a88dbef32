"""The options of `tunelint submit`."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from tunelint.cli.numbers import number, whole
from tunelint.cli.outcome import Outcome
from tunelint.dataset.method import Method
from tunelint.profiles import order_limits

EPOCHS = "n_epochs"


def add_submit(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command with its options."""
    command = commands.add_parser(
        "submit",
        help="check datasets, send them to the service, and follow the job",
        epilog="Exit code: 0 when the job succeeded (or was ordered, with --no-follow), 1 when the "
        "check refused a file or the job failed, 2 for trouble with options, network or "
        "credentials.",
    )
    command.add_argument("training", type=Path, metavar="TRAIN", help="the training file")
    add = command.add_argument
    add(
        "--validation-file",
        type=Path,
        metavar="FILE",
        help="the validation file (default: the one that the configuration pairs TRAIN with)",
    )
    add_endpoint(command)
    job = command.add_argument_group("job", "What is left out, the service chooses.").add_argument
    job("--model", required=True, help="the model to tune")
    job("--suffix", default="", help="what is to stand in the tuned model's name")
    job("--method", type=Method, choices=[*Method], help="default: what the file is made for")
    for name, allowed in order_limits().ranges.items():
        kind = whole if allowed.whole else number
        job(_option(name), dest=name, type=kind, metavar="NUMBER", help=str(allowed))
    job("--grader", type=Path, metavar="FILE", help="the grader of reinforcement, a JSON file")
    job("--training-type", default="", metavar="TYPE", help="of Azure, as GlobalStandard")
    add("--dry-run", action="store_true", help="print the exact requests, and send nothing")
    add("--no-follow", action="store_true", help="end as soon as the job is ordered")
    add("--yes", action="store_true", help="ask nothing")
    command.set_defaults(run=_submit)


def add_endpoint(command: ArgumentParser) -> None:
    """Add the option that says where the service is."""
    command.add_argument(
        "--endpoint",
        default="",
        metavar="URL",
        help="the service (default: AZURE_OPENAI_ENDPOINT, else OpenAI with OPENAI_API_KEY); with "
        "?api-version=... one of Azure's dated APIs, with the path /v1 OpenAI's",
    )


def _option(name: str) -> str:
    return "--epochs" if name == EPOCHS else f"--{name.replace('_', '-')}"


def _submit(options: Namespace) -> Outcome:
    # Imported here because httpx takes long to import.
    from tunelint.cli.submitting import submit_files

    return submit_files(options)
