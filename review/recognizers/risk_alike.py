"""Passages that differ only in the persons they name: what the risk model leaves one alone for holds for all.

In a list of persons each line is the one before with another name and another number. Both have findings of
their own, and to the model one is as good as another.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from review.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.finding import Match
    from review.recognizers.view import View

_NAME = "personal.name"
_NUMBERS = ("personal.id", "personal.travel", "personal.contact.mobile", "personal.finance.bank")
_ANY_NAME, _ANY_NUMBER = "\ue000", "\ue001"
"""What stands for each letter of a value, of the private use area. A draft that holds it has no outlines."""

Outline = tuple[str, tuple[str, ...]]
"""A passage without its names and numbers, and the labels that plain facts say of it."""


class Outlines:
    """The outlines of the passages of one document."""

    def __init__(self, view: View, matches: Sequence[Match]) -> None:
        text = view.text
        self._blank = ""
        if not (view.folded.breaks or _ANY_NAME in text or _ANY_NUMBER in text):
            self._blank = _without(text, matches)

    def of(self, start: int, end: int, said: tuple[str, ...]) -> Outline | None:
        """The outline of a passage; None if neither name nor number was found in it."""
        blank = self._blank[start:end]
        return (blank, said) if _ANY_NAME in blank or _ANY_NUMBER in blank else None


def _without(text: str, matches: Sequence[Match]) -> str:
    """A text of the same length without its values; those that go over the end of a line stay."""
    values = sorted(
        (start, end, letter)
        for match in matches
        if (letter := _letter(match.category, match.severity))
        for start, end in match.spans
    )
    parts: list[str] = []
    reached = 0
    for first, last, letter in values:
        if first >= reached and text.find("\n", first, last) < 0:
            parts += text[reached:first], letter * (last - first)
            reached = last
    return "".join((*parts, text[reached:]))


@cache
def _letter(category: str, severity: Severity) -> str:
    """What stands for a name, and for a number that is grave in itself: its check digit may decide that."""
    if category == _NAME:
        return _ANY_NAME
    return _ANY_NUMBER if category.startswith(_NUMBERS) and severity.at_least(Severity.CONSENT) else ""
