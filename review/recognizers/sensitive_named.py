"""Of whom something sensitive is told in running text: the name is the leak as much as what is told.

In a table every name of a column that leaks is told (``combination``); in a sentence it is the nearest one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Match, Severity
from review.identifiers.kinds import SENSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from review.recognizers.view import View

_MEMO = "told of persons"


def tell(view: View, person: Match, told: Iterable[Match]) -> None:
    """Keep what a sentence tells of somebody named in it."""
    known: dict[Match, list[Match]] = view.memo.setdefault(_MEMO, {})
    for one in told:
        known.setdefault(one, []).append(person)


def tells(view: View) -> bool:
    """Whether anything is told of anybody named."""
    return bool(view.memo.get(_MEMO))


def named(view: View, judged: Mapping[Match, Match]) -> Iterator[Match]:
    """The names of whom something is told that must not go out; ``judged``: what became of each match."""
    known: Mapping[Match, list[Match]] = view.memo.get(_MEMO, {})
    parts: dict[Match, dict[str, Match]] = {}
    for one, persons in known.items():
        if judged[one].severity.at_least(Severity.CONSENT):
            parts.setdefault(_nearest(one, persons), {})[one.category] = one
    for person, told in parts.items():
        yield Match(
            rule="personal.combination", category="personal.combination", severity=Severity.CONSENT,
            confidence=min((one.confidence for one in told.values()), key=lambda sure: sure.rank),
            start=person.start, end=person.end, preview=person.preview, key=person.key,
            evidence=(Evidence(kind="together", detail=" + ".join(("personal.name", *sorted(told)))),),
            basis=SENSITIVE,
        )  # fmt: skip


def _nearest(told: Match, persons: Iterable[Match]) -> Match:
    """Who stands last before what is told, else first behind it."""
    return min(persons, key=lambda person: (person.start > told.start, abs(person.start - told.start)))
