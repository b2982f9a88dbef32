"""Fixes that work on images: carried out in a thread of their own, one after the other."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from xxhash import xxh3_64_hexdigest

from tunelint.assist.mending import Mended, is_conversion, mend
from tunelint.engine.mending import Surroundings
from tunelint.lsp.wire.progress import Result
from tunelint.rules.fixes import Fix

CONVERSIONS_KEPT = 4


class ImageWork:
    """Starts such work. What came of the last few conversions is kept.

    So a menu that tells what comes of one has done the work for whoever chooses it.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "images")
        self._conversions: dict[tuple[str, Fix], asyncio.Future[Mended]] = {}

    def start(self, text: bytes, fix: Fix, around: Surroundings) -> asyncio.Future[Mended]:
        """Have a fix of a passage carried out; the work may end with `CannotMend`."""
        if not is_conversion(fix):
            return self._begin(text, fix, around)
        key = (xxh3_64_hexdigest(text), fix)
        work = self._conversions.pop(key, None)
        if work is None or work.cancelled():
            work = self._begin(text, fix, around)
        self._conversions[key] = work
        if len(self._conversions) > CONVERSIONS_KEPT:
            self._conversions.pop(next(iter(self._conversions))).cancel()
        return work

    def run(self, work: Callable[..., Result], *arguments: Any) -> asyncio.Future[Result]:
        """Have something else done with an image, in its turn."""
        return asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def stop(self) -> None:
        """Begin nothing any more; what is under way can't be stopped."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self, text: bytes, fix: Fix, around: Surroundings) -> asyncio.Future[Mended]:
        work = self.run(mend, text, fix, around)
        # A menu that is closed again leaves nobody to hear of a failure.
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        return work
