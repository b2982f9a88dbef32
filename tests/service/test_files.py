"""Files reach the service once, from the disk, and are waited for."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from service.conftest import APIS, Client, Time
from service.stand_in import Fault, StandIn
from tunelint.service import (
    Broken,
    FileChanged,
    FileRejected,
    FineTuning,
    NotFound,
    Refused,
    ServiceFile,
)
from tunelint.service.multipart import PIECE

CONTENT = bytes(range(256)) * 10_000
NAME = "train-0f1e2d.jsonl"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("api", APIS)
async def test_a_file_arrives_as_it_is(
    client: Client, service: StandIn, path: Path, api: str
) -> None:
    sent = await client(api).send(path, NAME)
    (request,) = service.asked("POST /files")
    assert request.form == {"purpose": "fine-tune", "filename": NAME}
    assert request.file_field == "file"
    assert request.file_md5 == hashlib.md5(CONTENT).hexdigest()
    assert (sent.file.id, sent.file.size, sent.way) == ("file-0", len(CONTENT), "in one request")


async def test_progress_is_told_as_bytes_go_out(azure_client: FineTuning, path: Path) -> None:
    told: list[tuple[int, int]] = []
    await azure_client.send(path, NAME, lambda sent, size: told.append((sent, size)))
    size = len(CONTENT)
    assert told == [(0, size), (PIECE, size), (2 * PIECE, size), (size, size)]


@pytest.mark.parametrize("name", ["cafés 猫.jsonl", "a;b.jsonl"])
async def test_a_name_may_have_any_letters(
    azure_client: FineTuning, service: StandIn, path: Path, name: str
) -> None:
    await azure_client.send(path, name)
    assert service.asked("POST /files")[0].form["filename"] == name


async def test_a_name_can_t_end_its_field(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    await azure_client.send(path, 'a"\r\nb.jsonl')
    assert service.asked("POST /files")[0].form["filename"] == "a%22%0D%0Ab.jsonl"


async def test_an_empty_file_is_sent_too(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    path.write_bytes(b"")
    assert (await azure_client.send(path, NAME)).file.size == 0


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("fault", [Fault(is_carried_out=True), Fault(503, is_carried_out=True)])
async def test_a_file_whose_answer_is_lost_is_not_sent_again(
    client: Client, service: StandIn, path: Path, api: str, fault: Fault
) -> None:
    service.faults["POST /files"] = [fault]
    sent = await client(api).send(path, NAME)
    assert [*service.files] == [sent.file.id]
    assert len(service.asked("POST /files")) == 1


@pytest.mark.parametrize("fault", [Fault(), Fault(429), Fault(500), Fault(503), Fault(504)])
async def test_a_file_that_did_not_arrive_is_sent_again(
    azure_client: FineTuning, service: StandIn, path: Path, fault: Fault
) -> None:
    service.faults["POST /files"] = [fault]
    sent = await azure_client.send(path, NAME)
    assert [*service.files] == [sent.file.id]
    assert service.asked("POST /files")[1].file_md5 == hashlib.md5(CONTENT).hexdigest()


async def test_an_older_file_of_that_name_is_not_taken_for_it(
    azure_client: FineTuning, service: StandIn, path: Path, time: Time
) -> None:
    old = await azure_client.send(path, NAME)
    time.seconds += 3_600
    service.faults["POST /files"] = [Fault()]
    assert (await azure_client.send(path, NAME)).file.id != old.file.id


async def test_it_is_told_when_a_file_never_arrives(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.faults["POST /files"] = [Fault(500)] * 99
    with pytest.raises(Broken):
        await azure_client.send(path, NAME)


async def test_a_refused_file_is_not_sent_again(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    service.faults["POST /files"] = [Fault(413, body={"error": {"message": "Too large."}})]
    with pytest.raises(Refused, match=r"^Too large\. Shorten the file, or take"):
        await azure_client.send(path, NAME)


async def test_a_file_that_is_cut_short_meanwhile_is_not_sent_in_part(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    def cut(sent: int, size: int) -> None:
        path.write_bytes(b"")

    with pytest.raises(FileChanged, match=r"train\.jsonl was cut short"):
        await azure_client.send(path, NAME, cut)
    assert service.files == {}


async def test_a_cancelled_upload_leaves_the_client_usable(
    azure_client: FineTuning, service: StandIn, path: Path
) -> None:
    def cancel(sent: int, size: int) -> None:
        if sent and task:
            task.cancel()

    task = asyncio.create_task(azure_client.send(path, NAME, cancel))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert service.files == {}
    assert (await azure_client.send(path, NAME)).file.id == "file-0"


async def test_a_file_is_found_by_name_and_size(client: Client, service: StandIn) -> None:
    files = client("openai").files
    for number, status in enumerate(["processed", "processed", "error", "deleted"]):
        file = {"filename": NAME, "bytes": 3, "status": status, "created_at": number}
        service.files[f"file-{number}"] = {**file, "id": f"file-{number}"}
    found = await files.find(NAME, 3)
    assert found
    assert found.id == "file-1"
    assert await files.find(NAME, 4) is None
    assert await files.find("other.jsonl", 3) is None


async def test_files_are_listed_to_the_last_page(client: Client, service: StandIn) -> None:
    for number in range(2_500):
        service.files[f"file-{number}"] = {"id": f"file-{number}"}
    listed = [file.id async for file in client("openai").files.all()]
    assert listed == [*service.files]
    assert len(service.requests) == 3


async def test_a_service_that_repeats_its_last_page_is_not_asked_for_ever(
    client: Client, service: StandIn
) -> None:
    page = {"data": [{"id": "file-1"}], "has_more": True, "last_id": "file-1"}
    service.faults["GET /files"] = [Fault(200, body=page)] * 5
    assert len([file async for file in client("openai").files.all()]) == 2


async def test_a_file_is_awaited_until_it_is_processed(
    azure_client: FineTuning, service: StandIn, time: Time
) -> None:
    service.files["file-1"] = {"id": "file-1"}
    service.file_statuses = ["uploaded", "pending", "running", "hatching", "processed"]
    told: list[ServiceFile] = []
    file = await azure_client.files.processed("file-1", told.append)
    assert file.is_processed
    assert [each.status for each in told] == [
        *("uploaded", "pending", "running", "hatching", "processed")
    ]
    assert time.slept == [1, 1.5, 2.25, 3.375]


async def test_a_rejected_file_is_told_in_the_service_s_words(
    azure_client: FineTuning, service: StandIn
) -> None:
    service.files["file-1"] = {"id": "file-1", "status_details": "Example 3 is odd."}
    service.files["file-2"] = {"id": "file-2"}
    service.file_statuses = ["error"]
    with pytest.raises(FileRejected, match=r"^Example 3 is odd\.$"):
        await azure_client.files.processed("file-1")
    with pytest.raises(FileRejected, match="in state error"):
        await azure_client.files.processed("file-2")


async def test_a_file_is_read_and_removed(azure_client: FineTuning, service: StandIn) -> None:
    service.files["file-1"] = {"id": "file-1"}
    service.contents["file-1"] = b"step\n1\n"
    assert await azure_client.files.content("file-1") == b"step\n1\n"
    service.faults["DELETE /files/{id}"] = [Fault(is_carried_out=True)]
    await azure_client.files.delete("file-1")
    assert service.files == {}
    with pytest.raises(NotFound):
        await azure_client.files.get("file-1")
