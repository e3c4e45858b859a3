"""One page of a PDF through pdfium: its characters with their boxes, its pictures, its drawings."""

from __future__ import annotations

import ctypes
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from review.readers.pdf_layout import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdfium2 import PdfPage

_HYPHENS = frozenset({0x02, 0xFFFE})
_LINE_ENDS = (0x0A, 0x0D)
_SPACE = 0x20
_BEYOND = 0xDC00  # second half of a surrogate pair, or above
_DEEPEST = 15
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A page object: its place in drawing order, its kind, the box around it (left, bottom, right, top)."""

    order: int
    kind: int
    raw: Any
    box: Box
    nested: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture on a page: size in pixels, share of the page it covers, and a mark to know it again."""

    width: int
    height: int
    share: float
    mark: str


@dataclass(slots=True, kw_only=True)
class Characters:
    """The characters of a page in the order of the file.

    Attributes:
        glyphs: what a page says; blanks that pdfium puts between words are among them.
        index: pdfium's own number of each glyph, -1 for those it made up.
        page: the text page, kept open as long as its characters are asked for.
        unmapped: how many have no Unicode value.
    """

    glyphs: list[Glyph]
    index: list[int]
    unmapped: int
    page: Any


def characters(textpage: Any) -> Characters:
    """All characters, hidden or not."""
    raw, rect = textpage.raw, pdfium.FS_RECTF()
    at = ctypes.byref(rect)
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    glyphs: list[Glyph] = []
    index: list[int] = []
    line = unmapped = 0
    high = 0
    for i in range(pdfium.FPDFText_CountChars(raw)):
        code = unicode_of(raw, i)
        if code in _LINE_ENDS:
            line += code == _LINE_ENDS[0]
            continue
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004  first half of a surrogate pair
            high = code
            continue
        if code >= _BEYOND or high:
            code, high = _joined(high, code), 0
        if code in _HYPHENS:
            code = 0x2D
        elif code == 0:
            unmapped += 1
            code = 0xFFFD
        box_of(raw, i, at)
        glyphs.append(Glyph(chr(code), rect.left, rect.bottom, rect.right, rect.top, line))
        index.append(-1 if code == _SPACE and pdfium.FPDFText_IsGenerated(raw, i) == 1 else i)
    return Characters(glyphs=glyphs, index=index, unmapped=unmapped, page=textpage)


def _joined(high: int, low: int) -> int:
    if high and 0xDC00 <= low < 0xE000:  # noqa: PLR2004  second half of a surrogate pair
        return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    return 0xFFFD if 0xDC00 <= low < 0xE000 else low  # noqa: PLR2004


def things(page: PdfPage) -> list[Thing]:
    """All objects in drawing order, those of form XObjects in the place of the form."""
    found: list[Thing] = []
    count = pdfium.FPDFPage_CountObjects(page.raw)
    _collect(found, (pdfium.FPDFPage_GetObject(page.raw, i) for i in range(count)), 0, None)
    return found


def _collect(found: list[Thing], objects: Iterable[Any], depth: int, around: Box | None) -> None:
    for raw in objects:
        kind = pdfium.FPDFPageObj_GetType(raw)
        box = around or bounds(raw)
        found.append(Thing(order=len(found), kind=kind, raw=raw, box=box, nested=around is not None))
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = pdfium.FPDFFormObj_CountObjects(raw)
            inner = (pdfium.FPDFFormObj_GetObject(raw, i) for i in range(count))
            _collect(found, inner, depth + 1, box)


def bounds(raw: Any) -> Box:
    """Box around an object: left, bottom, right, top in points."""
    values = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(raw, *values)
    left, bottom, right, top = (value.value for value in values)
    return left, bottom, right, top


def pictures(objects: list[Thing], page_box: Box) -> list[Picture]:
    """The pictures among a page's objects."""
    area = max((page_box[2] - page_box[0]) * (page_box[3] - page_box[1]), 1.0)
    return [_picture(thing, page_box, area) for thing in objects if thing.kind == pdfium.FPDF_PAGEOBJ_IMAGE]


def _picture(thing: Thing, page_box: Box, area: float) -> Picture:
    left, bottom = max(thing.box[0], page_box[0]), max(thing.box[1], page_box[1])
    right, top = min(thing.box[2], page_box[2]), min(thing.box[3], page_box[3])
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(thing.raw, width, height)
    share = max(right - left, 0) * max(top - bottom, 0) / area
    return Picture(width=width.value, height=height.value, share=share, mark=_mark(thing.raw))


def _mark(raw: Any) -> str:
    size = pdfium.FPDFImageObj_GetImageDataRaw(raw, None, 0)
    if not 0 < size < 1 << 26:
        return str(size)
    buffer = (ctypes.c_ubyte * size)()
    pdfium.FPDFImageObj_GetImageDataRaw(raw, buffer, size)
    return hashlib.sha256(buffer).hexdigest()
