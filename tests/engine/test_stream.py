"""A stream is read in chunks that fall anywhere, and is remembered only where it is at fault."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.config.settings import Settings
from tunelint.engine import stream as streaming
from tunelint.engine.reading import RowReader
from tunelint.engine.stream import StreamCheck
from tunelint.text.rows import BYTE_ORDER_MARK, split_rows


class SmallReads(io.BytesIO):
    """A stream that gives a few bytes at a time, as pipes do."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__(data)
        self._size = size

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(self._size)


@given(
    st.lists(st.sampled_from([b"{}", b"\r", b"\n", b"\r\n", b"\xe2\x80\xa8"])).map(b"".join),
    st.integers(1, 5),
    st.booleans(),
)
def test_rows_are_the_same_however_the_stream_is_cut(data: bytes, size: int, mark: bool) -> None:
    rows = split_rows(data)
    expected = rows if rows[-1] else rows[:-1]
    marked = BYTE_ORDER_MARK * mark + data
    assert list(RowReader(SmallReads(marked, size))) == expected


def test_memory_does_not_grow_with_the_file_nor_with_what_waits_for_its_method(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_memory, rows = 2 << 20, 4_000
    monkeypatch.setattr(streaming, "SPOOL_IN_MEMORY", in_memory)
    line = b'{"messages": [{"role": "user", "content": "%06d' + b"x" * 4000 + b'"}]}\n'
    stream = io.BytesIO(b"".join(line % number for number in range(rows)))
    tracemalloc.start()
    found = {hit.placed.finding.code for hit in StreamCheck(stream, Settings())}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == {"missing-grader-fields"}
    assert peak < 4 * in_memory < len(line) * rows


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_in_another_encoding_is_told_of_once(encoding: str) -> None:
    line = '{"messages": [{"role": "usr", "content": "Ċ"}]}\n'
    check = StreamCheck(io.BytesIO((12 * line).encode(encoding)), Settings())
    (hit,) = check
    assert (hit.row, hit.placed.finding.code) == (0, "not-utf8")
    assert hit.placed.finding.message.endswith(f"The file looks like {encoding.upper()}.")
    assert check.totals.byte_size == len((12 * line).encode(encoding))


@pytest.mark.parametrize("data", [b"", BYTE_ORDER_MARK])
def test_an_empty_file_has_too_few_examples(data: bytes) -> None:
    (hit,) = StreamCheck(io.BytesIO(data), Settings())
    assert (hit.row, hit.placed.finding.code) == (0, "too-few-examples")
