"""What is wrong with configuration files, shown where it stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tunelint.config.file import FileError

PUBLISH = "textDocument/publishDiagnostics"


class Problems:
    """A diagnostic for each broken file that an open dataset depends on, until it is mended."""

    def __init__(self, send: Callable[[str, dict[str, Any]], None]) -> None:
        self._send = send
        self._met: dict[str, FileError] = {}
        self._told: dict[Path, str] = {}

    def met(self, uri: str, error: FileError | None) -> None:
        """Take note of what was met when the settings of a dataset were read."""
        self._met.pop(uri, None)
        if error:
            self._met[uri] = error
        self._tell()

    def _tell(self) -> None:
        errors = {error.path: error for error in self._met.values()}
        for path in self._told.keys() - errors.keys():
            self._publish(path, [])
        for path, error in errors.items():
            if self._told.get(path) != str(error):
                self._publish(path, [_diagnostic(error)])
        self._told = {path: str(error) for path, error in errors.items()}

    def _publish(self, path: Path, diagnostics: list[dict[str, Any]]) -> None:
        self._send(PUBLISH, {"uri": path.as_uri(), "diagnostics": diagnostics})


def _diagnostic(error: FileError) -> dict[str, Any]:
    line = error.line - 1
    return {
        "range": {
            "start": {"line": line, "character": 0},
            "end": {"line": line + 1, "character": 0},
        },
        "severity": 1,
        "source": "tunelint",
        "message": error.message,
    }
