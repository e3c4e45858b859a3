"""Long lists: the risk model need not look at columns that exact recognizers read cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.recognizers.tables_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.automaton import Hit
    from review.recognizers.view import View

LONG = 500
"""Cells from which a table is a list; in a shorter one every cue counts."""
_READ_AS_TEXT = frozenset({"", "remark"})
"""Kinds of columns whose cells are sentences, or nobody's."""


def worth_weighing(view: View, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The cue words without those in typed columns (names, numbers, addresses) of long tables.

    In a list of a hundred thousand households every row holds the cues of a name and an address. What
    stands in those columns has its own findings; what is left to the model is the rest of the row.
    """
    grids = grids_of(view)
    if view.folded.breaks or not any(grid.types and len(grid.table) >= LONG for grid in grids.all):
        return hits
    kept: list[Hit] = []
    for hit in hits:
        grid = grids.at(hit.start)
        if grid is not None and len(grid.table) >= LONG:
            column = grid.table.columns[grid.table.at(hit.start)]
            if grid.types.get(column, "") not in _READ_AS_TEXT:
                continue
        kept.append(hit)
    return kept
