"""Asks the client to tell of changes in the files that settings are read from."""

from collections.abc import Callable, Iterable
from typing import Any

from lsprotocol import types

from tunelint.config.file import FILE_NAMES
from tunelint.config.keys import BASELINE_NAME

METHOD = types.WORKSPACE_DID_CHANGE_WATCHED_FILES


class Watching:
    """Files are watched by their names, in all folders: one may turn up anywhere above a dataset.

    A client that can't be asked may tell of them all the same.
    """

    def __init__(self, register: Callable[[types.RegistrationParams], Any]) -> None:
        self._register = register
        self._can_be_asked = False
        self._names: set[str] = set()

    def start(self, client: types.ClientCapabilities) -> None:
        """Watch what is always read, if the client can be asked to."""
        files = client.workspace and client.workspace.did_change_watched_files
        self._can_be_asked = bool(files and files.dynamic_registration)
        self.watch((*FILE_NAMES, BASELINE_NAME))

    def watch(self, names: Iterable[str]) -> None:
        """Watch files of these names, too."""
        new = set(names) - self._names
        if new and self._can_be_asked:
            self._names |= new
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in sorted(new)]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registration = types.Registration(f"files {len(self._names)}", METHOD, options)
            self._register(types.RegistrationParams([registration]))
