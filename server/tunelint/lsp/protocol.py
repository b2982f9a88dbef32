"""pygls's protocol with the parts replaced that a document of 50 MB is too large for.

The names that are overridden here are private to pygls, whose version is therefore pinned; a
contract test in `tests/lsp` says which ones must go on existing.
"""

import asyncio
import logging
from collections.abc import Callable, Generator
from typing import Any
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import JsonRPCRequestMessage, LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import JsonRPCNotification
from pygls.protocol.language_server import _prepare_command_arguments

from tunelint.lsp.documents.workspace import DatasetWorkspace
from tunelint.lsp.wire.payload import decode, encode
from tunelint.lsp.wire.transport import decode_error, frame

OUR_METHODS = "tunelint/"
"""How methods begin that are no others'."""

log = logging.getLogger(__name__)


class RequestFailed(JsonRpcException):
    """A request that comes to nothing for a reason that the user is told: no fault of ours."""

    CODE = -32803


class TunelintProtocol(LanguageServerProtocol):
    """Speaks JSON through orjson, and keeps documents as datasets.

    The parameters of our own methods are plain objects: pygls would make tuples of them.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._asked: dict[str, asyncio.Future[Any]] = {}

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """Install the workspace of datasets in place of pygls's."""
        result = yield from super().lsp_initialize(params)
        self._workspace = DatasetWorkspace(self.workspace)
        return result

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]
        self, params: types.ExecuteCommandParams
    ) -> Any:
        """Run a command in the task of its request; pygls would go on when that is cancelled."""
        command = self.fm.commands.get(params.command)
        if command is None:
            raise JsonRpcInvalidParams(f"There is no command {params.command}.")
        try:
            arguments, _ = _prepare_command_arguments(command, params, self._converter)
        except Exception as error:
            raise JsonRpcInvalidParams(f"{params.command} does not take this: {error}") from None
        return await command(*arguments)

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
        if self._answers(data) or self._refuses(data):
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

    async def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Ask the client, in plain JSON both ways. Raises `RequestFailed` for an error.

        An answer goes past pygls, which would log what it does not understand: it may be a secret.
        """
        id = str(uuid4())
        future = self._asked[id] = asyncio.get_running_loop().create_future()
        try:
            self._send_data({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
            return await future
        except asyncio.CancelledError:
            self.send(types.CANCEL_REQUEST, {"id": id})
            raise
        finally:
            del self._asked[id]

    async def apply_edit(self, label: str, edit: dict[str, Any]) -> bool:
        """Ask the client to make an edit, and return whether it did. Raises `RequestFailed`."""
        answer = await self.ask(types.WORKSPACE_APPLY_EDIT, {"label": label, "edit": edit})
        return isinstance(answer, dict) and answer.get("applied") is True

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message as its handler takes it."""
        method = str(data.get("method", ""))
        if not method.startswith(OUR_METHODS):
            return super().structure_message(data)
        given = data.get("params")
        params, version = given if isinstance(given, dict) else {}, data["jsonrpc"]
        if "id" in data:
            return JsonRPCRequestMessage(data["id"], method, version, params)
        return JsonRPCNotification(method, version, params)

    def plain(self, data: Any) -> Any:
        """The plain JSON that a value of the protocol's types stands for."""
        return self._converter.unstructure(data)

    def _answers(self, data: dict[str, Any]) -> bool:
        """Whether a message answers what was asked in plain JSON, or nothing that was asked."""
        id = data.get("id")
        if "method" in data or (isinstance(id, str | int) and id in self._request_futures):
            return False
        future = self._asked.get(id) if isinstance(id, str) else None
        if future is not None and not future.done():
            if "error" in data:
                future.set_exception(RequestFailed("The editor gave no answer."))
            else:
                future.set_result(data.get("result"))
        return True

    def _refuses(self, data: dict[str, Any]) -> bool:
        """Whether a message comes before the server is initialized, or after it was shut down."""
        method = data.get("method")
        is_too_early = self._workspace is None and method != types.INITIALIZE
        if method in (None, types.EXIT) or not (is_too_early or self._shutdown):
            return False
        if "id" in data:
            kind = JsonRpcServerNotInitialized if is_too_early else JsonRpcInvalidRequest
            self._send_response(data["id"], error=kind().to_response_error())
        return True

    def _execute_handler(
        self,
        msg_id: Any,
        handler: Any,
        callback: Callable[[Any], Any],
        *given: Any,
        **named: Any,
    ) -> None:
        """Handle a message, and forget it then: pygls keeps each edit for ever."""

        def done(future: Any) -> None:
            self._request_futures.pop(msg_id, None)
            callback(future)

        super()._execute_handler(msg_id, handler, done, *given, **named)

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Answer a request; pygls would log with a trace also what is no fault of ours."""
        error = None if future.cancelled() else future.exception()
        if not isinstance(error, JsonRpcException):
            super()._send_handler_result(future, msg_id=msg_id)
            return
        self._send_response(msg_id, error=error.to_response_error())

    def _send_data(self, data: Any) -> None:
        if self.writer is None:
            return
        try:
            self.writer.write(frame(encode(data, self._serialize_message)))
        except BrokenPipeError:
            if not self._shutdown:  # else it said that it goes
                log.warning("the client is gone")
        except Exception:
            log.exception("a message could not be sent")
