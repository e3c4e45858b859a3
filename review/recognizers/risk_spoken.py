"""The risk model says nothing new where plain facts already say the same of the same passage."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from review.finding import Severity
from review.model.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.finding import Match

_NAME = "personal.name"
_POINTS = ("personal.id", "personal.contact", "personal.finance", "personal.travel")
_TELLS = (
    "personal.health", "personal.minor", "personal.hardship", "personal.criminal", "personal.victim",
    "personal.religion", "personal.biometric", "personal.whereabouts",
)  # fmt: skip
SAME: dict[str, tuple[str, ...]] = {
    "personal": (*_POINTS, *_TELLS),
    "sensitive_personal": _TELLS,
}
"""Label of the model → heads of categories that say the same, and more exactly.

NOTE: a passage that tells of an illness is not covered by the telephone number in it: whoever blacks out
the number alone would let the illness go out.
"""


_NAMES = 0.6
"""Share of a passage that names fill in a list of nothing but names; the rest is what stands between them."""


_HALF = 0.5
"""Share of a passage that lies in a lawful table; the rest is its title."""


@cache
def _labels(category: str) -> tuple[str, ...]:
    """The labels that say no more than a category does."""
    return tuple(label for label, heads in SAME.items() if category.startswith(heads))


class Spoken:
    """Where plain facts of some kind stand, for asking what they say of a passage."""

    def __init__(self, matches: Sequence[Match], lawful: Iterable[tuple[int, int]] = ()) -> None:
        """``lawful`` are stretches, none within another, that may name persons and say what they say."""
        self._lawful = sorted(lawful)
        names: list[tuple[int, int]] = []
        starts: dict[str, list[int]] = {label: [] for label in SAME}
        for match in matches:
            if match.category == _NAME:
                names += match.spans
            if match.severity.at_least(Severity.CONSENT):
                for label in _labels(match.category):
                    starts[label] += match.starts
        self._names = sorted(names)
        self._starts = [(label, sorted(of_label)) for label, of_label in starts.items()]

    def says(self, start: int, end: int) -> tuple[str, ...]:
        """The labels that plain facts in the passage say; all, where it is a mere list of names."""
        if self._only_names(start, end):
            return LABELS
        if self._is_lawful(start, end):
            return tuple(SAME)
        return tuple(
            [
                label
                for label, starts in self._starts
                if (i := bisect_left(starts, start)) < len(starts) and starts[i] < end
            ]
        )

    def names(self, start: int, end: int) -> bool:
        """Whether the passage names a private person."""
        at = bisect_left(self._names, (start, start))
        return at < len(self._names) and self._names[at][0] < end

    def _is_lawful(self, start: int, end: int) -> bool:
        if not self._lawful:
            return False
        at = max(bisect_left(self._lawful, (start,)) - 1, 0)
        near = self._lawful[at : bisect_left(self._lawful, (end,))]
        return any(min(end, last) - max(start, first) >= _HALF * (end - start) for first, last in near)

    def _only_names(self, start: int, end: int) -> bool:
        filled, at = 0, bisect_left(self._names, (start, start))
        while at < len(self._names) and self._names[at][1] <= end:
            filled += self._names[at][1] - self._names[at][0]
            at += 1
        return filled >= _NAMES * (end - start)
