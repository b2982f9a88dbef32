"""Which configuration file holds, and what is said of one that can't be followed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tunelint.config.file import FileError, find_file, read_file
from tunelint.config.keys import KEYS
from tunelint.config.positions import line_of

OURS = '[tool.tunelint]\nprofile = "openai"\n'


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaint(path: Path) -> str:
    with pytest.raises(FileError) as error:
        read_file(path)
    assert str(error.value) == f"{path}:{error.value.line}: {error.value.message}"
    return str(error.value).removeprefix(f"{path}:")


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    far = write(tmp_path / "tunelint.toml")
    near = write(tmp_path / "a" / "b" / "tunelint.toml")
    assert find_file(tmp_path / "a") == far
    assert find_file(tmp_path / "a" / "b" / "c") == near


def test_in_one_folder_our_own_file_wins(tmp_path: Path) -> None:
    project = write(tmp_path / "pyproject.toml", OURS)
    assert find_file(tmp_path) == project
    own = write(tmp_path / "tunelint.toml")
    assert find_file(tmp_path) == own


@pytest.mark.parametrize(
    "text", ["", '[project]\nname = "tunelint"\n', "[tool.ruff]\n", "tool = 1\n# tunelint", "= ["]
)
def test_a_project_without_our_table_is_passed_over(tmp_path: Path, text: str) -> None:
    far = write(tmp_path / "tunelint.toml")
    write(tmp_path / "a" / "pyproject.toml", text)
    assert find_file(tmp_path / "a") == far


@pytest.mark.parametrize("text", ["[tool.tunelint]\n", "[tool]\ntunelint = 5\n", f"{OURS}x ="])
def test_a_project_with_our_table_ends_the_search_whatever_stands_there(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path / "tunelint.toml")
    assert find_file(tmp_path / "a") != write(tmp_path / "a" / "b" / "pyproject.toml", text)
    assert find_file(tmp_path / "a" / "b") == tmp_path / "a" / "b" / "pyproject.toml"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_example_of_each_key_can_be_followed(tmp_path: Path, key: object) -> None:
    name, example = key.name, key.example  # type: ignore[attr-defined]
    assert list(read_file(write(tmp_path / "tunelint.toml", example)).values) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('\nselct = ["blank-line"]', '2: There is no key "selct". Did you mean "select"?'),
        ("method = 'dpo'\nprofile = 'aws'", '2: There is no profile "aws". Use "azure" or'),
        ("method = 1", "1: There is no method 1. Use"),
        ("model = ''", '1: "model" must be a text.'),
        ("epochs = 51", '1: "epochs" must be a whole number from 1 to 50.'),
        ("epochs = true", '1: "epochs" must be a whole number from 1 to 50.'),
        ("select = 'blank-line'", '1: "select" must be a list of rule codes.'),
        (
            'ignore = [\n  "blank-line",\n  # not so\n  "unknwon-role",\n]',
            '4: There is no rule "unknwon-role". Did you mean "unknown-role"?',
        ),
        ("extend-select = ['zzz']", '1: There is no rule "zzz". `tunelint rules` lists them.'),
        (
            'epochs = 1\n\n[severity]\nblank-line = "off"\nunknown-role = "fatal"',
            '5: There is no severity "fatal". Use "error", "warning", "info", "hint" or "off".',
        ),
        ('[severity]\nblankline = "off"', '2: There is no rule "blankline". Did you mean'),
        ('severity = "off"', '1: "severity" must be a table from rule codes to severities.'),
        ("thresholds.examples-min = 0", '1: "examples-min" must be a whole number of at least 1.'),
        ("[thresholds]\n\nexample-min = 2", '3: There is no limit "example-min". Did you mean'),
        ('[per-file-ignores]\n"a*" = []\n"b*" = [1]', '3: "b*" must be a list of rule codes.'),
        ('[validation-files]\n"a" = 1', '2: "a" must be a path.'),
        ('[validation-files]\n"a" = "b\\u0000"', '2: "a" must be a path.'),
        ("[profile]", '1: An object is no profile. Use "azure" or'),
        ("epochs = 1\nx = " + "[" * 5_000, "2: This is no TOML: Nested too deeply."),
        ("epochs = 1\nepochs = 2", "2: This is no TOML: Cannot overwrite a value."),
        ("epochs = 1\nselect = [\n", "2: "),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_line(
    tmp_path: Path, text: str, expected: str
) -> None:
    own = write(tmp_path / "tunelint.toml", text)
    assert complaint(own).startswith(expected)


def test_in_a_project_the_line_is_that_of_our_table(tmp_path: Path) -> None:
    text = 'profile = "aws"\n[tool.other]\nprofile = 1\n\n[tool.tunelint]\nprofile = "aws"\n'
    assert complaint(write(tmp_path / "pyproject.toml", text)).startswith("6: There is no profile")
    text = "[project]\n[tool]\ntunelint = 1\n"
    assert complaint(write(tmp_path / "pyproject.toml", text)) == '3: "tunelint" must be a table.'


def test_a_file_that_is_not_utf8_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tunelint.toml"
    assert complaint(path) == "1: No such file or directory."
    path.write_bytes(b'epochs = 3\nmodel = "\xe9"\n')
    assert complaint(path) == "2: This line is not UTF-8."


def test_windows_line_ends_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "tunelint.toml"
    path.write_bytes(b"\xef\xbb\xbfepochs = 3\r\nselect = [\r\n]\r\n")
    assert read_file(path).values["epochs"] == 3
    path.write_bytes(b"epochs = 3\r\n\r\nselect = [\r\n1]\r\n")
    assert complaint(path).startswith("3: ")


@given(
    st.lists(st.sampled_from(["", "# note", "[b]", "[[c]]", "x = [\n1,\n# ]\n]", 'y = """\n"""']))
)
def test_a_key_is_found_behind_whatever_stands_before_it(before: list[str]) -> None:
    lines = "\n".join(dict.fromkeys(before)).split("\n")
    document = "\n".join([*lines, "[last]", "key = [", '  "word",', "]"])
    assert line_of(document, ("last", "key")) == len(lines) + 2
    assert line_of(document, ("last", "key"), "word") == len(lines) + 3
    assert line_of(document, ("last", "other")) == len(lines) + 1
