"""An example has the tokens of its texts and images, and of what holds them together."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures import data_uri, make
from tunelint.cost import Tokens, example_tokens, may_exceed, plain_tokens, sequence_tokens
from tunelint.cost.text import text_tokens
from tunelint.dataset.example import Example, read_example
from tunelint.images import FetchedFacts, inspect
from tunelint.profiles import profile

AZURE = profile("azure")
CHAT = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
CHAT_TOKENS = 3 + 2 * 3 + 4
OUTPUTS = ("preferred_output", "non_preferred_output")
PLAIN = st.lists(
    st.fixed_dictionaries(
        {"role": st.sampled_from(["system", "user", "assistant"]), "content": st.text()}
    )
)


def chat(*messages: dict[str, Any], **others: Any) -> Example:
    return read_example({"messages": list(messages), **others}, ("messages",))


def shown(url: str, detail: str | None = None) -> Example:
    reference = {"url": url} | ({"detail": detail} if detail else {})
    part = {"type": "image_url", "image_url": reference}
    return chat({"role": "user", "content": [{"type": "text", "text": "Hi"}, part]}, CHAT[1])


def size(text: str) -> int:
    return text_tokens(text, AZURE.text_tokens)


def test_a_chat_has_3_tokens_and_3_a_message_besides_its_texts() -> None:
    assert example_tokens(chat(*CHAT), AZURE) == Tokens.exactly(CHAT_TOKENS)


def test_a_name_has_a_token_of_its_own() -> None:
    named = chat({**CHAT[0], "name": "Ann"}, CHAT[1])
    assert example_tokens(named, AZURE) == Tokens.exactly(CHAT_TOKENS + 1 + size("Ann"))


def test_a_weight_has_none() -> None:
    assert example_tokens(chat(CHAT[0], {**CHAT[1], "weight": 0}), AZURE).high == CHAT_TOKENS


@pytest.mark.parametrize("key", ["tools", "functions"])
def test_definitions_count_as_their_json(key: str) -> None:
    tokens = example_tokens(chat(*CHAT, **{key: [{"name": "f"}]}), AZURE)
    assert tokens == Tokens.exactly(CHAT_TOKENS + size('[{"name":"f"}]'))


def test_calls_count_as_their_json() -> None:
    calls = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
    tokens = example_tokens(chat(CHAT[0], calls), AZURE)
    assert tokens == Tokens.exactly(CHAT_TOKENS - size("Hello") + size('[{"id":"1"}]'))


@pytest.mark.parametrize(
    ("detail", "tokens"), [("low", (85, 85)), ("high", (765, 765)), (None, (85, 765))]
)
def test_the_header_of_an_image_tells_its_tokens(
    detail: str | None, tokens: tuple[int, int]
) -> None:
    expected = (CHAT_TOKENS + tokens[0], CHAT_TOKENS + tokens[1])
    assert example_tokens(shown(data_uri("png 1024x1024"), detail), AZURE) == expected


@pytest.mark.parametrize("url", ["https://example.org/a.png", "data:image/png;base64,%", "a.png"])
def test_an_image_that_is_not_seen_may_be_of_any_size(url: str) -> None:
    assert example_tokens(shown(url), AZURE) == (CHAT_TOKENS + 85, CHAT_TOKENS + 1_445)


def test_an_image_that_was_fetched_has_the_tokens_of_its_size() -> None:
    facts = FetchedFacts(inspect(make("png 1024x1024")[1]))
    tokens = example_tokens(shown("https://example.org/a.png"), AZURE, lambda _: facts)
    assert tokens == (CHAT_TOKENS + 85, CHAT_TOKENS + 765)


def test_an_epoch_goes_through_both_outputs_and_the_model_reads_one_at_a_time() -> None:
    short, long = "Hello", "Hello there, my friend"
    value = {
        "input": {"messages": CHAT[:1], "tools": [{}]},
        "preferred_output": [{"role": "assistant", "content": short}],
        "non_preferred_output": [{"role": "assistant", "content": long}],
    }
    pair = read_example(value, ("input", "messages"), OUTPUTS)
    asked = 3 + 3 + 2 + size("[{}]")
    assert example_tokens(pair, AZURE).high == asked + 2 * (3 + 1) + size(short) + size(long)
    assert sequence_tokens(pair, AZURE).high == asked + 3 + 1 + size(long)


@pytest.mark.parametrize("value", [{}, {"input": 1}, {"messages": 1}, {"messages": [1, {}]}])
def test_a_misshapen_example_is_counted_as_far_as_it_goes(value: dict[str, Any]) -> None:
    for path in (("messages",), ("input", "messages")):
        example = read_example(value, path, OUTPUTS)
        assert example_tokens(example, AZURE).low in (3, 6)


@given(PLAIN)
def test_a_plain_example_has_the_same_tokens_when_it_is_counted_as_one(
    messages: list[dict[str, str]],
) -> None:
    example = chat(*messages)
    number = plain_tokens(messages, AZURE)
    assert example_tokens(example, AZURE) == sequence_tokens(example, AZURE) == (number, number)


@pytest.mark.parametrize("is_size_known", [True, False])
@given(PLAIN, st.integers(0, 3), st.integers(0, 5_000))
def test_what_exceeds_a_limit_may_exceed_it(
    is_size_known: bool, messages: list[dict[str, str]], images: int, limit: int
) -> None:
    part = {"type": "image_url", "image_url": {"url": "a.png"}}
    value = {"messages": [*messages, {"role": "user", "content": [part] * images}]}
    row = orjson.dumps(value)
    example = read_example(value, ("messages",), (), len(row) if is_size_known else None)
    if example_tokens(example, AZURE).high > limit:
        assert may_exceed(limit, example, AZURE)


@pytest.mark.parametrize("byte_size", [None, 65_536])
def test_a_short_text_may_not(byte_size: int | None) -> None:
    example = chat(*CHAT)
    example.byte_size = byte_size
    assert not may_exceed(65_536, example, AZURE)
