"""pygls's protocol with the parts replaced that a document of 50 MB is too large for.

The names that are overridden here are private to pygls, whose version is therefore pinned; a
contract test in `tests/lsp` says which ones must go on existing.
"""

import json
import logging
from collections.abc import Generator
from typing import Any

import orjson
from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from tunelint.lsp.transport import decode_error, frame
from tunelint.lsp.workspace import DatasetWorkspace

log = logging.getLogger(__name__)


class TunelintProtocol(LanguageServerProtocol):
    """Speaks JSON through orjson, and keeps documents as datasets."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """Install the workspace of datasets in place of pygls's."""
        result = yield from super().lsp_initialize(params)
        self._workspace = DatasetWorkspace(self.workspace)
        return result

    def receive(self, body: bytes) -> None:
        """Handle one message; what is no message is answered with an error."""
        try:
            data = _decode(body)
            if not isinstance(data, dict):
                raise ValueError("a message is an object")
        except ValueError as error:
            log.warning("a frame that is no message: %s", error)
            self._send_data(decode_error(error))
            return
        try:
            self.handle_message(self.structure_message(data))
        except Exception:
            log.exception("a message could not be handled: %s", data.get("method"))

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification that is plain JSON already."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})

    def _send_data(self, data: Any) -> None:
        if self.writer is None:
            return
        try:
            self.writer.write(frame(_encode(data, self._serialize_message)))
        except BrokenPipeError:
            log.warning("the client is gone")
        except Exception:
            log.exception("a message could not be sent")


def _decode(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        # Editors may send half a surrogate pair, which only the standard library accepts.
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _encode(data: Any, default: Any) -> bytes:
    try:
        return orjson.dumps(data, default=default)
    except orjson.JSONEncodeError:
        return json.dumps(data, default=default).encode()
