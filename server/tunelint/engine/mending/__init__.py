"""Carries a fix out: from changes in terms of paths and values to edits of one row."""

from collections.abc import Callable, Mapping
from typing import Any

from tunelint.engine.mending import images, lines, members, records
from tunelint.engine.mending.surroundings import CannotMend, Surroundings
from tunelint.rules import fixes
from tunelint.text.edits import Edit, NoSuchNode

__all__ = ["CannotMend", "Surroundings", "edits_for"]


def edits_for(row: bytes, fix: fixes.Fix, around: Surroundings) -> list[Edit]:
    """The edits that a fix comes to. Raises `CannotMend`.

    The row is the text of all rows together where a value stands on several.
    """
    edits: list[Edit] = []
    for change in fix.changes:
        try:
            edits += _MEND[type(change)](row, change, around)
        except NoSuchNode as error:
            raise CannotMend(f"There is nothing at {error} any more.") from None
    return edits


_MEND: Mapping[type[fixes.Change], Callable[[bytes, Any, Surroundings], list[Edit]]] = {
    fixes.SetValue: members.set_value,
    fixes.RenameKey: members.rename_key,
    fixes.Remove: members.remove,
    fixes.AddMember: members.add_member,
    fixes.Move: members.move,
    fixes.ReplaceText: lines.replace_text,
    fixes.RemoveLine: lines.remove_line,
    fixes.FromPython: lines.from_python,
    fixes.Reencode: lines.reencode,
    fixes.ReencodeFile: lines.reencode_file,
    fixes.RemoveMark: lines.remove_mark,
    fixes.JoinLines: lines.join,
    fixes.ConvertToChat: records.convert_to_chat,
    fixes.MendDataUri: images.mend_data_uri,
    fixes.DeclareMediaType: images.declare_media_type,
    fixes.ConvertImage: images.convert,
    fixes.FirstFrame: images.keep_first_frame,
    fixes.ShrinkImage: images.shrink,
    fixes.EmbedFile: images.embed_file,
}
