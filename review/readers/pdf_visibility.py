"""What a person sees of a page's text: drawn with it, drawn without it, and compared.

A character is seen if taking it away changes the picture. How much it should change is what it
changes on a white page with nothing else. So it does not matter how text is hidden: under a box, a
picture or an annotation, in the colour of the paper, clipped away, or never drawn.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from review.readers.glyphs import CLIPPED, COVERED, INVISIBLE, LAYER, OFF_PAGE
from review.readers.pdf_signs import clipped, may_hide

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    from review.readers.pdf_layout import Glyph
    from review.readers.pdf_page import Box, Characters, Thing

_DPI = 100
_THICKEST = 60.0  # points across a line drawn as a cover
_RED = 50  # of 255: how much more red than blue and green a seal is
_SEEN_LEVEL = 14  # of 255: less is no contrast
_SEEN_SHARE = 0.35  # of a character's ink
_LITTLE_INK = 3  # pixels
_SURE_SHARE = 0.3  # of a character's box
_THIN_GLYPHS = frozenset("·.,:;'`-_~|!、。，；：．…‥—－“”‘’/\\•")
_TINY = 2.0  # points
_LARGEST_SIDE = 4000
_NOT_DRAWN = frozenset({3, 7})  # text render modes without ink (ISO 32000-1 table 106)


def unseen(
    page: PdfPage, found: Characters, objects: list[Thing], page_box: Box, *, layers: bool
) -> dict[int, str]:
    """Why a character is not seen, by its number among ``found.glyphs``; the rest are seen."""
    reasons = _by_place(found.glyphs, page_box)
    if layers or may_hide(page, objects):
        for i, reason in _by_picture(page, found, objects, page_box).items():
            reasons.setdefault(i, reason)
    return reasons


def _by_place(glyphs: list[Glyph], page_box: Box) -> dict[int, str]:
    left, bottom, right, top = page_box
    reasons: dict[int, str] = {}
    for i, glyph in enumerate(glyphs):
        if glyph.text.isspace():
            continue
        if glyph.right <= left or glyph.left >= right or glyph.top <= bottom or glyph.bottom >= top:
            reasons[i] = OFF_PAGE
        elif glyph.top - glyph.bottom < _TINY and glyph.right - glyph.left < _TINY:
            reasons[i] = INVISIBLE
    return reasons


class _Text:
    """What is known of a text object before it is drawn black."""

    __slots__ = ("clipped", "embedded", "layered", "mode", "order")

    def __init__(self, thing: Thing) -> None:
        self.order = thing.order
        self.mode = pdfium.FPDFTextObj_GetTextRenderMode(thing.raw)
        self.embedded = pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(thing.raw)) != 0
        self.clipped = not thing.nested and clipped(thing)
        self.layered = _layered(thing.raw)


class _View:
    """The page as shown: pixels, their scale, and the box they show."""

    __slots__ = ("box", "scale", "shown")

    def __init__(self, shown: NDArray[np.int16], scale: float, box: Box) -> None:
        self.shown, self.scale, self.box = shown, scale, box

    def pixels(self, glyph: Glyph) -> tuple[int, int, int, int]:
        """Rows and columns that a glyph covers: top, bottom, left, right, half open."""
        height, width = self.shown.shape[:2]
        left, right = (glyph.left - self.box[0]) * self.scale, (glyph.right - self.box[0]) * self.scale
        top, bottom = (self.box[3] - glyph.top) * self.scale, (self.box[3] - glyph.bottom) * self.scale
        rows = max(int(top), 0), min(int(bottom) + 1, height)
        return (*rows, max(int(left), 0), min(int(right) + 1, width))

    def red(self, glyph: Glyph) -> bool:
        """Whether the glyph's place is red, as a seal is."""
        top, bottom, left, right = self.pixels(glyph)
        part = self.shown[top:bottom, left:right]
        if part.size == 0:
            return False
        blue, green, red = (float(part[..., i].mean()) for i in range(3))
        return red > blue + _RED and red > green + _RED

    def dark(self, glyph: Glyph) -> bool:
        """Whether the glyph's place is nearer black than white."""
        top, bottom, left, right = self.pixels(glyph)
        part = self.shown[top:bottom, left:right]
        return part.size > 0 and float(part.mean()) < 128  # noqa: PLR2004  half of 255

    def flat(self, glyph: Glyph) -> bool:
        """Whether nothing is to be seen at the glyph's place."""
        top, bottom, left, right = self.pixels(glyph)
        part = self.shown[top:bottom, left:right]
        return part.size == 0 or int(part.max()) - int(part.min()) < 3 * _SEEN_LEVEL


