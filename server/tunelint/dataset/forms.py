"""What an example looks like, by the method that it is made for."""

from collections.abc import Mapping
from typing import NamedTuple

from tunelint.dataset import chat, preference, reinforcement
from tunelint.dataset.method import Method
from tunelint.dataset.shape import Shape
from tunelint.text.path import Path


class Form(NamedTuple):
    """The shape of a method's examples, where their messages stand, and the keys of outputs."""

    shape: Shape
    messages_path: Path
    outputs: tuple[str, ...] = ()


FORMS: Mapping[Method, Form] = {
    Method.SUPERVISED: Form(chat.EXAMPLE, ("messages",)),
    Method.PREFERENCE: Form(preference.EXAMPLE, ("input", "messages"), preference.OUTPUT_KEYS),
    Method.REINFORCEMENT: Form(reinforcement.EXAMPLE, ("messages",)),
}
