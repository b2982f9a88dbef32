"""What is known before anything is sent."""

from dataclasses import replace
from pathlib import Path

import pytest

from pictures import data_uri
from submission.stage import MODEL, chat, datasets, write
from tunelint.config.settings import SettingsError
from tunelint.dataset.method import Method
from tunelint.service import Endpoint, azure, azure_dated, openai
from tunelint.submission import Content, Wish, plan

AZURE = azure("https://cats.openai.azure.com")
DATED = azure_dated("https://cats.openai.azure.com", "2024-10-21")
OPENAI = openai()


def said(wish: Wish, endpoint: Endpoint = AZURE) -> str:
    return "\n".join(plan(wish, endpoint).sentences())


def pictured(url: str) -> dict[str, object]:
    asked = [
        {"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": url}},
    ]
    return {
        "messages": [{"role": "user", "content": asked}, {"role": "assistant", "content": "A cat."}]
    }


def test_a_sound_plan_tells_the_forecast_and_the_cost(tmp_path: Path) -> None:
    words = said(datasets(tmp_path))
    assert "train.jsonl" in words
    assert "valid.jsonl" in words
    assert "12 of 12 examples trained on" in words
    assert f"1 epoch with {MODEL}: less than $0.01" in words
    assert "skips examples that show" not in words


@pytest.mark.parametrize("is_training", [True, False])
def test_a_file_that_the_service_would_reject_is_refused_with_reasons(
    tmp_path: Path, is_training: bool
) -> None:
    wish = datasets(tmp_path)
    assert wish.validation
    bad = wish.training if is_training else wish.validation
    write(bad, [chat("Hello", "usr"), *(chat(str(number)) for number in range(20))])
    planned = plan(wish, AZURE)
    assert planned.is_refused
    refused = [each for each in planned.files if each.is_refused]
    assert [each.content.path for each in refused] == [bad]
    assert [hit.placed.finding.code for hit in refused[0].reasons] == ["unknown-role"]
    assert [hit.row for hit in refused[0].reasons] == [0]


def test_images_are_screened_and_those_by_url_not_checked(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    rows = [pictured("https://example.com/cat.png"), pictured(data_uri("png 64x64"))]
    write(wish.training, [*rows, *(chat(str(number)) for number in range(20))])
    words = said(wish)
    assert "looks at 2 images, and skips examples that show people, faces, children or CAP" in words
    assert "fetches 1 image by URL, which were not checked" in words
    assert "No document names gpt-4.1-mini-2025-04-14 for training with images." in said(
        replace(wish, model="gpt-4.1-mini")
    )


@pytest.mark.parametrize(
    ("change", "endpoint", "words"),
    [
        ({"hyperparameters": {"n_epochs": 51}}, AZURE, "n_epochs is 51; it takes"),
        ({"hyperparameters": {"beta": 1.0}}, AZURE, "Only a job by dpo has a beta"),
        ({"seed": -1}, AZURE, "seed is -1"),
        ({"suffix": "x" * 65}, AZURE, "The suffix has 65"),
        ({"suffix": "x" * 41}, DATED, "The suffix has 41"),
        ({"suffix": "ä"}, DATED, "The suffix takes letters"),
        ({"training_type": "Developer"}, OPENAI, "no training types"),
        ({"grader": {"type": "x"}}, AZURE, "Only a job by reinforcement"),
        ({"method": Method.REINFORCEMENT}, AZURE, "needs a grader"),
        ({"method": Method.REINFORCEMENT}, DATED, "dated ones don't have it"),
        (
            {"method": Method.REINFORCEMENT, "grader": {"type": "x"}, "validation": None},
            AZURE,
            "needs a validation file",
        ),
        ({"model": ""}, AZURE, "needs a model"),
    ],
)
def test_what_the_documents_rule_out_is_told_at_once(
    tmp_path: Path, change: dict[str, object], endpoint: Endpoint, words: str
) -> None:
    with pytest.raises(SettingsError, match=words):
        plan(replace(datasets(tmp_path), **change), endpoint)  # type: ignore[arg-type]


def test_a_model_that_no_document_names_is_told_of(tmp_path: Path) -> None:
    assert "don't speak of tuning the model" in said(replace(datasets(tmp_path), model="gpt-9"))


def test_the_key_of_a_plan_tells_jobs_apart(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    keys = [
        plan(each, endpoint).key
        for each, endpoint in (
            (wish, AZURE),
            (wish, DATED),
            (replace(wish, suffix="x"), AZURE),
            (replace(wish, seed=1), AZURE),
            (replace(wish, validation=None), AZURE),
        )
    ]
    assert len({*keys}) == len(keys)
    assert plan(wish, AZURE).key == keys[0]
    write(wish.training, [chat(str(number)) for number in range(20)])
    assert plan(wish, AZURE).key != keys[0]


def test_a_touched_file_is_the_same_and_a_missing_one_is_not(tmp_path: Path) -> None:
    content = Content.read(datasets(tmp_path).training)
    content.path.write_bytes(content.path.read_bytes())
    assert content.is_current()
    assert content.name == f"train-{content.sha256[:16]}.jsonl"
    content.path.unlink()
    assert not content.is_current()
