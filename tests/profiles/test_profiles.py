"""The profiles are dated data: every number has a document and a day, and the tables fit."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from tunelint.profiles import NAMES, Limit, PatchTokens, Source, contradictions, profile
from tunelint.profiles.source import read_table, source
from tunelint.rules.registry import BY_CODE

VISION = {"azure": {"gpt-4o-2024-08-06", "gpt-4.1-2025-04-14"}, "openai": {"gpt-4o-2024-08-06"}}


def parts(value: Any) -> Iterator[Any]:
    yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from parts(item)


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_profile_says_has_a_document_and_a_day(name: str) -> None:
    sources = [part for part in parts(profile(name)) if isinstance(part, Source)]
    assert len(sources) > 20
    for document in sources:
        assert document.title
        assert document.url.startswith("https://")
        assert date(2017, 1, 1) < document.as_of < date(2027, 1, 1)


@pytest.mark.parametrize("key", read_table("sources.toml"))
def test_each_document_is_named_once(key: str) -> None:
    others = [source(other) for other in read_table("sources.toml") if other != key]
    assert source(key).title not in {other.title for other in others}


@pytest.mark.parametrize("name", NAMES)
def test_no_name_means_two_models(name: str) -> None:
    known = [known for model in profile(name).models for known in (model.id, *model.names)]
    assert len(known) == len({name.lower() for name in known})


@pytest.mark.parametrize("name", NAMES)
def test_images_are_for_few_models(name: str) -> None:
    assert {model.id for model in profile(name).models if model.vision} == VISION[name]


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
        ("gpt-4o", "gpt-4o-2024-08-06"),
        ("GPT-4.1", "gpt-4.1-2025-04-14"),
        ("gpt-4.1-2025-04-14.ft-0123abcd-cats", "gpt-4.1-2025-04-14"),
        ("ft:gpt-4.1-mini-2025-04-14:acme:cats:A1b2", "gpt-4.1-mini-2025-04-14"),
        ("qwen3-32b", "Qwen3-32B"),
    ],
)
def test_a_model_is_found_by_any_of_its_names(name: str, base: str) -> None:
    model = profile("azure").model(name)
    assert model is not None
    assert model.id == base


@pytest.mark.parametrize("name", ["", "gpt-6", "ft:", "ft:gpt-6:acme::1", ".ft-1", "4o"])
def test_a_model_that_no_document_speaks_of_is_none(name: str) -> None:
    assert profile("azure").model(name) is None


def test_a_dispute_about_a_model_names_both_documents() -> None:
    nano = profile("azure").model("gpt-4.1-nano")
    assert nano is not None
    assert nano.dpo is not None
    assert nano.dpo.disputed_by is source("AZ_DPO")
    assert nano.dpo.source is source("OA_DPO")
    assert nano.dpo.note


def test_the_service_is_described_for_the_model_that_is_trained() -> None:
    azure = profile("azure")
    nano = azure.for_model(azure.model("gpt-4.1-nano"))
    assert (azure.example_tokens_max.value, nano.example_tokens_max.value) == (65_536, 32_768)
    assert isinstance(nano.image_tokens, PatchTokens)
    assert azure.for_model(azure.model("gpt-6")) is azure


def test_the_megabytes_of_a_file_can_be_read_in_two_ways() -> None:
    limit = profile("azure").file_bytes_max
    assert (limit.doubtful_from, limit.value) == (512 * 10**6, 512 * 2**20)


def test_the_cap_of_a_job_is_documented_by_one_service_only() -> None:
    assert isinstance(profile("azure").job_tokens_max, Limit)
    assert profile("openai").job_tokens_max is None


def test_a_contradiction_belongs_to_a_rule_and_has_two_sides() -> None:
    assert contradictions().keys() <= BY_CODE.keys()
    for claims in contradictions().values():
        assert len(claims) > 1
        assert all(claim.says.endswith(".") for claim in claims)
