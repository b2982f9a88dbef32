"""Large files go up in parts; what the service has of them is not sent again."""

import asyncio
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest

from service.conftest import APIS, Client, Time
from service.stand_in import Fault, StandIn
from tunelint.service import FineTuning, Refused, Upload, fine_tuning, uploads
from tunelint.service.uploads import NoUploads

PART = 10_000
SIZE = 2 * PART + 1_000
MD5 = "0123456789abcdef0123456789abcdef"
NAME = "train-0f1e2d.jsonl"
PARTS = "POST /uploads/{id}/parts"
COMPLETE = "POST /uploads/{id}/complete"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "part_size", lambda: PART)
    monkeypatch.setattr(fine_tuning, "most_in_one_request", lambda endpoint: PART)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of three parts."""
    path = tmp_path / "train.jsonl"
    path.write_bytes(bytes(SIZE))
    return path


@pytest.mark.parametrize("api", APIS)
async def test_a_large_file_goes_up_in_parts(
    client: Client, service: StandIn, path: Path, api: str
) -> None:
    sent = await client(api).send(path, NAME, md5=MD5)
    assert sent.file.size == SIZE
    assert sent.way == f"in 3 parts through {service_url(service, api)}"
    assert [part.file_size for part in service.asked(PARTS)] == [PART, PART, 1_000]
    begun, complete = service.asked("POST /uploads")[0].json, service.asked(COMPLETE)[0].json
    assert begun == {
        "filename": NAME,
        "purpose": "fine-tune",
        "bytes": SIZE,
        "mime_type": "application/jsonl",
    }
    (upload,) = service.uploads.values()
    assert complete == {"part_ids": [*upload["parts"]], "md5": MD5}


def service_url(service: StandIn, api: str) -> str:
    return {
        "v1": f"{service.url}/openai/v1/uploads",
        "dated": f"{service.url}/openai/uploads?api-version=2025-04-01-preview",
        "openai": f"{service.url}/v1/uploads",
    }[api]


async def test_progress_is_of_the_whole_file(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    told: list[int] = []
    service.faults[PARTS] = [Fault(500, is_carried_out=True)]
    await azure_client.send(path, NAME, lambda sent, size: told.append(sent))
    assert (told[0], told[-1]) == (0, SIZE)
    fallen = [later for earlier, later in pairwise(told) if later < earlier]
    assert fallen == [0]


async def test_only_the_part_that_failed_is_sent_again(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.faults[PARTS] = [Fault(503, is_carried_out=True), Fault(429), Fault()]
    await azure_client.send(path, NAME)
    assert [part.file_size for part in service.asked(PARTS)] == [PART] * 5 + [1_000]
    assert len(service.files) == 1


async def test_an_interrupted_upload_goes_on_with_the_parts_it_has(
    client: Client, service: StandIn, path: Path
) -> None:
    kept: list[Upload] = []

    def keep(upload: Upload) -> None:
        kept.append(upload)
        if len(upload.parts) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await client("v1").send(path, NAME, keep=keep)
    written = asdict(kept[-1])
    begun = Upload(**{**written, "parts": tuple(written["parts"])})
    told: list[int] = []
    sent = await client("v1").send(path, NAME, lambda sent, _: told.append(sent), begun=begun)
    assert sent.file.size == SIZE
    assert told == [2 * PART, SIZE]
    assert len(service.asked("POST /uploads")) == 1
    assert [part.file_size for part in service.asked(PARTS)] == [PART, PART, 1_000]


async def begun_upload(client: FineTuning, path: Path) -> Upload:
    kept: list[Upload] = []

    def keep(upload: Upload) -> None:
        kept.append(upload)
        if upload.parts:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await client.send(path, NAME, keep=keep)
    return kept[-1]


async def test_another_content_is_sent_from_its_start(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    begun = await begun_upload(azure_client, path)
    await azure_client.send(path, NAME, md5=MD5, begun=begun)
    assert len(service.asked("POST /uploads")) == 2


async def test_parts_that_turn_out_to_be_of_another_content_are_sent_once_more(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    begun = await begun_upload(azure_client, path)
    mismatch = Fault(400, body={"error": {"message": "The MD5 does not match."}})
    service.faults[COMPLETE] = [mismatch]
    sent = await azure_client.send(path, NAME, begun=begun)
    assert [*service.files] == [sent.file.id]
    assert len(service.asked("POST /uploads")) == 2
    service.faults[COMPLETE] = [mismatch] * 2
    with pytest.raises(Refused, match="MD5 does not match"):
        await azure_client.send(path, "other.jsonl")
    assert len(service.asked("POST /uploads")) == 3


async def test_an_upload_that_has_expired_is_begun_anew(
    azure_client: FineTuning, service: StandIn, path: Path, time: Time
) -> None:
    begun = await begun_upload(azure_client, path)
    time.seconds += 3_600
    await azure_client.send(path, NAME, begun=begun)
    assert len(service.asked("POST /uploads")) == 2
    assert {part.path.split("/")[-2] for part in service.asked(PARTS)} == {*service.uploads}


@pytest.mark.parametrize("status", [400, 404, 410])
async def test_an_upload_that_expires_meanwhile_is_begun_anew_once(
    azure_client: FineTuning, service: StandIn, path: Path, status: int
) -> None:
    expired = Fault(status, body={"error": {"message": "The upload has expired."}})
    service.faults[PARTS] = [expired]
    assert (await azure_client.send(path, NAME)).file.size == SIZE
    service.faults[PARTS] = [expired] * 2
    with pytest.raises(Refused, match="has expired"):
        await azure_client.send(path, NAME)


async def test_a_part_that_is_refused_is_told(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.faults[PARTS] = [Fault(400, body={"error": {"message": "Too many parts."}})]
    with pytest.raises(Refused, match="Too many parts"):
        await azure_client.send(path, NAME)
    assert len(service.asked("POST /uploads")) == 1


@pytest.mark.parametrize("fault", [Fault(is_carried_out=True), Fault(503, is_carried_out=True)])
async def test_an_upload_whose_completion_is_lost_is_found(
    azure_client: FineTuning, service: StandIn, path: Path, fault: Fault
) -> None:
    service.faults[COMPLETE] = [fault]
    sent = await azure_client.send(path, NAME)
    assert [*service.files] == [sent.file.id]
    assert len(service.asked(COMPLETE)) == 1


async def test_v1_without_uploads_leaves_them_to_the_dated_api(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.missing = "/openai/v1/uploads"
    sent = await azure_client.send(path, NAME)
    assert sent.way == f"in 3 parts through {service_url(service, 'dated')}"
    assert service.asked(PARTS)[0].is_dated


async def test_without_any_uploads_a_large_file_goes_up_in_one_request(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.missing = "/uploads"
    sent = await azure_client.send(path, NAME)
    assert sent.way == "in one request, since nothing here takes uploads in parts"
    assert [request.file_size for request in service.asked("POST /files")] == [SIZE]
    with pytest.raises(NoUploads, match=r"Azure v1 at .* takes no uploads in parts"):
        await azure_client.uploads.send(path, NAME)


async def test_an_upload_is_cancelled_though_it_be_gone(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    begun = await begun_upload(azure_client, path)
    await azure_client.uploads.cancel(begun)
    assert service.uploads[begun.id]["status"] == "cancelled"
    await azure_client.uploads.cancel(begun)
    service.missing = "/uploads"
    await azure_client.uploads.cancel(begun)
