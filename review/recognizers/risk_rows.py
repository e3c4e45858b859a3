"""Long lists: the risk model need not look at columns that exact recognizers read cell by cell."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from review.recognizers.tables_grid import Cursor, grids_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.automaton import Hit
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import View

LONG = 500
"""Cells from which a table is a list; in a shorter one every cue counts."""
_SAMPLE = 400
"""Cells by which a column is judged to hold sentences."""
_PROSE = 7
"""Characters that a cell of sentences has at least, on average of those that are not empty."""


def worth_weighing(view: View, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The cue words without those in the plain columns (names, numbers, places) of long tables.

    In a list of a hundred thousand households every row holds the cues of a name and an address. What
    stands in those columns has its own findings; what is left to the model is remarks and sentences.
    """
    grids = grids_of(view)
    long = {grid.number: _prose(grid, view) for grid in grids.all if grid.types and len(grid.table) >= LONG}
    if view.folded.breaks or not long:
        return hits
    kept: list[Hit] = []
    cell = Cursor(grids)
    for hit in hits:
        grid, index = cell(hit.start)
        if grid is None or grid.number not in long or grid.table.columns[index] in long[grid.number]:
            kept.append(hit)
    return kept


def _prose(grid: Grid, view: View) -> frozenset[int]:
    """Columns of remarks, and columns without a type whose cells are sentences."""
    lengths: dict[int, list[int]] = {}
    for _row, column, _i, text in islice(grid.cells(view.document), _SAMPLE):
        if text.strip():
            lengths.setdefault(column, []).append(len(text))
    remarks = {column for column, kind in grid.types.items() if kind == "remark"}
    untyped = {c: sizes for c, sizes in lengths.items() if not grid.types.get(c)}
    return frozenset(remarks | {c for c, sizes in untyped.items() if sum(sizes) >= _PROSE * len(sizes)})
