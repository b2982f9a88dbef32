"""The three ways of one API: Azure's v1, its dated versions, and OpenAI's."""

from __future__ import annotations

from enum import Enum
from typing import Any

from tunelint.rehearsal.refusal import Refusal

ANY_STATUS = {429: "tooManyRequests", 503: "serviceUnavailable"}


class Dialect(Enum):
    """Which one is spoken, by where it begins. The longer paths come first."""

    AZURE_V1 = "/openai/v1"
    AZURE_DATED = "/openai"
    OPENAI = "/v1"

    @classmethod
    def of(cls, path: str) -> Dialect | None:
        """The dialect of a path, None when it leads nowhere."""
        return next((each for each in cls if path.startswith(f"{each.value}/")), None)

    @property
    def profile(self) -> str:
        """The name of the profile with the limits that hold here."""
        return "openai" if self is Dialect.OPENAI else "azure"

    @property
    def created(self) -> int:
        """The status of an answer that tells of a new file or job."""
        return 201 if self is Dialect.AZURE_DATED else 200

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error as it is told here."""
        code, message, param = refusal.code, refusal.message, refusal.param
        if self is Dialect.AZURE_DATED:
            return {"error": {"code": code, "message": message}}
        if self is Dialect.AZURE_V1:
            told = {"code": code, "message": message, "type": "error"}
            return {"error": {**told, **({"param": param} if param else {})}}
        kind = "invalid_request_error" if refusal.status < 500 else "server_error"
        return {"error": {"message": message, "type": kind, "param": param or None, "code": code}}


def refusal_of(status: int) -> Refusal:
    """The error that is answered when nothing but a status is asked for."""
    usual = "internalFailure" if status >= 500 else "invalidPayload"
    return Refusal(status, ANY_STATUS.get(status, usual), f"Rehearsed fault: {status}.")
