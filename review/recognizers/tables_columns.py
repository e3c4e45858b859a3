"""One finding for one column: matches in the cells of a column belong together, with their range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Match
from review.recognizers.tables_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.recognizers.tables_grid import Grid
    from review.recognizers.view import Settings, View

_LEAST = 2
"""Cells from which a column is a column."""
_PREFIXES = ("personal.", "organisation.", "system.")


class Columns:
    """Joins personal and organisation matches of a column; what stands alone stays alone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, view: View, matches: Sequence[Match]) -> Iterable[Match]:
        """The same matches, those of columns with a group and a place."""
        grids = grids_of(view)
        if not grids.all:
            return matches
        columns: dict[tuple[int, int, str], list[int]] = {}
        found: dict[int, Grid] = {}
        for i, match in enumerate(matches):
            if match.group is None and match.category.startswith(_PREFIXES):
                grid = grids.at(match.start)
                if grid is not None:
                    found[grid.number] = grid
                    column = grid.table.columns[grid.table.at(match.start)]
                    columns.setdefault((grid.number, column, match.category), []).append(i)
        joined = list(matches)
        for (number, column, category), indexes in columns.items():
            if len({joined[i].start for i in indexes}) >= _LEAST:
                _join(joined, indexes, found[number], column, category)
        return joined


def _join(matches: list[Match], indexes: list[int], grid: Grid, column: int, category: str) -> None:
    """Give all matches of one column one group, one rule, one place and one evidence."""
    at, rows = grid.table.at, grid.table.rows
    first = rows[at(min(matches[i].start for i in indexes))]
    last = rows[at(max(matches[i].start for i in indexes))]
    strongest = max((matches[i] for i in indexes), key=lambda m: (m.severity.rank, m.confidence.rank))
    place = grid.place(column, first, last)
    group = ("column", grid.number, column, category)
    evidence = _common([matches[i] for i in indexes], grid.heading(column))
    for i in indexes:
        match = matches[i]
        # Spelled out: dataclasses.replace takes four times as long, and a column may have a million cells.
        matches[i] = Match(
            rule=strongest.rule, category=category, severity=match.severity, confidence=match.confidence,
            start=match.start, end=match.end, preview=match.preview, evidence=evidence, basis=match.basis,
            key=match.key, group=group, place=place,
        )  # fmt: skip


_SAID = frozenset({"label", "region", "issuer"})
"""Evidence of single cells that would make a list of thousands; the header stands for the labels."""


def _common(matches: Sequence[Match], header: str) -> tuple[Evidence, ...]:
    kept = {e for evidence in {match.evidence for match in matches} for e in evidence if e.kind not in _SAID}
    label = (Evidence(kind="label", detail=header),) if header else ()
    return (
        *label,
        *sorted(kept, key=str),
        Evidence(kind="cells", detail=str(len({match.start for match in matches}))),
    )
