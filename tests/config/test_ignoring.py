"""A rule is ignored from now on, and not a byte of the configuration is otherwise than before."""

from pathlib import Path

import pytest

from tunelint.config.file import FileError, read_file
from tunelint.config.ignoring import ignore_rule

CODE = "blank-line"
ADDED = f'ignore = ["{CODE}"]\n'


def written(folder: Path, text: str, name: str = "tunelint.toml") -> str:
    """What becomes of a configuration."""
    path = folder / name
    path.write_bytes(text.encode())
    ignore_rule(path, CODE)
    assert CODE in read_file(path).values["ignore"]
    return path.read_bytes().decode()


def test_a_configuration_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "tunelint.toml"
    ignore_rule(path, CODE)
    assert path.read_text("utf-8") == ADDED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ADDED),
        ('profile = "azure"  # ours\n', f'profile = "azure"  # ours\n{ADDED}'),
        ("# Why\n\n[severity]\n", f"# Why\n{ADDED}\n[severity]\n"),
        ("ignore = ['few-examples']\n", f"ignore = ['few-examples', \"{CODE}\"]\n"),
        (
            'ignore = [\n  "few-examples",  # soon\n]\n',
            f'ignore = [\n  "few-examples",  # soon\n  "{CODE}",\n]\n',
        ),
        ('model = "gpt-4o"\r\n', f'model = "gpt-4o"\r\nignore = ["{CODE}"]\r\n'),
        ('\ufeffmodel = "gpt-4o"\n', f'\ufeffmodel = "gpt-4o"\n{ADDED}'),
    ],
)
def test_the_rest_of_the_file_stays_as_it_is(tmp_path: Path, before: str, after: str) -> None:
    assert written(tmp_path, before) == after


def test_in_a_project_it_is_our_table_that_says_it(tmp_path: Path) -> None:
    before = '[tool.tunelint]\nmodel = "gpt-4o"\n'
    behind = "\n[tool.ruff]\nline-length = 100\n"
    assert written(tmp_path, before + behind, "pyproject.toml") == before + ADDED + behind


def test_what_is_ignored_already_is_not_written_again(tmp_path: Path) -> None:
    before = f"ignore = ['{CODE}']"
    assert written(tmp_path, before) == before


def test_a_configuration_that_cannot_be_followed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "tunelint.toml"
    path.write_text('profile = "nowhere"\n', "utf-8")
    with pytest.raises(FileError):
        ignore_rule(path, CODE)
    assert path.read_text("utf-8") == 'profile = "nowhere"\n'
