"""What a publication consists of by law, tables or a person's state: the model need not judge that."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from review.patterns import lazy
from review.recognizers.publications import TITLE, own, publication_of
from review.recognizers.tables_grid import grids_of
from review.recognizers.tables_headers import heading_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.publications import Publication
    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_FIELDS = {"people": "name", "hardship": "hardship_level", "student_id": "student_id_masked"}
"""Type of a column → field of a publication, where they are called otherwise."""
_NEUTRAL = frozenset({"sex", "date", "organisation"})
_COUNTING = lazy(
    r"^(?:序号|编号|no\.?)$|人口|人数|金额|标准|类[别型]|档次|等级|名次|成绩|分数?$|年级|班级|代码|面积|数量|结果"
)
_SAMPLE, _LONGEST = 200, 12
"""Cells by which a column is judged, and the characters of a cell that says no sentence."""


class Lawful:
    """The stretches of documents, in folded text, that a publication may name by law."""

    def __init__(self, settings: Settings) -> None:
        self._kind = settings.publication
        self._own = own(settings.lexicons)

    def tables(self, view: View) -> Iterator[tuple[int, int]]:
        """Spans of the tables all of whose columns are allowed in the document's kind of publication."""
        grids = [grid for grid in grids_of(view).all if grid.headers and grid.types]
        publication = self._publication(view) if grids else None
        if publication is None or view.folded.breaks:
            return
        for grid in grids:
            if all(_allowed(view, grid, column, publication.allowed) for column in grid.headers):
                yield grid.start, grid.end

    def describes_persons(self, view: View) -> bool:
        """Whether the document's kind of publication tells what state somebody is in: 寻人启事, 寻亲公告."""
        publication = self._publication(view)
        return publication is not None and "health" in publication.allowed

    def _publication(self, view: View) -> Publication | None:
        return publication_of(self._kind, view.document.text[:TITLE], self._own)


def _allowed(view: View, grid: Grid, column: int, allowed: frozenset[str]) -> bool:
    kind = grid.types.get(column, "")
    if kind:
        return kind in _NEUTRAL or _FIELDS.get(kind, kind) in allowed
    if _COUNTING.search(heading_form(grid.headers[column])) is None:
        return False
    return all(
        len(cell) <= _LONGEST for _, _, _, cell in islice(grid.cells(view.document, {column}), _SAMPLE)
    )
