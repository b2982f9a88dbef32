"""Asks all rules about one decoded example, as an example of one method."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tunelint.dataset.example import Example, Image, Message, Outline, Text, read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method
from tunelint.dataset.validation import compile_shape, find_shape_faults
from tunelint.engine.asking import Asking
from tunelint.images import DataUri, inspect, is_embedded, read_data_uri
from tunelint.rules.subjects import Picture


class Judge:
    """Knows the shape of a method's examples, and the rules that judge them."""

    def __init__(self, method: Method, asking: Asking) -> None:
        self._method = method
        self._asking = asking
        self._form = FORMS[method]
        self._check_shape = compile_shape(self._form.shape)
        self._on_outline = asking.rules_on(Outline, method)
        self._on_text = asking.rules_on(Text, method)
        self._on_parts = [
            (read, rules)
            for subject, read in PARTS.items()
            if (rules := asking.rules_on(subject, method))
        ]

    def judge_structure(self, value: dict[str, Any]) -> Example:
        """Ask about the shape and about who speaks."""
        example = read_example(value, self._form.messages_path, self._form.outputs)
        for fault in find_shape_faults(self._check_shape, value):
            self._asking.ask_claimant(fault, self._method)
        if example.roles is not None:
            self._asking.ask(self._on_outline, Outline(example.path, example.roles))
        return example

    def judge_texts(self, texts: list[Text]) -> None:
        """Ask about what is said."""
        for text in texts:
            self._asking.ask(self._on_text, text)

    def judge_rest(self, example: Example) -> None:
        """Ask about what only examples have that are more than plain."""
        for read, rules in self._on_parts:
            for subject in read(example):
                self._asking.ask(rules, subject)


def _pictures(example: Example) -> Iterator[Picture]:
    for image in example.images:
        if is_embedded(image.url):
            uri = read_data_uri(image.url)
            yield Picture(image, uri, inspect(uri.data) if type(uri) is DataUri else None)


PARTS: dict[type, Callable[[Example], Iterable[Any]]] = {
    Example: lambda example: (example,),
    Message: lambda example: example.messages,
    Image: lambda example: example.images,
    Picture: _pictures,
}
"""The subjects in an example, and what reads them from it."""
