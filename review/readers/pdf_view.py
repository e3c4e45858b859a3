"""The pages of a PDF as blocks: what is seen, what is not, and pictures nobody read."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers import ocr
from review.readers.glyphs import CLIPPED, COVERED, OFF_PAGE, garbled, passages
from review.readers.glyphs import shown as seen_glyphs
from review.readers.pdf_layout import Glyph, page_text
from review.readers.pdf_objects import squeezed
from review.readers.pdf_page import Box, Characters, Picture, characters, pictures, things
from review.readers.pdf_visibility import unseen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.readers.source import Source

_CUT_OFF = frozenset({OFF_PAGE, CLIPPED})
_LITTLE_TEXT = 12  # characters
_MUCH_PICTURE = 0.25  # of the page
_SMALLEST = (40, 12)  # pixels that can hold words
_SMALLEST_SHARE = 0.002  # of the page: three square centimetres on A4 is 0.005
_MANY_SHAPES = 300
_OCR_DPI, _LONGEST = 150, 4000


class PageReader:
    """Adds pages one after the other; remembers pictures, so that a letterhead is told once."""

    def __init__(self, document: pypdfium2.PdfDocument, source: Source, builder: DocumentBuilder) -> None:
        """No page read yet."""
        self._document, self._source, self._builder = document, source, builder
        self._pictures: set[str] = set()
        self._seen: list[str] = []
        self._hidden: list[tuple[int, str, str]] = []
        self._layers = b"/OCProperties" in source.data or b"/OCG" in source.data or b"/ObjStm" in source.data

    def add(self, number: int) -> str:
        """Add the page with this number, from 1; returns all its text.

        Raises:
            pypdfium2.PdfiumError: the page cannot be loaded.
        """
        page = self._document[number - 1]
        found = characters(page.get_textpage())
        objects, box = things(page), page.get_bbox()
        reasons = unseen(page, found, objects, box, layers=self._layers)
        marked = _marked_for_redaction(page, found.glyphs)
        shown = page_text(seen_glyphs(found.glyphs, reasons | marked), box[2] - box[0])
        self._builder.add(shown, BlockKind.TEXT, self._source.at(page=number))
        reasons |= marked
        kinds = sorted(set(reasons.values()))
        hidden = [(number, kind, passages(found.glyphs, reasons, kind)) for kind in kinds]
        self._hidden += hidden
        self._seen.append(shown)
        self._note_garbled(number, found)
        self._note_pictures(number, pictures(objects, box), len(objects), shown)
        whole = page_text(found.glyphs, box[2] - box[0]) if reasons else ""
        return "\n".join((shown, whole, *(text for _number, _kind, text in hidden)))

    def finish(self) -> None:
        """Add what the pages hide, when all that they show is known.

        A wide sheet printed on several pages draws its text on each of them and cuts it off at the edge:
        what one page cuts off and another one shows is not hidden.
        """
        known = squeezed("\n".join(self._seen))
        for number, reason, text in self._hidden:
            if reason in _CUT_OFF:
                text = "\n".join(line for line in text.split("\n") if squeezed(line) not in known)  # noqa: PLW2901
            part, _colon, name = reason.partition(":")
            place = self._source.at(page=number, part=part, name=name or None)
            self._builder.add(text, BlockKind.OTHER, place, Visibility.HIDDEN)

    def _note_garbled(self, number: int, found: Characters) -> None:
        odd = garbled(found.glyphs)
        if odd:
            self._builder.gap("garbled_text", self._source.at(page=number), odd)

    def _note_pictures(self, number: int, found: list[Picture], shapes: int, seen: str) -> None:
        large = [p for p in found if _may_hold_words(p)]
        little = len(seen.strip()) < _LITTLE_TEXT
        if little and sum(p.share for p in large) >= _MUCH_PICTURE:
            self._recognise(number, seen, "image_page", "")
            return
        if little and shapes >= _MANY_SHAPES:
            self._recognise(number, seen, "image_page", "outlines")
            return
        new = [p for p in large if p.mark not in self._pictures]
        self._pictures.update(p.mark for p in new)
        if new:
            sizes = ", ".join(sorted({f"{p.width}×{p.height}" for p in new}))
            self._recognise(number, seen, "image_text", sizes)

    def _recognise(self, number: int, seen: str, code: str, detail: str) -> None:
        """Words recognised on the page that its text does not say; a gap where nobody can recognise them."""
        place = self._source.at(page=number, part="image" if code == "image_text" else "body")
        allowed = ocr.available() and self._source.budget.recognise(self._source.limits)
        lines = ocr.words_in(_pixels(self._document[number - 1])) if allowed else None
        if lines is None:
            self._builder.gap(code, place, detail)
            return
        known = squeezed(seen)
        new = [line for line in lines if squeezed(line) not in known]
        self._builder.add("\n".join(new), BlockKind.OTHER, self._source.at(page=number, part="ocr"))


def _may_hold_words(picture: Picture) -> bool:
    long, short = max(picture.width, picture.height), min(picture.width, picture.height)
    return long >= _SMALLEST[0] and short >= _SMALLEST[1] and picture.share >= _SMALLEST_SHARE


def _marked_for_redaction(page: pypdfium2.PdfPage, glyphs: list[Glyph]) -> dict[int, str]:
    """Glyphs under redaction annotations that were never applied."""
    boxes: list[Box] = []
    rect = pdfium.FS_RECTF()
    for i in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, i)
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_REDACT:
            boxes += _quads(annotation)
            if pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)) and not _quads(annotation):
                boxes.append((rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return {
        i: f"{COVERED}:Redact"
        for i, glyph in enumerate(glyphs)
        if boxes and not glyph.text.isspace() and any(_inside(glyph, box) for box in boxes)
    }


def _quads(annotation: Any) -> list[Box]:
    quad = pdfium.FS_QUADPOINTSF()
    boxes: list[Box] = []
    for k in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        pdfium.FPDFAnnot_GetAttachmentPoints(annotation, k, ctypes.byref(quad))
        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return boxes


def _inside(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _pixels(page: pypdfium2.PdfPage) -> Any:
    """The page as a picture: blue, green, red."""
    longest = max(page.get_width(), page.get_height(), 1)
    return page.render(scale=min(_OCR_DPI / 72, _LONGEST / longest)).to_numpy()[..., :3]


def lines_of(data: bytes) -> Iterator[list[str]]:
    """Lines of each page of another file or an earlier state of this one, hidden or not."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page_text(characters(page.get_textpage()).glyphs, page.get_width())
            yield [line for line in text.split("\n") if line.strip()]
    finally:
        document.close()
