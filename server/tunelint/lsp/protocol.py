"""pygls's protocol with the parts replaced that a document of 50 MB is too large for.

The names that are overridden here are private to pygls, whose version is therefore pinned; a
contract test in `tests/lsp` says which ones must go on existing.
"""

import logging
from collections.abc import Generator
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

from tunelint.lsp.payload import decode, encode
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
            data = decode(body)
            if not isinstance(data, dict) or "jsonrpc" not in data:
                raise ValueError("a message is an object of JSON-RPC")
        except ValueError as error:
            log.warning("a frame that is no message: %s", error)
            self._send_data(decode_error(error))
            return
        try:
            self.handle_message(self.structure_message(data))
        except JsonRpcException as error:
            log.warning("a message of another shape than its method's: %s", data.get("method"))
            if "method" in data and "id" in data:
                self._send_response(data["id"], error=error.to_response_error())
        except Exception:
            log.exception("a message could not be handled: %s", data.get("method"))

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification that is plain JSON already."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})

    async def apply_edit(self, label: str, edit: dict[str, Any]) -> bool:
        """Ask the client to make an edit that is plain JSON already, and return whether it did."""
        told = {"label": label, "edit": edit}
        params = self._converter.structure(told, types.ApplyWorkspaceEditParams)
        answer = await self.send_request_async(types.WORKSPACE_APPLY_EDIT, params)
        return bool(answer.applied)

    def plain(self, data: Any) -> Any:
        """The plain JSON that a value of the protocol's types stands for."""
        return self._converter.unstructure(data)

    def _send_data(self, data: Any) -> None:
        if self.writer is None:
            return
        try:
            self.writer.write(frame(encode(data, self._serialize_message)))
        except BrokenPipeError:
            log.warning("the client is gone")
        except Exception:
            log.exception("a message could not be sent")
