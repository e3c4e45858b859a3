"""Highlights over the words that were found; what is not seen is told in the corner of its page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from review.errors import RefusedError
from review.i18n import _, language
from review.publish.masking import SHORTEST, Masker
from review.publish.pdf_letters import marked

if TYPE_CHECKING:
    from review.publish.annotate import Note
    from review.publish.pdf_letters import Box

_AUTHOR = "review"
_YELLOW = (1, 0.85, 0.2)
_CORNER = 20


def annotate_pdf(data: bytes, notes: list[Note]) -> bytes:
    """The PDF with highlight annotations.

    Raises:
        RefusedError: it cannot be opened.
    """
    import pikepdf
    import pypdfium2

    try:
        seen = pypdfium2.PdfDocument(data)
        pdf = pikepdf.open(io.BytesIO(data))
    except (pypdfium2.PdfiumError, pikepdf.PdfError):
        remedy = _("save the file again in its own program, then check again")
        raise RefusedError(_("a part of the file was not understood"), remedy=remedy) from None
    with pdf:
        corners: dict[int, int] = {}
        for (text, value, number), place in _distinct(notes, len(pdf.pages)).items():
            boxes = _found(seen[number], value)
            page = pdf.pages[number]
            if boxes:
                _add(pdf, page, _highlight(boxes, text))
            else:
                corners[number] = corners.get(number, 0) + 1
                _add(pdf, page, _corner(page, corners[number], f"{text} · {place}"))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    seen.close()
    return out.getvalue()


def _distinct(notes: list[Note], pages: int) -> dict[tuple[str, str, int], str]:
    """One annotation for the same finding and value on a page, which covers all its places there."""
    found: dict[tuple[str, str, int], str] = {}
    for note in notes:
        number = min(max((note.place.page or 1) - 1, 0), pages - 1)
        found.setdefault((note.text, note.value, number), note.place.human(language()))
    return found


def _found(page: Any, value: str) -> list[Box]:
    return [letter.box for letter in marked(page, Masker([value])).letters] if len(value) >= SHORTEST else []


def _highlight(boxes: list[Box], text: str) -> dict[str, Any]:
    points = [p for x1, y1, x2, y2 in boxes for p in (x1, y2, x2, y2, x1, y1, x2, y1)]
    rect = [
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    ]  # fmt: skip
    return {"Subtype": "/Highlight", "QuadPoints": points, "Rect": rect, "Contents": text}


def _corner(page: Any, number: int, text: str) -> dict[str, Any]:
    left, _bottom, _right, top = (float(v) for v in page.mediabox)
    y = top - _CORNER * (number + 1)
    return {"Subtype": "/Text", "Rect": [left + 4, y, left + 4 + _CORNER, y + _CORNER], "Contents": text}


def _add(pdf: Any, page: Any, note: dict[str, Any]) -> None:
    from pikepdf import Array, Dictionary, Name, String

    made = Dictionary(
        Type=Name.Annot, Subtype=Name(note["Subtype"]), F=4, C=Array(list(_YELLOW)), T=String(_AUTHOR),
        Contents=String(note["Contents"]), Rect=Array([round(v, 2) for v in note["Rect"]]),
    )  # fmt: skip
    if "QuadPoints" in note:
        made.QuadPoints = Array([round(v, 2) for v in note["QuadPoints"]])
    if "/Annots" not in page.obj:
        page.obj.Annots = Array([])
    page.obj.Annots.append(pdf.make_indirect(made))
