"""Findings that are not to be told any more: by a rule that is ignored, or by the baseline."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import to_fs_path

from tunelint.config.baseline import add_to_baseline
from tunelint.config.file import OWN
from tunelint.config.ignoring import ignore_rule
from tunelint.config.keys import RULE
from tunelint.config.settings import SettingsError
from tunelint.lsp.actions.asked import Action, Asked
from tunelint.lsp.actions.workshop import Refused
from tunelint.lsp.checking.configuring import Configuring
from tunelint.rules.wording import count

IGNORE = "tunelint.ignore"
ADD_TO_BASELINE = "tunelint.addToBaseline"


def offer(asked: Asked) -> Iterator[Action]:
    """To ignore the rules, and to take the findings for known."""
    uri = asked.document.dataset_uri
    if to_fs_path(uri) is None:
        return
    for code in asked.codes:
        yield _action(f"Ignore {code} in this workspace", IGNORE, uri, code)
    known = dict.fromkeys(
        (line, placed.finding.code)
        for row, placed in asked.findings
        if (line := asked.document.dataset.known_by(row, placed.finding))
    )
    if known:
        what = "this finding" if len(known) == 1 else f"these {count(len(known), 'finding')}"
        entries = [list(entry) for entry in known]
        yield _action(f"Add {what} to the baseline", ADD_TO_BASELINE, uri, entries)


async def ignore_from_now_on(configuring: Configuring, uri: str, code: str) -> None:
    """Have the configuration of a dataset ignore a rule. Raises `Refused`."""
    path = _path(uri)

    def write() -> None:
        file = configuring.resolver(path).configuration(path)
        ignore_rule(file or configuring.folder(path) / OWN, RULE.read(code))

    await _write(write)
    configuring.refresh()


async def add_to_known(configuring: Configuring, uri: str, entries: list[list[str]]) -> None:
    """Add the keys of lines, with the codes of findings there, to a baseline. Raises `Refused`."""
    path = _path(uri)

    def write() -> None:
        file = configuring.resolver(path).baseline_file(path)
        assert file, "the folder of the workspace holds the baseline where nothing else is said"
        add_to_baseline(file, ((line, RULE.read(code)) for line, code in entries))

    await _write(write)
    configuring.refresh()


def _action(title: str, command: str, *arguments: Any) -> Action:
    return {
        "title": title,
        "kind": types.CodeActionKind.QuickFix.value,
        "command": {"title": title, "command": command, "arguments": list(arguments)},
    }


def _path(uri: str) -> Path:
    name = to_fs_path(uri)
    if name is None:
        raise Refused("This document is no file yet; save it first.")
    return Path(name)


async def _write(write: Callable[[], object]) -> None:
    try:
        await asyncio.to_thread(write)
    except SettingsError as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{error.filename} can't be written: {error.strerror}.") from None
