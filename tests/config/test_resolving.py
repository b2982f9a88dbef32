"""Which settings hold for a dataset, from its configuration and from what is said above it."""

from pathlib import Path
from typing import Any

import pytest

from tunelint.config.hints import unknown_model
from tunelint.config.keys import read_keys
from tunelint.config.pairs import unreadable
from tunelint.config.patterns import Pattern
from tunelint.config.resolving import Resolver
from tunelint.config.settings import PartnerFile, Settings
from tunelint.dataset.method import Method
from tunelint.profiles import profile
from tunelint.rules.finding import Severity


def resolved(folder: Path, text: str, name: str = "train.jsonl", **options: Any) -> Settings:
    (folder / "tunelint.toml").write_text(text, encoding="utf-8")
    table = {key.replace("_", "-"): value for key, value in options.items()}
    return Resolver(read_keys(table, folder), lenient=True).resolve(folder / name)


def test_without_a_configuration_the_defaults_hold(tmp_path: Path) -> None:
    assert Resolver().resolve(tmp_path / "train.jsonl") == Settings()


def test_the_file_says_how_to_check(tmp_path: Path) -> None:
    settings = resolved(
        tmp_path,
        'profile = "openai"\nmodel = "gpt-4o-2024-08-06"\nmethod = "dpo"\nepochs = 3\n'
        'select = ["blank-line"]\nextend-select = ["missing-system"]\nignore = ["wrong-type"]\n',
    )
    assert (settings.profile, settings.model) == ("openai", "gpt-4o-2024-08-06")
    assert (settings.method, settings.epochs) == (Method.PREFERENCE, 3)
    assert settings.asks_for("blank-line")
    assert settings.asks_for("missing-system")
    assert not settings.asks_for("unknown-role")
    assert settings.ignore == {"wrong-type"}


def test_files_are_not_merged(tmp_path: Path) -> None:
    (tmp_path / "tunelint.toml").write_text("epochs = 3\n", encoding="utf-8")
    (tmp_path / "a").mkdir()
    assert resolved(tmp_path / "a", 'profile = "openai"').epochs is None


def test_options_win_key_by_key(tmp_path: Path) -> None:
    settings = resolved(tmp_path, 'profile = "openai"\nepochs = 3', epochs=5)
    assert (settings.profile, settings.epochs) == ("openai", 5)


def test_rules_ignored_or_added_by_options_join_those_of_the_file(tmp_path: Path) -> None:
    text = 'ignore = ["blank-line"]\nextend-select = ["missing-system"]'
    settings = resolved(tmp_path, text, ignore=["wrong-type"], extend_select=["byte-order-mark"])
    assert settings.ignore == {"blank-line", "wrong-type"}
    assert settings.extend_select == {"missing-system", "byte-order-mark"}


def test_a_selection_by_options_is_made_anew(tmp_path: Path) -> None:
    text = 'select = ["wrong-type"]\nignore = ["blank-line"]\n[severity]\nfew-examples = "off"'
    settings = resolved(tmp_path, text, select=["blank-line", "few-examples"])
    assert settings.asks_for("blank-line")
    assert settings.asks_for("few-examples")
    assert not settings.asks_for("wrong-type")


def test_a_named_file_holds_for_all_and_none_when_isolated(tmp_path: Path) -> None:
    (tmp_path / "tunelint.toml").write_text("epochs = 3\n", encoding="utf-8")
    named = tmp_path / "other.toml"
    named.write_text("epochs = 4\n", encoding="utf-8")
    dataset = tmp_path / "train.jsonl"
    assert Resolver(file=named).resolve(dataset).epochs == 4
    assert Resolver(isolated=True).resolve(dataset).epochs is None


def test_a_severity_that_is_off_ignores_the_rule(tmp_path: Path) -> None:
    settings = resolved(tmp_path, '[severity]\nblank-line = "off"\nfew-examples = "error"')
    assert settings.ignore == {"blank-line"}
    assert settings.severities == {"few-examples": Severity.ERROR}


def test_a_threshold_stands_in_place_of_the_limit(tmp_path: Path) -> None:
    text = "[thresholds]\nimages-per-example-advised = 20\nimage-bytes-max = 1000"
    service = resolved(tmp_path, text).service
    assert service.images_per_example_advised.value == 20
    assert service.image_bytes_max.doubtful_from is None
    assert service.examples_min == profile("azure").examples_min


def test_a_limit_that_the_profile_does_not_have_is_no_matter(tmp_path: Path) -> None:
    text = 'profile = "openai"\nthresholds = { skips-max = 5 }'
    assert resolved(tmp_path, text).service.skips_max is None


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("train.jsonl", "a/b/train.jsonl"),
        ("*.jsonl", "a/b/train.jsonl"),
        ("a/*", "a/b/train.jsonl"),
        ("./a/*", "a/train.jsonl"),
        ("a/**/train.jsonl", "a/train.jsonl"),
        ("**/b/*", "a/b/train.jsonl"),
        ("a/[!c]/train.jsonl", "a/b/train.jsonl"),
        ("!c/*", "a/b/train.jsonl"),
    ],
)
def test_a_pattern_means_names_and_paths_from_its_folder_on(pattern: str, name: str) -> None:
    assert Pattern(pattern, Path("/data")).matches(Path("/data") / name)


