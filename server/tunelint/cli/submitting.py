"""`tunelint submit`: what it says, what it asks, and how it ends."""

import asyncio
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from tunelint.cli.datasets import shown
from tunelint.cli.followed import follow_job, write_remarks
from tunelint.cli.outcome import Outcome
from tunelint.cli.output.text import write_hits
from tunelint.cli.progress import Progress, of_check, of_sending
from tunelint.cli.serving import outcome_of
from tunelint.cli.signing_in import find_credential, find_endpoint
from tunelint.cli.urls import fetch_urls
from tunelint.config.settings import SettingsError
from tunelint.profiles import order_limits
from tunelint.service import Credential, Endpoint, FineTuning, Intent, ServiceError
from tunelint.submission import (
    ContentRejected,
    Plan,
    Records,
    Stage,
    Wish,
    configured_validation,
    plan,
    remarks_on_rejection,
    requests,
    submit,
)
from tunelint.submission.examining import OnBytes

GOES_ON = "The same command goes on from here."
SEED = "seed"


def submit_files(options: Namespace) -> Outcome:
    """Check, ask, send, order and follow."""
    try:
        endpoint = find_endpoint(options.endpoint)
        # Whoever lacks a key learns it before large files are looked at.
        credential = None if options.dry_run else find_credential(endpoint)
        planned = _plan(options, endpoint)
        if planned.is_refused:
            return _refuse(planned)
        print(*planned.sentences(), sep="\n")
        if credential is None:
            record = Records().wanted(planned, Intent(time.time()))
            print("", "\n\n".join(requests(planned, record.intent)), sep="\n")
            return Outcome.CLEAN
        if not options.yes and not _asked(f"Submit to {endpoint.title}?"):
            return Outcome.FOUND
        return asyncio.run(_submit(planned, credential, follows=not options.no_follow))
    except ContentRejected as error:
        write_remarks(remarks_on_rejection(error))
        return Outcome.FOUND
    except ServiceError as error:
        return outcome_of(error)


def _plan(options: Namespace, endpoint: Endpoint) -> Plan:
    wish = Wish(
        training=options.training,
        model=options.model,
        validation=options.validation_file or _configured(options.training),
        suffix=options.suffix,
        seed=options.seed,
        method=options.method,
        hyperparameters=_hyperparameters(options),
        grader=_grader(options.grader),
        training_type=options.training_type,
    )
    planned = plan(wish, endpoint, follow=_followed)
    asks = not (options.yes or options.dry_run or planned.is_refused)
    if asks and planned.linked and _asked(f"Fetch the {planned.linked:,} images by URL first?"):
        settings = {file.content.path: file.settings for file in planned.files}
        fetched = fetch_urls([*map(str, settings)], settings.__getitem__)
        planned = plan(wish, endpoint, fetched=fetched, follow=_followed)
    return planned


def _hyperparameters(options: Namespace) -> dict[str, float]:
    """The numbers that were given for the training."""
    given = {name: getattr(options, name) for name in order_limits().ranges if name != SEED}
    return {name: number for name, number in given.items() if number is not None}


async def _submit(planned: Plan, credential: Credential, *, follows: bool) -> Outcome:
    records = Records()
    async with FineTuning(planned.endpoint, credential) as service:
        with _Told() as told:
            done = await submit(planned, service, records, Intent(time.time()), told)
        job = done.job
        ordered = "was ordered" if done.is_new else "was ordered before"
        print(f"{job.id} {ordered} ({job.status})", flush=True)
        if follows or job.has_ended:
            return await follow_job(service, done.record, records)
        print(f"Follow it with: tunelint jobs follow {job.id}")
    return Outcome.CLEAN


class _Told:
    """Writes the steps of a submission to standard error, with the bytes that go out."""

    def __init__(self) -> None:
        self._words = ""
        self._done = 0
        self._progress: Progress | None = None

    def __enter__(self) -> "_Told":
        return self

    def __exit__(self, _: object, error: BaseException | None, *rest: object) -> None:
        self._clear()
        if isinstance(error, asyncio.CancelledError):
            print(GOES_ON, file=sys.stderr)
        elif isinstance(error, ServiceError) and error.is_passing:
            error.advice = error.advice or GOES_ON

    def __call__(self, stage: Stage) -> None:
        if stage.words != self._words:
            self._clear()
            self._words, self._done = stage.words, 0
            print(stage.words, file=sys.stderr)
        if stage.size:
            self._progress = self._progress or of_sending(stage.words, stage.size)
            self._progress.advance(stage.done - self._done)
            self._done = stage.done

    def _clear(self) -> None:
        if self._progress:
            self._progress.clear()
            self._progress = None


def _refuse(planned: Plan) -> Outcome:
    for file in planned.files:
        write_hits(str(file.content.path), file.reasons, sys.stdout)
    print("", *planned.sentences(), "Nothing was sent.", sep="\n")
    return Outcome.FOUND


def _asked(question: str) -> bool:
    """Whether somebody says yes. Raises `SettingsError` when nobody is there to be asked."""
    if not sys.stdin.isatty():
        raise SettingsError("Nobody is there to be asked: say --yes.")
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:  # as Ctrl+D says it, or Ctrl+Z on Windows
        print()
        return False


def _configured(training: Path) -> Path | None:
    """The validation file of the configuration, which is told of because nobody named it here."""
    partner = configured_validation(training)
    if not (partner and partner.configured_at):
        return None
    path, (file, line) = shown(partner.path), partner.configured_at
    print(f"{path} is the validation file: {shown(file)}:{line} says so.", file=sys.stderr)
    return path


def _grader(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        grader = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        grader = None
    if not isinstance(grader, dict):
        raise SettingsError(f"{path}: a grader is a JSON object.")
    return grader


@contextmanager
def _followed(path: Path) -> Iterator[OnBytes]:
    with path.open("rb") as stream:
        progress = of_check(str(path), stream)
    with progress:
        yield progress.advance
