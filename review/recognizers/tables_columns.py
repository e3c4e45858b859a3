"""One finding for one column: matches in the cells of a column belong together, with their range."""

from __future__ import annotations

from array import array
from operator import le
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Cells, Evidence, Match
from review.recognizers.identifiers_tests import FAILED, PASSED
from review.recognizers.tables_cells import LEAST
from review.recognizers.tables_grid import Cursor, grids_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_PREFIXES = ("personal.", "organisation.", "system.")


class _Found(NamedTuple):
    """What one column holds of one category: positions among all matches, and the cells they begin in."""

    grid: Grid
    positions: list[int]
    indexes: list[int]


class Columns:
    """Joins personal and organisation matches of a column; what stands alone stays alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, view: View, matches: Sequence[Match]) -> Iterable[Match]:
        """The same matches; those of a column are one for all that are alike, with a group and a place."""
        grids = grids_of(view)
        if not grids.all:
            return matches
        cell = Cursor(grids)
        columns: dict[tuple[int, int, str], _Found] = {}
        for i, match in enumerate(matches):
            if match.group is None and match.category.startswith(_PREFIXES):
                grid, index = cell(match.start)
                if grid is not None:
                    key = (grid.number, grid.table.columns[index], match.category)
                    found = columns.get(key)
                    if found is None:
                        found = columns[key] = _Found(grid, [], [])
                    found.positions.append(i)
                    found.indexes.append(index)
        joined: list[Match | None] = list(matches)
        for found in columns.values():
            same = [matches[i] for i in found.positions]
            if len({start for match in same for start in match.starts}) >= LEAST:
                for i in found.positions:
                    joined[i] = None
                for place, match in _joined(same, found):
                    joined[found.positions[place]] = match
        return [match for match in joined if match is not None]


def _joined(matches: Sequence[Match], found: _Found) -> Iterable[tuple[int, Match]]:
    """(number of the first, one match for all) of those that are alike; one group and evidence for all."""
    grid = found.grid
    strongest = max(matches, key=lambda m: (m.severity.rank, m.confidence.rank))
    wide = [match.cells for match in matches if match.cells is not None]
    reached = [index for cells in wide for index in cells.indexes]
    reached += found.indexes
    column = grid.table.columns[found.indexes[0]]
    rows, columns = grid.table.rows, grid.table.columns
    right = max(columns[index] for index in reached)
    place = grid.place(column, rows[min(reached)], rows[max(reached)], right)
    evidence = _common(matches, grid.heading(column))
    alike: dict[object, list[int]] = {}
    for number, match in enumerate(matches):
        alike.setdefault((match.severity, match.confidence, match.basis), []).append(number)
    gathered = [
        (numbers[0], _cells([matches[i] for i in numbers], [found.indexes[i] for i in numbers]))
        for numbers in alike.values()
    ]
    for number, cells in _said_once(matches, gathered) if len(gathered) > 1 else gathered:
        first = matches[number]
        joined = Match(
            rule=strongest.rule, category=first.category, severity=first.severity,
            confidence=first.confidence, start=cells.starts[0], end=cells.ends[0],
            preview=cells.previews[0], evidence=evidence, basis=first.basis, place=place,
            group=("column", grid.number, column, first.category), cells=cells,
        )  # fmt: skip
        yield number, joined


def _said_once(matches: Sequence[Match], gathered: list[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """Without what a graver or surer one says of the very same place: a name by its header and its number."""
    kept: list[tuple[int, Cells]] = []
    for number, cells in gathered:
        stronger = {
            span
            for other, places in gathered
            if _strength(matches[other]) > _strength(matches[number])
            for span in zip(places.starts, places.ends, strict=True)
        }
        left = _without(cells, stronger) if stronger else cells
        if left.starts:
            kept.append((number, left))
    return kept


def _strength(match: Match) -> tuple[int, int]:
    return match.severity.rank, match.confidence.rank


def _without(cells: Cells, spans: Container[tuple[int, int]]) -> Cells:
    """The cells that do not stand just there."""
    left = Cells(array("i"), array("q"), array("q"), [])
    for index, start, end, preview in zip(*cells, strict=True):
        if (start, end) not in spans:
            left.indexes.append(index)
            left.starts.append(start)
            left.ends.append(end)
            left.previews.append(preview)
    return left


def _cells(matches: Sequence[Match], indexes: Sequence[int]) -> Cells:
    """Where all of them stand, in the order of the document."""
    cells = Cells(array("i"), array("q"), array("q"), [])
    for match, index in zip(matches, indexes, strict=True):
        if match.cells is None:
            cells.indexes.append(index)
            cells.starts.append(match.start)
            cells.ends.append(match.end)
            cells.previews.append(match.preview)
        else:
            cells.indexes.extend(match.cells.indexes)
            cells.starts.extend(match.cells.starts)
            cells.ends.extend(match.cells.ends)
            cells.previews.extend(match.cells.previews)
    starts = cells.starts
    if all(map(le, starts, starts[1:])):
        return cells
    order = sorted(range(len(starts)), key=starts.__getitem__)
    indexes, starts, ends = (array(a.typecode, map(a.__getitem__, order)) for a in cells[:3])
    return Cells(indexes, starts, ends, [cells.previews[i] for i in order])


SAID = frozenset({"label", "region", "issuer"})
"""Evidence of single cells that would make a list of thousands; the header stands for the labels."""


def _common(matches: Sequence[Match], header: str) -> tuple[Evidence, ...]:
    said = {e for evidence in {match.evidence for match in matches} for e in evidence if e.kind not in SAID}
    kept = {e for e in said if e.kind != PASSED.kind} | _checked(matches)
    label = (Evidence(kind="label", detail=header),) if header else ()
    return (
        *label,
        *sorted(kept, key=str),
        Evidence(kind="cells", detail=str(len({start for match in matches for start in match.starts}))),
    )


def _checked(matches: Sequence[Match]) -> set[Evidence]:
    """What check digits say of a column: that all hold, that none does, or how many do not."""
    failed = sum(len(match.starts) for match in matches if FAILED in match.evidence)
    passed = sum(len(match.starts) for match in matches if PASSED in match.evidence)
    if failed and passed:
        return {Evidence(kind=FAILED.kind, detail=f"{failed}/{failed + passed} {FAILED.detail}")}
    return ({FAILED} if failed else set()) | ({PASSED} if passed else set())