def _by_picture(page: PdfPage, found: Characters, objects: list[Thing], page_box: Box) -> dict[int, str]:

    texts = [thing for thing in objects if thing.kind == pdfium.FPDF_PAGEOBJ_TEXT]
    facts = {_key(thing.raw): _Text(thing) for thing in texts}
    scale = min(_DPI / 72, _LARGEST_SIDE / max(page_box[2] - page_box[0], page_box[3] - page_box[1], 1))
    pdfium.FPDFPage_SetRotation(page.raw, 0)
    shown = _draw(page, scale)
    _activate(texts, on=False)
    without = _draw(page, scale)
    changed = _sums(_differs(shown, without, _SEEN_LEVEL))
    view = _View(shown=shown, scale=scale, box=page_box)
    doubtful = [
        i
        for i, glyph in enumerate(found.glyphs)
        if found.index[i] >= 0
        and glyph.text.isprintable()
        and not glyph.text.isspace()
        and not _surely_seen(glyph, changed, view)
    ]
    if not doubtful:
        return {}
    inked = _sums(_text_alone(page, texts, objects, scale)[..., 0] < 255 - 3 * _SEEN_LEVEL)
    reasons: dict[int, str] = {}
    for i in doubtful:
        glyph = found.glyphs[i]
        area = view.pixels(glyph)
        ink, change = _inside(inked, area), _inside(changed, area)
        if change and change >= _SEEN_SHARE * ink:
            continue
        text = facts.get(_key(pdfium.FPDFText_GetTextObject(found.page.raw, found.index[i])))
        reason = _reason(glyph, text, ink, view, objects) if text else None
        if reason:
            reasons[i] = reason
    return reasons


def _surely_seen(glyph: Glyph, changed: NDArray[np.int32], view: _View) -> bool:
    """Whether so much changes that its full ink need not be known; thin characters have little."""
    top, bottom, left, right = area = view.pixels(glyph)
    change = _inside(changed, area)
    thin = glyph.text in _THIN_GLYPHS and change > _LITTLE_INK
    return thin or change > max(_SURE_SHARE * (bottom - top) * (right - left), _LITTLE_INK)


def _reason(glyph: Glyph, text: _Text, ink: int, view: _View, objects: list[Thing]) -> str | None:
    over = [thing for thing in objects if thing.kind != pdfium.FPDF_PAGEOBJ_TEXT and _holds(thing, glyph)]
    scans = [thing for thing in over if _is_scan(thing, view.box)]
    covers = [thing for thing in over if thing.order > text.order and thing not in scans and _paints(thing)]
    if text.layered:
        return LAYER
    if covers:
        return None if _is_seal(covers, glyph, view) else COVERED
    if scans and (text.mode in _NOT_DRAWN or scans[-1].order > text.order):
        return _under_scan(glyph, view)
    if text.mode in _NOT_DRAWN or text.clipped:
        return INVISIBLE if text.mode in _NOT_DRAWN else CLIPPED
    if ink <= _LITTLE_INK and not text.embedded:
        return None  # the font is not here, so nothing can be said by looking
    return COVERED if _on_dark_ground(glyph, view) else INVISIBLE


def _under_scan(glyph: Glyph, view: _View) -> str | None:
    """The text layer of a scan is seen in the picture, unless the picture shows nothing at its place."""
    if not view.flat(glyph):
        return None
    return COVERED if view.dark(glyph) else INVISIBLE


