"""What a model has learned: a row of weights for each idea and each string, a column for each head."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.model.features import features
from review.model.labels import HEADS
from review.model.strings import KnownStrings

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from review.model.features import Ideas

GRAM_SCALE = 2.0
IDEA_SCALE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of the ideas and rows of the strings that a window shows, each row once."""

    ideas: Collection[int]
    strings: Collection[int]


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The table and the words of its rows.

    Attributes:
        ideas: feature name → row of ``table``; so are ``strings``.
        table: row after row, one number a head.
        intercepts: one number a head.
    """

    ideas: Mapping[str, int]
    strings: Mapping[str, int]
    table: array[float] = field(repr=False)
    intercepts: Sequence[float]

    @cached_property
    def _known(self) -> KnownStrings:
        return KnownStrings(self.strings)

    @cached_property
    def _columns(self) -> tuple[array[float], ...]:
        """The weights of each head, a number a feature."""
        return tuple(self.table[i :: len(HEADS)] for i in range(len(HEADS)))

    def rows(self, window: str, ideas: Ideas) -> Rows:
        """What counts of a window of folded text and of its ideas."""
        return Rows(ideas=[row for _, row in self.features(ideas)], strings=self._known.rows(window))

    def features(self, ideas: Ideas) -> Iterator[tuple[str, int]]:
        """Known features of some ideas, each with its row."""
        for name in features(ideas):
            if (row := self.ideas.get(name)) is not None:
                yield name, row

    def score(self, rows: Rows, head: int) -> float:
        """One head's score. NOTE: ``fsum`` is exact, so the order of a set does not matter."""
        weight = self._columns[head].__getitem__
        scale = GRAM_SCALE / math.sqrt(len(rows.strings) or 1)
        return (
            self.intercepts[head]
            + IDEA_SCALE * math.fsum(map(weight, rows.ideas))
            + scale * math.fsum(map(weight, rows.strings))
        )

    def of(self, row: int, head: int) -> float:
        """One number of the table."""
        return self._columns[head][row]
