"""An open dataset: whatever was edited, in whatever order, it says what a fresh one says."""

import io
import json

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from pictures import data_uri
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.stream import StreamCheck
from tunelint.rules.fate import Fate
from tunelint.rules.finding import Severity
from tunelint.text.columns import Unit, decode

USER = {"role": "user", "content": "Which colour is snow? ❄\u2028"}
ASSISTANT = {"role": "assistant", "content": "White."}
GOOD = orjson.dumps({"messages": [USER, ASSISTANT]}).decode()
UNANSWERED = orjson.dumps({"messages": [USER]}).decode()
GRADED = orjson.dumps({"messages": [USER], "answer": "White."}).decode()
PREFERENCE = '{"input": {}, "preferred_output": [], "non_preferred_output": []}'
MISTAKEN = GOOD.replace('"user"', '"usr"').replace("White.", "😀").replace("}]}", '}], "id": 1}')
IMAGE = orjson.dumps([{"type": "image_url", "image_url": {"url": "URL"}}]).decode()
LOOKING = GOOD.replace(orjson.dumps(USER["content"]).decode(), IMAGE)
SKIPPED = LOOKING.replace("URL", "ftp://example.org/a.png")
MISDECLARED = LOOKING.replace("URL", data_uri("png 1x1").replace("image/png", "image/webp"))
LINES = st.sampled_from(
    [
        GOOD,
        SKIPPED,
        MISDECLARED,
        UNANSWERED,
        GRADED,
        PREFERENCE,
        MISTAKEN,
        "",
        " ",
        "[]",
        '{"a":',
        '{"messages": []}',
        "é",
    ]
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", ""])
TEXTS = st.lists(st.tuples(LINES, ENDS), max_size=14).map(
    lambda lines: "".join(line + end for line, end in lines)
)
LONG_ENOUGH = 60.0


def opened(text: str, unit: Unit = Unit.UTF16) -> OpenDataset:
    dataset = OpenDataset(text, Settings(), unit)
    dataset.check(LONG_ENOUGH)
    return dataset


def told(dataset: OpenDataset) -> tuple[object, ...]:
    return dataset.examples, dataset.counts, dataset.fates, list(dataset.worst_first())


def draw_position(data: st.DataObject, dataset: OpenDataset) -> tuple[int, int]:
    row = data.draw(st.integers(0, len(dataset.rows) - 1))
    return row, data.draw(st.integers(0, len(dataset.rows[row])))


@given(TEXTS, st.data())
@settings(max_examples=150)
def test_edits_say_what_a_fresh_document_says(text: str, data: st.DataObject) -> None:
    dataset = opened(text)
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted([draw_position(data, dataset), draw_position(data, dataset)])
        dataset.edit(start, end, data.draw(st.one_of(TEXTS, st.sampled_from(['"', ",", "\n"]))))
        if data.draw(st.booleans()):
            dataset.check(LONG_ENOUGH)
    dataset.check(LONG_ENOUGH)
    assert told(dataset) == told(opened(decode(dataset.rows.text())))


@given(TEXTS)
def test_a_stream_says_what_a_document_says(text: str) -> None:
    stream = StreamCheck(io.BytesIO(text.encode()), Settings())
    found = sorted((row, placed.start, placed.finding.code) for row, placed, *_ in stream)
    dataset = opened(text, Unit.UTF32)
    assert found == sorted(
        (row, placed.start, placed.finding.code) for row, placed in dataset.worst_first()
    )
    assert stream.totals.examples == dataset.examples
    assert (stream.tally.counts, stream.tally.fates) == (dataset.counts, dataset.fates)


def test_a_slice_stops_in_time_and_the_file_is_judged_when_all_is_checked() -> None:
    dataset = OpenDataset(f"{GOOD}\n{MISTAKEN}\n", Settings(), Unit.UTF16)
    dataset.check(0)
    assert (dataset.examples, dataset.is_checked) == (1, False)
    assert not dataset.counts
    dataset.check(LONG_ENOUGH)
    assert dataset.counts["too-few-examples", Severity.ERROR] == 1


def test_rows_behind_the_last_edit_are_checked_first() -> None:
    dataset = OpenDataset(f"{GOOD}\n" * 20, Settings(), Unit.UTF16)
    dataset.edit((15, 0), (15, 1), "[")
    dataset.check(0)
    assert [row for row, _ in dataset.worst_first()] == [15]


def test_the_findings_of_undecided_lines_follow_the_method_of_the_file() -> None:
    dataset = opened("".join(UNANSWERED.replace("snow", f"{n}") + "\n" for n in range(9)))
    assert dataset.counts["missing-assistant", Severity.ERROR] == 9
    dataset.edit((9, 0), (9, 0), UNANSWERED)
    dataset.check(LONG_ENOUGH)
    assert dict(dataset.counts) == {
        ("few-examples", Severity.INFO): 1,
        ("missing-grader-fields", Severity.WARNING): 10,
    }
    dataset.edit((0, 0), (0, len(UNANSWERED)), GOOD)
    dataset.check(LONG_ENOUGH)
    assert dataset.counts["missing-assistant", Severity.ERROR] == 9


def test_a_line_without_what_most_have_for_the_grader_is_told_of_once() -> None:
    dataset = opened("\n".join([GRADED, GRADED, UNANSWERED]))
    told = {"duplicate-example", "too-few-examples", "inconsistent-grader-fields"}
    assert {code for code, _ in dataset.counts} == told
    assert {placed.finding.code for _, placed in dataset.worst_first()} == told
    (found,) = dataset.findings_between(2, 2)
    assert found[1].finding.code == "inconsistent-grader-fields"
    dataset.edit((1, 0), (2, 0), "")
    dataset.check(LONG_ENOUGH)
    (found,) = dataset.findings_between(1, 1)
    assert found[1].finding.code == "missing-grader-fields"


def test_each_row_has_one_fate_whatever_the_number_of_its_findings() -> None:
    dataset = opened("".join(f"{line}\n" for line in [GOOD, MISTAKEN, SKIPPED, SKIPPED, ""]))
    assert {
        Fate(rejects=frozenset({"unknown-key", "unknown-role"})): 1,
        Fate(skips=frozenset({"unsupported-url-scheme"})): 2,
        Fate(rejects=frozenset({"too-few-examples"})): 1,
    }.items() <= dict(dataset.fates).items()


def test_the_fates_of_rows_are_void_in_a_value_on_several_rows() -> None:
    dataset = opened(json.dumps(json.loads(SKIPPED), indent=1))
    assert dict(dataset.fates) == {Fate(rejects=frozenset({"multiline-json"})): 1}


def test_the_worst_findings_come_first() -> None:
    dataset = opened(f"\n{GOOD}\n{MISTAKEN}\n")
    severities = [placed.finding.severity for _, placed in dataset.worst_first()]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[-1] is Severity.WARNING


def test_other_settings_are_followed_after_a_new_check() -> None:
    dataset = opened(MISTAKEN)
    dataset.configure(Settings(select=frozenset({"unknown-key"})))
    assert not dataset.is_checked
    dataset.check(LONG_ENOUGH)
    assert dict(dataset.counts) == {("unknown-key", Severity.ERROR): 1}


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    marked = opened("\ufeff" + MISTAKEN)
    plain = opened(MISTAKEN)
    for (_, one), (_, other) in zip(marked.worst_first(), plain.worst_first(), strict=True):
        assert one.finding == other.finding
        assert one.start - other.start == (one.finding.path is not None)


def test_methods_are_named_as_the_service_names_them() -> None:
    assert [*Method] == ["supervised", "dpo", "reinforcement"]
