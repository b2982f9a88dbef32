"""How trouble with a service is told, and which exit code it has."""

import sys

from tunelint.cli.outcome import Outcome
from tunelint.service import FileChanged, FileRejected, Refused, ServiceError


def outcome_of(error: ServiceError) -> Outcome:
    """Say what happened. What the service refuses for its content is no trouble of the network."""
    print(f"tunelint: {error}", file=sys.stderr)
    is_refused = type(error) is Refused or isinstance(error, FileChanged | FileRejected)
    return Outcome.FOUND if is_refused else Outcome.FAILURE
