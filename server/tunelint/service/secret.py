"""A key or token that nothing shows by accident."""

from typing import NoReturn

HIDDEN = "***"


class Secret:
    """A value for a header field. It is shown, logged and formatted as `***`, and never pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        value = value.strip()
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            # What is no header field would be told of in full by whoever refuses it later.
            raise ValueError("A key or token is made of letters, digits and signs without spaces.")
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the request that it belongs to."""
        return self._value

    def hidden_in(self, text: str) -> str:
        """A text of somebody else's, without this in it."""
        return text.replace(self._value, HIDDEN)

    def __repr__(self) -> str:
        return HIDDEN

    __str__ = __repr__

    def __format__(self, _: str) -> str:
        return HIDDEN

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not written down.")
