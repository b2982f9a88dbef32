"""Texts have as many tokens as another implementation of the same vocabulary counts.

`cases/o200k_base.jsonl` was written by bpe-openai 0.1.4; its first three counts stand in OpenAI's
cookbook, too.
"""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.cost.text import most_text_tokens, text_tokens
from tunelint.profiles import profile

RULE = profile("azure").text_tokens
CASES = Path(__file__).parents[1] / "cases" / f"{RULE.encoding}.jsonl"
COUNTED = [orjson.loads(line) for line in CASES.read_bytes().splitlines()]

CHECK = """
import io, sys
from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck

row = b'{"messages": [{"role": "user", "content": [], "name": "Ann"}]}'
list(StreamCheck(io.BytesIO(row), Settings()))
print("splintr" in sys.modules)
"""


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: repr(case["text"][:20]))
def test_a_text_has_as_many_tokens_as_others_count(case: dict[str, object]) -> None:
    assert text_tokens(str(case["text"]), RULE) == case["tokens"]


@given(st.text())
@settings(deadline=None)
def test_a_text_has_no_more_tokens_than_the_bound_says(text: str) -> None:
    assert text_tokens(text, RULE) <= most_text_tokens(text)


def test_the_tokenizer_is_not_loaded_until_something_must_be_counted() -> None:
    run = [sys.executable, "-c", CHECK]
    assert subprocess.check_output(run, text=True) == "False\n"
