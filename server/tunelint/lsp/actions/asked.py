"""What a client asks about when it asks for actions."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lsprotocol import types

from tunelint.assist.findings import touched
from tunelint.engine.placing import Placed
from tunelint.lsp.documents.workspace import DatasetDocument
from tunelint.text.replacing import Position

Action = dict[str, Any]
"""A code action as it is sent."""

MOST_FINDINGS = 100
"""Nobody chooses from more, and to select the whole text is no reason to go through it all."""


@dataclass(frozen=True)
class Asked:
    """A range of a document. `is_invoked` tells a menu that is opened from a mere light bulb.

    Where `only` is given, it names the kinds of actions that are wanted.
    """

    document: DatasetDocument
    start: Position
    end: Position
    is_invoked: bool
    only: tuple[str, ...] | None

    @classmethod
    def of(cls, document: DatasetDocument, params: types.CodeActionParams) -> "Asked":
        """What the parameters of a request say."""
        start, end = params.range.start, params.range.end
        context = params.context
        return cls(
            document,
            document.places.place(start),
            document.places.place(end),
            context.trigger_kind is not types.CodeActionTriggerKind.Automatic,
            None if context.only is None else tuple(context.only),
        )

    def wants(self, kind: str) -> bool:
        """Whether actions of a kind are wanted; those below a kind are of it, and all of ""."""
        if self.only is None:
            # Nobody wants to be offered on every line what is about the file.
            return not kind.startswith(types.CodeActionKind.Source.value)
        return any(not each or each == kind or kind.startswith(each + ".") for each in self.only)

    @cached_property
    def findings(self) -> list[tuple[int, Placed]]:
        """The findings that the range touches, with their rows."""
        return list(islice(touched(self.document.dataset, self.start, self.end), MOST_FINDINGS))

    @property
    def codes(self) -> list[str]:
        """The codes of these findings, each once."""
        return list(dict.fromkeys(placed.finding.code for _, placed in self.findings))
