"""Words about a document (its title, the name of a worksheet) without the values found in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from review.column import Column, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.document import Document, Gap, Location
    from review.finding import Evidence, Finding, Occurrence

VALUES = (
    "personal.name",
    "personal.birth_date",
    "personal.id",
    "personal.travel",
    "personal.contact",
    "personal.finance",
    "personal.vehicle",
    "personal.property",
    "personal.weak_mask",
    "organisation.bank_account",
    "system",
)
"""Heads of categories whose matches are values that point to somebody: they must stand nowhere.

The words of other categories (低保 in the title of a 低保公示) say what a document is about.
"""

OWN_WORDS = frozenset({"publication", "not allowed in", "together", "tied to", "model", "checksum", "form"})
"""Kinds of evidence whose details are words of our own tables, never of the document."""

_SHORTEST = 2
_LONGEST = 64
MASK = "■"


@cache
def _holds_values(category: str) -> bool:
    return category.startswith(VALUES)


def _named(place: Location) -> bool:
    """Whether a place holds names, which are the file's own words."""
    return bool(place.sheet or place.name or place.container)


class Scrubber:
    """Knows a document's found values, in memory only, and takes them out of other text."""

    def __init__(self, document: Document, findings: Iterable[Finding]) -> None:
        """Collect the values of ``findings`` as they stand in ``document``."""
        text = document.text
        self._values = {
            value
            for finding in findings
            if _holds_values(finding.category)
            for start, end in spans_of(finding)
            if _SHORTEST <= len(value := text[start:end].strip()) <= _LONGEST
        }
        self._lengths = sorted({len(value) for value in self._values}, reverse=True)
        self._known: dict[str, str] = {}
        self._reasons: dict[tuple[Evidence, ...], tuple[Evidence, ...]] = {}

    def __call__(self, text: str) -> str:
        """``text`` with every value in it blacked out, the longest first."""
        if text not in self._known:
            self._known[text] = self._blacked_out(text)
        return self._known[text]

    def _blacked_out(self, text: str) -> str:
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                if text[start : start + length] in self._values:
                    text = text[:start] + MASK * length + text[start + length :]
        return text

    def place(self, place: Location) -> Location:
        """The place with values blacked out of the names in it: worksheets, parts, files inside files."""
        if not _named(place):
            return place
        sheet = self(place.sheet) if place.sheet else place.sheet
        name = self(place.name) if place.name else place.name
        container = tuple(self(file) for file in place.container)
        if (sheet, name, container) == (place.sheet, place.name, place.container):
            return place
        return replace(place, sheet=sheet, name=name, container=container)

    def finding(self, finding: Finding) -> Finding:
        """The finding with clean places and evidence; most findings are clean and stay as they are."""
        occurrences = self._occurrences(finding.occurrences)
        place = self.place(finding.place) if finding.place else None
        evidence = self._evidence(finding.evidence)
        if occurrences is finding.occurrences and place is finding.place and evidence == finding.evidence:
            return finding
        return replace(finding, occurrences=occurrences, place=place, evidence=evidence)

    def _evidence(self, given: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Reasons without values; few differ from finding to finding."""
        clean = self._reasons.get(given)
        if clean is None:
            clean = self._reasons[given] = tuple(
                one if not one.detail or one.kind in OWN_WORDS else one._replace(detail=self(one.detail))
                for one in given
            )
        return clean

    def _occurrences(self, given: Sequence[Occurrence]) -> Sequence[Occurrence]:
        if not isinstance(given, tuple) and isinstance(given, Column):
            table = self.place(given.table)
            return given if table is given.table else replace(given, table=table)
        for one in given:
            if _named(one.location):
                return tuple(replace(one, location=self.place(one.location)) for one in given)
        return given

    def gap(self, gap: Gap) -> Gap:
        """The gap with a clean place."""
        return replace(gap, location=self.place(gap.location))
