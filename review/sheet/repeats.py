"""What people write into a sheet must not repeat what was found: it is kept with the document, and shown."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from review.finding import Severity
from review.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.scanner import Scan
    from review.sheet.types import Sheet

_LEAST = 6
"""Characters of a value that hardly stand in a note by chance; an illness or a name may have to be named."""
_PARTS = str.maketrans("", "", " \t\u3000-－—·.")
_MASKED = ("title", "summary")
"""Fields that are read from the draft, with values masked."""


def repeating(sheet: Sheet, scan: Scan) -> str | None:
    """The place in the sheet that repeats a found value, such as ``remarks`` or ``F3.note``."""
    values = set(_values(scan))
    return next((place for place, text in _written(sheet) if says(text, values)), None)


def found_values(scan: Scan) -> frozenset[str]:
    """What was found and must be decided, in the form that ``says`` compares."""
    return frozenset(_values(scan))


def says(text: str, values: frozenset[str] | set[str]) -> bool:
    """Whether a text holds one of the values, however it is spaced."""
    plain = _plain(text)
    return len(plain) >= _LEAST and any(value in plain for value in values)


def _values(scan: Scan) -> Iterator[str]:
    for finding in scan.findings:
        if finding.severity.at_least(Severity.CONSENT) and finding.category.startswith("personal."):
            for one in finding.occurrences:
                value = _plain(scan.document.text[slice(*one.span)])
                if len(value) >= _LEAST:
                    yield value


def _written(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for one in fields(sheet.item):
        if one.name not in _MASKED:
            yield one.name, getattr(sheet.item, one.name)
    for decision in sheet.decisions:
        yield f"{decision.finding_id}.note", decision.note
    for former in sheet.not_holding:
        yield "not_holding.note", former.note


def _plain(text: str) -> str:
    return fold(text).text.translate(_PARTS).upper()
