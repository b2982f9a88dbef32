"""The jobs that were submitted from here: listed at once, followed to their ends, steered."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tunelint.config.settings import SettingsError
from tunelint.lsp.submitting.editor import Editor
from tunelint.lsp.submitting.hearing import heard
from tunelint.lsp.submitting.services import Services
from tunelint.lsp.submitting.views import View, details_view, event_view, job_view
from tunelint.lsp.wire.payload import Params
from tunelint.service import Clock, Event, FineTuning, Intent, Job, NotFound, ServiceError
from tunelint.service.metrics import results_text
from tunelint.submission import (
    GONE,
    ContentRejected,
    JobRecord,
    Plan,
    Records,
    follow,
    remarks_on_rejection,
)
from tunelint.submission.following import MOST_HEARD, after

CHANGED = "tunelint/jobs/changed"


class Jobs:
    """Follows jobs on tasks of their own; trouble with one is no trouble for the others."""

    def __init__(self, editor: Editor, services: Services, records: Records) -> None:
        self._editor = editor
        self._services = services
        self._records = records
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._troubles: dict[str, str] = {}

    def hear(self, latest: JobRecord | None = None) -> None:
        """Show what was said of lines; one record may be later than it is written down."""
        records = (
            latest if latest and latest.intent.id == each.intent.id else each
            for each in self._records.jobs()
        )
        self._editor.hear([*heard(records, self._records.lines)])

    def ordered(self, record: JobRecord) -> View:
        """Follow a job that was just submitted."""
        self._tell(record)
        self.hear()
        self._follow(record)
        return self._view(record)

    def rejected(self, planned: Plan, intent: Intent, error: ContentRejected) -> None:
        """Remember what was said of a file that no job can be made of."""
        said = (each for each in remarks_on_rejection(error) if each.row is not None)
        record = self._records.wanted(planned, intent)
        self._records.begin(replace(record, heard=tuple(said)[:MOST_HEARD]), planned)
        self.hear()

    async def list(self, params: Params) -> Sequence[View]:
        """All jobs, as they were last seen; what was said of lines then is shown."""
        self.hear()
        return [self._view(record) for record in self._records.jobs() if record.job_id]

    async def follow(self, params: Params) -> None:
        """Follow the jobs that have not ended; what is in trouble is tried again at once."""
        for record in self._records.jobs():
            if record.job_id and not record.ended:
                self._follow(record)

    async def details(self, params: Params) -> View:
        """All that the service tells of a job."""
        record = self._record(params)

        async def ask(service: FineTuning) -> View:
            jobs, id = service.jobs, record.job_id
            job, events, checkpoints = await asyncio.gather(
                jobs.get(id), jobs.events(id), jobs.checkpoints(id)
            )
            results = await jobs.results(job)
            return details_view(self._saw(record, job), events, checkpoints, results)

        return await self._services.use(record.endpoint, ask)

    async def steer(self, params: Params) -> View:
        """Cancel, pause or resume a job."""
        record, act = self._record(params), params["act"]

        async def ask(service: FineTuning) -> Job:
            return await service.jobs.steer(record.job_id, act)

        job = await self._services.use(record.endpoint, ask)
        kept = self._record(params)  # it may be forgotten by now
        view = self._saw(kept, job)
        self._send(view)
        self._follow(kept, anew=True)
        return view

    async def results(self, params: Params) -> Sequence[View]:
        """The results files of a job, as they are."""
        record = self._record(params)

        async def ask(service: FineTuning) -> Sequence[View]:
            job = await service.jobs.get(record.job_id)
            files = service.files
            return [
                {
                    "name": (await files.get(id)).name,
                    "text": results_text(await files.content(id)),
                }
                for id in job.result_files
            ]

        return await self._services.use(record.endpoint, ask)

    async def forget(self, params: Params) -> None:
        """Forget a job, whatever it goes on to do."""
        record = self._record(params)
        task = self._tasks.pop(record.intent.id, None)
        if task:
            task.cancel()
        self._records.forget(record)
        self.hear()

    def _follow(self, record: JobRecord, *, anew: bool = False) -> None:
        """Follow a job from now on, unless that goes well already and need not begin `anew`."""
        id = record.intent.id
        task = self._tasks.get(id)
        if task and not task.done():
            if not anew and id not in self._troubles:
                return
            task.cancel()
        self._tasks[id] = asyncio.create_task(self._go_on(record))

    async def _go_on(self, record: JobRecord) -> None:
        """Follow a job through all trouble that may pass."""
        waits = Clock().polls()
        while True:
            try:
                told = partial(self._told, record)
                await self._services.use(record.endpoint, told, asks_again=False)
                return
            except NotFound:
                record = replace(record, ended=GONE)
                self._records.renew(record)
                self._tell(record, has_just_ended=True)
                return
            except OSError as error:
                self._tell(record, trouble=f"Its record can't be written: {error.strerror}.")
                return
            except ServiceError as error:
                self._tell(record, trouble=str(error))
                if not error.is_passing:
                    return
            await asyncio.sleep(next(waits))
            record = self._records.of_intent(record.intent.id) or record

    async def _told(self, record: JobRecord, service: FineTuning) -> None:
        async for update in follow(service, record, self._records):
            before, record = record, after(record, update)
            self._tell(
                record,
                update.events,
                trouble=str(update.trouble) if update.trouble else None,
                has_just_ended=bool(record.ended) and self._is_open(record),
            )
            if record.heard != before.heard:
                self.hear(record)

    def _is_open(self, record: JobRecord) -> bool:
        """Whether no other editor has told of the job's end."""
        kept = self._records.of_intent(record.intent.id)
        return kept is not None and not kept.ended

    def _tell(
        self,
        record: JobRecord,
        events: Sequence[Event] = (),
        *,
        trouble: str | None = None,
        has_just_ended: bool = False,
    ) -> None:
        """Tell the editor of a job, and what happened to it since the last time."""
        if trouble:
            self._troubles[record.intent.id] = trouble
        else:
            self._troubles.pop(record.intent.id, None)
        self._send(self._view(record), events, has_just_ended=has_just_ended)

    def _send(
        self, view: View, events: Sequence[Event] = (), *, has_just_ended: bool = False
    ) -> None:
        told = {"job": view, "events": [*map(event_view, events)], "hasJustEnded": has_just_ended}
        self._editor.tell(CHANGED, told)

    def _saw(self, record: JobRecord, job: Job) -> View:
        """Remember a job as it is now."""
        kept = self._records.of_intent(record.intent.id) or record
        self._records.renew(kept.saw(job))
        return self._view(record.saw(job))

    def _view(self, record: JobRecord) -> View:
        title = self._services.title(record.endpoint)
        return job_view(record, title, self._troubles.get(record.intent.id))

    def _record(self, params: Params) -> JobRecord:
        record = self._records.of_intent(params["id"])
        if record is None:
            raise SettingsError("This job is not known here any more.")
        return record
