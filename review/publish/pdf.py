"""PDFs, redacted by cutting the glyphs out; where that is not certain the page becomes a picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import Masker
from review.publish.pdf_cut import Unsure, cut, without_words
from review.publish.pdf_letters import marked
from review.publish.pdf_picture import on_bitmap, picture_of, put_picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.publish.masking import Targets
    from review.publish.pdf_letters import Marked
    from review.publish.pdf_picture import Picture

_SCALE = 100 / 72
_MARGIN = 2
_SEEN = 48
"""Of 255: a pixel that differs by more looks different."""
_DROPPED = (
    "/Metadata", "/StructTreeRoot", "/PieceInfo", "/OpenAction", "/AA", "/Outlines", "/Names", "/Collection",
    "/AcroForm", "/Threads", "/SpiderInfo", "/MarkInfo", "/Perms", "/Legal", "/AF",
)  # fmt: skip
_PLAIN = ("/URI", "/GoTo")


def redact_pdf(data: bytes, targets: Targets) -> bytes:
    """The PDF without the glyphs of the values, a black box in place of them; all other text stays text.

    A page becomes a picture where hidden text or a form stands on it, where a value is not found as text,
    and where the page without the glyphs does not look and read as before. Comments, form fields,
    attachments, bookmarks, scripts, properties and earlier versions go from the whole file.

    Args:
        data: the file.
        targets: what has to go, and on which pages it or something hidden stands.

    Raises:
        RefusedError: the file cannot be opened, or a page is too large.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise _unsafe() from None
    try:
        return _redacted(data, document, targets)
    finally:
        document.close()


def _redacted(data: bytes, document: Any, targets: Targets) -> bytes:
    masker = Masker(targets.values)
    sure, pictured = _plan(document, targets, masker)
    pictures: dict[int, Picture] = {}
    while True:
        for number in pictured - pictures.keys():
            boxes = [letter.box for letter in sure.pop(number).letters]
            pictures[number] = picture_of(document[number], boxes)
        copy, failed = _rewrite(data, sure, pictures, masker)
        pictured |= failed or _different(document, copy, sure)
        if pictured == pictures.keys():
            return copy


def _plan(document: Any, targets: Targets, masker: Masker) -> tuple[dict[int, Marked], set[int]]:
    """(pages with something to remove, those of them that become pictures), counted from 0."""
    if document.get_formtype():
        document.init_forms()
    expected = targets.pages.get(targets.where, {})
    veiled = targets.veiled.get(targets.where, frozenset())
    found: dict[int, Marked] = {}
    pictured: set[int] = set()
    for number in range(len(document)):
        page = document[number]
        one = marked(page, masker)
        values = expected.get(number + 1, frozenset())
        if number + 1 in veiled or _has_fields(page) or not all(one.holds(v) for v in values):
            pictured.add(number)
        if one.letters or number in pictured:
            found[number] = one
    return found, pictured


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


def _different(document: Any, copy: bytes, cuts: dict[int, Marked]) -> set[int]:
    """Pages that do not read or look as before beside their boxes."""
    import pypdfium2

    after = pypdfium2.PdfDocument(copy)
    try:
        return {number for number, found in cuts.items() if not _same(document[number], after[number], found)}
    finally:
        after.close()


def _same(before: Any, after: Any, found: Marked) -> bool:
    again = marked(after, found.masker)
    if again.letters or again.left != found.left:
        return False
    old, new = _drawn(before), _drawn(after)
    if old.shape != new.shape:
        return False
    red, green, blue = (abs(old[..., i] - new[..., i]) > _SEEN for i in range(3))
    differs = red | green | blue
    for letter in found.letters:
        left, top, right, bottom = on_bitmap(before, letter.box, old.shape[1], old.shape[0])
        differs[max(top - _MARGIN, 0) : bottom + _MARGIN, max(left - _MARGIN, 0) : right + _MARGIN] = False
    return not differs.any()


def _drawn(page: Any) -> Any:
    import numpy as np

    bitmap = page.render(scale=_SCALE, may_draw_forms=False, draw_annots=False)
    try:
        return bitmap.to_numpy()[..., :3].astype(np.int16)
    finally:
        bitmap.close()


def _rewrite(
    data: bytes, cuts: dict[int, Marked], pictures: dict[int, Picture], masker: Masker
) -> tuple[bytes, set[int]]:
    """(the file, pages whose glyphs could not be told for certain)."""
    import pikepdf

    failed: set[int] = set()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages):
                if number in pictures:
                    put_picture(pdf, page, pictures[number])
                    continue
                _clean_page(page)
                said = without_words(page, masker)
                if said is not None:
                    page.obj.Contents = pdf.make_stream(said)
                if number in cuts:
                    try:
                        page.obj.Contents = pdf.make_stream(cut(page, cuts[number]))
                    except Unsure:
                        failed.add(number)
            for key in _DROPPED:
                if key in pdf.Root:
                    del pdf.Root[key]
            _mask_strings(pdf, masker)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.remove_unreferenced_resources()
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PdfError:
        raise _unsafe() from None
    return out.getvalue(), failed


def _is_plain_link(note: Any) -> bool:
    """A link to an address or to a place in this file; others start programs or open files."""
    if str(note.get("/Subtype", "")) != "/Link":
        return False
    action = note.get("/A")
    return action is None or (str(action.get("/S", "")) in _PLAIN and "/Next" not in action)


def _mask_strings(pdf: Any, masker: Masker) -> None:
    """Values in addresses of links, names of layers, labels of pages."""
    import pikepdf

    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            one = waiting.pop()
            pairs = enumerate(one) if isinstance(one, pikepdf.Array) else _items(one)
            for key, value in list(pairs):
                if isinstance(value, pikepdf.String):
                    text = unquote(str(value))
                    if masker.spans(text):
                        one[key] = pikepdf.String(masker.mask(text))
                elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not value.is_indirect:
                    waiting.append(value)


def _items(thing: Any) -> Iterable[tuple[Any, Any]]:
    import pikepdf

    return thing.items() if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) else ()


def _clean_page(page: Any) -> None:
    for key in ("/Metadata", "/PieceInfo", "/AA", "/B", "/Thumb", "/StructParents", "/AF"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" in page.obj:
        kept = [note for note in page.obj.Annots if _is_plain_link(note)]
        if kept:
            import pikepdf

            page.obj.Annots = pikepdf.Array(kept)
        else:
            del page.obj["/Annots"]
