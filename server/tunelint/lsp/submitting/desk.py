"""Where requests about submissions and jobs are answered, on the loop beside the editor's."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tunelint.config.settings import SettingsError
from tunelint.lsp.protocol import RequestFailed
from tunelint.lsp.submitting.choices import choices
from tunelint.lsp.submitting.editor import Editor
from tunelint.lsp.submitting.jobs import Jobs
from tunelint.lsp.submitting.plans import Plans
from tunelint.lsp.submitting.rehearsing import Rehearsing
from tunelint.lsp.submitting.services import Services
from tunelint.lsp.wire.payload import Params
from tunelint.service import ServiceError
from tunelint.submission import ContentRejected, Records
from tunelint.submission.environment import named_endpoint

Answer = Callable[[Params], Awaitable[Any]]


class Desk:
    """Answers requests of the editor's."""

    def __init__(self, editor: Editor) -> None:
        records = Records()
        self._editor = editor
        self._rehearsing = Rehearsing(records)
        self._services = Services(editor, self._rehearsing)
        self._jobs = Jobs(editor, self._services, records)
        self._plans = Plans(editor, self._services, records, self._jobs)
        self._answers: Mapping[str, Answer] = {
            "tunelint/endpoint": self._endpoint,
            "tunelint/endpoint/environment": self._environment,
            "tunelint/rehearsal": self._rehearsal,
            "tunelint/submission/choices": self._choices,
            "tunelint/submission/plan": self._plans.make,
            "tunelint/submission/submit": self._plans.submit,
            "tunelint/jobs/list": self._jobs.list,
            "tunelint/jobs/follow": self._jobs.follow,
            "tunelint/jobs/details": self._jobs.details,
            "tunelint/jobs/steer": self._jobs.steer,
            "tunelint/jobs/results": self._jobs.results,
            "tunelint/jobs/forget": self._jobs.forget,
        }

    async def answer(self, method: str, params: Params) -> Any:
        """The answer to a request. Raises `RequestFailed`, with words for the user."""
        try:
            return await self._answers[method](params)
        except ContentRejected as error:
            raise RequestFailed(str(error), data={"remarks": True}) from None
        except (ServiceError, SettingsError) as error:
            raise RequestFailed(str(error)) from None
        except OSError as error:
            words = ": ".join(filter(None, (error.filename, error.strerror)))
            raise RequestFailed(f"{words}.") from None

    async def _endpoint(self, params: Params) -> Any:
        return self._services.place(self._services.endpoint(params["endpoint"]))

    async def _environment(self, params: Params) -> Any:
        endpoint = named_endpoint()
        return endpoint and self._services.place(endpoint)

    async def _rehearsal(self, params: Params) -> Any:
        return self._services.place(await self._rehearsing.start())

    async def _choices(self, params: Params) -> Any:
        endpoint = self._services.endpoint(params["endpoint"])
        return await choices(self._editor, endpoint, params["training"])
