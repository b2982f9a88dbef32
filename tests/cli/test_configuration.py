"""`tunelint check` with configuration files, options and baselines."""

from pathlib import Path

import pytest

from tunelint.cli.main import main

GOOD = '{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hi"}]}\n'
BAD = GOOD.replace('"user"', '"usr"')
SOUND = "".join(GOOD.replace('"Hi"', f'"Hi {number}"', 1) for number in range(50))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "train.jsonl").write_text(SOUND + BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_each_file_follows_its_own_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "a" / "train.jsonl", SOUND + BAD)
    write(folder / "a" / "tunelint.toml", 'ignore = ["unknown-role"]')
    assert main(["check", "a"]) == 0
    assert main(["check", "."]) == 1
    output = capsys.readouterr().out
    assert "train.jsonl:51:24: error[unknown-role]" in output
    assert "a/train.jsonl:51" not in output


def test_options_win_over_the_configuration(folder: Path) -> None:
    write(folder / "tunelint.toml", 'ignore = ["unknown-role"]')
    assert main(["check", "train.jsonl"]) == 0
    assert main(["check", "--select", "unknown-role", "train.jsonl"]) == 1


def test_a_severity_decides_how_the_check_ends(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "pyproject.toml", '[tool.tunelint.severity]\nunknown-role = "hint"')
    assert main(["check", "train.jsonl"]) == 0
    assert "hint[unknown-role]" in capsys.readouterr().out


def test_a_severity_holds_for_all_shades_of_a_rule(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = GOOD.replace('"Hi"}, ', '""}, ')
    write(folder / "train.jsonl", SOUND + empty + GOOD.replace('"Hi"}, ', "[]}, "))
    write(folder / "tunelint.toml", '[severity]\nempty-content = "info"')
    main(["check", "--select", "empty-content", "train.jsonl"])
    assert capsys.readouterr().out.count(": info[empty-content]") == 2


def test_a_rule_that_is_off_is_turned_on_by_its_code(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--extend-select", "missing-system", "train.jsonl"]) == 1
    output = capsys.readouterr().out
    assert "[missing-system]" in output
    assert "[unknown-role]" in output


def test_a_threshold_is_the_limit_in_the_message(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "tunelint.toml", "[thresholds]\nexamples-min = 1_000")
    main(["check", "train.jsonl"])
    assert "a training file needs at least 1000." in capsys.readouterr().out.replace(",", "")


def test_the_configured_method_makes_strays_of_other_examples(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "train.jsonl", SOUND)
    assert main(["check", "--method", "dpo", "train.jsonl"]) == 1
    assert capsys.readouterr().out.count("error[mixed-formats]") == 50


def test_a_named_configuration_and_none(folder: Path) -> None:
    write(folder / "tunelint.toml", 'select = ["wrong-type"]')
    write(folder / "other.toml", 'ignore = ["unknown-role"]')
    assert main(["check", "--config", "other.toml", "train.jsonl"]) == 0
    assert main(["check", "--isolated", "train.jsonl"]) == 1


def test_standard_input_follows_the_configuration_of_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "tunelint.toml", 'ignore = ["unknown-role"]')
    with (folder / "train.jsonl").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["check", "-"]) == 0


def test_a_broken_configuration_fails_its_files_and_is_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "a" / "tunelint.toml", "\nepochs = 0")
    write(folder / "a" / "b.jsonl", SOUND)
    write(folder / "a" / "c.jsonl", SOUND)
    assert main(["check", "a", "train.jsonl"]) == 2
    output, errors = capsys.readouterr()
    path = folder / "a" / "tunelint.toml"
    assert errors == (f'tunelint: {path}:2: "epochs" must be a whole number from 1 to 50.\n')
    assert "error[unknown-role]" in output


def test_a_bad_option_is_told_before_anything_is_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--epochs", "51", "train.jsonl"]) == 2
    output, errors = capsys.readouterr()
    assert (output, errors) == ("", 'tunelint: "epochs" must be a whole number from 1 to 50.\n')


def test_an_unknown_model_is_a_hint(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "train.jsonl", SOUND)
    assert main(["check", "--model", "zzz", "."]) == 0
    assert capsys.readouterr().err.startswith("hint: Azure OpenAI's documents don't speak of")


def test_a_baseline_that_is_named_and_not_there_is_a_hint(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "train.jsonl", SOUND)
    hint = "hint: There is no baseline known.json yet, so that all findings are told.\n"
    assert main(["check", "--baseline", "known.json", "."]) == 0
    assert capsys.readouterr().err == hint
    write(folder / "tunelint.toml", 'baseline = "known.json"')
    assert main(["check", "."]) == 0
    assert capsys.readouterr().err == hint
    assert main(["check", "--write-baseline", "."]) == 0
    assert main(["check", "."]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_in_the_baseline_is_not_told_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder / "train.jsonl", GOOD + BAD)
    assert main(["check", "--write-baseline", "train.jsonl"]) == 0
    assert capsys.readouterr().out == (
        "Wrote 1 finding to tunelint-baseline.json.\n"
        "1 finding about whole files can't be in a baseline.\n"
    )
    write(folder / "train.jsonl", BAD + SOUND)
    assert main(["check", "train.jsonl"]) == 0
    assert main(["check", "--baseline", "none.json", "train.jsonl"]) == 1


def test_the_forecast_counts_what_the_baseline_hides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--write-baseline", "train.jsonl"]) == 0
    capsys.readouterr()
    assert main(["check", "train.jsonl"]) == 0
    assert capsys.readouterr().out == (
        "Checked 51 examples in 1 file: nothing found.\n"
        "The service would reject this file: unknown-role.\n"
    )


def test_a_baseline_is_written_beside_the_configuration_or_where_that_says(folder: Path) -> None:
    write(folder / "a" / "train.jsonl", SOUND + BAD)
    write(folder / "a" / "tunelint.toml", "")
    assert main(["check", "--write-baseline", "."]) == 0
    assert (folder / "tunelint-baseline.json").exists()
    assert (folder / "a" / "tunelint-baseline.json").exists()
    write(folder / "a" / "tunelint.toml", 'baseline = "known.json"')
    assert main(["check", "--write-baseline", "a"]) == 0
    assert (folder / "a" / "known.json").exists()
    assert main(["check", "."]) == 0


def test_a_baseline_is_written_in_place_of_what_it_held(folder: Path) -> None:
    path = folder / "tunelint-baseline.json"
    assert main(["check", "--write-baseline", "train.jsonl"]) == 0
    first = path.read_bytes()
    assert main(["check", "--write-baseline", "train.jsonl"]) == 0
    assert path.read_bytes() == first
    path.write_bytes(b"<<<<<<<")
    assert main(["check", "train.jsonl"]) == 2
    assert main(["check", "--write-baseline", "train.jsonl"]) == 0
    assert path.read_bytes() == first


def test_a_baseline_that_can_not_be_written_is_told_of(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--write-baseline", "--baseline", "nowhere/known.json"]
    assert main(["check", *options, "train.jsonl"]) == 2
    told = f"tunelint: {folder / 'nowhere' / 'known.json'}: No such file or directory\n"
    assert capsys.readouterr().err == told


def test_no_baseline_is_written_when_a_file_cannot_be_read(folder: Path) -> None:
    assert main(["check", "--write-baseline", "train.jsonl", "missing.jsonl"]) == 2
    assert not (folder / "tunelint-baseline.json").exists()
