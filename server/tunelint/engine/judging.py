"""Asks all rules about one decoded example, as an example of one method."""

from typing import Any

from tunelint.dataset.example import Example, Image, Outline, Text, read_example
from tunelint.dataset.forms import FORMS
from tunelint.dataset.method import Method
from tunelint.dataset.validation import compile_shape, find_shape_faults
from tunelint.engine.asking import Asking
from tunelint.images import DataUri, inspect, is_embedded, read_data_uri
from tunelint.rules.subjects import Picture


class Judge:
    """Knows the shape of a method's examples, and the rules that judge them."""

    def __init__(self, method: Method, asking: Asking) -> None:
        form = FORMS[method]
        self._method = method
        self._asking = asking
        self._messages_path = form.messages_path
        self._check_shape = compile_shape(form.shape)
        self._on_outline = asking.rules_on(Outline, method)
        self._on_example = asking.rules_on(Example, method)
        self._on_text = asking.rules_on(Text, method)
        self._on_image = asking.rules_on(Image, method)
        self._on_picture = asking.rules_on(Picture, method)

    def judge_structure(self, value: dict[str, Any]) -> Example:
        """Ask about the shape and about who speaks."""
        example = read_example(value, self._messages_path)
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
        asking = self._asking
        asking.ask(self._on_example, example)
        for image in example.images:
            asking.ask(self._on_image, image)
            if is_embedded(image.url):
                asking.ask(self._on_picture, _picture(image))


def _picture(image: Image) -> Picture:
    uri = read_data_uri(image.url)
    return Picture(image, uri, inspect(uri.data) if type(uri) is DataUri else None)
