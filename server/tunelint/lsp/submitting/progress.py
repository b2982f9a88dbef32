"""How far a request is, told to an editor that wants to know."""

from time import monotonic

from tunelint.lsp.submitting.editor import Editor
from tunelint.lsp.wire.payload import Params

PROGRESS = "$/progress"
INTERVAL = 0.1
"""Seconds between two words of how far it has come."""


class Progress:
    """Tells the editor how far a request is, if that wants to know.

    Its steps have `total` bytes together, each as many as it said last.
    """

    def __init__(self, editor: Editor, params: Params, title: str) -> None:
        self.total = 0
        self._editor = editor
        self._token = params.get("workDoneToken")
        self._title = title
        self._words, self._next = "", 0.0
        self._before, self._size = 0, 0

    def __enter__(self) -> "Progress":
        begin = {"kind": "begin", "title": self._title, "percentage": 0, "cancellable": True}
        self._tell(begin)
        return self

    def __exit__(self, *_: object) -> None:
        self._tell({"kind": "end"})

    def step(self, words: str, done: int = 0, size: int = 0) -> None:
        """Say what is being done; of the same thing, from time to time how much of it."""
        now = monotonic()
        if words != self._words:
            self._before, self._words = self._before + self._size, words
        elif now < self._next:
            return
        self._size, self._next = size, now + INTERVAL
        percentage = 100 * (self._before + done) // self.total if self.total else 0
        self._tell({"kind": "report", "message": words, "percentage": min(percentage, 100)})

    def _tell(self, value: dict[str, object]) -> None:
        if self._token is not None:
            self._editor.tell(PROGRESS, {"token": self._token, "value": value})
