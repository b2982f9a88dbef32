"""What can go wrong with a service, in its own words, and what to do about it."""


class ServiceError(Exception):
    """What happened, in a sentence for the user.

    `advice` is what to do, `request_id` what the service's support asks for. `wait` is for how
    many seconds the service wants to be left alone.
    """

    is_passing = False
    """Whether the same request may succeed later."""

    is_without_effect = True
    """Whether it is certain that the service did nothing."""

    def __init__(
        self, message: str, *, advice: str = "", request_id: str = "", wait: float = 0
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.request_id = request_id
        self.wait = wait

    def __str__(self) -> str:
        traced = f"(Request {self.request_id})" if self.request_id else ""
        return " ".join(filter(None, (self.message, self.advice, traced)))


class EndpointError(ServiceError):
    """The endpoint or its credential can't be used as they are; nothing was sent."""


class Unreachable(ServiceError):
    """There is no connection, so nothing was sent."""

    is_passing = True


class Unanswered(ServiceError):
    """The request was sent and its answer is lost: nobody knows what came of it."""

    is_passing = True
    is_without_effect = False


class Refused(ServiceError):
    """The service answered with an error. `code` and `param` are its own, if it told any."""

    def __init__(
        self,
        message: str,
        status: int,
        *,
        code: str = "",
        param: str = "",
        advice: str = "",
        request_id: str = "",
        wait: float = 0,
    ) -> None:
        super().__init__(message, advice=advice, request_id=request_id, wait=wait)
        self.status = status
        self.code = code
        self.param = param


class Denied(Refused):
    """The credential is not taken, or not for this."""


class NotFound(Refused):
    """There is no such thing at this endpoint."""


class Busy(Refused):
    """The service takes no more requests for now."""

    is_passing = True


class Broken(Refused):
    """The service failed by itself, perhaps after it did what it was asked for."""

    is_passing = True
    is_without_effect = False


class FileRejected(ServiceError):
    """The service could not process a file; the message is its own."""


class FileChanged(ServiceError):
    """The file on disk is another one than when it was begun to be sent."""
