"""The risk model says nothing new where plain facts already say the same of the same passage."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from review.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.finding import Match

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


class Spoken:
    """Where plain facts of some kind stand, for asking whether a passage holds one."""

    def __init__(self, matches: Iterable[Match]) -> None:
        grave = [m for m in matches if m.severity.at_least(Severity.CONSENT)]
        self._starts = {
            label: sorted(start for m in grave if m.category.startswith(heads) for start in m.starts)
            for label, heads in SAME.items()
        }

    def says(self, label: str, start: int, end: int) -> bool:
        """Whether a plain fact in the passage says what the label would."""
        starts = self._starts.get(label, [])
        i = bisect_left(starts, start)
        return i < len(starts) and starts[i] < end
