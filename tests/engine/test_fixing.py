"""Fixers meet lines that anything may be wrong with: they mend, or leave them alone."""

import io
from contextlib import suppress
from random import Random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.test_damage import damaged, sound_lines
from tunelint.config.baseline import line_key
from tunelint.config.settings import Settings
from tunelint.dataset.method import Method
from tunelint.engine.asking import Asking
from tunelint.engine.fixing import LineFixer, any_fix, safe_fix
from tunelint.engine.line import LineChecker, LineResult
from tunelint.engine.mending import CannotMend, Surroundings, edits_for
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.open_fixing import OpenFixing
from tunelint.engine.stream_fixing import StreamFixing
from tunelint.rules.finding import Finding
from tunelint.rules.fixes import AddMember, Fix, RenameKey, SetValue
from tunelint.text.columns import Unit
from tunelint.text.edits import apply_edits

SETTINGS = Settings()
CHECKER = LineChecker(Asking(SETTINGS), Unit.UTF32)
AROUND = Surroundings()
LINES = [line for line in sound_lines() if len(line) < 2_000]
WANTED = {"safe": safe_fix, "any": any_fix}
MESSAGES = '"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]'


def found(row: bytes) -> tuple[Finding, ...]:
    return tuple(placed.finding for placed in CHECKER.check(row).under(Method.SUPERVISED))


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED)
@given(st.sampled_from(LINES), st.randoms(use_true_random=False), st.integers(1, 3))
def test_a_damaged_line_is_mended_for_good_or_left_alone(
    wanted: object, line: bytes, random: Random, times: int
) -> None:
    for _ in range(times):
        line = damaged(line, random)
    fixer = LineFixer(CHECKER, AROUND, wanted)  # type: ignore[arg-type]
    findings = CHECKER.check(line).under(Method.SUPERVISED)
    mended = fixer.fix(line, findings, Method.SUPERVISED)
    assert b"".join(mended.rows) == apply_edits(line, mended.edits)
    if not any(fix for each in findings for fix in each.finding.fixes):
        assert mended.rows == [line]
    assert (mended.rows != [line]) is bool(mended.fixed)
    for row in mended.rows:
        again = fixer.fix(row, CHECKER.check(row).under(Method.SUPERVISED), Method.SUPERVISED)
        assert again.rows == [row]


@given(st.sampled_from(LINES), st.randoms(use_true_random=False))
def test_each_fix_of_a_damaged_line_changes_it_or_can_not_be_carried_out(
    line: bytes, random: Random
) -> None:
    line = damaged(line, random)
    for finding in found(line):
        for fix in finding.fixes:
            with suppress(CannotMend):
                assert apply_edits(line, edits_for(line, fix, AROUND)) != line


@given(st.lists(st.sampled_from(LINES), max_size=8), st.randoms(use_true_random=False))
def test_the_editor_and_the_command_line_mend_alike(lines: list[bytes], random: Random) -> None:
    rows = [damaged(row, random) if random.random() < 0.5 else row for row in lines]
    text = b"".join(row for row in rows if _is_utf8(row))
    stream = StreamFixing(SETTINGS, AROUND, safe_fix).fix(io.BytesIO(text), io.BytesIO).stream
    assert isinstance(stream, io.BytesIO)
    assert _fixed_in_the_editor(text) == stream.getvalue()


def test_faults_that_hide_others_are_mended_one_after_the_other() -> None:
    row = b'{"messages": [{"role": "User", "contents": "Hi",}, {"role": "assistant", ' + (
        b'"content": "Ho", "weight": True}],}\n'
    )
    fixer = LineFixer(CHECKER, AROUND, safe_fix)
    findings = CHECKER.check(row).under(Method.SUPERVISED)
    mended = fixer.fix(row, findings, Method.SUPERVISED)
    assert mended.rows == [
        b'{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", '
        b'"content": "Ho", "weight": 1}]}\n'
    ]
    assert mended.fixed == {
        "invalid-json": 3,
        "unknown-role": 1,
        "unknown-key": 1,
        "invalid-weight": 1,
    }


