"""Text of a Word 97–2003 document, by its piece table ([MS-DOC] 2.4.1)."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.document import DocumentBuilder
    from review.readers.ole import OleEntry, OleFile
    from review.readers.source import Source

_WORD_97 = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX = 0x1A2
_COMPRESSED = 0x40000000
_STORIES: tuple[tuple[int, str, BlockKind, Visibility], ...] = (
    (0x4C, "body", BlockKind.PARAGRAPH, Visibility.VISIBLE),
    (0x50, "footnote", BlockKind.FOOTNOTE, Visibility.VISIBLE),
    (0x54, "header", BlockKind.HEADER, Visibility.VISIBLE),
    (0x58, "script", BlockKind.OTHER, Visibility.HIDDEN),
    (0x5C, "comment", BlockKind.COMMENT, Visibility.HIDDEN),
    (0x60, "endnote", BlockKind.ENDNOTE, Visibility.VISIBLE),
    (0x64, "textbox", BlockKind.TEXTBOX, Visibility.VISIBLE),
    (0x68, "textbox", BlockKind.TEXTBOX, Visibility.VISIBLE),
)
"""Where the header of the file counts the characters of each story, in the order the stories stand."""
_FIELD = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x14\x15]*))?\x15")
_MARKS = {
    1: None,
    2: None,
    3: None,
    4: None,
    5: None,
    8: None,
    7: "\t",
    11: "\n",
    12: "\n",
    30: "-",
    31: None,
}


def read(source: Source, builder: DocumentBuilder, ole: OleFile, entry: OleEntry, data: bytes) -> None:
    """Add the stories, then what lies in the stream but in no piece: text of earlier saves."""
    try:
        text = "".join(_pieces(ole, entry, data))
        counts = [struct.unpack_from("<i", data, at)[0] for at, *_rest in _STORIES]
    except (struct.error, ValueError) as error:
        code = "encrypted" if str(error) == "encrypted" else "damaged"
        builder.gap(code, source.at(part="file"), "WordDocument")
        text, counts = "", []
    at = 0
    for count, (_at, part, kind, seen) in zip(counts, _STORIES, strict=False):
        _story(source, builder, text[at : at + max(count, 0)], (part, kind, seen))
        at += max(count, 0)
    _left_over(source, builder, data, text)


def _story(
    source: Source, builder: DocumentBuilder, text: str, what: tuple[str, BlockKind, Visibility]
) -> None:
    part, kind, seen = what
    fields: list[str] = []

    def result(match: re.Match[str]) -> str:
        fields.append(match[1].strip())
        return match[2] or ""

    while (shorter := _FIELD.sub(result, text)) != text:
        text = shorter
    number = 0
    for line in text.translate(_MARKS).split("\r"):
        if line.strip():
            number += 1
            builder.add(line.strip("\t"), kind, source.at(part=part, paragraph=number), seen)
    codes = "\n".join(dict.fromkeys(f for f in fields if '"' in f))
    builder.add(codes, BlockKind.FIELD, source.at(part="field"), Visibility.METADATA)


def _pieces(ole: OleFile, entry: OleEntry, data: bytes) -> Iterator[str]:
    ident, flags = struct.unpack_from("<H8xH", data, 0)
    if flags & _ENCRYPTED:
        raise ValueError("encrypted")
    if ident != _WORD_97:
        raise ValueError("version")
    table = ole.find(*entry.path[:-1], "1Table" if flags & _TABLE_1 else "0Table")
    if table is None:
        raise ValueError("table")
    offset, size = struct.unpack_from("<II", data, _CLX)
    clx = ole.read(table)[offset : offset + size]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    (length,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for i in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)
        characters = ends[i + 1] - ends[i]
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            yield data[start : start + characters].decode("cp1252", "replace")
        else:
            yield data[place : place + 2 * characters].decode("utf-16-le", "replace")


def _left_over(source: Source, builder: DocumentBuilder, data: bytes, text: str) -> None:
    known = re.sub(r"\s+", "", text.translate(dict.fromkeys(range(32))))
    rest = [s for s in strings(data) if re.sub(r"\s+", "", s) not in known]
    builder.add("\n".join(rest), BlockKind.OTHER, source.at(part="earlier_revision"), Visibility.HIDDEN)
