"""The shared strings of a workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.colors import white
from review.readers.xml import XmlError, stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from review.readers.ooxml import Office

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_T, _R, _PHONETIC, _LOOK = X + "t", X + "r", X + "rPh", X + "rPr"
_TINY = 3
_THEME = {"0": "FFFFFF", "1": "000000"}
_INDEXED = {
    **dict.fromkeys(("0", "8", "64"), "000000"),
    **dict.fromkeys(("1", "9", "65"), "FFFFFF"),
    **dict.fromkeys(("2", "10"), "FF0000"),
    **dict.fromkeys(("5", "13"), "FFFF00"),
}
"""The first colours of the old palette (ISO/IEC 29500-1 §18.8.27), system text and ground."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class Strings:
    """Strings by number; which of them any cell shows is noted, for the others are left-overs.

    Attributes:
        pale: number of a string, as cells name it → (its letters that have a colour, those that have none).
    """

    __slots__ = ("_used", "pale", "texts")

    def __init__(self, texts: list[str], pale: dict[str, tuple[str, str]] | None = None) -> None:
        """None of them shown yet."""
        self.texts = texts
        self.pale = pale or {}
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


def read_strings(office: Office, parts: Iterable[str]) -> Strings:
    """Every string by its number; readings for pronunciation get a block of their own."""
    texts: list[str] = []
    pale: dict[str, tuple[str, str]] = {}
    for part in parts:
        data = office.raw(part)
        if data is None:
            continue
        readings: dict[str, None] = {}
        try:
            for item in stream(data, X + "si"):
                if item.tag == X + "si":
                    text, (seen, unseen) = read_item(item)
                    if unseen:
                        pale[str(len(texts))] = seen, unseen
                    texts.append(text)
                    for reading in item.iterchildren(_PHONETIC):
                        readings[rich_text(reading)] = None
                else:
                    office.sweep(part, item)
        except XmlError as error:
            office.builder.gap(error.code, office.at(part="part", name=part))
        office.add("\n".join(readings), BlockKind.OTHER, Visibility.HIDDEN, part="part", name=part)
    return Strings(texts, pale)


def rich_text(item: etree._Element) -> str:
    """Text of a string that may be one run or many."""
    return read_item(item)[0]


def read_item(item: etree._Element) -> tuple[str, tuple[str, str]]:
    """Text of a string; of its letters those that have a colour and a size, and those that have none."""
    pieces: list[str] = []
    unseen: list[str] = []
    seen: list[str] = []
    for child in item:
        if child.tag == _T:
            pieces.append(child.text or "")
        elif child.tag == _R:
            look = child.find(_LOOK)
            text = "".join(t.text or "" for t in child.iterchildren(_T))
            pieces.append(text)
            (unseen if look is not None and faint(look) else seen).append(text)
    text = "".join(pieces)
    if "_x" in text:
        text = unescaped(text)
    return text, ("".join(seen), "".join(unseen)) if unseen else (text, "")


def faint(look: etree._Element) -> bool:
    """Whether letters are white or too small to be seen; on a filled cell white ones may well be."""
    size = look.find(X + "sz")
    color = look.find(X + "color")
    return tiny(size) or (color is not None and white(color_of(color)))


def tiny(size: etree._Element | None) -> bool:
    """Whether a font is too small to be read: three points and less."""
    try:
        return size is not None and float(size.get("val") or "") <= _TINY
    except ValueError:
        return False


def color_of(color: etree._Element) -> str | None:
    """Red, green and blue of a colour that needs no theme to be known."""
    if color.get("rgb"):
        return color.get("rgb")
    plain = color.get("tint") in (None, "0")
    by_theme = _THEME.get(color.get("theme") or "") if plain else None
    return by_theme or _INDEXED.get(color.get("indexed") or "")


def unescaped(text: str) -> str:
    """Text with the characters that are written ``_x4E00_`` in workbooks (ISO/IEC 29500-1 §22.9.2.19)."""
    return _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)


def in_letters(text: str) -> str:
    """Text as it stands between two tags, its references and escapes resolved."""
    if "&" in text:
        text = _REFERENCE.sub(_referred, text)
    return unescaped(text) if "_x" in text else text


def _referred(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name is not None:
        return _NAMED[name]
    return chr(int(decimal) if decimal is not None else int(hexadecimal, 16))