def _is_seal(covers: list[Thing], glyph: Glyph, view: _View) -> bool:
    """An official seal stands on the date and the name of the office; nobody hides them with it."""
    return all(thing.kind == pdfium.FPDF_PAGEOBJ_IMAGE for thing in covers) and view.red(glyph)


def _on_dark_ground(glyph: Glyph, view: _View) -> bool:
    """Text that no later object covers, on a ground that is not paper: blackened, or under an annotation."""
    top, bottom, left, right = view.pixels(glyph)
    part = view.shown[top:bottom, left:right]
    return part.size > 0 and float(part.mean()) < 255 - _SEEN_LEVEL


def _holds(thing: Thing, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    left, bottom, right, top = thing.box
    return left <= x <= right and bottom <= y <= top


def _is_scan(thing: Thing, page_box: Box) -> bool:
    if thing.kind != pdfium.FPDF_PAGEOBJ_IMAGE:
        return False
    left, bottom, right, top = thing.box
    area = (page_box[2] - page_box[0]) * (page_box[3] - page_box[1])
    return (right - left) * (top - bottom) > 0.5 * area


def _paints(thing: Thing) -> bool:
    """Whether an object can cover what is inside its box: a frame does not, a thick line does."""
    if thing.kind != pdfium.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing.raw, fill, stroke)
    left, bottom, right, top = thing.box
    return fill.value != 0 or (stroke.value != 0 and min(right - left, top - bottom) < _THICKEST)


def _layered(raw: Any) -> bool:
    name, size = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    for i in range(max(pdfium.FPDFPageObj_CountMarks(raw), 0)):
        mark = pdfium.FPDFPageObj_GetMark(raw, i)
        pdfium.FPDFPageObjMark_GetName(mark, name, 16, size)
        if bytes(name)[:6] == b"O\0C\0\0\0":
            return True
    return False


def _key(raw: Any) -> int:
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


def _activate(objects: list[Thing], *, on: bool) -> None:
    for thing in objects:
        pdfium.FPDFPageObj_SetIsActive(thing.raw, on)


def _text_alone(page: PdfPage, texts: list[Thing], objects: list[Thing], scale: float) -> NDArray[np.int16]:
    """The text in black on white, whatever its colour and mode; the page is not usable afterwards."""
    for thing in objects:
        if thing.kind != pdfium.FPDF_PAGEOBJ_FORM:
            pdfium.FPDFPageObj_SetIsActive(thing.raw, thing.kind == pdfium.FPDF_PAGEOBJ_TEXT)
    for thing in texts:
        pdfium.FPDFTextObj_SetTextRenderMode(thing.raw, 0)
        pdfium.FPDFPageObj_SetFillColor(thing.raw, 0, 0, 0, 255)
        pdfium.FPDFPageObj_SetBlendMode(thing.raw, b"Normal")
    return _draw(page, scale, annotations=False)


def _draw(page: PdfPage, scale: float, *, annotations: bool = True) -> NDArray[np.int16]:
    import numpy as np

    bitmap = page.render(scale=scale, may_draw_forms=annotations, draw_annots=annotations)
    pixels: NDArray[np.int16] = bitmap.to_numpy()[..., :3].astype(np.int16)
    return pixels


def _differs(a: NDArray[np.int16], b: NDArray[np.int16], least: int) -> NDArray[np.bool_]:
    """Pixels that differ in any colour; colour by colour, which is ten times as fast as a reduction."""
    import numpy as np

    red, green, blue = (np.abs(a[..., i] - b[..., i]) > least for i in range(3))
    differs: NDArray[np.bool_] = red | green | blue
    return differs


def _sums(marked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Sums over the rectangle from the upper left corner, so that any rectangle costs four look-ups."""
    import numpy as np

    sums = np.zeros((marked.shape[0] + 1, marked.shape[1] + 1), np.int32)
    sums[1:, 1:] = marked.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    return sums


def _inside(sums: NDArray[np.int32], area: tuple[int, int, int, int]) -> int:
    top, bottom, left, right = area
    if bottom <= top or right <= left:
        return 0
    return int(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])
