"""What a model has learned: a row of weights for each idea and each string, a column for each head.

A score is the mean of two opinions: of the weights, which only add up, and of hidden units (``units.py``),
which know that words mean something else together. The first alone explains (``RiskModel.reasons``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from review.model.features import features, ideas_of
from review.model.labels import HEADS, LABELS
from review.model.scores import both
from review.model.strings import KnownStrings

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from review.model.features import Ideas, Signs
    from review.model.units import Sums, Units

GRAM_SCALE = 2.0
IDEA_SCALE = 0.5


_SIGNS, _SIGHTS = 4096, 512
"""How many sets of signs and how many windows are remembered: the lines of a list show the same signs, those
of a form often differ in their numbers only."""


DOUBT = -3.0
"""A label that its weights score lower is not asked of the units: in hundreds of texts it was never right."""


class Sight:
    """How a window scores; its labels are added up once they are asked for.

    Attributes:
        risky: the first head's score.
    """

    def __init__(self, weights: Weights, ideas: _OfIdeas, strings: Collection[int]) -> None:
        """``strings``: rows, each once."""
        self._weights, self._ideas, self._strings = weights, ideas, strings
        self._scale = GRAM_SCALE / math.sqrt(len(strings) or 1)
        self.risky = ideas.heads[0] + self._scale * weights.risk_of(strings)

    def score(self, label: int) -> float:
        """How risky it is for one label: what weights say, or the mean of what weights and units say."""
        weighed = both(self.risky, self._labels[label])
        return weighed if weighed < DOUBT else (weighed + self._meant[label]) / 2

    @cached_property
    def _labels(self) -> list[float]:
        """The scores of the other heads, label by label."""
        of_strings = self._weights.labels_of(self._strings)
        return [b + self._scale * z for b, z in zip(self._ideas.heads[1:], of_strings, strict=True)]

    @cached_property
    def _meant(self) -> list[float]:
        """The scores of the units, label by label."""
        units = self._weights.units
        return units.labels((IDEA_SCALE, self._ideas.units), (self._scale, units.add(self._strings)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfIdeas:
    """What ideas add up to: a number a head, with its intercept, and the sums of the units."""

    heads: Sequence[float]
    units: Sums


@dataclass(frozen=True, kw_only=True)
class Weights:
    """The table and the words of its rows.

    Attributes:
        ideas: feature name → row of ``table``; so are ``strings``.
        table: row after row, one number a head.
        intercepts: one number a head.
        units: what the same features mean together.
    """

    ideas: Mapping[str, int]
    strings: Mapping[str, int]
    table: array[float] = field(repr=False)
    intercepts: Sequence[float]
    units: Units

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
    def sight(self) -> Callable[[str, Signs], Sight]:
        """Looks at a plain window with its signs."""
        return lru_cache(maxsize=_SIGHTS)(
            lambda short, signs: Sight(self, self._of_signs(signs), self._known.rows(short))
        )

    @cached_property
    def _of_signs(self) -> Callable[[Signs], _OfIdeas]:
        """What ideas add up to."""

        def sums(signs: Signs) -> _OfIdeas:
            rows = [row for _, row in self.features(ideas_of(signs))]
            moved = self.risk_of(rows), *self.labels_of(rows)
            heads = tuple(b + IDEA_SCALE * z for b, z in zip(self.intercepts, moved, strict=True))
            return _OfIdeas(heads=heads, units=self.units.add(rows))

        return lru_cache(maxsize=_SIGNS)(sums)

    def features(self, ideas: Ideas) -> Iterator[tuple[str, int]]:
        """Known features of some ideas, each with its row."""
        for name in features(ideas):
            if (row := self.ideas.get(name)) is not None:
                yield name, row

    def risk_of(self, rows: Iterable[int]) -> float:
        """The sum of rows for the first head. NOTE: ``fsum`` is exact, so their order does not matter."""
        return math.fsum(map(self._risky.__getitem__, rows))

    def labels_of(self, rows: Collection[int]) -> Iterable[float]:
        """The sums of rows for the other heads, label by label."""
        return map(math.fsum, zip(*map(self._labels, rows), strict=True)) if rows else [0.0] * len(LABELS)

    def of(self, row: int, head: int) -> float:
        """One number of the table."""
        return self.table[row * len(HEADS) + head]
