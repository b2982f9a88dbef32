"""How trouble with a service is told, and which exit code it has."""

import sys

from tunelint.cli.outcome import Outcome
from tunelint.service import FileChanged, FileRejected, Refused, ServiceError


def outcome_of(error: ServiceError | OSError) -> Outcome:
    """Say what happened. What the service refuses for its content is no trouble of the network."""
    print(f"tunelint: {_words(error)}", file=sys.stderr)
    is_refused = type(error) is Refused or isinstance(error, FileChanged | FileRejected)
    return Outcome.FOUND if is_refused else Outcome.FAILURE


def _words(error: ServiceError | OSError) -> str:
    if isinstance(error, OSError):
        return ": ".join(filter(None, (error.filename, error.strerror)))
    return str(error)
