"""Numbers and codes that identify a person or an organisation."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from review.finding import Evidence, Match
from review.identifiers.kinds import KINDS
from review.recognizers.identifiers_labels import Labels
from review.recognizers.identifiers_letters import Letters
from review.recognizers.identifiers_numbers import Numbers
from review.recognizers.tables_grid import grids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from review.recognizers.identifiers_labels import Label
    from review.recognizers.identifiers_numbers import Found
    from review.recognizers.view import Settings, View


class Identifiers:
    """Every identifier of ``review.identifiers.kinds``, each by its form, its check and its label."""

    name = "identifiers"

    def __init__(self, settings: Settings) -> None:
        self._jurisdiction = settings.jurisdiction

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """None: digits lead to candidates more cheaply than words do."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Matches; of two that overlap the surer, then the longer one."""
        grids = grids_of(view)
        original = view.folded.original
        labels = Labels(view.text, (lambda start: grids.label(original(start))) if grids.all else None)
        numbers = Numbers(view.text, labels, self._jurisdiction)
        found = [*numbers.find(), *Letters(view.text, labels, numbers.near).find()]
        for one in surest(found):
            yield _match(view, one)


def surest(found: list[Found]) -> list[Found]:
    """Drop what overlaps something surer, or longer where both are as sure, or earlier."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and one.start < kept[-1].end:
            if _strength(one) > _strength(kept[-1]):
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _strength(found: Found) -> tuple[int, int]:
    return found.verdict.confidence.rank, found.end - found.start


def _match(view: View, found: Found) -> Match:
    verdict = found.verdict
    kind = KINDS[verdict.kind]
    start, end = view.folded.span(found.start, found.end)
    return Match(
        rule=kind.rule,
        category=kind.category,
        severity=kind.severity,
        confidence=verdict.confidence,
        start=start,
        end=end,
        preview=kind.preview(verdict.value),
        evidence=verdict.evidence + _label_evidence(found.label, kind.category),
        basis=kind.basis,
        key=verdict.value,
    )


@lru_cache(maxsize=512)
def _label_evidence(label: Label, category: str) -> tuple[Evidence, ...]:
    named = KINDS.get(label.kind)
    if named is None or (named.category != category and not label.direct):
        return ()
    return (Evidence(kind="label", detail=label.word),)
