"""Cells that are one number and nothing else: what a column holds of one kind is one match."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Cells, Evidence, Match
from review.identifiers.check_digits import credit_code_valid
from review.identifiers.kinds import KINDS
from review.recognizers.identifiers_labels import CELL, NONE
from review.recognizers.identifiers_numbers import RESIDENT, X_SET, Found
from review.recognizers.identifiers_tests import LENGTHS, Candidate, judge
from review.recognizers.tables_cells import LEAST
from review.recognizers.tables_columns import SAID
from review.recognizers.tables_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from review.recognizers.identifiers_labels import Label, Labels
    from review.recognizers.identifiers_runs import Span
    from review.recognizers.identifiers_tests import Verdict
    from review.recognizers.tables_grid import Grid, Grids
    from review.recognizers.view import View

_LONGEST = 20
_BETWEEN = frozenset(",，|")
"""Other marks between cells than those behind which a header speaks before all else."""


class _Alike(NamedTuple):
    """Finds in one column that differ only in their values."""

    first: Found
    evidence: tuple[Evidence, ...]
    cells: Cells


class WholeCells:
    """Judges numbers that fill a cell under a header, so that a column of them costs arrays, not objects.

    Nothing else can overlap such a cell but a number that is broken over two of them, and a code of letters
    where the number ends in X; those are left to the ordinary way. So is a number in a line of commas or bars
    to which a word before it says something else than the header.
    """

    def __init__(self, view: View, labels: Labels, jurisdiction: str, others: Iterable[Found]) -> None:
        """``others`` has all numbers that are broken over cells."""
        self._text = view.text
        self._labels = labels
        self._jurisdiction = jurisdiction
        self._columns: dict[Hashable, _Alike] = {}
        grids = grids_of(view)
        self._headed = [] if view.folded.breaks else [grid for grid in grids.all if grid.headers]
        self._broken = {key for found in others for key in _touched(grids, found)} if self._headed else set()

    def sift(self, spans: list[Span]) -> list[Span]:
        """The runs of digits that are no whole cell; the others are judged and, if they are found, kept."""
        rest: list[Span] = []
        at = 0
        for grid in self._headed:
            first, last = (bisect_left(spans, (edge,), at) for edge in (grid.start, grid.end))
            rest += spans[at:first]
            rest += self._sift_table(grid, spans[first:last])
            at = last
        return rest + spans[at:] if at else spans

    def _sift_table(self, grid: Grid, spans: list[Span]) -> Iterator[Span]:
        text, table, jurisdiction = self._text, grid.table, self._jurisdiction
        starts, ends, columns = table.starts, table.ends, table.columns
        index, last = 0, len(starts) - 1
        for span in spans:
            start, end = span
            while index < last and starts[index] < start:
                index += 1
            value = text[start:end]
            if end - start == RESIDENT - 1 and text[end : end + 1] in X_SET:
                value, end = value + "X", end + 1
            column = columns[index]
            label = grid.labels.get(column, NONE)
            whole = starts[index] == start and ends[index] == end and self._headed_at(start, label)
            if not whole or end - start > _LONGEST or not self._may_keep(grid, index, value):
                yield span
                continue
            if label.kind or end - start in LENGTHS:
                candidate = Candidate(value, label, (end - start,), text, start, end, jurisdiction)
                verdict = judge(candidate)
                if verdict:
                    self._keep((grid.number, column), index, candidate, verdict)

    def _headed_at(self, start: int, label: Label) -> bool:
        """Whether the header above speaks of the number that begins there, and no word before it."""
        before = self._text[start - 1 : start]
        return before in CELL or (before in _BETWEEN and self._labels.before(start) == label)

    def _may_keep(self, grid: Grid, index: int, value: str) -> bool:
        if not value.isdecimal() and (not value[:-1].isdecimal() or credit_code_valid(value)):
            return False
        return not self._broken or (grid.number, index) not in self._broken

    def _keep(self, column: tuple[int, int], index: int, candidate: Candidate, verdict: Verdict) -> None:
        kind, value, confidence, evidence = verdict
        kept = evidence[:-1] if evidence and evidence[-1].kind in SAID else evidence
        key = (column, kind, confidence, kept)
        alike = self._columns.get(key)
        if alike is None:
            cells = Cells(array("i"), array("q"), array("q"), [])
            first = Found(candidate.start, candidate.end, verdict, candidate.label)
            alike = self._columns[key] = _Alike(first, kept, cells)
        indexes, starts, ends, previews = alike.cells
        indexes.append(index)
        starts.append(candidate.start)
        ends.append(candidate.end)
        previews.append(KINDS[kind].preview(value))

    def single(self) -> list[Found]:
        """Finds that no other in their column is like."""
        return [alike.first for alike in self._columns.values() if len(alike.cells.starts) < LEAST]

    def columns(self) -> list[Match]:
        """One match for all that are alike."""
        return [_match(alike) for alike in self._columns.values() if len(alike.cells.starts) >= LEAST]


def _touched(grids: Grids, found: Found) -> Iterator[tuple[int, int]]:
    """The cells that a find touches which goes beyond its own."""
    grid = grids.at(found.start)
    if grid is not None:
        index, starts = grid.table.at(found.start), grid.table.starts
        if found.end > grid.table.ends[index]:
            while index < len(starts) and starts[index] < found.end:
                yield grid.number, index
                index += 1


def _match(alike: _Alike) -> Match:
    kind = KINDS[alike.first.verdict.kind]
    return Match(
        rule=kind.rule, category=kind.category, severity=kind.severity,
        confidence=alike.first.verdict.confidence, start=alike.first.start, end=alike.first.end,
        preview=alike.cells.previews[0], evidence=alike.evidence, basis=kind.basis, cells=alike.cells,
    )  # fmt: skip
