"""`tunelint check` as its user meets it: what it prints, and how it ends."""

import json
import os
import re
import subprocess
import sys
from errno import EINVAL
from pathlib import Path

import pytest

from tunelint import __version__
from tunelint.cli.main import main

GOOD = (
    '{"messages": [{"role": "user", "content": "Hi 😀"}, {"role": "assistant", "content": "Hi"}]}\n'
)
BAD = GOOD.replace('"user"', '"usr"')
SOUND = "".join(GOOD.replace("Hi 😀", f"Hi {number}") for number in range(50))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(SOUND + BAD, encoding="utf-8")
    return path


def test_text_shows_place_code_message_and_carets(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(dataset)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f'{dataset}:51:24: error[unknown-role] "usr" is no role. Did you mean "user"?',
        '    {"messages": [{"role": "usr", "content": "Hi 😀"}, {"role": "assis…',
        "                           ^^^^^",
        "",
        "Checked 51 examples in 1 file: 1 error.",
        "The service would reject this file: unknown-role.",
    ]


def test_json_is_a_list_with_an_object_a_finding(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--output-format", "json", str(dataset)]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "filename": str(dataset),
            "location": {"row": 51, "column": 24},
            "end_location": {"row": 51, "column": 29},
            "code": "unknown-role",
            "severity": "error",
            "consequence": "rejects-file",
            "certain": True,
            "message": '"usr" is no role. Did you mean "user"?',
            "path": "/messages/0/role",
            "fixes": [{"title": 'Change to "user"', "safe": False}],
            "related": [],
        }
    ]


def test_columns_count_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD.replace('"Hi"', "{}"), encoding="utf-8")
    main(["check", "--select", "wrong-type", "--output-format", "json", str(path)])
    finding = json.loads(capsys.readouterr().out)[0]
    assert finding["location"]["column"] == GOOD.index('"Hi"') + 1


def test_the_whole_file_is_judged_at_its_first_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD, encoding="utf-8")
    assert main(["check", "--output-format", "json", str(path)]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["location"] == {"row": 1, "column": 1}
    assert (finding["code"], finding["path"]) == ("too-few-examples", None)


def test_a_clean_file_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(SOUND, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out == (
        "Checked 50 examples in 1 file: nothing found.\n"
        "The service would take it: 50 of 50 examples trained on.\n"
    )
    assert main(["check", "--output-format", "json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_warnings_alone_do_not_fail(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(SOUND + "\n" + GOOD, encoding="utf-8")
    assert main(["check", str(path)]) == 0


def test_folders_are_searched_for_datasets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b.jsonl", "sub/a.ndjson", ".hidden/c.jsonl", "node_modules/d.jsonl", "e.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(SOUND, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert "100 examples in 2 files" in capsys.readouterr().out


def test_standard_input_is_a_dataset(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with dataset.open(encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["check", "-"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>:51:24: error[unknown-role]")


def test_rules_can_be_selected_and_ignored(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--ignore", "unknown-role,blank-line", str(dataset)]) == 0
    assert main(["check", "--select", "too-few-examples", str(dataset)]) == 0
    assert main(["check", "--select", "unknown-role", str(dataset)]) == 1
    capsys.readouterr()


def test_the_summary_says_that_a_forecast_rests_on_selected_rules_only(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "Only the selected rules were asked; others may find more.\n"
    main(["check", "--select", "too-few-examples", str(dataset)])
    assert capsys.readouterr().out.endswith(f" trained on.\n{note}")
    main(["check", "--extend-select", "missing-system", str(dataset)])
    assert note not in capsys.readouterr().out


def test_the_profile_chooses_the_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image = '{"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}'
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD.replace('"Hi 😀"', f"[{', '.join([image] * 11)}]") * 10, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert main(["check", "--profile", "openai", str(path)]) == 1
    assert "too-many-images" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["check", "--select", "unknwon-role", "a"],
            'no rule "unknwon-role". Did you mean "unknown-role"?',
        ),
        (["check", "missing.jsonl"], "missing.jsonl: No such file or directory"),
        (["explain", "nonsense"], 'no rule "nonsense". `tunelint rules` lists them.'),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_an_unreadable_path_does_not_keep_the_others_from_being_checked(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = dataset.parent / "empty"
    empty.mkdir()
    assert main(["check", str(empty), "missing.jsonl", str(dataset)]) == 2
    output, errors = capsys.readouterr()
    assert "unknown-role" in output
    assert "no .jsonl or .ndjson file in this folder" in errors
    assert "missing.jsonl" in errors


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--profile", "nobody"), "invalid choice: 'nobody'"),
        (("check", "--epochs", "three"), "three is no whole number"),
        (("submit", "--beta", "inf"), "inf is no number"),
    ],
)
def test_usage_errors_end_with_two(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as error:
        main([*arguments, "a"])
    assert error.value.code == 2
    assert words in capsys.readouterr().err


def test_each_rule_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert "many-images" in listed
    for code in listed:
        assert main(["explain", code]) == 0
        page = capsys.readouterr().out
        assert re.match(rf"# {code}\n\n.+\n\n", page)
        for section in ("Why", "Fix", "Verdict", "Source"):
            assert f"\n## {section}\n" in page
    assert "openai: off" in (main(["explain", "many-images"]), capsys.readouterr().out)[1]


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(BAD * 5_000, encoding="utf-8")
    command = [sys.executable, "-m", "tunelint", "check", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 2


def test_a_reader_that_goes_away_is_no_crash_on_windows(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str) -> int:
        raise OSError(EINVAL, "Invalid argument")

    with (dataset.parent / "output").open("w", encoding="utf-8") as output:
        monkeypatch.setattr(output, "write", refuse)
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["check", str(dataset)]) == 2


def test_programs_get_utf_8_whatever_the_machine_is_used_to(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(SOUND + BAD.replace("usr", "öäü"), encoding="utf-8")
    command = [sys.executable, "-m", "tunelint", "check", "--output-format", "json", str(path)]
    usual = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    told = subprocess.run(command, capture_output=True, check=False, env=usual).stdout
    assert json.loads(told.decode("utf-8"))[0]["message"].startswith('"öäü" is no role.')


def test_the_module_is_the_command() -> None:
    command = [sys.executable, "-m", "tunelint", "--version"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == (
        f"tunelint {__version__}\n"
    )
