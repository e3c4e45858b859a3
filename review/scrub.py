"""Words about a document (its name, its title, the name of a worksheet) without the values found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.document import Document
    from review.finding import Finding

SECRET_HEADS = frozenset({"personal", "system", "organisation"})
"""Heads of categories whose matches are values: what was matched must stand nowhere."""

_SHORTEST = 2
_LONGEST = 64
MASK = "■"


class Scrubber:
    """Knows a document's found values, in memory only, and takes them out of other text."""

    def __init__(self, document: Document, findings: Iterable[Finding]) -> None:
        """Collect the values of ``findings`` as they stand in ``document``."""
        text = document.text
        self._values = {
            value
            for finding in findings
            if finding.category.partition(".")[0] in SECRET_HEADS
            for occurrence in finding.occurrences
            if _SHORTEST <= len(value := text[slice(*occurrence.span)].strip()) <= _LONGEST
        }
        self._lengths = sorted({len(value) for value in self._values}, reverse=True)

    def __call__(self, text: str) -> str:
        """``text`` with every value in it blacked out, the longest first."""
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                if text[start : start + length] in self._values:
                    text = text[:start] + MASK * length + text[start + length :]
        return text
