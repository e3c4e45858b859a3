"""Matches in the cells of a column that are alike in all but their values, gathered as one."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from review.finding import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.finding import Match

LEAST = 2
"""Cells from which a column is a column."""
Key = TypeVar("Key")


class _Alike(NamedTuple):
    """The value of the first, and where all of them stand."""

    value: str
    cells: Cells


class Gathered(Generic[Key]):
    """Matches of one table by what they have in common; a key names a column and whatever else is common."""

    def __init__(self, like: Callable[[Key], Match]) -> None:
        """``like`` makes a match of which only value and place are still to be filled in."""
        self._like = like
        self._alike: dict[Key, _Alike] = {}

    def add(self, key: Key, index: int, span: tuple[int, int], preview: str, value: str = "") -> None:
        """One more, in the cell of that index; they come in the order of the document."""
        alike = self._alike.get(key)
        if alike is None:
            alike = self._alike[key] = _Alike(value, Cells(array("i"), array("q"), array("q"), []))
        indexes, starts, ends, previews = alike.cells
        indexes.append(index)
        starts.append(span[0])
        ends.append(span[1])
        previews.append(preview)

    def matches(self) -> list[Match]:
        """One for all that are alike, by where the first of them stands."""
        found = [self._match(key, alike) for key, alike in self._alike.items()]
        return sorted(found, key=lambda match: match.start)

    def _match(self, key: Key, alike: _Alike) -> Match:
        cells = alike.cells
        many = len(set(cells.starts)) >= LEAST
        return replace(
            self._like(key), start=cells.starts[0], end=cells.ends[0], preview=cells.previews[0],
            key="" if many else alike.value, cells=cells if many else None,
        )  # fmt: skip
