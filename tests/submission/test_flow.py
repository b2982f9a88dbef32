"""From a plan to the job, and what becomes of files that are there or changed."""

import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from submission.stage import APIS, Killed, Life, MortalRecords, Wire, chat, datasets, scene, write
from tunelint.service import FileChanged, Intent
from tunelint.submission import GONE, Records, Stage, follow, submit


def posts(wire: Wire) -> list[str]:
    return [each.rpartition("/")[2] for each in wire.sent if each.startswith("POST")]


@pytest.mark.parametrize("api", APIS)
async def test_a_plan_becomes_a_job_that_succeeds(tmp_path: Path, api: str) -> None:
    async with scene(tmp_path) as here:
        planned, wire = here.plan(datasets(tmp_path), api), Wire()
        job = await here.submit(planned, wire=wire)
        _, files = await here.there()
    assert job.has_succeeded
    assert posts(wire) == ["files", "files", "jobs"]
    assert files == sorted(each.content.name for each in planned.files)


async def test_a_refused_plan_is_not_carried_out(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    write(wish.training, [chat("Hello", "usr")] * 20)
    async with scene(tmp_path) as here:
        wire = Wire()
        with pytest.raises(ValueError, match="would reject"):
            await here.submit(here.plan(wish), wire=wire)
        assert wire.sent == []


async def test_a_content_that_is_there_is_not_sent_again(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    copy = wish.training.with_name("copy")
    copy.mkdir()
    async with scene(tmp_path) as here:
        await here.submit(here.plan(wish))
        wire = Wire()
        await here.submit(here.plan(replace(wish, suffix="again")), wire=wire)
        assert posts(wire) == ["jobs"]
        # Another machine has no records, and finds it by its name.
        moved = replace(wish, training=copy / wish.training.name)
        moved.training.write_bytes(wish.training.read_bytes())
        here.folder = tmp_path / "elsewhere"
        wire = Wire()
        await here.submit(here.plan(moved), wire=wire)
        assert posts(wire) == ["jobs"]


async def test_the_same_plan_is_the_same_job_until_its_end_was_told(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        planned = here.plan(datasets(tmp_path))
        records = Records(here.folder)
        async with here.service() as service:
            first = await submit(planned, service, records, Intent(here.time()))
            second = await submit(planned, service, records, Intent(here.time()))
        told = await here.submit(planned)
        another = await here.submit(planned)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.job.id == second.job.id == told.id != another.id


async def test_nothing_is_remembered_of_a_job_before_it_is_about_to_be_ordered(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as here:
        planned, records = here.plan(datasets(tmp_path)), Records(here.folder)
        wanted = records.wanted(planned, Intent(here.time(), "mine"))
        assert not here.folder.exists()

        def look(request: httpx.Request) -> None:
            if request.method == "POST":
                kept = [each.intent.id for each in records.jobs()]
                assert kept == (["mine"] if request.url.path.endswith("/jobs") else [])

        wire = Wire(on_request=look)
        async with here.service(transport=wire) as service:
            done = await submit(planned, service, records, wanted.intent)
        assert posts(wire) == ["files", "files", "jobs"]
        assert done.job.metadata == {"tunelint_intent": "mine"}


async def test_an_intent_is_used_once(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        planned, records = here.plan(datasets(tmp_path)), Records(here.folder)
        intent = Intent(here.time())
        async with here.service() as service:
            first = await submit(planned, service, records, intent)
            async for _ in follow(service, first.record, records):
                pass
            second = await submit(planned, service, records, intent)
    assert second.is_new
    assert first.record.intent.id == intent.id != second.record.intent.id


async def test_a_job_that_the_service_forgot_is_ordered_anew(tmp_path: Path) -> None:
    async with scene(tmp_path) as here:
        planned, records = here.plan(datasets(tmp_path)), Records(here.folder)
        async with here.service() as service:
            first = await submit(planned, service, records, Intent(here.time()))
            async for _ in service.follow(first.job.id):
                pass
            here.rehearsal.jobs.kept.remove(first.job.id)
            second = await submit(planned, service, records, Intent(here.time()))
        assert second.is_new
        assert {each.ended for each in records.jobs()} == {"", GONE}


async def test_a_file_that_changed_after_the_check_stops_it(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    async with scene(tmp_path) as here:
        planned, wire = here.plan(wish), Wire()
        write(wish.training, [chat("Something else")] * 20)
        with pytest.raises(FileChanged, match="was changed after it was checked"):
            await here.submit(planned, wire=wire)
        assert wire.sent == []


async def test_a_file_that_changes_while_it_is_sent_is_removed_and_not_trained_on(
    tmp_path: Path,
) -> None:
    wish = datasets(tmp_path)

    def change(request: httpx.Request) -> None:
        if request.method == "POST" and wish.training.read_bytes()[:1] == b"{":
            wish.training.write_bytes(b" " + wish.training.read_bytes()[:-1])

    async with scene(tmp_path) as here:
        planned = here.plan(wish)
        with pytest.raises(FileChanged):
            await here.submit(planned, wire=Wire(on_request=change))
        assert await here.there() == ([], [])


@pytest.mark.parametrize("looks_untouched", [False, True])
async def test_parts_of_a_file_that_changed_meanwhile_are_not_trained_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks_untouched: bool
) -> None:
    monkeypatch.setattr("tunelint.service.fine_tuning.most_in_one_request", lambda _: 700)
    monkeypatch.setattr("tunelint.service.uploads.part_size", lambda: 700)
    wish = datasets(tmp_path)
    before, status = wish.training.read_bytes(), wish.training.stat()

    def change(request: httpx.Request) -> None:
        if request.url.path.endswith("/parts"):
            wish.training.write_bytes(before[::-1])

    async with scene(tmp_path) as here:
        with pytest.raises(FileChanged):
            await here.submit(here.plan(wish), wire=Wire(on_request=change))
        wish.training.write_bytes(before)
        if looks_untouched:
            os.utime(wish.training, ns=(status.st_atime_ns, status.st_mtime_ns))
        job = await here.submit(here.plan(wish))
        async with here.service() as service:
            assert await service.files.content(job.training_file) == before


async def test_what_was_sent_while_it_changed_is_not_trusted_after_a_break(tmp_path: Path) -> None:
    wish, life = datasets(tmp_path), Life()
    before = wish.training.read_bytes()

    def change_and_die(request: httpx.Request) -> None:
        if request.method == "POST":
            wish.training.write_bytes(b" " + before[:-1])
            life.ends_at = life.moments

    async with scene(tmp_path) as here:
        with pytest.raises(Killed):
            await here.submit(here.plan(wish), life, Wire(life, on_request=change_and_die))
        wish.training.write_bytes(before)
        job = await here.submit(here.plan(wish))
        async with here.service() as service:
            assert await service.files.content(job.training_file) == before


async def test_the_validation_file_is_looked_at_once_more_before_the_order(tmp_path: Path) -> None:
    wish = datasets(tmp_path)
    assert wish.validation
    async with scene(tmp_path) as here:
        planned, validation = here.plan(wish), wish.validation

        def tell(stage: Stage) -> None:
            if stage.words.startswith("Sent valid"):
                write(validation, [chat("Something else")])

        async with here.service() as service:
            with pytest.raises(FileChanged):
                await submit(planned, service, Records(here.folder), Intent(here.time()), tell)
        jobs, _ = await here.there()
        assert jobs == []


async def test_events_are_told_once_though_following_breaks_off(tmp_path: Path) -> None:
    told: list[str] = []
    async with scene(tmp_path, speed=1) as here, here.service() as service:
        records = MortalRecords(here.folder, Life())
        done = await submit(here.plan(datasets(tmp_path)), service, records, Intent(here.time()))
        for _ in range(100):
            record = records.of_job(done.job.id, service.endpoint)
            assert record
            if record.ended:
                break
            updates = 0
            async for update in follow(service, record, records):
                updates += 1
                if updates == 2:
                    break
                told += [event.id for event in update.events]
        events = await service.jobs.events(done.job.id)
    assert told == [event.id for event in events]
