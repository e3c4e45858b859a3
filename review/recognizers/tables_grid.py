"""The tables of a document, in cells or in text, with headers; made once and kept in the view."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.document import cell_name
from review.recognizers.identifiers_labels import NONE, Label
from review.recognizers.tables_headers import column_label, column_types, header_words
from review.recognizers.tables_text import text_tables
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from review.document import Block, Document, Location, Table
    from review.recognizers.view import View

_HEADER_ROWS = 6
"""Rows at the top among which a header is looked for: titles and notes stand above it."""
_PAIR = 2
"""A form has two cells in a row: a label and a value."""
_FORM_ROWS = 2
_LONGEST_HEADING = 16
_MEMO = "grids"
_STEP = 32
"""Cells within which the next offset is looked for first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with its headers. Offsets are those of the document's text.

    Attributes:
        headers: text of the header above each column; empty for a table without.
        first: index of the first cell below the header.
    """

    number: int
    start: int
    end: int
    table: Table
    block: Block
    headers: dict[int, str]
    types: dict[int, str]
    first: int
    labels: dict[int, Label] = field(repr=False)

    def cells(
        self, document: Document, among: Container[int] | None = None
    ) -> Iterator[tuple[int, int, int, str]]:
        """(row, column, index, text) of every cell below the header, or of those in some columns."""
        table, text = self.table, document.text
        rows, columns, starts, ends = table.rows, table.columns, table.starts, table.ends
        indexes: Iterable[int] = range(self.first, len(starts))
        if among is not None:
            below = columns[self.first :] if self.first else columns
            indexes = [i for i, column in enumerate(below, self.first) if column in among]
        for i in indexes:
            yield rows[i], columns[i], i, text[starts[i] : ends[i]]

    def folded(self, view: View, index: int) -> str:
        """Text of a cell in folded form."""
        start, end = self.table.starts[index], self.table.ends[index]
        return fold_term(view.document.text[start:end]) if view.folded.breaks else view.text[start:end]

    def heading(self, column: int) -> str:
        """The header above a column, fit for evidence: what may hold a value is left out (law 7)."""
        text = self.headers.get(column, "").strip()
        plain = len(text) <= _LONGEST_HEADING and not any(map(str.isdigit, text))
        return text if plain else self.types.get(column, "")

    def place(self, column: int, first: int, last: int, right: int = -1) -> Location:
        """Where cells of one column stand, or of several up to ``right``: 表1 B2:B3420."""
        head, tail = cell_name(first, column), cell_name(last, max(column, right))
        location = self.block.location
        number = location.table if location.table or location.sheet else self.number
        return replace(
            location, table=number, column=column + 1, cell=head if head == tail else f"{head}:{tail}"
        )


class Grids:
    """All tables of a document, found by offset."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self.all = tuple(grids)
        self._starts = [grid.start for grid in self.all]

    def at(self, offset: int) -> Grid | None:
        """The table that holds an offset of the document's text."""
        i = bisect_right(self._starts, offset) - 1
        return self.all[i] if i >= 0 and offset < self.all[i].end else None

    def label(self, offset: int) -> Label | None:
        """What the header above an offset announces; None where there is no header."""
        grid = self.at(offset)
        if grid is None or not grid.headers:
            return None
        return grid.labels.get(grid.table.columns[grid.table.at(offset)], NONE)


class Cursor:
    """Cells by offset: a short step where an offset lies a little behind the one before, as most do."""

    def __init__(self, grids: Grids) -> None:
        self._grids = grids
        self._grid: Grid | None = None
        self._index = 0

    def __call__(self, offset: int) -> tuple[Grid | None, int]:
        """The table that holds an offset of the document's text, and the index of the cell."""
        grid = self._grid
        if grid is None or not grid.start <= offset < grid.end:
            grid = self._grid = self._grids.at(offset)
            self._index = 0
            if grid is None:
                return None, 0
        starts, index = grid.table.starts, self._index
        low = index if starts[index] <= offset else 0
        high = low + _STEP
        if high < len(starts) and starts[high] <= offset:
            low, high = high, len(starts)
        self._index = max(bisect_right(starts, offset, low, min(high, len(starts))) - 1, 0)
        return grid, self._index


