"""The risk model says nothing new where plain facts already say the same of the same passage."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from review.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.finding import Match
    from review.recognizers.view import Settings, View

_POINTS = ("personal.id", "personal.contact", "personal.finance", "personal.travel", "personal.combination")
_TELLS = (
    "personal.health", "personal.minor", "personal.hardship", "personal.criminal", "personal.victim",
    "personal.religion", "personal.biometric", "personal.whereabouts",
)  # fmt: skip
ECHOES: dict[str, tuple[str, ...]] = {
    "model.risk.personal": (*_POINTS, *_TELLS),
    "model.risk.sensitive_personal": _TELLS,
}
"""Rule of the model → heads of categories that say the same, and more exactly.

NOTE: a passage that tells of an illness is not covered by the telephone number in it: whoever blacks out
the number alone would let the illness go out.
"""


class Echo:
    """Takes back what the model says of a passage that holds an exact finding of the same kind."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, view: View, matches: Sequence[Match]) -> Iterator[Match]:  # noqa: ARG002
        """The matches without the model's echoes."""
        exact = {rule: _starts(matches, heads) for rule, heads in ECHOES.items()}
        for match in matches:
            if match.rule not in ECHOES or not _holds_one(exact[match.rule], match):
                yield match


def _starts(matches: Iterable[Match], heads: tuple[str, ...]) -> list[int]:
    return sorted(
        match.start
        for match in matches
        if not match.rule.startswith("model.")
        and match.category.startswith(heads)
        and match.severity.at_least(Severity.CONSENT)
    )


def _holds_one(starts: list[int], match: Match) -> bool:
    i = bisect_left(starts, match.start)
    return i < len(starts) and starts[i] < match.end
