"""The bytes and tokens of a file are those of its rows, whatever was edited and however it is read.

The messages of two rules tell the sums.
"""

import io

from hypothesis import given
from hypothesis import strategies as st

from tunelint.config.settings import Settings
from tunelint.cost import example_tokens
from tunelint.dataset.example import read_example
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.stream import StreamCheck
from tunelint.profiles import profile
from tunelint.text.columns import Unit

CHAT = '{"messages": [{"role": "user", "content": "Hi ☃"}, {"role": "assistant", "content": "x"}]}'
TOOLS = CHAT.replace("}]}", '}], "tools": []}')
LINES = st.sampled_from([CHAT, TOOLS, CHAT.replace("Hi", "Bonjour"), "", "{", "[1]", "é"])
ENDS = st.sampled_from(["\n", "\r\n", "\r", ""])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=8).map(
    lambda lines: "".join(line + end for line, end in lines)
)
SUMMED = Settings(
    epochs=2,
    select=frozenset({"file-too-large", "job-token-cap"}),
    thresholds={"file_bytes_max": 0, "job_tokens_max": 0},
)


def opened(text: str) -> OpenDataset:
    return checked(OpenDataset(text, SUMMED, Unit.UTF16))


def checked(dataset: OpenDataset) -> OpenDataset:
    dataset.check(60)
    return dataset


def sums(dataset: OpenDataset) -> list[str]:
    return [placed.finding.message for _, placed in dataset.worst_first()]


def streamed(text: str) -> list[str]:
    hits = StreamCheck(io.BytesIO(text.encode()), SUMMED)
    return [hit.placed.finding.message for hit in hits]


@given(TEXTS, st.data())
def test_edits_keep_the_sums(text: str, data: st.DataObject) -> None:
    dataset = opened(text)
    rows = st.integers(0, len(dataset.rows) - 1)
    first, last = sorted([data.draw(rows), data.draw(rows)])
    dataset.edit((first, data.draw(st.integers(0, 3))), (last, 3), data.draw(TEXTS))
    after = dataset.rows.text().decode()
    assert sums(checked(dataset)) == sums(opened(after)) == streamed(after)


def test_the_sums_are_those_of_the_rows() -> None:
    tokens = example_tokens(
        read_example(
            {
                "messages": [
                    {"role": "user", "content": "Hi ☃"},
                    {"role": "assistant", "content": "x"},
                ]
            },
            ("messages",),
        ),
        profile("azure"),
    ).high
    text = f"\ufeff{CHAT}\n{CHAT}\n"
    assert (
        streamed(text)
        == sums(opened(text))
        == [
            f"The file is {len(text.encode())} bytes; the service takes at most 0 MB.",
            f"About {2 * tokens} tokens in 2 epochs are {4 * tokens}; a job takes at most 0.",
        ]
    )


def test_no_token_is_counted_where_no_epochs_are_configured() -> None:
    check = StreamCheck(io.BytesIO(f"{CHAT}\n{TOOLS}\n".encode()), Settings())
    list(check)
    assert check.totals.tokens == 0
