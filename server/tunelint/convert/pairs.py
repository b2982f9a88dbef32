"""Records of a question and its answer, by whatever names."""

from typing import Any

from tunelint.convert.example import Json, Unconvertible, chat_example, spoken
from tunelint.convert.pictures import read_images, show_images


def from_prompt_completion(record: Json) -> Json:
    """Reads `prompt`, `completion` and `system`. The first two may be lists of chat messages."""
    return chat_example(
        [
            *spoken("system", record.get("system")),
            *_said("user", record["prompt"]),
            *_said("assistant", record["completion"]),
        ]
    )


def from_question_answer(record: Json) -> Json:
    """Reads `question`, `answer`, `system` and `context`, which goes before the question."""
    return chat_example(
        [
            *spoken("system", record.get("system")),
            *spoken("user", _joined(record.get("context"), record["question"])),
            *spoken("assistant", record["answer"]),
        ]
    )


def from_alpaca(record: Json) -> Json:
    """Reads `instruction`, `input`, `output`, `system`, `history`, `image` and `images`.

    The input goes behind the instruction, the history's pairs of question and answer before it.
    """
    messages = spoken("system", record.get("system"))
    for question, answer in _pairs(record.get("history") or []):
        messages += [*spoken("user", question), *spoken("assistant", answer)]
    messages += spoken("user", _joined(record["instruction"], record.get("input")))
    messages += spoken("assistant", record["output"])
    return chat_example(show_images(messages, read_images(record)))


def _said(role: str, said: Any) -> list[Json]:
    return said if type(said) is list else spoken(role, said)


def _joined(*texts: Any) -> str:
    if any(type(text) not in (str, type(None)) for text in texts):
        raise Unconvertible
    return "\n\n".join(text for text in texts if text and text.strip())


def _pairs(history: Any) -> list[list[Any]]:
    if type(history) is not list:
        raise Unconvertible
    if any(type(pair) is not list or len(pair) != 2 for pair in history):
        raise Unconvertible
    return history