@pytest.mark.parametrize("pattern", ["a", "b/*", "data/*", "Train.jsonl", "!a/*", "train"])
def test_a_pattern_means_nothing_else(pattern: str) -> None:
    assert not Pattern(pattern, Path("/data")).matches(Path("/data/a/b/train.jsonl"))


def test_rules_are_ignored_in_the_files_that_patterns_mean(tmp_path: Path) -> None:
    text = '[per-file-ignores]\n"drafts/*" = ["blank-line"]\n"*.ndjson" = ["wrong-type"]'
    assert resolved(tmp_path, text, "drafts/a.ndjson").ignore == {"blank-line", "wrong-type"}
    assert resolved(tmp_path, text, "a.ndjson").ignore == {"wrong-type"}
    assert resolved(tmp_path, text, "a.jsonl").ignore == set()


def test_a_training_file_and_its_validation_file_know_each_other(tmp_path: Path) -> None:
    text = '[validation-files]\n"data/train.jsonl" = "./data/../valid.jsonl"'
    training, validation, other = (
        resolved(tmp_path, text, name).partner_file
        for name in ("data/train.jsonl", "valid.jsonl", "train.jsonl")
    )
    assert training == PartnerFile(tmp_path / "valid.jsonl", is_validation=True)
    assert validation == PartnerFile(tmp_path / "data" / "train.jsonl", is_validation=False)
    assert other is None


def test_a_validation_file_of_several_training_files_belongs_to_none_of_them(
    tmp_path: Path,
) -> None:
    text = '[validation-files]\n"a.jsonl" = "valid.jsonl"\n"b.jsonl" = "valid.jsonl"'
    assert resolved(tmp_path, text, "b.jsonl").partner_file
    assert resolved(tmp_path, text, "valid.jsonl").partner_file is None


def test_a_partner_that_is_not_there_is_told_where_it_is_configured(tmp_path: Path) -> None:
    text = 'epochs = 3\n[validation-files]\n"a.jsonl" = "v.jsonl"\n"./b.jsonl" = "v2.jsonl"'
    complaints = {
        name: str(unreadable(partner, FileNotFoundError(2, "No such file")))
        for name in ("a.jsonl", "b.jsonl", "v2.jsonl")
        if (partner := resolved(tmp_path, text, name).partner_file)
    }
    file = tmp_path / "tunelint.toml"
    assert complaints == {
        "a.jsonl": f"{file}:3: The validation file v.jsonl can't be read: No such file.",
        "b.jsonl": f"{file}:4: The validation file v2.jsonl can't be read: No such file.",
        "v2.jsonl": f"{file}:4: The training file b.jsonl can't be read: No such file.",
    }


def test_a_partner_that_an_option_names_is_configured_nowhere(tmp_path: Path) -> None:
    text = '[validation-files]\n"train.jsonl" = "other.jsonl"'
    pairs = {"train.jsonl": "valid.jsonl"}
    partner = resolved(tmp_path, text, validation_files=pairs).partner_file
    assert partner
    assert (partner.path.name, partner.configured_at) == ("valid.jsonl", None)


def test_in_a_project_the_line_of_a_pair_is_told_too(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    text = '[tool.tunelint]\nepochs = 3\nvalidation-files = { "train.jsonl" = "valid.jsonl" }\n'
    project.write_text(text, encoding="utf-8")
    partner = Resolver().resolve(tmp_path / "train.jsonl").partner_file
    assert partner
    assert partner.configured_at == (project, 3)


def test_files_that_are_said_to_be_for_training_are_not_treated_leniently(tmp_path: Path) -> None:
    text = 'validation-files = { "train.jsonl" = "valid.jsonl" }'
    lenient = {
        name: resolved(tmp_path, text, f"{name}.jsonl").lenient
        for name in ("train", "valid", "log")
    }
    assert lenient == {"train": False, "valid": False, "log": True}


@pytest.mark.parametrize(
    ("model", "hint"),
    [
        ("", ""),
        ("gpt-4o-2024-08-06", ""),
        ("ft:gpt-4o-2024-08-06:acme::id", ""),
        ("gpt-4o-2024-08-16", 'Did you mean "gpt-4o-2024-08-06"?'),
        ("zzz", 'don\'t speak of tuning the model "zzz"; the usual limits are applied.'),
    ],
)
def test_of_an_unknown_model_there_is_a_hint(model: str, hint: str) -> None:
    told = unknown_model(Settings(model=model))
    assert told.endswith(hint)
    assert bool(told) == bool(hint)
