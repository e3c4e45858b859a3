"""What a model has learned: a row of weights for each idea and each string, a column for each head."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from review.model.features import features, ideas_of
from review.model.labels import HEADS, LABELS
from review.model.strings import KnownStrings

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from review.model.features import Ideas, Signs

GRAM_SCALE = 2.0
IDEA_SCALE = 0.5


_REMEMBERED = 4096
"""Sets of signs whose sums are remembered: the lines of a list show the same ones."""


class Sight(NamedTuple):
    """What a window shows: the sum of its ideas, head by head, and the rows of its strings, each once."""

    ideas: Sequence[float]
    strings: Collection[int]

    @property
    def scale(self) -> float:
        """What a string counts for among so many."""
        return GRAM_SCALE / math.sqrt(len(self.strings) or 1)


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
    def _risky(self) -> array[float]:
        """The weights of the first head, a number a feature."""
        return self.table[:: len(HEADS)]

    @cached_property
    def _labels(self) -> Callable[[int], Sequence[float]]:
        """The weights of one feature, label by label; kept once it was met."""
        width = len(HEADS)
        return cache(lambda row: tuple(self.table[row * width + 1 : (row + 1) * width]))

    @cached_property
    def _of_signs(self) -> Callable[[Signs], Sequence[float]]:
        """The intercept and what ideas add to it, head by head."""

        def sums(signs: Signs) -> Sequence[float]:
            rows = [row for _, row in self.features(ideas_of(signs))]
            moved = math.fsum(map(self._risky.__getitem__, rows)), *self._sums(rows)
            return tuple(b + IDEA_SCALE * z for b, z in zip(self.intercepts, moved, strict=True))

        return lru_cache(maxsize=_REMEMBERED)(sums)

    def _sums(self, rows: Collection[int]) -> Iterable[float]:
        """Sums of rows, label by label. NOTE: ``fsum`` is exact, so the order of a set does not matter."""
        return map(math.fsum, zip(*map(self._labels, rows), strict=True)) if rows else [0.0] * len(LABELS)

    def sight(self, short: str, signs: Signs) -> Sight:
        """What counts of a plain window and of its signs."""
        return Sight(self._of_signs(signs), self._known.rows(short))

    def features(self, ideas: Ideas) -> Iterator[tuple[str, int]]:
        """Known features of some ideas, each with its row."""
        for name in features(ideas):
            if (row := self.ideas.get(name)) is not None:
                yield name, row

    def risky(self, sight: Sight) -> float:
        """The first head's score."""
        return sight.ideas[0] + sight.scale * math.fsum(map(self._risky.__getitem__, sight.strings))

    def labels(self, sight: Sight) -> list[float]:
        """The scores of the other heads, label by label."""
        scale = sight.scale
        return [b + scale * z for b, z in zip(sight.ideas[1:], self._sums(sight.strings), strict=True)]

    def of(self, row: int, head: int) -> float:
        """One number of the table."""
        return self.table[row * len(HEADS) + head]
