"""Says why a row is not JSON."""

import re

from tunelint.text.diagnosis import diagnose
from tunelint.text.encodings import encoding_fault
from tunelint.text.fault_kinds import Fault, FaultKind
from tunelint.text.grammar import read

__all__ = ["Fault", "FaultKind", "find_fault"]

_BLANK = re.compile(rb"[ \t\r\n]*+")


def find_fault(row: bytes) -> Fault | None:
    """The first fault of a row, or nothing for a row that orjson accepts.

    A row that is no UTF-8 can't be read any further, so that comes before all else.
    """
    if _BLANK.fullmatch(row):
        return Fault(FaultKind.BLANK, 0, len(row.rstrip(b"\r\n")))
    if fault := encoding_fault(row):
        return fault
    stop = read(row)
    return diagnose(stop) if stop else None
