"""What the service does not do, and says so."""


class Refusal(Exception):
    """An error answer: `code` is by the names of Azure's dated APIs, `param` what it is about."""

    def __init__(self, status: int, code: str, message: str, param: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param


def invalid(message: str, param: str = "") -> Refusal:
    """A request that can't be followed."""
    return Refusal(400, "invalidPayload", message, param)


def not_found(message: str = "Resource not found") -> Refusal:
    """There is no such thing."""
    return Refusal(404, "notFound", message)


def conflict(message: str) -> Refusal:
    """It is in a state where that can't be done."""
    return Refusal(409, "conflict", message)
