"""PDFs, redacted by making a picture of each page that holds a value; the rest is cleaned."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import Masker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.publish.masking import Targets

DPI = 200
_POINTS = 72
_LARGEST_PIXELS = 60_000_000
_WIDEN = 1.0
"""Points by which a box is widened, so that no edge of a glyph stays."""
_COLOUR = 24
"""Difference between the channels of a pixel from which a page counts as coloured."""
_DROPPED = (
    "/Metadata",
    "/StructTreeRoot",
    "/PieceInfo",
    "/OpenAction",
    "/AA",
    "/Outlines",
    "/Names",
    "/Collection",
    "/AcroForm",
    "/Threads",
    "/SpiderInfo",
    "/MarkInfo",
    "/Perms",
    "/Legal",
    "/AF",
)
_KEPT_NOTES = ("/Link",)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as it will be published: 8-bit pixels, grey or RGB."""

    width: int
    height: int
    colour: bool
    pixels: bytes


def redact_pdf(data: bytes, targets: Targets) -> bytes:
    """The PDF with a picture in place of every page that holds a value, or something hidden.

    Text of those pages can no longer be searched; the other pages stay text. Comments, form fields,
    attachments, bookmarks, scripts, properties and earlier versions go from the whole file.

    Args:
        data: the file.
        targets: what has to go, and on which pages it or something hidden stands.

    Raises:
        RefusedError: the file cannot be opened, or a page is too large.
    """
    pages = frozenset(targets.pages.get(targets.where, {})) | targets.veiled.get(targets.where, frozenset())
    pictures = dict(_pictures(data, Masker(targets.values), pages))
    return _rewrite(data, pictures)


def _pictures(data: bytes, masker: Masker, pages: frozenset[int]) -> Iterator[tuple[int, Picture]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise _unsafe() from None
    try:
        if document.get_formtype():
            document.init_forms()
        for number in range(len(document)):
            page = document[number]
            boxes = list(boxes_of(page, masker))
            if boxes or number + 1 in pages or _has_fields(page):
                yield number, _picture(page, boxes)
    finally:
        document.close()


def _unsafe() -> RefusedError:
    remedy = _("save the file again in its own program, then check again")
    return RefusedError(_("a part of the file was not understood"), remedy=remedy)


def _has_fields(page: Any) -> bool:
    """Whether form fields stand on the page, which are part of what a reader sees."""
    from pypdfium2 import raw

    widgets = 0
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        widgets += raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET
        raw.FPDFPage_CloseAnnot(note)
    return widgets > 0


def boxes_of(page: Any, masker: Masker) -> Iterator[Box]:
    """Boxes, in points, of the characters of every value on the page; blanks between them do not count."""
    text_page = page.get_textpage()
    try:
        words, places = [], []
        for i in range(text_page.count_chars()):
            character = text_page.get_text_range(i, 1)
            if character.strip():
                words.append(character[:1])
                places.append(i)
        squeezed = Masker("".join(v.split()) for v in masker.values if len("".join(v.split())) > 1)
        for start, end in squeezed.spans("".join(words)):
            for i in places[start:end]:
                yield text_page.get_charbox(i, loose=True)
    finally:
        text_page.close()


def _picture(page: Any, boxes: list[Box]) -> Picture:
    import numpy as np

    width, height = page.get_size()
    scale = DPI / _POINTS
    if width * height * scale * scale > _LARGEST_PIXELS:
        raise RefusedError(
            _("a page is too large to be made a picture"), remedy=_("save it in a smaller format")
        )
    bitmap = page.render(
        scale=scale, may_draw_forms=True, draw_annots=True, rev_byteorder=True, prefer_bgrx=True
    )
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()
    rows, columns = pixels.shape[:2]
    for box in boxes:
        left, top, right, bottom = _on_bitmap(page, box, columns, rows)
        pixels[top:bottom, left:right] = 0
    spread = pixels.max(axis=2).astype(int) - pixels.min(axis=2)
    colour = bool((spread > _COLOUR).any())
    data = pixels.tobytes() if colour else pixels[:, :, 1].tobytes()
    return Picture(width=columns, height=rows, colour=colour, pixels=data)


def _on_bitmap(page: Any, box: Box, columns: int, rows: int) -> tuple[int, int, int, int]:
    """A box of the page, turned as the page is shown, in pixels."""
    import ctypes

    from pypdfium2 import raw

    corners = []
    for x, y in ((box[0] - _WIDEN, box[1] - _WIDEN), (box[2] + _WIDEN, box[3] + _WIDEN)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page.raw, 0, 0, columns, rows, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return max(min(x1, x2), 0), max(min(y1, y2), 0), max(x1, x2) + 1, max(y1, y2) + 1


def _rewrite(data: bytes, pictures: dict[int, Picture]) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages):
                if number in pictures:
                    _replace(pdf, page, pictures[number])
                else:
                    _clean_page(page)
            for key in _DROPPED:
                if key in pdf.Root:
                    del pdf.Root[key]
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.remove_unreferenced_resources()
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError:
        raise _unsafe() from None
    return out.getvalue()


def _replace(pdf: Any, page: Any, picture: Picture) -> None:
    """Put the picture on the page, upright, as large as the page was shown; nothing else stays on it."""
    from pikepdf import Array, Dictionary, Name, Stream

    image = Stream(pdf, zlib.compress(picture.pixels, 9))
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height, image.BitsPerComponent = picture.width, picture.height, 8
    image.ColorSpace = Name.DeviceRGB if picture.colour else Name.DeviceGray
    image.Filter = Name.FlateDecode
    width, height = picture.width * _POINTS / DPI, picture.height * _POINTS / DPI
    for key in [k for k in page.obj if k not in ("/Type", "/Parent")]:
        del page.obj[key]
    page.obj.MediaBox = Array([0, 0, round(width, 3), round(height, 3)])
    page.obj.Rotate = 0
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
    page.obj.Contents = Stream(pdf, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q".encode("ascii"))


def _clean_page(page: Any) -> None:
    for key in ("/Metadata", "/PieceInfo", "/AA", "/B", "/Thumb", "/StructParents", "/AF"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" in page.obj:
        kept = [note for note in page.obj.Annots if str(note.get("/Subtype", "")) in _KEPT_NOTES]
        if kept:
            import pikepdf

            page.obj.Annots = pikepdf.Array(kept)
        else:
            del page.obj["/Annots"]
