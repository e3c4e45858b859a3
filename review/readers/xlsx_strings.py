"""The shared strings of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.xml import XmlError, stream

if TYPE_CHECKING:
    from lxml import etree

    from review.readers.ooxml import Office

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T, _R, _PHONETIC = X + "t", X + "r", X + "rPh"


class Strings:
    """Strings by number; which of them any cell shows is noted, for the others are left-overs."""

    __slots__ = ("_used", "texts")

    def __init__(self, texts: list[str]) -> None:
        """None of them shown yet."""
        self.texts = texts
        self._used = bytearray(len(texts))

    def show(self, number: str) -> str:
        """The string a cell names; nothing for a number that is none."""
        at = int(number) if number.isdecimal() else len(self.texts)
        if at >= len(self.texts):
            return ""
        self._used[at] = 1
        return self.texts[at]

    def unused(self) -> list[str]:
        """Strings that no cell shows."""
        return [text for text, used in zip(self.texts, self._used, strict=True) if not used]


def read_strings(office: Office, part: str, data: bytes) -> list[str]:
    """Every string by its number; readings for pronunciation get a block of their own."""
    found: list[str] = []
    readings: dict[str, None] = {}
    try:
        for item in stream(data, X + "si"):
            if item.tag == X + "si":
                found.append(rich_text(item))
                for reading in item.iterchildren(_PHONETIC):
                    readings[rich_text(reading)] = None
            else:
                office.sweep(part, item)
    except XmlError as error:
        office.builder.gap(error.code, office.at(part="part", name=part))
    office.add("\n".join(readings), BlockKind.OTHER, Visibility.HIDDEN, part="part", name=part)
    return found


def rich_text(item: etree._Element) -> str:
    """Text of a string that may be one run or many."""
    pieces: list[str] = []
    for child in item:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag == _R:
            pieces += (t.text or "" for t in child.iterchildren(_T))
    return pieces[0] if len(pieces) == 1 else "".join(pieces)
