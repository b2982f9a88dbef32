"""Jobs: made, judged, paused, cancelled, and ended when their time has come."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.rehearsal.dialect import Dialect
from tunelint.rehearsal.job import CANCELLED, PAUSED, PAUSING, SUCCEEDED, Event, Job
from tunelint.rehearsal.judging import JobFile, Verdict, judge
from tunelint.rehearsal.metrics import results_csv
from tunelint.rehearsal.order import Order
from tunelint.rehearsal.refusal import conflict, invalid
from tunelint.rehearsal.shelf import Shelf
from tunelint.rehearsal.store import PURPOSE, Clock, Store
from tunelint.rehearsal.timeline import NOTHING_IS_TRAINED, Checkpoint, Timeline


class Stopped(Exception):
    """The service goes away in the middle of something."""


class Jobs:
    """The jobs in a folder. Their files are judged beside the event loop, as tasks."""

    def __init__(
        self, folder: Path, store: Store, clock: Clock, speed: float, chance: Random
    ) -> None:
        self.kept = Shelf(folder / "jobs", "Fine-tuning job", Job.read)
        self._store = store
        self._clock = clock
        self._speed = speed
        self._chance = chance
        self._judging: set[asyncio.Task[None]] = set()
        self._is_stopped = False

    def take_up(self) -> None:
        """Judge what was left unjudged when the service stopped."""
        for job in self.kept:
            if job.verdict is None and not job.ended:
                self._begin_judging(job)

    async def stop(self) -> None:
        """Leave the rest for another time."""
        self._is_stopped = True
        for task in self._judging:
            task.cancel()
        await asyncio.gather(*self._judging, return_exceptions=True)

    def create(self, body: Mapping[str, Any], dialect: Dialect, *, is_to_fail: bool) -> Job:
        """Make the job that a request asks for. Raises `Refusal`."""
        order = Order.read(dict(body), dialect, self._chance)
        self._check_file(order.training_file, "training_file")
        if order.validation_file:
            self._check_file(order.validation_file, "validation_file")
        id = f"ftjob-{uuid4().hex}"
        job = Job(id, self._clock(), dialect.value, self._speed, order, is_to_fail)
        self._note(job, f"Created fine-tuning job: {id}")
        self._note(job, NOTHING_IS_TRAINED, "warn")
        files = f"training file: {order.training_file}"
        if order.validation_file:
            files += f" and validation file: {order.validation_file}"
        self._note(job, f"Validating {files}")
        self._begin_judging(job)
        return job

    def catch_up(self) -> None:
        """End the jobs whose time has come."""
        for job in self.kept:
            if job.verdict is not None and not job.ended:
                end, ended = Timeline(job).ends
                if job.worked(self._clock()) >= end:
                    self._end(job, ended, job.when(end))

    def cancel(self, job: Job) -> None:
        """End a job early. Raises `Refusal` when it is over already."""
        if job.ended:
            raise conflict(f"Job {job.id} has already {job.ended}.")
        now = self._clock()
        if job.halted_at is None:
            job.halt(now)
        self._note(job, "Fine-tuning job cancelled")
        self._end(job, CANCELLED, now)

    def pause(self, job: Job) -> None:
        """Pause a job. Raises `Refusal` when it isn't running."""
        if self.status(job) != "running":
            raise conflict(f"Job {job.id} is {self.status(job)}: only a running job pauses.")
        job.halt(self._clock())
        self._note(job, "Fine-tuning job paused")

    def resume(self, job: Job) -> None:
        """Go on with a job. Raises `Refusal` when it isn't paused."""
        if self.status(job) not in (PAUSING, PAUSED):
            raise conflict(f"Job {job.id} is {self.status(job)}: only a paused job resumes.")
        job.go_on(self._clock())
        self._note(job, "Fine-tuning job resumed")

    def remove(self, job: Job) -> None:
        """Forget a job. Raises `Refusal` when it isn't over."""
        if not job.ended:
            raise conflict(f"Job {job.id} is {self.status(job)}: only a job that is over goes.")
        self.kept.remove(job.id)

    def status(self, job: Job) -> str:
        """How it stands with a job."""
        if job.ended:
            return job.ended
        if job.verdict is None:
            return "validating_files"
        now = self._clock()
        return job.halting_status(now) or Timeline(job).status(job.worked(now))

    def events(self, job: Job) -> list[Event]:
        """What a job has told, in order."""
        if job.verdict is None:
            return job.notes
        told = Timeline(job).events(job.worked(self._clock()))
        return sorted([*job.notes, *told], key=lambda event: event.at)

    def checkpoints(self, job: Job) -> list[Checkpoint]:
        """The checkpoints of a job, in order."""
        return Timeline(job).checkpoints(job.worked(self._clock())) if job.verdict else []

    def _check_file(self, id: str, param: str) -> None:
        file = next((file for file in self._store.files if file.id == id), None)
        if file is None or file.purpose != PURPOSE:
            raise invalid(f"The specified {param} does not exist: {id}", param)
        if not self._store.is_ready(file):
            message = "The specified file reference must point to a completed file import."
            raise invalid(message, param)

    def _note(self, job: Job, message: str, level: str = "info") -> None:
        number = len(job.notes)
        event = Event(f"ftevent-{job.tail}n{number:03}", self._clock(), level, message)
        job.notes.append(event)
        self.kept.keep(job)

    def _end(self, job: Job, ended: str, at: float) -> None:
        if ended == SUCCEEDED:
            timeline = Timeline(job)
            text = results_csv(timeline.schedule, timeline.curves)
            self._store.add_results(results_id(job), text)
        job.ended, job.finished_at = ended, at
        self.kept.keep(job)

    def _begin_judging(self, job: Job) -> None:
        task = asyncio.create_task(self._judge(job))
        self._judging.add(task)
        task.add_done_callback(self._judging.discard)

    async def _judge(self, job: Job) -> None:
        order = job.order
        settings = Settings(
            profile=Dialect(job.dialect).profile, model=order.model, method=Method(order.method)
        )
        training = JobFile(order.training_file, self._store.path(order.training_file), "training")
        verdict = await self._judged(training, settings)
        if order.validation_file and not verdict.code:
            path = self._store.path(order.validation_file)
            validation = JobFile(order.validation_file, path, "validation")
            other = await self._judged(validation, settings)
            warnings = [*verdict.warnings, *other.warnings]
            verdict = Verdict(verdict.examples, other.code, other.message, warnings)
        if not job.ended:
            job.verdict = verdict
            job.bytes = training.path.stat().st_size if training.path.exists() else 0
            job.begin(self._clock())
            self.kept.keep(job)

    async def _judged(self, file: JobFile, settings: Settings) -> Verdict:
        try:
            return await asyncio.to_thread(judge, file, settings, self._go_on)
        except OSError:
            gone = f"The {file.role} file {file.id} was deleted."
            return Verdict(0, f"invalid_{file.role}_file", gone)

    def _go_on(self, _: int) -> None:
        """End a thread that is judging: nothing else does, and the process waits for it."""
        if self._is_stopped:
            raise Stopped


def results_id(job: Job) -> str:
    """The id of a job's results file."""
    return f"file-{job.tail}-results"
