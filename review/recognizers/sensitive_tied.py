"""A finding that says something sensitive of a person who is named nearby."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import SENSITIVE
from review.identifiers.previews import mask_all
from review.recognizers.sensitive_words import HIV
from review.recognizers.tables import AIDS

if TYPE_CHECKING:
    from review.finding import Match as Person


def tied(span: tuple[int, int], said: str, category: str, person: Person) -> Match:
    """``said`` at ``span`` of the document is of this category and about this person."""
    aids = HIV.search(said) is not None
    return Match(
        rule=f"{category}_of_person",
        category=category,
        severity=Severity.BLOCK if aids else Severity.CONSENT,
        confidence=Confidence.MEDIUM if person.confidence is Confidence.HIGH else Confidence.LOW,
        start=span[0],
        end=span[1],
        preview=mask_all(said),
        evidence=(Evidence(kind="tied to", detail=person.rule),),
        basis=AIDS + SENSITIVE if aids else SENSITIVE,
    )
