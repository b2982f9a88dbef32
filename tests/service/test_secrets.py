"""Nothing that is shown, logged or kept holds a key or a token."""

import logging
import pickle
import traceback
from dataclasses import asdict
from pathlib import Path

import pytest

from service.conftest import KEY, Client
from service.stand_in import Fault, StandIn
from tunelint.service import Intent, Order, Secret, ServiceError, Upload, api_key, azure

ENDPOINT = azure("https://cats.openai.azure.com")


def test_a_secret_shows_nothing_of_itself() -> None:
    secret = Secret(f" {KEY}\n")
    assert secret.reveal() == KEY
    assert {str(secret), repr(secret), f"{secret}", f"{secret:>3}", "%s" % secret} == {"***"}  # noqa: UP031
    assert repr([secret]) == "[***]"
    assert not hasattr(secret, "__dict__")
    with pytest.raises(TypeError, match="not written down"):
        pickle.dumps(secret)


def test_a_credential_shows_its_kind_only() -> None:
    assert KEY not in repr(api_key(KEY, ENDPOINT))
    assert "API key" in repr(api_key(KEY, ENDPOINT))


@pytest.mark.parametrize("value", ["", "  ", "sk-two words", "sk-“quoted”", "sk-\x00null"])
def test_what_fits_no_header_is_refused_without_being_told(value: str) -> None:
    with pytest.raises(ValueError, match="made of letters") as caught:
        api_key(value, ENDPOINT)
    shown = "".join(traceback.format_exception(caught.value, chain=True))
    assert not value.strip() or value not in shown.replace("\n", "")


async def test_nothing_that_a_run_says_or_keeps_holds_the_key(
    client: Client, service: StandIn, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "train.jsonl"
    path.write_text("{}\n")
    kept: list[object] = []
    for api in ("v1", "dated", "openai"):
        tuning = client(api)
        sent = await tuning.send(path, "train.jsonl")
        _, upload = await tuning.uploads.send(path, "train.jsonl", keep=kept.append)
        order = Order("gpt-4o", sent.file.id)
        job = await tuning.jobs.create(order, Intent(at=0))
        kept += [sent, upload, asdict(upload), order, job, tuning.endpoint]
    for status in (400, 401, 403, 404, 307):
        service.faults["GET /files/{id}"] = [Fault(status, body={"error": f"You sent {KEY}."})]
        with pytest.raises(ServiceError) as caught:
            await client("v1").files.get("file-0")
        kept += [repr(caught.value), str(caught.value)]
        kept += traceback.format_exception(caught.value, chain=True)
        ours = [*traceback.walk_tb(caught.tb)][1:]
        kept += traceback.StackSummary.extract(iter(ours), capture_locals=True).format()
    assert caplog.records
    assert KEY not in caplog.text
    assert KEY not in repr(kept)
    assert any("You sent ***." in str(each) for each in kept)
    assert isinstance(kept[0], Upload)
