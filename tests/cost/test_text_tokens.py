"""Texts have as many tokens as other implementations of the same vocabulary count.

`cases/o200k_base.jsonl` holds texts that are hard to split, counted alike by bpe-openai 0.1.4 and
tiktoken 0.14.0; its first three counts stand in OpenAI's cookbook, too. `data/o200k_base.jsonl`
holds a thousand texts that others wrote; `data/README.md` says whose, and how they were counted.
"""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.cost.text import most_text_tokens, text_tokens
from tunelint.profiles import profile

RULE = profile("azure").text_tokens
TESTS = Path(__file__).parents[1]

CHECK = """
import io, sys
from tunelint.config.settings import Settings
from tunelint.engine.stream import StreamCheck

row = b'{"messages": [{"role": "user", "content": [], "name": "Ann"}]}'
list(StreamCheck(io.BytesIO(row), Settings()))
print("splintr" in sys.modules)
"""


@pytest.mark.parametrize(("folder", "least"), [("cases", 100), ("data", 1_000)])
def test_a_text_has_as_many_tokens_as_others_count(folder: str, least: int) -> None:
    lines = (TESTS / folder / f"{RULE.encoding}.jsonl").read_bytes().splitlines()
    counted = [orjson.loads(line) for line in lines]
    assert len({case["text"] for case in counted}) >= least
    assert [case for case in counted if text_tokens(case["text"], RULE) != case["tokens"]] == []


@given(st.text())
def test_a_text_has_no_more_tokens_than_the_bound_says(text: str) -> None:
    assert text_tokens(text, RULE) <= most_text_tokens(text)


def test_the_tokenizer_is_not_loaded_until_something_must_be_counted() -> None:
    run = [sys.executable, "-c", CHECK]
    assert subprocess.check_output(run, text=True) == "False\n"
