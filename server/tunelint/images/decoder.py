"""`python -m tunelint.images.decoder` decodes images: a process that may fail, and take its time.

On its input stand images, each behind its length. On its output stands a line for each: what is
wrong with it, and nothing when nothing is.
"""

import sys

from tunelint.images.pillow_facts import find_pixel_damage

LENGTH = 8


def request(data: bytes) -> bytes:
    """What to write to the process."""
    return len(data).to_bytes(LENGTH, "big") + data


def read_answer(line: bytes) -> str | None:
    """What the process says of an image."""
    return line.decode().rstrip() or None


def main() -> None:
    """Decode until the input ends."""
    while head := sys.stdin.buffer.read(LENGTH):
        data = sys.stdin.buffer.read(int.from_bytes(head, "big"))
        sys.stdout.buffer.write(f"{find_pixel_damage(data) or ''}\n".encode())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
