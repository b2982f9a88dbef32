"""`tunelint fix` as its user meets it: what it writes and says, and what it leaves alone."""

import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from cli.privileges import NOBODY, as_nobody
from tunelint.cli import rewriting
from tunelint.cli.datasets import datasets
from tunelint.cli.diff import AROUND, NO_NEWLINE
from tunelint.cli.main import main
from tunelint.text.rows import BYTE_ORDER_MARK

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}\n'
SHOUTED = GOOD.replace('"user"', '"USER"')
HUMAN = GOOD.replace('"user"', '"human"')
MANY = "".join(GOOD.replace("Hi", f"Hi {number}") for number in range(60))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(MANY + "\n" + SHOUTED)
    return path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_safe_faults_are_fixed_and_counted_by_rule(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fix", str(dataset)]) == 0
    assert dataset.read_text() == MANY + GOOD
    assert capsys.readouterr().out.splitlines() == [
        "1  blank-line",
        "1  unknown-role",
        "",
        "Fixed 2 findings in 1 file; nothing is left.",
    ]
    assert files(dataset.parent) == [dataset.name]


def test_a_guess_waits_until_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(MANY + HUMAN)
    assert main(["fix", str(path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Fixed nothing in 1 file; 1 error is left.",
        "1 of what is left may be fixed with --unsafe; see first with --diff what changes.",
    ]
    assert path.read_text() == MANY + HUMAN
    assert main(["fix", "--unsafe", str(path)]) == 0
    assert path.read_text() == MANY + GOOD


def test_rules_are_chosen_as_for_a_check(dataset: Path) -> None:
    assert main(["fix", "--ignore", "blank-line", str(dataset)]) == 0
    assert dataset.read_text() == MANY + "\n" + GOOD
    dataset.write_text(MANY + "\n" + SHOUTED)
    assert main(["fix", "--select", "blank-line", str(dataset)]) == 0
    assert dataset.read_text() == MANY + SHOUTED
    (dataset.parent / "tunelint.toml").write_text('ignore = ["unknown-role"]\n')
    assert main(["fix", str(dataset)]) == 0
    assert dataset.read_text() == MANY + SHOUTED


def test_a_file_with_nothing_to_fix_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_text(MANY)
    before = path.stat()
    assert main(["fix", str(path)]) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_mode_and_owner_stay_and_a_link_still_leads_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    path, link = tmp_path / "data" / "train.jsonl", tmp_path / "link.jsonl"
    path.write_text(SHOUTED)
    path.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    before = path.stat()
    link.symlink_to(path)
    main(["fix", str(link)])
    after = path.stat()
    assert link.is_symlink()
    assert path.read_text() == GOOD
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert files(path.parent) == ["train.jsonl"]


def test_a_diff_shows_what_would_change_and_writes_nothing(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = SHOUTED.replace("Ho", "Ho " + "A" * 1_000_000).removesuffix("\n")
    dataset.write_text(MANY + "\n" + last)
    assert main(["fix", "--diff", str(dataset)]) == 0
    assert dataset.read_text() == MANY + "\n" + last
    assert files(dataset.parent) == [dataset.name]
    out, err = capsys.readouterr()
    shortened = last[: last.index("USER") + 4 + AROUND] + "…\n"
    assert out.splitlines(keepends=True) == [
        f"--- {dataset}\n",
        f"+++ {dataset}\n",
        "@@ -58,5 +58,4 @@\n",
        *(f" {line}" for line in MANY.splitlines(keepends=True)[-3:]),
        "-\n",
        f"-{shortened}",
        NO_NEWLINE,
        f"+{shortened.replace('USER', 'user')}",
        NO_NEWLINE,
    ]
    assert err.splitlines()[-1] == "Would fix 2 findings in 1 file; 1 warning is left."


def test_a_diff_of_a_file_in_another_encoding_is_in_utf_8(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset.write_text(GOOD + SHOUTED, encoding="utf-16")
    main(["fix", "--diff", str(dataset)])
    out, _ = capsys.readouterr()
    assert out.endswith(f"@@ -1,2 +1,2 @@\n {GOOD}-{SHOUTED}+{GOOD}")


def test_standard_input_is_fixed_to_standard_output() -> None:
    text = BYTE_ORDER_MARK + (MANY + SHOUTED).encode()
    command = [sys.executable, "-m", "tunelint", "fix", "-"]
    done = subprocess.run(command, input=text, capture_output=True, check=True)
    assert done.stdout == BYTE_ORDER_MARK + (MANY + GOOD).encode()
    assert b"Fixed 1 finding in 1 file" in done.stderr


def test_a_folder_is_fixed_without_what_was_left_behind_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(SHOUTED)
    (tmp_path / f".b.jsonl.x{rewriting.ENDING}").write_text(SHOUTED)
    main(["fix", str(tmp_path)])
    assert (tmp_path / "a.jsonl").read_text() == GOOD
    assert list(datasets(str(tmp_path))) == [str(tmp_path / "a.jsonl")]


def test_a_file_that_changed_meanwhile_is_left_as_it_is(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(stream: int) -> None:
        dataset.write_text(SHOUTED)

    monkeypatch.setattr(os, "fsync", edit)
    assert main(["fix", str(dataset)]) == 2
    assert dataset.read_text() == SHOUTED
    assert files(dataset.parent) == [dataset.name]
    assert "changed meanwhile" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["missing.jsonl", "/dev/null"])
def test_what_can_not_be_replaced_is_said(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", path]) == 2
    assert f"tunelint: {path}: " in capsys.readouterr().err


@pytest.mark.parametrize("forbidden", ["folder", "file"])
def test_what_may_not_be_written_stays_and_is_said(
    dataset: Path, forbidden: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["fix", str(dataset)])  # whatever is imported when it is needed is imported as ourselves
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "train.jsonl"
        path.write_text(SHOUTED)
        path.chmod(0o444 if forbidden == "file" else 0o644)
        folder.chmod(0o555 if forbidden == "folder" else 0o755)
        with as_nobody():
            assert main(["fix", str(path)]) == 2
        folder.chmod(0o755)
        assert path.read_text() == SHOUTED
        assert files(folder) == [path.name]
        assert re.search(f"tunelint: {path}: .*(denied|may not)", capsys.readouterr().err)


def test_a_full_disk_leaves_the_file_and_nothing_beside(dataset: Path) -> None:
    before = dataset.read_bytes()
    limit = len(before) // 2
    done = subprocess.run(
        [sys.executable, "-m", "tunelint", "fix", str(dataset)],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 2
    assert f"tunelint: {dataset}: File too large" in done.stderr
    assert dataset.read_bytes() == before
    assert files(dataset.parent) == [dataset.name]


def test_killed_at_any_moment_it_leaves_the_old_or_the_new_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    old = (MANY + SHOUTED) * 400
    new = old.replace('"USER"', '"user"')
    random, found = Random(1), set()
    for _ in range(12):
        path.write_text(old)
        process = subprocess.Popen(
            [sys.executable, "-m", "tunelint", "fix", str(path)], stdout=subprocess.DEVNULL
        )
        try:
            process.wait(random.uniform(0.1, 1.5))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert path.read_text() in (old, new)
        found.add(process.returncode)
        for name in files(tmp_path):
            assert name == path.name or re.fullmatch(r"\.train\.jsonl\.\w+\.tunelint", name)
            if name != path.name:
                (tmp_path / name).unlink()
    assert -signal.SIGKILL in found
