"""Reads what a service answers in place of what was asked for."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import orjson

from tunelint.service.advice import advice
from tunelint.service.credential import Credential
from tunelint.service.endpoint import Endpoint
from tunelint.service.errors import (
    Broken,
    Busy,
    Denied,
    NotFound,
    Refused,
    ServiceError,
    Unanswered,
)
from tunelint.service.reading import text

GATEWAY = (408, 502, 504)
"""Statuses of somebody in between, who does not know what the service does."""

SPENT = frozenset({"insufficient_quota", "quotaExceeded"})
"""Codes that come with 429 and that no waiting changes."""

REQUEST_IDS = ("apim-request-id", "x-request-id", "x-ms-request-id")

KINDS: Mapping[int, type[Refused]] = {
    401: Denied,
    403: Denied,
    404: NotFound,
    429: Busy,
    500: Broken,
    503: Broken,
}


def refusal(
    status: int,
    fields: Mapping[str, str],
    body: bytes,
    *,
    endpoint: Endpoint,
    credential: Credential,
    now: float,
) -> ServiceError:
    """The error that an answer is. The fields' names are in lower case, or don't heed case."""
    told = _told(body)
    code = text(told, "code")
    message = _words(told) or _status_in_words(status)
    request_id = next((fields[name] for name in REQUEST_IDS if name in fields), "")
    wait = waiting_time(fields, now)
    if status in GATEWAY:
        return Unanswered(message, request_id=request_id, wait=wait)
    kind = Refused if code in SPENT else KINDS.get(status, Refused)
    return kind(
        message,
        status,
        code=code,
        param=text(told, "param", "target"),
        advice=advice(status, code, message, endpoint, credential),
        request_id=request_id,
        wait=wait,
    )


def waiting_time(fields: Mapping[str, str], now: float) -> float:
    """For how many seconds the service wants to be left alone."""
    with suppress(KeyError, ValueError):
        return max(0.0, float(fields["retry-after-ms"]) / 1_000)
    with suppress(KeyError, ValueError):
        return max(0.0, _seconds(fields["retry-after"], now))
    return 0.0


def _seconds(retry_after: str, now: float) -> float:
    try:
        return float(retry_after)
    except ValueError:
        moment = parsedate_to_datetime(retry_after)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now


def _told(body: bytes) -> Mapping[str, Any]:
    """The object that speaks of the error: all services wrap it, what stands before them not."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    error = answer.get("error", answer) if isinstance(answer, dict) else answer
    return error if isinstance(error, dict) else {"message": error}


def _words(told: Mapping[str, Any]) -> str:
    """The message, and those of the details that say more."""
    details = told.get("details")
    several = [told, *details] if isinstance(details, list) else [told]
    words = (text(each, "message").strip() for each in several if isinstance(each, dict))
    return " ".join(_sentence(each) for each in dict.fromkeys(words) if each)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _status_in_words(status: int) -> str:
    try:
        return f"The service answers {status} ({HTTPStatus(status).phrase})."
    except ValueError:
        return f"The service answers {status}."
