"""The official OpenAPI data, made JSON Schema that answers are held against."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator

from tunelint.rehearsal.dialect import Dialect

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "specs"
SPECS = {
    Dialect.AZURE_V1: "azure-v1-fine-tuning.openapi.yaml",
    Dialect.AZURE_DATED: "azure-fine-tuning-2025-04-01-preview.openapi.yaml",
    Dialect.OPENAI: "openai-fine-tuning.openapi.yaml",
}

PAUSES = {"pausing", "paused", "resuming"}
"""Both OpenAI and Azure v1 can pause jobs, and name no status for it; dated Azure does."""

ERRORS_OF_OPENAI = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["message", "type", "param", "code"]}},
}
"""OpenAI's data say nothing of errors; its guides do."""

Schema = dict[str, Any]


class Contract:
    """Holds answers against what the data say of their operation and status."""

    def __init__(self, dialect: Dialect) -> None:
        source = FOLDER / SPECS[dialect]
        if not source.exists():
            pytest.skip(f"{source.name} is not here")
        self.dialect = dialect
        self.held: list[tuple[str, int]] = []
        """The operations and statuses of the answers that were held against the data."""
        self._document = _read(source)

    def hold(self, response: httpx.Response) -> None:
        """Fail if an answer is not as documented. What is not documented at all is let pass."""
        response.read()
        path = response.request.url.path.removeprefix(self.dialect.value)
        schema = self._schema(response.request.method.lower(), path, response.status_code)
        if schema is not None:
            document = {**schema, "components": self._document["components"]}
            errors = Draft202012Validator(document).iter_errors(response.json())
            wrong = [f"{error.json_path}: {error.message}" for error in errors]
            assert not wrong, f"{response.request.method} {path}: {wrong}"

    def _schema(self, method: str, path: str, status: int) -> Schema | None:
        for template, operations in self._document["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method in operations:
                self.held.append((f"{method} {template}", status))
                return self._of_status(operations[method]["responses"], status)
        return None

    def _of_status(self, responses: Mapping[str, Any], status: int) -> Schema | None:
        if status >= 400 and "default" not in responses:
            return ERRORS_OF_OPENAI
        documented = responses.get(str(status), responses.get("default"))
        assert documented is not None, f"{status} is no documented status"
        if status < 400:
            assert str(status) in responses, f"{status} is no documented status"
        content = documented.get("content", {})
        if status < 400 and "application/octet-stream" in content:
            return None
        schema = content.get("application/json", {}).get("schema")
        return None if schema == {"type": "string"} else schema


@cache
def _read(source: Path) -> dict[str, Any]:
    document: dict[str, Any] = _as_json_schema(yaml.safe_load(source.read_text(encoding="utf-8")))
    schemas = document["components"]["schemas"]
    for name in ("FineTuningJob", "OpenAI.FineTuningJob"):
        status = schemas.get(name, {}).get("properties", {}).get("status", {})
        if "enum" in status:
            status["enum"] += sorted(PAUSES)
    return document


def _as_json_schema(node: Any) -> Any:
    """What OpenAPI 3.0 spells otherwise than JSON Schema; one of our sources mixes both."""
    if isinstance(node, list):
        return [_as_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _as_json_schema(value) for key, value in node.items()}
    if node.get("exclusiveMinimum") is True:
        node["exclusiveMinimum"] = node.pop("minimum")
    if node.get("nullable") is True:
        del node["nullable"]
        return {"anyOf": [node, {"type": "null"}]}
    return node
