"""What it costs to fix all, beside the check that finds what there is to fix.

A dataset of 50,000 lines with 10,000 faults is fixed in an open document and as a file. The exit
code is 1 when the fixing of the document takes longer than is required of it.

    .venv/bin/python -m benchmarks.fix_all
"""

import io
import json
import sys
from time import process_time

from PIL import Image

from tunelint.config.settings import Settings
from tunelint.engine.fixing import safe_fix
from tunelint.engine.mending import Surroundings
from tunelint.engine.open_dataset import OpenDataset
from tunelint.engine.open_fixing import OpenFixing
from tunelint.engine.stream_fixing import StreamFixing
from tunelint.images import to_data_uri
from tunelint.text.columns import Unit

REQUIRED = 1.0
"""Seconds of the processor."""

LINES = 50_000
FAULTS = 10_000
ROUNDS = 5
FAULTS_IN_TURN = ("alias", "detail", "role", "weight")
"""Behind another role other faults may show, so that its line is checked again; the rest settle."""

TEXT = "What a model learns it learns from examples, and from their faults too. " * 5


def main() -> int:
    """Measure both ways, and return 1 when a limit is passed."""
    text = "".join(_line(number) for number in range(LINES))
    print(f"{LINES:,} lines, {len(text) / 1e6:.0f} MB, {FAULTS:,} faults")
    document = min((_fix_document(text) for _ in range(ROUNDS)), key=lambda run: run[1])
    print(f"open document: check {document[0]:.2f} s, all fixes {document[1]:.2f} s")
    print(f"file, checked before and after: {min(_fix_file(text) for _ in range(ROUNDS)):.2f} s")
    return int(document[1] > REQUIRED)


def _jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (16, 16)).save(stream, "JPEG")
    return stream.getvalue()


def _fix_document(text: str) -> tuple[float, float]:
    start = process_time()
    dataset = OpenDataset(text, Settings(), Unit.UTF16)
    while not dataset.is_checked:
        dataset.check(1.0)
    checked = process_time()
    fixing = OpenFixing(dataset, safe_fix, Surroundings())
    edits = [edit for faulty in fixing.faulty() for edit in fixing.edits(faulty)]
    done = process_time()
    assert len(edits) == FAULTS
    return checked - start, done - checked


def _fix_file(text: str) -> float:
    source = io.BytesIO(text.encode())
    start = process_time()
    fixed = StreamFixing(Settings(), Surroundings(), safe_fix).fix(source, io.BytesIO)
    done = process_time()
    assert fixed.fixed.total() == FAULTS
    return done - start


def _line(number: int) -> str:
    """An example with an image; every fifth one has a fault, of four kinds in turn."""
    fault = FAULTS_IN_TURN[number // 5 % len(FAULTS_IN_TURN)] if number % 5 == 0 else ""
    image = {"url": ALIAS if fault == "alias" else JPEG}
    image["detail"] = "LOW" if fault == "detail" else "low"
    answer = {"role": "assistant", "content": f"{TEXT}{number}", "weight": fault == "weight" or 1}
    parts = [{"type": "image_url", "image_url": image}, {"type": "text", "text": TEXT}]
    asker = "USER" if fault == "role" else "user"
    return json.dumps({"messages": [{"role": asker, "content": parts}, answer]}) + "\n"


JPEG = to_data_uri("image/jpeg", _jpeg())
ALIAS = to_data_uri("image/jpg", _jpeg())

if __name__ == "__main__":
    sys.exit(main())
