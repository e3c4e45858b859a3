"""Where in a document a mark stands: top, end, header, file name, property, text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from review.document import BlockKind
from review.i18n import marked
from review.patterns import lazy
from review.recognizers.tables_grid import grids_of

if TYPE_CHECKING:
    from review.recognizers.view import View

PLACES: dict[str, str] = {
    "top": marked("at the top of the document"),
    "end": marked("at the end of the document"),
    "margin": marked("in a header, footer, text box or watermark"),
    "name": marked("in the file name"),
    "property": marked("in a property of the file"),
    "cell": marked("in a table cell"),
    "text": marked("in the text"),
}
STRONG = frozenset({"top", "end", "margin", "name", "property"})
"""Places where a mark is a mark, whatever the words around it say."""
_KINDS = {
    BlockKind.HEADER: "margin", BlockKind.FOOTER: "margin", BlockKind.TEXTBOX: "margin",
    BlockKind.WATERMARK: "margin", BlockKind.FILE_NAME: "name", BlockKind.PROPERTY: "property",
    BlockKind.NAME: "property", BlockKind.TABLE: "cell", BlockKind.CELL: "cell",
}  # fmt: skip
_PARTS = {
    "header": "margin", "footer": "margin", "textbox": "margin", "file_name": "name", "property": "property",
    "metadata": "property", "outline": "property", "master": "margin",
}  # fmt: skip
_LINE = lazy(r"[^\n]*[^\s][^\n]*")
TOP_LINES = 12
END_LINES = 6


class Places:
    """Places of one document, worked out when first asked for."""

    def __init__(self, view: View) -> None:
        """Look at nothing yet."""
        self._view = view

    @cached_property
    def _body(self) -> tuple[int, int]:
        """Span of the running text in the original, from the first block of it to the last."""
        spans = [
            (b.start, b.end)
            for b in self._view.document.blocks
            if b.kind not in _KINDS and b.location.part == "body"
        ]
        return (spans[0][0], spans[-1][1]) if spans else (0, len(self._view.document.text))

    @cached_property
    def _top(self) -> int:
        start, end = self._body
        text = self._view.document.text
        lines = zip(range(TOP_LINES), _LINE.finditer(text, start, min(end, start + 4000)), strict=False)
        return max((m.end() for _i, m in lines), default=start)

    @cached_property
    def _end(self) -> int:
        start, end = self._body
        at = end
        text = self._view.document.text
        for _i in range(END_LINES):
            while at > start and text[at - 1].isspace():
                at -= 1
            at = max(text.rfind("\n", start, at), start)
        return at

    def of(self, start: int) -> str:
        """A key of ``PLACES`` for an offset of the folded text."""
        offset = self._view.folded.original(start)
        document = self._view.document
        if not document.blocks:
            return "text"
        block = document.block_at(offset)
        place = _KINDS.get(block.kind) or _PARTS.get(block.location.part)
        if place:
            return place
        grid = grids_of(self._view).at(offset)
        if grid is not None and grid.headers and offset >= grid.table.starts[grid.first]:
            return "cell"
        if offset <= self._top:
            return "top"
        return "end" if offset >= self._end else "text"
