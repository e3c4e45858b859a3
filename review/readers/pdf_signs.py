"""Signs, cheap to see, that something on a page may hide text; a page without them need not be drawn."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

    from review.readers.pdf_page import Box, Thing

_PALE = 190
_LIGHT = 205  # so much lighter than text that is not pale that it always shows
_HATCH, _MANY_LINES, _MANY_DOTS = 12.0, 5, 150  # points; lines within them; dots on a page
_THIN = 2.5  # points: narrower things are rules of tables and underlines
_FILLED = frozenset({0, 2})  # filled, or filled and stroked as careless programs make bold
_HARMLESS = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT})


def may_hide(page: PdfPage, objects: list[Thing]) -> bool:
    """Whether anything on the page could hide text; if not, it need not be drawn."""
    if _annotated(page) or _hatched(objects):
        return True
    texts: list[Box] = []
    for thing in objects:
        if _can_hide(thing) and not (_is_light_ground(thing) and not _overlaps(thing.box, texts)):
            return True
        if thing.kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(thing.box)
    return False


def _hatched(objects: list[Thing]) -> bool:
    """Whether thin lines stand so close that together they are a box; rules of tables do not."""
    levels: dict[tuple[bool, int], set[int]] = {}
    dots = 0
    for thing in objects:
        left, bottom, right, top = thing.box
        wide, high = right - left, top - bottom
        if thing.kind != pdfium.FPDF_PAGEOBJ_PATH or (wide >= _THIN and high >= _THIN):
            continue
        if wide < _THIN and high < _THIN:
            dots += 1
            continue
        flat = high < wide
        at = bottom if flat else left
        for shift in (0, _HATCH / 2):
            levels.setdefault((flat, int((at + shift) // _HATCH) * 2 + bool(shift)), set()).add(round(at * 3))
    return dots >= _MANY_DOTS or any(len(lines) >= _MANY_LINES for lines in levels.values())


def _is_light_ground(thing: Thing) -> bool:
    """A light shape: dark text drawn after it is seen, only text drawn before it is not."""
    if thing.kind != pdfium.FPDF_PAGEOBJ_PATH or thing.nested:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    return fill.value != 0 and stroke.value == 0 and _darkest(thing) >= _LIGHT


def _overlaps(box: Box, texts: list[Box]) -> bool:
    left, bottom, right, top = box
    return any(x < right and left < r and y < top and bottom < t for x, y, r, t in texts)


def _darkest(thing: Thing) -> int:
    """The darkest of the three colours of the filling, 0 for a pattern or a transparent one."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha) or alpha.value < _PALE:
        return 0
    return min(red.value, green.value, blue.value)


def _annotated(page: PdfPage) -> bool:
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, i)
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if subtype not in _HARMLESS:
            return True
    return False


def _can_hide(thing: Thing) -> bool:
    if thing.kind == pdfium.FPDF_PAGEOBJ_TEXT:
        return _odd_text(thing)
    if thing.kind == pdfium.FPDF_PAGEOBJ_PATH:
        left, bottom, right, top = thing.box
        return right - left >= _THIN and top - bottom >= _THIN
    return True


def _odd_text(thing: Thing) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(thing.raw) not in _FILLED or thing.nested:
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing.raw, red, green, blue, alpha):
        return True
    if min(red.value, green.value, blue.value) > _PALE or alpha.value < _PALE:
        return True
    return clipped(thing)


def clipped(thing: Thing) -> bool:
    """Whether a clip path leaves out part of the object, by the boxes around both."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing.raw)
    for i in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
        xs: list[float] = []
        ys: list[float] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for k in range(pdfium.FPDFClipPath_CountPathSegments(clip, i)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, i, k), x, y)
            xs.append(x.value)
            ys.append(y.value)
        left, bottom, right, top = thing.box
        if xs and (min(xs) > left + 1 or max(xs) < right - 1 or min(ys) > bottom + 1 or max(ys) < top - 1):
            return True
    return False
