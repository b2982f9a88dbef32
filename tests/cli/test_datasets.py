"""Which files a path means, in folders of every kind."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cli.privileges import as_nobody
from tunelint.cli.datasets import NoDataset, datasets
from tunelint.cli.main import main


def test_a_link_that_leads_back_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.jsonl").touch()
    (folder / "sub" / "up").symlink_to(folder)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.jsonl").touch()
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    found = [Path(name).relative_to(folder).as_posix() for name in datasets(str(folder))]
    assert found == ["linked/b.jsonl", "sub/a.jsonl"]


def test_a_folder_that_can_not_be_read_does_not_hide_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["check", __file__])  # whatever is imported when it is needed is imported as ourselves
    capsys.readouterr()
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for file in ("a.jsonl", "closed/b.jsonl", "c.jsonl"):
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text("[]\n")
        (folder / "closed").chmod(0)
        with as_nobody():
            assert main(["check", name]) == 2
        (folder / "closed").chmod(0o755)
    output, errors = capsys.readouterr()
    assert "2 examples in 2 files" in output
    assert errors == f"tunelint: {folder / 'closed'}: Permission denied\n"


def test_an_empty_path_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoDataset):
        next(datasets(""))
