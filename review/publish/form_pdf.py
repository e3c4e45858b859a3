"""The form as a PDF: tables drawn on A4 with the embedded font, pages counted at the foot."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.publish.form import ITEM_WIDTHS, WIDTHS
from review.publish.form_font import Font
from review.publish.form_words import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.publish.form import Form, Row

_PAGE = (595.28, 841.89)
_MARGIN, _TOP, _BOTTOM = 66.0, 62.0, 56.0
_WIDE = _PAGE[0] - 2 * _MARGIN
_SIZE, _SMALL = 10.5, 9.0
_LEADING = 1.35
_INSET = 4.0
_FRAME = 1.5


def form_pdf(form: Form) -> bytes:
    """The PDF; text can be selected and searched, the font is embedded as far as it is used."""
    paper = _Paper(font=Font())
    paper.line(form.title, 18, centred=True, gap=8)
    paper.line(form.under, _SIZE, gap=4)
    paper.table(form.rows, WIDTHS, _SIZE)
    paper.line(form.foot, _SMALL, gap=0)
    paper.page()
    paper.line(form.items_title, 14, centred=True, gap=8)
    paper.table(form.items, ITEM_WIDTHS, _SMALL)
    paper.line("", _SMALL, gap=4)
    paper.table(form.digests, WIDTHS, _SMALL)
    paper.page()
    paper.line(form.seals_title, 14, centred=True, gap=12)
    paper.table(form.seals, WIDTHS, _SIZE)
    paper.number_pages(word("page", form.language))
    return paper.saved(form.title)


@dataclass(slots=True, kw_only=True)
class _Paper:
    """Pages under construction; ``y`` is how far down the present one is filled, in points from below."""

    font: Font
    pages: list[list[str]] = field(default_factory=lambda: [[]])
    y: float = _PAGE[1] - _TOP

    def page(self) -> None:
        """Begin a new page."""
        self.pages.append([])
        self.y = _PAGE[1] - _TOP

    def line(self, text: str, size: float, *, centred: bool = False, gap: float) -> None:
        """A paragraph between the margins."""
        for piece in self.font.folded(text, size, _WIDE):
            if self.y - size * _LEADING < _BOTTOM:
                self.page()
            self.y -= size * _LEADING
            left = (_WIDE - self.font.width(piece, size)) / 2 if centred else 0
            self._show(piece, _MARGIN + left, self.y, size)
        self.y -= gap

    def table(self, rows: Iterable[Row], widths: tuple[int, ...], size: float) -> None:
        """A table with lines around every box; a row that does not fit begins the next page."""
        top = self.y
        for row in rows:
            cells = list(self._laid_out(row, widths, size))
            lines = max(row.lines, *(len(text) for _left, _wide, text, _label in cells))
            while lines > 0:
                fitting = int((self.y - _BOTTOM - 2 * _INSET) / (size * _LEADING))
                whole = int((_PAGE[1] - _TOP - _BOTTOM - 2 * _INSET) / (size * _LEADING))
                if fitting < min(lines, whole):
                    self._frame(top)
                    self.page()
                    top = self.y
                    continue
                taken = min(lines, whole)
                self._row([(x, w, text[:taken], label) for x, w, text, label in cells], taken, size)
                cells = [(x, w, text[taken:], label) for x, w, text, label in cells]
                lines -= taken
        self._frame(top)

    def _frame(self, top: float) -> None:
        """A thicker line around what stands of a table on this page."""
        if top > self.y:
            corner = f"{_MARGIN:.2f} {self.y:.2f} {_WIDE:.2f} {top - self.y:.2f}"
            self.pages[-1].append(f"q {_FRAME} w {corner} re S Q")

    def _laid_out(
        self, row: Row, widths: tuple[int, ...], size: float
    ) -> Iterable[tuple[float, float, list[str], bool]]:
        at, left = 0, _MARGIN
        for box in row.boxes:
            wide = _WIDE * sum(widths[at : at + box.span]) / 100
            pieces = self.font.folded(box.text, size, wide - 2 * _INSET)
            yield left, wide, pieces, box.label
            at, left = at + box.span, left + wide

    def _row(self, cells: list[tuple[float, float, list[str], bool]], lines: int, size: float) -> None:
        height = lines * size * _LEADING + 2 * _INSET
        for left, wide, text, label in cells:
            self.pages[-1].append(f"{left:.2f} {self.y - height:.2f} {wide:.2f} {height:.2f} re S")
            down = (height - len(text) * size * _LEADING) / 2
            for number, piece in enumerate(text):
                across = (wide - self.font.width(piece, size)) / 2 if label else _INSET
                baseline = self.y - down - (number + 0.78) * size * _LEADING
                self._show(piece, left + across, baseline, size)
        self.y -= height

    def _show(self, text: str, x: float, y: float, size: float) -> None:
        if text:
            self.pages[-1].append(f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{self.font.coded(text)}> Tj ET")

    def number_pages(self, pattern: str) -> None:
        """Write the number at the foot of every page."""
        for number, content in enumerate(self.pages, 1):
            text = pattern.format(n=number, total=len(self.pages))
            left = (_PAGE[0] - self.font.width(text, _SMALL)) / 2
            content.append(f"BT /F {_SMALL} Tf {left:.2f} 34 Td <{self.font.coded(text)}> Tj ET")

    def saved(self, title: str) -> bytes:
        """The file."""
        import pikepdf
        from pikepdf import Dictionary, Name

        with pikepdf.new() as pdf:
            font = self.font.embedded(pdf)
            for content in self.pages:
                page = pdf.add_blank_page(page_size=_PAGE)
                page.Contents = pdf.make_stream(("0.6 w\n" + "\n".join(content)).encode("ascii"))
                page.Resources = Dictionary(Font=Dictionary(F=font))
            pdf.docinfo["/Title"] = title
            pdf.Root.Lang = pikepdf.String("zh-CN")
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            pdf.Root.PageMode = Name.UseNone
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()