def test_equal_fixes_are_made_once_and_counted_for_each_finding() -> None:
    row = b'{"functions": [{"name": "add"}], ' + MESSAGES.encode() + b"}\n"
    findings = [each for each in CHECKER.check(row).under(Method.SUPERVISED) for _ in range(2)]
    mended = LineFixer(CHECKER, AROUND, safe_fix).fix(row, findings, Method.SUPERVISED)
    assert mended.fixed == {"deprecated-functions": 2}
    tools = [{"type": "function", "function": {"name": "add"}}]
    assert orjson.loads(mended.rows[0])["tools"] == tools


def test_values_to_choose_from_are_nobody_elses_choice() -> None:
    choice = tuple(Fix(level, False, (SetValue((), level),)) for level in ("low", "high"))
    kinds = (
        Fix("rename", False, (RenameKey(("a",), "b"),)),
        Fix("add", False, (AddMember((), "b", 1),)),
    )
    base = found(b'{"messages": []}\n')[0]
    chosen = []
    for fixes in (choice, choice[:1], kinds, ()):
        finding = Finding(
            base.code, base.severity, base.consequence, True, base.message, fixes=fixes
        )
        fix = any_fix(finding)
        chosen.append(fix and fix.title)
    assert chosen == [None, "low", "rename", None]


def _fixed_in_the_editor(text: bytes) -> bytes:
    """As the editor does it, pass by pass, until nothing is left to do."""
    while True:
        dataset = OpenDataset(text.decode(), SETTINGS, Unit.UTF16)
        while not dataset.is_checked:
            dataset.check(60)
        fixing = OpenFixing(dataset, safe_fix, AROUND)
        rows = list(dataset.rows)
        for faulty in fixing.faulty():
            first, last, passage = faulty.passage
            rows[first : last + 1] = [b""] * (last - first + 1)
            rows[first] = apply_edits(passage, fixing.edits(faulty))
        fixed = b"".join(rows)
        if fixed == text:
            return fixed
        text = fixed


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode()
    except UnicodeDecodeError:
        return False
    return True


class Watched(LineChecker):
    """Remembers what it was asked to check."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(Asking(settings), Unit.UTF32)
        self.rows: list[bytes] = []

    def check(self, row: bytes) -> LineResult:
        self.rows.append(row)
        return super().check(row)


def fixed_by(checker: Watched, row: bytes) -> tuple[bytes, int]:
    """What becomes of a row, and how often rows were checked for it."""
    findings = checker.check(row).under(Method.SUPERVISED)
    checker.rows.clear()
    mended = LineFixer(checker, AROUND, safe_fix).fix(row, findings, Method.SUPERVISED)
    return b"".join(mended.rows), len(checker.rows)


SOUND = f"{{{MESSAGES}}}".encode()
WEIGHED = SOUND.replace(b'"content": "Ho"', b'"content": "Ho", "weight": true')


def test_a_line_is_checked_again_only_for_what_may_show_behind_its_fixes() -> None:
    mended, checker = WEIGHED.replace(b"true", b"1"), Watched(SETTINGS)
    assert fixed_by(checker, WEIGHED) == (mended, 0)
    assert fixed_by(checker, WEIGHED.replace(b'"user"', b'"USER"')) == (mended, 1)


def test_what_the_baseline_knew_of_a_line_shows_when_the_line_is_edited() -> None:
    row = WEIGHED.replace(b'"user"', b'"USER"')
    key = line_key(row, CHECKER.check(row).summary.fingerprint)
    checker = Watched(Settings(baseline={key: frozenset({"unknown-role"})}))
    assert fixed_by(checker, row)[0] == WEIGHED.replace(b"true", b"1")
