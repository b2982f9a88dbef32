"""An example as a chat: what is to be drawn of it, in records that hold nothing but plain data."""

from dataclasses import dataclass

from tunelint.rules.finding import Severity
from tunelint.text.path import Path


@dataclass(frozen=True, slots=True)
class Note:
    """What was found to be wrong with the thing that has the note."""

    severity: Severity
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and a word of what was `cut` from its end."""

    text: str
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said in words. The `kind` is `text`, `refusal`, or `json` for what nobody knows."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Picture:
    """An image: a small copy of it at `src`, else a word of why it is `missing`.

    `url` is that of an image that stands elsewhere; `fetchable` tells that it may be asked for.
    """

    src: str | None
    label: str
    missing: str
    url: str
    fetchable: bool
    notes: tuple[Note, ...]
    kind: str = "image"


Part = Saying | Picture


@dataclass(frozen=True, slots=True)
class Value:
    """What stands under a key beside the conversation, be it the grader's or an unknown one."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function. Its id is what results refer to."""

    name: str
    id: str
    arguments: Text


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that may be called; its `parameters` are a JSON Schema."""

    name: str
    description: Text
    parameters: Text


@dataclass(frozen=True, slots=True)
class Message:
    """The message at `path`. Its role is told as it stands there, and empty where there is none.

    `trained` tells whether the message is trained on, and is None where nobody can tell or nobody
    asks. `answers` is the call that the message is the result of.
    """

    path: Path
    role: str
    name: str
    trained: bool | None
    answers: Call | None
    parts: tuple[Part, ...]
    calls: tuple[Call, ...]
    values: tuple[Value, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page.

    The `kind` is `messages`, `preferred` or `rejected` for the outputs, `tools`, or `values`.
    """

    kind: str
    title: str
    messages: tuple[Message, ...] = ()
    tools: tuple[Tool, ...] = ()
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Chat:
    """An example.

    `size` says what it holds, `findings` counts what is wrong with it by severity, `notes` are
    the findings that stand at no message, and `omitted` says what is not drawn.
    """

    method: str | None
    size: str
    findings: dict[str, int]
    notes: tuple[Note, ...]
    blocks: tuple[Block, ...]
    omitted: tuple[str, ...]
