"""What a URL answered."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """The body that a URL answered with, or why there is none.

    `url` is where the last redirect led, `status` None where nobody answered. `refusal` is a
    clause for the user, such as "the host answers 404 (Not Found)", and empty when there is none.
    """

    url: str
    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    refusal: str = ""


LONGEST_NAME = 100


class Refusal(Exception):
    """Why a URL is not followed, or its answer not taken: a clause for the user."""


def short(name: str) -> str:
    """As much of a name that a stranger gave as a clause has room for."""
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"


def status_in_words(status: int) -> str:
    """The refusal that a status other than 200 is."""
    try:
        return f"the host answers {status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return f"the host answers {status}"
