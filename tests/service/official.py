"""Holds requests against the services' official OpenAPI documents, faults of these left aside."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from service.requests import Request

SPECS = Path(__file__).parents[3] / "shared" / "specs"
DOCUMENTS = {
    "v1": "azure-v1-fine-tuning.openapi.yaml",
    "dated": "azure-fine-tuning-2025-04-01-preview.openapi.yaml",
    "openai": "openai-fine-tuning.openapi.yaml",
}
UNDOCUMENTED = {"trainingType"}
"""What Azure's pages name and its documents leave out."""

Schema = dict[str, Any]


def faults(request: Request) -> list[str]:
    """What an official document has against a request."""
    api = _api(request)
    if api == "v1" and request.resource.startswith("/uploads"):
        api = "openai"  # the v1 document has none, though the service is said to take them
    operation = _operation(api, request)
    if operation is None:
        return [f"{api} has no {request.method} {request.resource}"]
    return [
        *_query_faults(api, operation, request),
        *_credential_faults(api, request),
        *_body_faults(api, operation, request),
    ]


def _api(request: Request) -> str:
    if request.is_dated:
        return "dated"
    return "v1" if "/openai/v1/" in request.path else "openai"


def _operation(api: str, request: Request) -> Schema | None:
    for template, methods in _document(api)["paths"].items():
        pattern = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, request.resource):
            operation: Schema | None = methods.get(request.method.lower())
            return operation
    return None


def _query_faults(api: str, operation: Schema, request: Request) -> list[str]:
    known = [_resolved(api, parameter) for parameter in operation.get("parameters", [])]
    query = {each["name"]: each for each in known if each["in"] == "query"}
    found = [f"no parameter {name}" for name in request.query if name not in query]
    for name, parameter in query.items():
        if parameter.get("required") and name not in request.query:
            found.append(f"parameter {name} is missing")
        if name in request.query and parameter["schema"].get("type") == "integer":
            found += [] if request.query[name].isdecimal() else [f"{name} is no integer"]
    return found


def _credential_faults(api: str, request: Request) -> list[str]:
    names = {"api-key", "authorization"} & request.fields.keys()
    allowed = [{"authorization"}] if api == "openai" else [{"api-key"}, {"authorization"}]
    if api == "openai" and "/openai/v1/uploads" in request.path:
        allowed.append({"api-key"})
    return [] if names in allowed else [f"credentials {names}"]


def _body_faults(api: str, operation: Schema, request: Request) -> list[str]:
    documented = operation.get("requestBody")
    kind = request.fields.get("content-type", "").partition(";")[0]
    if documented is None:
        # `{}` is sent where no body is documented, since gateways refuse a request without one.
        return [] if request.body in (b"", b"{}") else ["a body"]
    if kind not in documented["content"]:
        return [f"no body of type {kind}"]
    schema = documented["content"][kind]["schema"]
    if kind == "multipart/form-data":
        return _form_faults(_resolved(api, schema), request)
    validator = Draft202012Validator({**_converted(schema), "components": _components(api)})
    body = {key: value for key, value in request.json.items() if key not in UNDOCUMENTED}
    properties = _resolved(api, schema)["properties"]
    return [
        *(error.message for error in validator.iter_errors(body)),
        *(f"no field {key}" for key in body if key not in properties),
    ]


def _form_faults(schema: Schema, request: Request) -> list[str]:
    fields = {name: value for name, value in request.form.items() if name != "filename"}
    properties = schema["properties"]
    # Azure's v1 marks it as required, and its own samples leave it out.
    required = {*schema["required"]} - {"expires_after"}
    found = [f"no field {name}" for name in (*fields, request.file_field) if name not in properties]
    found += [f"{name} is missing" for name in required - {*fields, request.file_field}]
    purposes = properties.get("purpose", {}).get("enum")
    if purposes and fields["purpose"] not in purposes:
        found.append(f"purpose {fields['purpose']}")
    return found


@cache
def _document(api: str) -> Schema:
    document: Schema = yaml.safe_load((SPECS / DOCUMENTS[api]).read_text(encoding="utf-8"))
    return document


@cache
def _components(api: str) -> Schema:
    schemas = _document(api)["components"]["schemas"]
    return {"schemas": {name: _converted(schema) for name, schema in schemas.items()}}


def _resolved(api: str, schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Any = _document(api)
    for step in schema["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    resolved: Schema = found
    return resolved


def _converted(schema: Any) -> Any:
    """The schema as JSON Schema has it: what OpenAPI 3.0 spells otherwise, and OpenAI's 3.1 too."""
    if isinstance(schema, list):
        return [_converted(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    converted = {key: _converted(value) for key, value in schema.items() if key != "format"}
    if converted.get("exclusiveMinimum") is True:
        converted["exclusiveMinimum"] = converted.pop("minimum")
    converted.pop("nullable", None)  # what is not chosen is left out
    return converted
