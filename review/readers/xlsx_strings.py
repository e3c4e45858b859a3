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
