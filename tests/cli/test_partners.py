"""`tunelint check` of training files together with their validation files."""

import json
from pathlib import Path

import pytest

from tunelint.cli.main import main

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}\n'
SOUND = "".join(GOOD.replace('"Hi"', f'"Hi {number}"', 1) for number in range(50))
OTHER = SOUND.replace("Hi ", "Ho ")
TRAIN, VALID = "train.jsonl", "valid.jsonl"
PREFERENCE = json.dumps(
    {
        "input": {"messages": [{"role": "user", "content": "Hi"}]},
        "preferred_output": [{"role": "assistant", "content": "Hi"}],
        "non_preferred_output": [{"role": "assistant", "content": "Oh"}],
    }
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(TRAIN, SOUND + GOOD)
    write(VALID, OTHER + GOOD)


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def configure(*pairs: tuple[str, str]) -> None:
    lines = [f'"{training}" = "{validation}"\n' for training, validation in pairs]
    write("tunelint.toml", "[validation-files]\n" + "".join(lines))


def overlaps(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[tuple[str, int, str, int]]:
    """Of each example in two files its name and row, and those of the other one."""
    main(["check", "--select", "split-overlap", "--output-format", "json", *arguments])
    found = json.loads(capsys.readouterr().out)
    return [
        (each["filename"], each["location"]["row"], other["filename"], other["row"])
        for each in found
        for other in each["related"]
    ]


def test_both_files_of_a_configured_pair_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    configure((TRAIN, VALID))
    assert overlaps(capsys, ".") == [(TRAIN, 51, VALID, 51), (VALID, 51, TRAIN, 51)]
    assert overlaps(capsys, VALID) == [(VALID, 51, TRAIN, 51)]


@pytest.mark.parametrize("paths", [[TRAIN], [TRAIN, VALID], ["./valid.jsonl", TRAIN], ["."]])
def test_a_validation_file_can_be_named(
    paths: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = overlaps(capsys, "--validation-file", VALID, *paths)
    assert (TRAIN, 51, VALID, 51) in found
    assert len(found) == (1 if paths == [TRAIN] else 2)


def test_of_several_training_files_each_is_compared_and_the_validation_file_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("more.jsonl", GOOD)
    found = overlaps(capsys, "--validation-file", VALID, TRAIN, "more.jsonl", VALID)
    assert found == [(TRAIN, 51, VALID, 51), ("more.jsonl", 1, VALID, 51)]


def test_standard_input_is_compared_and_not_read_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Path(TRAIN).open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        found = overlaps(capsys, "--validation-file", VALID, "-", VALID)
    assert found == [("<stdin>", 51, VALID, 51)]


def test_text_says_where_the_other_one_stands(capsys: pytest.CaptureFixture[str]) -> None:
    configure((TRAIN, VALID))
    assert main(["check", TRAIN]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"{TRAIN}:51:1: warning[split-overlap] The same example stands in the validation file too "
        f"({VALID}, line 51); validation says nothing about it.",
        f"    also: {VALID}:51",
    ]


def test_sarif_points_into_the_other_file(capsys: pytest.CaptureFixture[str]) -> None:
    configure((TRAIN, VALID))
    main(["check", "--output-format", "sarif", TRAIN])
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    (other,) = result["relatedLocations"]
    assert other["physicalLocation"] == {
        "artifactLocation": {"uri": VALID},
        "region": {"startLine": 51},
    }


def test_a_validation_file_for_another_method_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure((TRAIN, VALID))
    write(VALID, f"{PREFERENCE}\n" * 50)
    assert main(["check", TRAIN]) == 0
    assert main(["check", VALID]) == 1
    assert f"its training file {TRAIN} chat examples" in capsys.readouterr().out


def test_a_validation_file_that_is_missing_is_told_once_and_the_rest_is_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure((TRAIN, "a.jsonl"), ("other.jsonl", "a.jsonl"))
    write("other.jsonl", GOOD)
    assert main(["check", "."]) == 2
    output, errors = capsys.readouterr()
    place = Path.cwd() / "tunelint.toml"
    complaint = "The validation file a.jsonl can't be read: No such file or directory."
    assert errors == f"tunelint: {place}:3: {complaint}\ntunelint: {place}:2: {complaint}\n"
    assert "too-few-examples" in output
    assert main(["check", "--isolated", "--validation-file", "a.jsonl", TRAIN]) == 2
    assert capsys.readouterr().err == f"tunelint: {complaint}\n"


def test_an_overlap_can_be_in_the_baseline() -> None:
    configure((TRAIN, VALID))
    assert main(["check", "--fail-on", "warning", "."]) == 1
    assert main(["check", "--write-baseline", "."]) == 0
    assert main(["check", "--fail-on", "warning", "."]) == 0
