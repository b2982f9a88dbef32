"""Memory does not grow with the file that is sent, be it in one request or in parts."""

import asyncio
import hashlib
import sys
from pathlib import Path

import pytest

from service.conftest import endpoint_of
from service.stand_in import StandIn

SIZE = 128 * 1024 * 1024
MOST_GROWTH = 16 * 1024 * 1024
PROGRAM = """
import asyncio, resource, sys
from pathlib import Path
from tunelint.service import FineTuning, Endpoint, api_key, azure

async def main(url, small, large, way):
    endpoint = azure(url)
    async with FineTuning(endpoint, api_key("sk-1", endpoint)) as client:
        send = client.files.send if way == "whole" else client.uploads.send
        await send(Path(small), "small.jsonl")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await send(Path(large), "large.jsonl")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is not told there")
@pytest.mark.parametrize(("way", "pieces"), [("whole", 1), ("parts", 3)])
async def test_memory_does_not_grow_with_the_file(
    service: StandIn, tmp_path: Path, way: str, pieces: int
) -> None:
    small, large = tmp_path / "small.jsonl", tmp_path / "large.jsonl"
    small.write_bytes(bytes(1_000_000))
    with large.open("wb") as file:
        file.truncate(SIZE)
    endpoint = endpoint_of(service, "v1").origin
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, endpoint, str(small), str(large), way),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(output) * unit < MOST_GROWTH
    sent = [request for request in service.requests if request.file_size][1:]
    assert len(sent) == pieces
    assert sum(request.file_size for request in sent) == SIZE
    if way == "whole":
        assert sent[0].file_md5 == await asyncio.to_thread(md5_of_zeros)


def md5_of_zeros() -> str:
    digest = hashlib.md5(usedforsecurity=False)
    for _ in range(SIZE // (1 << 20)):
        digest.update(bytes(1 << 20))
    return digest.hexdigest()
