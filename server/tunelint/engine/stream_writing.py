"""Writes a dataset anew, with what was found in it fixed."""

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from tunelint.engine.fixing import LineFixer
from tunelint.engine.found import Found
from tunelint.engine.hunks import Hunks
from tunelint.engine.line import LineChecker
from tunelint.engine.placing import Placed
from tunelint.engine.reading import CHUNK, RowReader
from tunelint.text.joining import join_rows
from tunelint.text.rows import BYTE_ORDER_MARK


class Writing:
    """One pass over the rows; `fixed` and `hunks` say what was done."""

    def __init__(self, found: Found, fixer: LineFixer, checker: LineChecker) -> None:
        self.fixed: Counter[str] = Counter()
        self.hunks = Hunks()
        self._found = found
        self._fixer = fixer
        self._checker = checker

    def write(self, source: BinaryIO, target: BinaryIO) -> None:
        """Read the rows once more, and write what becomes of them."""
        self._write_mark(target)
        rows, findings = enumerate(RowReader(source)), _Findings(self._found)
        for number, row in rows:
            joined = self._found.joined.get(number)
            if joined:
                self.fixed[joined.code] += 1
                rest = (each for _, each in islice(rows, joined.last - number))
                written = sum(self._write_joined(chain([row], rest), target))
                self.hunks.replace(joined.last - number + 1, written)
            elif found := findings.of(number):
                self._write(row, found, target)
            else:
                target.write(row)
                self.hunks.keep()

    def _write(self, row: bytes, findings: list[Placed], target: BinaryIO) -> None:
        mended = self._fix(row, findings)
        target.writelines(mended)
        if mended == [row]:
            self.hunks.keep()
        else:
            self.hunks.replace(1, len(mended))

    def _write_joined(self, rows: Iterable[bytes], target: BinaryIO) -> Iterator[int]:
        """Write the lines of a value on several rows, and tell how many rows each became."""
        for line in join_rows(rows):
            mended = self._fix(line, self._checker.check(line).under(self._found.method))
            target.writelines(mended)
            yield len(mended)

    def _fix(self, row: bytes, findings: Iterable[Placed]) -> list[bytes]:
        mended = self._fixer.fix(row, findings, self._found.method)
        self.fixed += mended.fixed
        return mended.rows

    def _write_mark(self, target: BinaryIO) -> None:
        if self._found.mark:
            self.fixed[self._found.mark] += 1
        elif self._found.has_mark:
            target.write(BYTE_ORDER_MARK)


class _Findings:
    """What is found in rows, asked for in their order."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._of_lines = found.of_lines()
        self._next = next(self._of_lines, None)

    def of(self, row: int) -> list[Placed]:
        """All that is found in a row; what is said of it by the file comes first."""
        findings = [*self._found.every_line, *self._found.of_file.get(row, ())]
        if self._next and self._next[0] == row:
            findings += self._next[1]
            self._next = next(self._of_lines, None)
        return findings


def transcode(source: BinaryIO, target: BinaryIO, encoding: str) -> bool:
    """Write a text in another encoding, whose mark it begins with, in UTF-8, if it is one."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := source.read(CHUNK):
            target.write(decoder.decode(chunk).encode())
        target.write(decoder.decode(b"", final=True).encode())
    except UnicodeError:
        return False
    return True
