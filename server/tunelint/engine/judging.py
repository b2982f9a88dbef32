"""Asks all rules about one decoded example, as an example of one method."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from tunelint.dataset.example import Example, Image, Message, Outline, Text, outline, read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method
from tunelint.dataset.tools import ToolUse, read_tool_use
from tunelint.dataset.validation import compile_shape, find_shape_faults
from tunelint.engine.asking import Asking
from tunelint.images import DataUri, Fetched, Inspect, is_embedded, read_data_uri
from tunelint.rules.subjects import Picture, RemoteImage

Parts = dict[type, Callable[[Example], Iterable[Any]]]


class Judge:
    """Knows the shape of a method's examples, and the rules that judge them."""

    def __init__(self, method: Method, asking: Asking) -> None:
        self._method = method
        self._asking = asking
        self._form = FORMS[method]
        self._check_shape = compile_shape(self._form.shape)
        self._on_outline = asking.rules_on(Outline, method)
        parts: Parts = {
            **PARTS,
            Picture: partial(_pictures, asking.inspect, asking.fetched),
            RemoteImage: partial(_remote_images, asking.fetched),
        }
        self._on_parts = [
            (read, rules)
            for subject, read in parts.items()
            if (rules := asking.rules_on(subject, method))
        ]

    def judge_structure(self, value: dict[str, Any], byte_size: int | None = None) -> Example:
        """Ask about the shape and about who speaks."""
        form = self._form
        example = read_example(value, form.messages_path, form.outputs, byte_size)
        for fault in find_shape_faults(self._check_shape, value):
            self._asking.ask_claimant(fault, self._method)
        if speakers := outline(example):
            self._asking.ask(self._on_outline, speakers)
        return example

    def judge_parts(self, example: Example) -> None:
        """Ask about the messages, texts and images in it."""
        for read, rules in self._on_parts:
            for subject in read(example):
                self._asking.ask(rules, subject)


def _pictures(inspect: Inspect, fetched: Fetched, example: Example) -> Iterator[Picture]:
    for image in example.images:
        if is_embedded(image.url):
            uri = read_data_uri(image.url)
            yield Picture(image, uri, inspect(uri.data) if type(uri) is DataUri else None)
        elif (facts := fetched(image.url)) and facts.image:
            yield Picture(image, None, facts.image)


def _remote_images(fetched: Fetched, example: Example) -> Iterator[RemoteImage]:
    for image in example.images:
        if not is_embedded(image.url):
            yield RemoteImage(image, fetched(image.url))


PARTS: Parts = {
    Example: lambda example: (example,),
    Message: lambda example: example.messages,
    Text: lambda example: example.texts,
    Image: lambda example: example.images,
    ToolUse: read_tool_use,
}
"""The subjects in an example besides its pictures, and what reads them from it."""
