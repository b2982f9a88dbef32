"""`tunelint check --decode-images`: damage that no header tells."""

from pathlib import Path

import pytest

from pictures import data_uri
from tunelint.cli.main import main


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    line = (
        '{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "'
        + data_uri("png damaged")
        + '"}}]}, {"role": "assistant", "content": "A gradient."}]}\n'
    )
    path.write_text(line, encoding="utf-8")
    return path


def test_damage_in_the_middle_is_found_when_it_is_asked_for(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    select = ["check", str(dataset), "--select", "image-corrupt"]
    assert main(select) == 0
    capsys.readouterr()
    assert main([*select, "--decode-images"]) == 1
    output = capsys.readouterr().out
    assert "error[image-corrupt] PNG image is damaged: its pixels can't be decoded." in output
