"""The JSON Schema of the configuration agrees with what is read."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tunelint.config.describing import configuration_page, configuration_schema
from tunelint.config.keys import KEYS, METHOD, PROFILE, SEVERITY, read_keys
from tunelint.config.settings import SettingsError
from tunelint.lsp.documents.options import client_name
from tunelint.lsp.documents.preferences import FORMAT_STYLE, PREFERENCES, Preferences

ROOT = Path(__file__).parents[2]
SCHEMA = configuration_schema()
WORDS = st.sampled_from(
    ["", "azure", "dpo", "blank-line", "error", "off", "examples-min", "*.jsonl", "a.jsonl", "zzz"]
)
VALUES = st.recursive(
    st.one_of(st.integers(-1, 60), st.booleans(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(WORDS, inner, max_size=2)),
    max_leaves=4,
)


def is_read(table: dict[str, Any]) -> bool:
    try:
        read_keys(table, Path())
    except SettingsError:
        return False
    return True


@given(st.sampled_from([*(key.name for key in KEYS), "nonsense"]), VALUES)
@settings(max_examples=500)
def test_the_schema_accepts_what_is_read_and_nothing_else(name: str, value: Any) -> None:
    table = {name: value}
    assert jsonschema.Draft7Validator(SCHEMA).is_valid(table) == is_read(table)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_each_key_is_documented_with_an_example(key: Any) -> None:
    assert f"| `{key.name}` |" in configuration_page()
    table = tomllib.loads(key.example)
    assert is_read(table)
    assert jsonschema.Draft7Validator(SCHEMA).is_valid(table)


def test_the_settings_of_vs_code_mirror_the_keys() -> None:
    manifest = json.loads((ROOT / "client-vscode" / "package.json").read_text(encoding="utf-8"))
    described = manifest["contributes"]["configuration"]["properties"]
    mirrored = {f"tunelint.{client_name(key.name)}" for key in (*KEYS, *PREFERENCES)}
    of_editor = {"tunelint.entraScope"} | {name for name in described if ".server" in name}
    assert described.keys() - of_editor == mirrored
    assert described["tunelint.profile"]["enum"] == list(PROFILE.names)
    assert described["tunelint.method"]["enum"] == ["", *METHOD.names]
    severities = described["tunelint.severity"]["additionalProperties"]["enum"]
    assert severities == list(SEVERITY.names)
    assert described["tunelint.formatStyle"]["enum"] == list(FORMAT_STYLE.names)
    shown = Preferences()
    assert described["tunelint.inlayHints"]["default"] is shown.inlay_hints
    assert described["tunelint.codeLens"]["default"] is shown.code_lens
    assert described["tunelint.formatStyle"]["default"] == shown.format_style
