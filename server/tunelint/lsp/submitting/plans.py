"""Plans of jobs: made, shown and, once the user says so, carried out."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from tunelint.config.keys import Values
from tunelint.config.settings import SettingsError
from tunelint.engine.fetching import image_urls
from tunelint.engine.reading import RowReader
from tunelint.images import Fetched, nothing_fetched
from tunelint.lsp.submitting.editor import Editor
from tunelint.lsp.submitting.jobs import Jobs
from tunelint.lsp.submitting.progress import Progress
from tunelint.lsp.submitting.services import PATIENT, Services
from tunelint.lsp.submitting.wishes import read_wish
from tunelint.lsp.wire.payload import Params
from tunelint.lsp.wire.threads import Breath, in_thread
from tunelint.profiles import profile
from tunelint.service import Endpoint, FineTuning, Intent
from tunelint.submission import (
    ContentRejected,
    Examined,
    Plan,
    Records,
    Stage,
    Submitted,
    Wish,
    plan,
    profile_of,
    requests,
    submit,
)
from tunelint.submission.examining import OnBytes
from tunelint.submission.plan import Follow

KEPT = 8
"""Plans. Nobody decides on more at a time."""


class Made(NamedTuple):
    """A plan, and what a job of it is made by."""

    plan: Plan
    intent: Intent


class Plans:
    """The plans that the editor was shown."""

    def __init__(self, editor: Editor, services: Services, records: Records, jobs: Jobs) -> None:
        self._editor = editor
        self._services = services
        self._records = records
        self._jobs = jobs
        self._made: dict[str, Made] = {}

    async def make(self, params: Params) -> dict[str, Any]:
        """Check the files of a wish. Raises `SettingsError`, `OSError`, `ServiceError`."""
        told = params["wish"]
        wish, endpoint = read_wish(told), self._services.endpoint(told["endpoint"])
        options = await self._editor.options(wish.training)
        with Progress(self._editor, params, "Checking the files") as progress:
            fetched: Fetched = nothing_fetched
            if params.get("checkUrls"):
                fetched = await self._fetched(wish, endpoint, progress)
            planned = await _checked(wish, endpoint, options, fetched, progress)
        wanted = self._records.wanted(planned, Intent(time.time()))
        made = Made(planned, wanted.intent)
        return _view(made, self._remember(made))

    async def submit(self, params: Params) -> dict[str, Any]:
        """Carry a plan out. Raises `ServiceError` and `SettingsError`."""
        made = self._made.get(params["plan"])
        if made is None:
            raise SettingsError("This plan is not known any more: check the files again.")
        planned, intent = made
        if planned.is_refused:
            raise SettingsError("Files that the service would reject are not sent.")
        with Progress(self._editor, params, "Submitting") as progress:
            progress.total = sum(file.content.size for file in planned.files)

            def tell(stage: Stage) -> None:
                progress.step(stage.words, stage.done, stage.size)

            async def work(service: FineTuning) -> Submitted:
                return await submit(planned, service, self._records, intent, tell)

            try:
                done = await self._services.use(planned.endpoint, work, clock=PATIENT)
            except ContentRejected as error:
                self._jobs.rejected(planned, intent, error)
                raise
        return {"job": self._jobs.ordered(done.record), "isNew": done.is_new}

    def _remember(self, made: Made) -> str:
        while len(self._made) >= KEPT:
            del self._made[next(iter(self._made))]
        name = uuid4().hex
        self._made[name] = made
        return name

    async def _fetched(self, wish: Wish, endpoint: Endpoint, progress: Progress) -> Fetched:
        """What the URLs of the files' images answer."""
        urls = await in_thread(lambda breathe: _urls_in(_files(wish), breathe))
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            progress.step(f"Fetching images: {done:,} of {len(urls):,}")

        most_bytes = profile(profile_of(endpoint)).image_bytes_max.value
        return await self._editor.fetch(urls, most_bytes, step)


async def _checked(
    wish: Wish, endpoint: Endpoint, options: Values, fetched: Fetched, progress: Progress
) -> Plan:
    def work(breathe: Breath) -> Plan:
        progress.total = sum(path.stat().st_size for path in _files(wish))
        follow = _followed(progress, breathe)
        return plan(wish, endpoint, options=options, fetched=fetched, follow=follow)

    return await in_thread(work)


def _followed(progress: Progress, breathe: Breath) -> Follow:
    """What tells the editor how far the check of a file is."""

    @contextmanager
    def follow(path: Path) -> Iterator[OnBytes]:
        size, done = path.stat().st_size, 0

        def on_bytes(number: int) -> None:
            nonlocal done
            done += number
            breathe()
            progress.step(f"Checking {path.name}", done, size)

        yield on_bytes

    return follow


def _files(wish: Wish) -> list[Path]:
    return [wish.training, *filter(None, [wish.validation])]


def _urls_in(paths: list[Path], breathe: Breath) -> list[str]:
    urls: dict[str, None] = {}
    for path in paths:
        with path.open("rb") as stream:
            urls.update(dict.fromkeys(image_urls(RowReader(stream, lambda _: breathe()))))
    return [*urls]


def _view(made: Made, name: str) -> dict[str, Any]:
    planned, is_refused = made.plan, made.plan.is_refused
    return {
        "plan": name,
        "isRefused": is_refused,
        "sentences": [*planned.sentences()],
        "linked": planned.linked,
        "cost": planned.cost,
        "request": "" if is_refused else "\n\n".join(requests(*made)),
        "reasons": [reason for file in planned.files for reason in _reasons(file)],
    }


def _reasons(file: Examined) -> Iterator[dict[str, Any]]:
    for hit in file.reasons:
        finding = hit.placed.finding
        yield {
            "uri": file.content.path.as_uri(),
            "line": hit.row,
            "character": hit.placed.start,
            "code": finding.code,
            "message": finding.message,
        }
