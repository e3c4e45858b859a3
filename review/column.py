"""The occurrences of a finding that fills a column, kept as arrays: each is made when it is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import field
from typing import TYPE_CHECKING, overload

from review.document import Location, Visibility, cell_location
from review.finding import Occurrence
from review.light import light

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.document import Block
    from review.finding import Cells, Finding


@light(frozen=True, slots=True, kw_only=True)
class Column(Sequence[Occurrence]):
    """Places in the cells of one column of one table; it holds no text of the document.

    Attributes:
        table: place of the whole table.
        column: 0-based.
        visibility: of the column.
        hidden_rows: 0-based rows that are hidden although the column is not.
        rows: 0-based row of each occurrence.
        offsets: code points before each within its cell.
        starts, ends: spans in code points of the document's text, half open.
    """

    table: Location
    column: int
    visibility: Visibility
    hidden_rows: frozenset[int] = frozenset()
    rows: array[int] = field(repr=False, hash=False)
    offsets: array[int] = field(repr=False, hash=False)
    starts: array[int] = field(repr=False, hash=False)
    ends: array[int] = field(repr=False, hash=False)
    previews: list[str] = field(repr=False, hash=False)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, i: int) -> Occurrence: ...

    @overload
    def __getitem__(self, i: slice) -> tuple[Occurrence, ...]: ...

    def __getitem__(self, i: int | slice) -> Occurrence | tuple[Occurrence, ...]:
        if isinstance(i, slice):
            return tuple(self[k] for k in range(*i.indices(len(self))))
        row, start, end, offset = self.rows[i], self.starts[i], self.ends[i], self.offsets[i]
        return Occurrence(
            location=cell_location(self.table, row, self.column, offset, offset + end - start),
            span=(start, end),
            preview=self.previews[i],
            visibility=Visibility.HIDDEN if row in self.hidden_rows else self.visibility,
        )


def column_of(block: Block, cells: Cells) -> Column | None:
    """The column of ``block``'s table in which ``cells`` stand; None if the table is only text."""
    table = block.table
    if table is None:
        return None
    column = table.columns[cells.indexes[0]]
    seen = block.visibility is Visibility.VISIBLE
    return Column(
        table=block.location,
        column=column,
        visibility=Visibility.HIDDEN if seen and column in table.hidden_columns else block.visibility,
        hidden_rows=table.hidden_rows if seen else frozenset(),
        rows=_picked(table.rows, cells.indexes),
        offsets=array("i", map(int.__sub__, cells.starts, _picked(table.starts, cells.indexes))),
        starts=cells.starts,
        ends=cells.ends,
        previews=cells.previews,
    )


def _picked(values: array[int], indexes: Iterable[int]) -> array[int]:
    return array(values.typecode, map(values.__getitem__, indexes))


def spans_of(finding: Finding) -> Iterable[tuple[int, int]]:
    """Spans of all occurrences, none of which is made for it."""
    found = finding.occurrences
    if isinstance(found, tuple):  # asked first, for nearly all are: what a Column is, is dear to ask
        return [one.span for one in found]
    if isinstance(found, Column):
        return zip(found.starts, found.ends, strict=True)
    return [one.span for one in found]
