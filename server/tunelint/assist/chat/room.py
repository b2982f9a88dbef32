"""The room that a page has for an example: texts are cut, and what is too many is left out."""

from collections import Counter
from itertools import islice
from typing import Any

import orjson

from tunelint.assist.chat.shown import Text
from tunelint.assist.lines import is_json
from tunelint.assist.view.pretty import spread
from tunelint.rules.wording import count

MOST = {"message": 300, "part": 1_000, "call": 300, "tool": 300, "key": 300, "finding": 300}
LONGEST_WORD = 200
LONGEST_TEXT = 20_000
LONGEST_INSIDE = 500
"""Characters of a string that stands in an object, where it may be a payload."""

MOST_TEXT = 500_000
MOST_OF_PICTURES = 4_000_000
"""Characters of all texts, and of the data URIs of all pictures."""

MOST_ITEMS = 200
DEEPEST = 30
LEFT_OUT = "…"


class Room:
    """Counts what is drawn, and what there is no room for."""

    def __init__(self) -> None:
        self._things = MOST.copy()
        self._characters = MOST_TEXT
        self._pictures = MOST_OF_PICTURES
        self._left_out: Counter[str] = Counter()

    def takes(self, thing: str) -> bool:
        """Whether there is room for one more thing of a kind, which is counted."""
        self._things[thing] -= 1
        has_room = self._things[thing] >= 0
        self._left_out[thing] += not has_room
        return has_room

    def takes_picture(self) -> bool:
        """Whether there is room for one more picture."""
        has_room = self._pictures > 0
        self._left_out["picture"] += not has_room
        return has_room

    def hang(self, picture: str) -> None:
        """Count a picture, which is a data URI."""
        self._pictures -= len(picture)

    def word(self, value: Any) -> str:
        """A short text such as a name; empty where none stands."""
        return _cut(value, LONGEST_WORD) if type(value) is str else ""

    def text(self, text: str) -> Text:
        """As much of a text as there is room for."""
        shown = text[: min(LONGEST_TEXT, self._characters)]
        self._characters -= len(shown)
        cut = len(text) - len(shown)
        return Text(shown, f"{count(cut, 'more character')} not shown" if cut else "")

    def json(self, value: Any) -> Text:
        """A value as indented JSON, without what is too long or too deep in it."""
        written = orjson.dumps(_shortened(value), option=orjson.OPT_INDENT_2)
        return self.text(written.decode())

    def json_text(self, text: str) -> Text:
        """A text that should be JSON: indented if it is, and not too long to be shown in full."""
        if len(text) <= LONGEST_TEXT and is_json(text.encode()):
            text = spread(text.encode()).decode().rstrip()
        return self.text(text)

    def value(self, value: Any) -> Text:
        """A text as it is, anything else as JSON."""
        return self.text(value) if type(value) is str else self.json(value)

    def omitted(self) -> list[str]:
        """What there was no room for, in words."""
        return [f"{count(each, noun)} not shown" for noun, each in (+self._left_out).items()]


def _shortened(value: Any, depth: int = 0) -> Any:
    """A value in which nothing is very long or very deep."""
    if type(value) is str:
        return _cut(value, LONGEST_INSIDE)
    if type(value) not in (dict, list):
        return value
    if depth == DEEPEST:
        return LEFT_OUT
    left_out = len(value) > MOST_ITEMS
    if type(value) is list:
        items = [_shortened(item, depth + 1) for item in value[:MOST_ITEMS]]
        return [*items, LEFT_OUT] if left_out else items
    members = islice(value.items(), MOST_ITEMS)
    kept = {_cut(key, LONGEST_WORD): _shortened(member, depth + 1) for key, member in members}
    return {**kept, LEFT_OUT: LEFT_OUT} if left_out else kept


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + LEFT_OUT
