"""Reads the case files of example views: a row, its view, an edit of that, and the row after it.

The blocks of a case are named `row`, then `view` or `edit`, then `written` or `refused`. An `edit`
has what is replaced in the view behind `-`, and what stands there then behind `+`; both are
expanded like rows, see `casetemplates.py`.
"""

from dataclasses import dataclass, field
from pathlib import Path

from casetemplates import contracted, expanded
from tunelint.assist.view.placeholders import Placeholders
from tunelint.assist.view.pretty import CannotShow, pretty
from tunelint.assist.view.writing import CannotWrite, write
from tunelint.text.edits import apply_edits

FENCE = "```"
ANSWERS = ("view", "written", "refused")


@dataclass
class Block:
    """The lines of a block, the first of which has a number in its file."""

    first: int
    lines: list[str] = field(default_factory=list)


@dataclass
class ViewCase:
    title: str
    blocks: dict[str, Block] = field(default_factory=dict)

    @property
    def expected(self) -> tuple[str, list[str]]:
        """The name of the block with the answer, and its lines."""
        (name,) = self.blocks.keys() & {*ANSWERS}
        return name, self.blocks[name].lines

    @property
    def answer(self) -> tuple[str, list[str]]:
        """The block that it should be."""
        (template,) = self.blocks["row"].lines
        row, placeholders = expanded(template), Placeholders()
        try:
            view = pretty(row, placeholders)
            if "edit" not in self.blocks:
                return "view", view.decode().split("\n")[:-1]
            written = apply_edits(row, write(row, self._edited(view), placeholders))
        except (CannotShow, CannotWrite) as error:
            return "refused", [str(error)]
        return "written", [contracted(written, template).decode()]

    def _edited(self, view: bytes) -> bytes:
        lines = self.blocks["edit"].lines
        old, new = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
        assert view.count(old.encode()) == 1, f"{old} stands {view.count(old.encode())} times there"
        return view.replace(old.encode(), expanded(new))


def read_view_cases(path: Path) -> list[ViewCase]:
    cases: list[ViewCase] = []
    block = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if block is not None:
            if line == FENCE:
                block = None
            else:
                block.lines.append(line)
        elif line.startswith("# "):
            cases.append(ViewCase(line.removeprefix("# ")))
        elif line.startswith(FENCE):
            block = cases[-1].blocks[line.removeprefix(FENCE)] = Block(number + 1)
    return cases


def update(path: Path) -> None:
    """Write the answers into the file, for review."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for case in reversed(read_view_cases(path)):
        name, answer = case.answer
        block = case.blocks[case.expected[0]]
        lines[block.first - 1 : block.first + len(block.lines)] = [FENCE + name, *answer]
    path.write_text("\n".join(lines), encoding="utf-8")
