"""What a model has learned: a row of weights for each idea and each string, a column for each head.

A score is the mean of two opinions: of the weights, which only add up, and of hidden units (``units.py``),
which know that words mean something else together. The first alone explains (``RiskModel.reasons``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from review.model.features import features, shown_by
from review.model.labels import HEADS, LABELS
from review.model.scores import both
from review.model.strings import KnownStrings, plain

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from review.model.features import Shown, Sign
    from review.model.units import Sums, Units

GRAM_SCALE = 2.0
IDEA_SCALE = 0.5


_REMEMBERED = 8192
"""Sets of ideas whose sums are remembered; most windows show few ideas, and many show the same."""
_WHOLE = 1000
"""Weights are whole numbers of these parts of one, so their sums are exact in whatever order."""
SILENT = 3.0
"""What a window's strings add up to at least, if it is to be asked for its ideas: of eight thousand windows
that were found risky none had less than 4.5 (docs/decisions/0047)."""
NEVER = -20.0
"""The score of a window that is silent."""
DOUBT = -3.0
"""A label that its weights score lower is not asked of the units: in hundreds of texts it was never right."""


class Strings:
    """The known strings of a window and what they say of its being risky.

    Attributes:
        rows: their rows, each once.
        scale: what each counts; the more there are, the less.
    """

    def __init__(self, weights: Weights, rows: Collection[int]) -> None:
        self.rows = rows
        self.scale = GRAM_SCALE / math.sqrt(len(rows) or 1)
        self.risky = self.scale * weights.risk_of(rows)

    @property
    def are_silent(self) -> bool:
        """Whether the window is not risky, whatever its ideas."""
        return self.risky < SILENT


class Sight:
    """How a window scores; its labels are added up once they are asked for.

    Attributes:
        risky: the first head's score.
    """

    def __init__(self, weights: Weights, ideas: _OfIdeas, strings: Strings) -> None:
        self._weights, self._ideas, self._strings = weights, ideas, strings
        self.risky = ideas.heads[0] + strings.risky

    def score(self, label: int) -> float:
        """How risky it is for one label: what weights say, or the mean of what weights and units say."""
        weighed = both(self.risky, self._labels[label])
        return weighed if weighed < DOUBT else (weighed + self._meant[label]) / 2

    @cached_property
    def _labels(self) -> list[float]:
        """The scores of the other heads, label by label."""
        of_strings, scale = self._weights.labels_of(self._strings.rows), self._strings.scale
        return [b + scale * z for b, z in zip(self._ideas.heads[1:], of_strings, strict=True)]

    @cached_property
    def _meant(self) -> list[float]:
        """The scores of the units, label by label."""
        units, strings = self._weights.units, self._strings
        return units.labels((IDEA_SCALE, self._ideas.units), (strings.scale, units.add(strings.rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfIdeas:
    """What ideas add up to: a number a head, with its intercept, and the sums of the units."""

    heads: Sequence[float]
    units: Sums


class _Risky(dict[int, int]):
    """The weight of a feature for the first head as a whole number, made when it is first asked for."""

    def __init__(self, table: array[float]) -> None:
        self._table = table

    def __missing__(self, row: int) -> int:
        whole = self[row] = round(_WHOLE * self._table[row * len(HEADS)])
        return whole


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
    def _risky(self) -> _Risky:
        return _Risky(self.table)

    @cached_property
    def _labels(self) -> Callable[[int], Sequence[float]]:
        """The weights of one feature, label by label; kept once it was met."""
        width = len(HEADS)
        return cache(lambda row: tuple(self.table[row * width + 1 : (row + 1) * width]))

    def rows(self, text: str) -> AbstractSet[int]:
        """Rows of the known strings in a folded text; none of them reaches over the end of a clause."""
        return self._known.rows(plain(text))

    def sight(self, strings: Strings, signs: Iterable[Sign]) -> Sight:
        """How a window scores that has these strings and shows these ideas."""
        return Sight(self, self._of_ideas(shown_by(signs)), strings)

    @cached_property
    def _of_ideas(self) -> Callable[[Shown], _OfIdeas]:
        """What ideas add up to."""

        def sums(shown: Shown) -> _OfIdeas:
            rows = [row for _, row in self.features(shown)]
            moved = self.risk_of(rows), *self.labels_of(rows)
            heads = tuple(b + IDEA_SCALE * z for b, z in zip(self.intercepts, moved, strict=True))
            return _OfIdeas(heads=heads, units=self.units.add(rows))

        return lru_cache(maxsize=_REMEMBERED)(sums)

    def features(self, shown: Shown) -> Iterator[tuple[str, int]]:
        """Known features of some ideas, each with its row."""
        for name in features(shown):
            if (row := self.ideas.get(name)) is not None:
                yield name, row

    def risk_of(self, rows: Iterable[int]) -> float:
        """The sum of rows for the first head."""
        return sum(map(self._risky.__getitem__, rows)) / _WHOLE

    def labels_of(self, rows: Collection[int]) -> Iterable[float]:
        """The sums of rows for the other heads, label by label. NOTE: ``fsum`` is exact in any order."""
        return map(math.fsum, zip(*map(self._labels, rows), strict=True)) if rows else [0.0] * len(LABELS)

    def of(self, row: int, head: int) -> float:
        """One number of the table."""
        return self.table[row * len(HEADS) + head]
