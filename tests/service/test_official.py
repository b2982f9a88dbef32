"""The check of requests against the official documents finds what they do not have."""

import pytest

from service import official
from service.requests import Request

pytestmark = pytest.mark.skipif(
    not official.SPECS.is_dir(), reason="the official documents are not here"
)
JSON = {"content-type": "application/json"}
V1 = {"api-key": "k"}
JOBS = "/openai/v1/fine_tuning/jobs"


def body(text: str) -> Request:
    return Request("POST", JOBS, {}, {**V1, **JSON}, text.encode())


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (body('{"model": "m"}'), "'training_file' is a required property"),
        (body('{"model": "m", "training_file": "f", "epochs": 3}'), "no field epochs"),
        (body('{"model": "m", "training_file": "f", "seed": -1}'), "less than the minimum"),
        (body('{"model": "m", "training_file": "f", "suffix": ""}'), "should be non-empty"),
        (Request("PUT", JOBS, {}, V1), "v1 has no PUT"),
        (Request("GET", "/openai/v1/fine_tunes", {}, V1), "v1 has no GET"),
        (Request("GET", JOBS, {"order": "asc"}, V1), "no parameter order"),
        (Request("GET", JOBS, {"limit": "x"}, V1), "limit is no integer"),
        (Request("GET", JOBS, {}, {}), "credentials"),
        (Request("GET", "/v1/fine_tuning/jobs", {}, V1), "credentials"),
        (Request("POST", JOBS, {}, V1, b"x"), "no body of type"),
        (Request("POST", f"{JOBS}/j/cancel", {}, V1, b"[]"), "a body"),
    ],
)
def test_what_the_documents_do_not_have_is_found(request_: Request, fault: str) -> None:
    assert any(fault in found for found in official.faults(request_))


def test_a_number_out_of_its_open_range_is_found() -> None:
    method = '{"type": "dpo", "dpo": {"hyperparameters": {"beta": 0}}}'
    text = f'{{"model": "m", "training_file": "f", "method": {method}}}'
    fields = {"authorization": "Bearer k", **JSON}
    request = Request("POST", "/v1/fine_tuning/jobs", {}, fields, text.encode())
    assert official.faults(request)
