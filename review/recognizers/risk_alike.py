"""Passages that differ only in the persons they name: what the risk model leaves one alone for holds for all.

In a list of persons each line is the one before with another name and another number. Both have findings of
their own, and to the model one is as good as another.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from review.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from review.finding import Match
    from review.recognizers.view import View

_NAME = "personal.name"
_NUMBERS = ("personal.id", "personal.travel", "personal.contact.mobile", "personal.finance.bank")
_ANY_NAME, _ANY_NUMBER = "\ue000", "\ue001"
"""What stands for each letter of a value: of the private use area, which no draft holds by chance."""

Outline = tuple[str, frozenset[str]]
"""A passage without its names and numbers, and the labels that plain facts say of it."""


class Outlines:
    """The outlines of the passages of one document."""

    def __init__(self, view: View, matches: Sequence[Match]) -> None:
        self._text = view.text
        self._values = sorted(
            (*span, _ANY_NAME if match.category == _NAME else _ANY_NUMBER)
            for match in matches
            if _is_value(match) and not view.folded.breaks
            for span in match.spans
        )

    def of(self, start: int, end: int, said: Collection[str]) -> Outline | None:
        """The outline of a passage; None if neither name nor number was found in it."""
        parts: list[str] = []
        reached, at = start, bisect_left(self._values, (start,))
        while at < len(self._values) and self._values[at][1] <= end:
            first, last, letter = self._values[at]
            if first >= reached:
                parts += self._text[reached:first], letter * (last - first)
                reached = last
            at += 1
        return ("".join((*parts, self._text[reached:end])), frozenset(said)) if parts else None


def _is_value(match: Match) -> bool:
    """A name, or a number that is grave in itself: whether one is may depend on its check digit."""
    return match.category == _NAME or (
        match.category.startswith(_NUMBERS) and match.severity.at_least(Severity.CONSENT)
    )