def grids_of(view: View) -> Grids:
    """The document's tables, worked out once."""
    found = view.memo.get(_MEMO)
    if not isinstance(found, Grids):
        found = Grids(_grids(view.document))
        view.memo[_MEMO] = found
    return found


def _grids(document: Document) -> list[Grid]:
    spans = [(b.start, b.end, b.table, b) for b in document.blocks if b.table is not None and len(b.table)]
    spans += [(t.start, t.end, t.table, t.block) for t in text_tables(document)]
    spans.sort(key=lambda span: span[0])
    return [_grid(document, number, span) for number, span in enumerate(spans, 1)]


def _grid(document: Document, number: int, span: tuple[int, int, Table, Block]) -> Grid:
    start, end, table, block = span
    headers, first = _headers(document.text, table)
    labels = {column: column_label(text) for column, text in headers.items()}
    return Grid(
        number=number, start=start, end=end, table=table, block=block, headers=headers, first=first,
        types=column_types(headers),
        labels={column: label for column, label in labels.items() if label.kind},
    )  # fmt: skip


def _headers(text: str, table: Table) -> tuple[dict[int, str], int]:
    """Header text by column, and the index of the first cell below.

    The header is the row among the first that reads most like one; a row above or below that reads like
    one as well belongs to it, and a merged cell stands above all its columns.
    """
    rows = _top_rows(text, table)
    scores = [sum(1 for _, cell in cells if header_words(cell)) for _, cells, _ in rows]
    if not scores or max(scores) == 0 or (max(scores) == 1 and len(rows[scores.index(1)][1]) > _PAIR):
        return {}, 0
    if _is_form(rows):
        return {}, 0
    best = scores.index(max(scores))
    headers: dict[int, str] = {}
    last = best
    for i, (row, cells, _) in enumerate(rows):
        belongs = i == best or (abs(i - best) == 1 and scores[i] * 2 > len(cells) and len(cells) > 1)
        if not belongs:
            continue
        last = max(last, i)
        for column, cell in cells:
            for reached in _spread(table, row, column):
                headers[reached] = headers.get(reached, "") + cell.strip()
    return headers, rows[last][2]


def _is_form(rows: list[tuple[int, list[tuple[int, str]], int]]) -> bool:
    """Whether labels stand beside their values, row by row (姓名 | 张伟 | 性别 | 男), not above them."""
    if len(rows) < _FORM_ROWS:
        return False
    led = sum(1 for _, cells, _ in rows if cells and header_words(cells[0][1]))
    values = sum(1 for _, cells, _ in rows for _, cell in cells[1::2] if not header_words(cell))
    beside = sum(len(cells[1::2]) for _, cells, _ in rows)
    return led * 3 >= len(rows) * 2 and values * 3 >= beside * 2 and beside > 0


def _spread(table: Table, row: int, column: int) -> range:
    for top, left, bottom, right in table.merged:
        if top <= row <= bottom and left == column:
            return range(left, right + 1)
    return range(column, column + 1)


def _top_rows(text: str, table: Table) -> list[tuple[int, list[tuple[int, str]], int]]:
    """The first rows: (row, its cells that are not blank, index after its last cell)."""
    rows: list[tuple[int, list[tuple[int, str]], int]] = []
    for i in range(len(table)):
        if not rows or rows[-1][0] != table.rows[i]:
            if len(rows) == _HEADER_ROWS:
                break
            rows.append((table.rows[i], [], i))
        row, cells, _ = rows[-1]
        cell = text[table.starts[i] : table.ends[i]]
        if cell.strip():
            cells.append((table.columns[i], cell))
        rows[-1] = (row, cells, i + 1)
    return rows
