"""What an example looks like, by the method that it is made for."""

from collections.abc import Mapping
from typing import NamedTuple

from tunelint.dataset.chat import EXAMPLE
from tunelint.dataset.method import Method
from tunelint.dataset.shape import Shape
from tunelint.text.path import Path


class Form(NamedTuple):
    """The shape of a method's examples, where their messages stand, and the keys of outputs."""

    shape: Shape
    messages_path: Path
    outputs: tuple[str, ...] = ()


ANY = Shape("example", (), (), open=True)

FORMS: Mapping[Method, Form] = {
    Method.SUPERVISED: Form(EXAMPLE, ("messages",)),
    Method.PREFERENCE: Form(ANY, ("input", "messages")),
    Method.REINFORCEMENT: Form(ANY, ("messages",)),
}
