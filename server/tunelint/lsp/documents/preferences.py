"""What an editor shows and how it formats: settings of the user, not of a dataset.

They come from the client alone, beside those that it shares with configuration files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tunelint.config.keys import Key
from tunelint.config.values import Name, Switch
from tunelint.lsp.documents.options import read_options
from tunelint.text.spacing import Spacing

FORMAT_STYLE = Name("format style", (Spacing.SPACED, Spacing.COMPACT))

PREFERENCES = (
    Key(
        "inlay-hints",
        Switch(),
        "Whether the size, the mode and the tokens of each image stand beside it.",
        "inlay-hints = false",
    ),
    Key(
        "code-lens",
        Switch(),
        "Whether the size of each example stands above it, and above the first one the file's.",
        "code-lens = false",
    ),
    Key(
        "fetch-images",
        Switch(),
        "Whether images by URL are fetched to be shown under the pointer.",
        "fetch-images = true",
    ),
    Key(
        "format-style",
        FORMAT_STYLE,
        "How lines are formatted: with a space behind each comma and colon, or without.",
        'format-style = "compact"',
    ),
)


@dataclass(frozen=True)
class Preferences:
    """The preferences, as they are where nobody says otherwise."""

    inlay_hints: bool = True
    code_lens: bool = True
    fetch_images: bool = False
    format_style: Spacing = Spacing.SPACED

    @classmethod
    def read(cls, given: Any) -> Preferences:
        """The preferences in a client's table. Raises `SettingsError`."""
        values = read_options(given, Path(), PREFERENCES)
        return cls(
            values.get("inlay-hints", cls.inlay_hints),
            values.get("code-lens", cls.code_lens),
            values.get("fetch-images", cls.fetch_images),
            Spacing(values.get("format-style", cls.format_style)),
        )
