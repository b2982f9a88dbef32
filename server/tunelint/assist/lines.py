"""What an editor is told of lines by themselves: each line is read as an example of its own."""

from typing import Any

import orjson

from tunelint.dataset.example import Example, read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method, method_of_example


def read_line(line: bytes) -> dict[str, Any] | None:
    """The object on a line, if there is one."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return value if type(value) is dict else None


def is_json(line: bytes) -> bool:
    """Whether a line is JSON of any kind."""
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def example_of(value: dict[str, Any]) -> Example:
    """An object as an example of the method that it is plainly made for, else as a chat."""
    form = FORMS[method_of_example(value) or Method.SUPERVISED]
    return read_example(value, form.messages_path, form.outputs)


def example_on(line: bytes) -> Example | None:
    """The example on a line, if it holds an object."""
    value = read_line(line)
    return None if value is None else example_of(value)
