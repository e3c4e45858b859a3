"""The characters of values on a page of a PDF: their boxes, and which operators of the file show them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from review.publish.masking import SHORTEST, Masker
from review.readers.pdf_page import things

Box = tuple[float, float, float, float]
_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A character of the page: its number in pdfium, its text, its box."""

    index: int
    text: str
    box: Box


@dataclass(slots=True, kw_only=True)
class Marked:
    """What of a page has to go.

    Attributes:
        masker: knows the values, without blanks.
        text: the text of the page without blanks.
        letters: those of values, in the order of the page.
        left: the text without them.
        covered: whether a picture lies on or under one of them.
        cuts: by number of the show operator, which of its characters and how wide, in thousandths.
        objects: how many text objects the page has.
        sizes: by number of the show operator, how many characters its object has, with blanks and without.
    """

    masker: Masker = field(repr=False)
    text: str = field(repr=False)
    letters: list[Letter] = field(repr=False)
    left: str = field(repr=False)
    covered: bool = False
    cuts: dict[int, list[tuple[int, int, float]]] = field(default_factory=dict)
    objects: int = 0
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)

    def holds(self, value: str) -> bool:
        """Whether the value stands on the page as text."""
        return "".join(value.split()) in self.text


def marked(page: Any, masker: Masker) -> Marked:
    """Characters of every value on the page; blanks between them do not count."""
    text_page = page.get_textpage()
    try:
        shown = _shown(text_page)
        text = "".join(character for _index, character in shown)
        squeezed = {"".join(value.split()) for value in masker.values}
        masker = Masker(value for value in squeezed if len(value) >= SHORTEST)
        gone = {i for start, end in masker.spans(text) for i in range(start, end)}
        found = Marked(
            masker=masker, text=text, letters=[_letter(text_page, *shown[i]) for i in sorted(gone)],
            left="".join(character for i, character in enumerate(text) if i not in gone),
        )  # fmt: skip
        if found.letters:
            _name_codes(page, text_page, found)
            found.covered = _pictured(page, found.letters)
        return found
    finally:
        text_page.close()


def _pictured(page: Any, letters: list[Letter]) -> bool:
    """Whether a picture touches one of the letters: what it shows cannot be cut out."""
    from pypdfium2 import raw

    boxes = [thing.box for thing in things(page) if thing.kind == raw.FPDF_PAGEOBJ_IMAGE]
    return any(
        a < right and c > left and b < top and d > bottom
        for left, bottom, right, top in boxes
        for a, b, c, d in (letter.box for letter in letters)
    )


def _shown(text_page: Any) -> list[tuple[int, str]]:
    """Number and text of each character that is no blank; those without a Unicode value are left out."""
    from pypdfium2 import raw

    codes = ((i, raw.FPDFText_GetUnicode(text_page.raw, i)) for i in range(text_page.count_chars()))
    return [(i, chr(code)) for i, code in codes if code and not chr(code).isspace()]


def _letter(text_page: Any, index: int, text: str) -> Letter:
    return Letter(index=index, text=text, box=text_page.get_charbox(index, loose=True))


def _name_codes(page: Any, text_page: Any, found: Marked) -> None:
    """Fill in which code of which operator shows each letter; -1 where the letter is in no operator."""
    from pypdfium2 import raw

    objects = (raw.FPDFPage_GetObject(page.raw, i) for i in range(raw.FPDFPage_CountObjects(page.raw)))
    order = {
        _key(one): n
        for n, one in enumerate(o for o in objects if raw.FPDFPageObj_GetType(o) == raw.FPDF_PAGEOBJ_TEXT)
    }
    found.objects = len(order)
    wanted = {letter.index: letter for letter in found.letters}
    for i in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page.raw, i) == 1:
            continue
        text = raw.FPDFText_GetTextObject(text_page.raw, i)
        number = order.get(_key(text), -1)
        at, at_ink = found.sizes.get(number, (0, 0))
        ink = chr(raw.FPDFText_GetUnicode(text_page.raw, i)).strip() != ""
        found.sizes[number] = at + 1, at_ink + ink
        if i in wanted:
            found.cuts.setdefault(number, []).append((at, at_ink, _width(text, wanted[i].text)))


def _key(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _width(text: Any, character: str) -> float:
    from pypdfium2 import raw

    width = ctypes.c_float()
    raw.FPDFFont_GetGlyphWidth(raw.FPDFTextObj_GetFont(text), ord(character), _THOUSAND, width)
    return width.value
