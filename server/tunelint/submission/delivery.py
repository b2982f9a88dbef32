"""Brings a file to the service, unless it is there already."""

import asyncio
from dataclasses import replace

from tunelint.service import (
    FileChanged,
    FileRejected,
    FineTuning,
    NotFound,
    Refused,
    ServiceFile,
    Upload,
)
from tunelint.submission.contents import Content
from tunelint.submission.records import FileRecord, Records
from tunelint.submission.stage import Stage, Tell
from tunelint.submission.turns import turn


class ContentRejected(FileRejected):
    """The service could not process a content; the message is its own."""

    def __init__(self, error: FileRejected, content: Content) -> None:
        super().__init__(error.message, advice=error.advice, request_id=error.request_id)
        self.content = content


async def deliver(
    content: Content, service: FineTuning, records: Records, tell: Tell
) -> ServiceFile:
    """The processed file of that content at the service. Raises `ContentRejected`."""

    def wait() -> None:
        tell(Stage(f"{content.path.name} is being sent already: waiting for that to end."))

    async with turn(records.file_lock(content, service.endpoint), wait):
        file = await _brought(content, service, records, tell)
    if not file.is_processed:
        tell(Stage(f"The service processes {content.path.name}."))
    try:
        return await service.files.processed(file.id)
    except FileRejected as error:
        raise ContentRejected(error, content) from None


async def _brought(
    content: Content, service: FineTuning, records: Records, tell: Tell
) -> ServiceFile:
    known = records.file(content, service.endpoint)
    file = await _there(content, known, service)
    if file:
        tell(Stage(f"{content.path.name} is there already as {file.id}."))
    else:
        file = await _send(content, known, service, records, tell)
    records.keep_file(content, service.endpoint, FileRecord(file.id, content.stamp))
    return file


async def _there(content: Content, known: FileRecord, service: FineTuning) -> ServiceFile | None:
    if known.id:
        try:
            file = await service.files.get(known.id)
        except NotFound:
            pass
        else:
            return None if file.is_rejected else file
    if known.stamp not in (None, content.stamp):
        # Nobody saw the end of an earlier sending, and the file was written to since: what has
        # this name there may hold something else.
        return None
    return await service.files.find(content.name, content.size)


async def _send(
    content: Content, known: FileRecord, service: FineTuning, records: Records, tell: Tell
) -> ServiceFile:
    # Parts of a file that was written to since may be parts of something else.
    upload = known.upload if known.stamp == content.stamp else None
    begun = FileRecord(stamp=content.stamp, upload=upload)
    records.keep_file(content, service.endpoint, begun)
    words = f"Sending {content.path.name}"

    def follow(sent: int, size: int) -> None:
        tell(Stage(words, sent, size))

    def keep(upload: Upload) -> None:
        records.keep_file(content, service.endpoint, replace(begun, upload=upload))

    try:
        sent = await service.send(
            content.path, content.name, follow, md5=content.md5, begun=upload, keep=keep
        )
    except Refused:
        # What the service says of a file that changed meanwhile would mislead.
        await asyncio.to_thread(content.check)
        raise
    try:
        await asyncio.to_thread(content.check)
    except FileChanged:
        await service.files.delete(sent.file.id)
        raise
    tell(Stage(f"Sent {content.path.name} {sent.way} as {sent.file.id}."))
    return sent.file
