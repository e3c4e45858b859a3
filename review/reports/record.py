"""A scan as plain data: the JSON of ``review check`` (DESIGN §8, format 1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from review import __version__
from review.document import Location
from review.errors import ExitCode
from review.finding import Severity
from review.gaps import gap_reason, gap_remedy
from review.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.batch_across import AcrossFinding
    from review.document import Gap
    from review.finding import Finding, Occurrence
    from review.ruleset import Ruleset
    from review.scanner import Scan


_PLACE = tuple(field.name for field in fields(Location))


def run_record(
    documents: Iterable[dict[str, Any]],
    ruleset: Ruleset,
    scanned_at: dt.datetime,
    across: Iterable[AcrossFinding] = (),
) -> dict[str, Any]:
    """The whole report of one run; ``across`` is what several documents say together."""
    return {
        "format": 1,
        "tool": {"name": "review", "version": __version__},
        "ruleset": asdict(ruleset),
        "scanned_at": scanned_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "documents": list(documents),
        "across": [_across(found) for found in across],
    }


def document_record(path: str, scan: Scan, threshold: Severity = Severity.DISCRETION) -> dict[str, Any]:
    """One document of the report."""
    return {
        "path": path,
        "sha256": scan.document.sha256,
        "media": scan.document.media,
        "characters": scan.characters,
        "outcome": scan.outcome(threshold).value,
        "findings": [_finding(finding) for finding in scan.findings],
        "gaps": [gap_record(gap) for gap in scan.gaps],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": finding.id,
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "count": len(finding.occurrences),
        "basis": list(finding.basis),
        "evidence": [str(evidence) for evidence in finding.evidence],
        "occurrences": [_occurrence(occurrence) for occurrence in finding.occurrences],
    }
    if finding.place is not None:
        record["place"] = location_record(finding.place)
    return record


def _across(found: AcrossFinding) -> dict[str, Any]:
    """A finding whose occurrences say in which document they stand."""
    record = _finding(found.finding)
    for occurrence, path in zip(record["occurrences"], found.paths, strict=True):
        occurrence["path"] = path
    return record


def _occurrence(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "span": list(occurrence.span),
        "location": location_record(occurrence.location),
        "visibility": occurrence.visibility.value,
        "preview": occurrence.preview,
    }


def location_record(location: Location) -> dict[str, Any]:
    """What is known of a place, and how people say it."""
    known: dict[str, Any] = {}
    for key in _PLACE:
        value = getattr(location, key)
        if value not in (None, ()):
            known[key] = value
    if "container" in known:
        known["container"] = list(location.container)
    return known | {"human": location.human(language())}


def gap_record(gap: Gap) -> dict[str, Any]:
    """A gap with its reason and its remedy in the language spoken now."""
    record = {
        "code": gap.code,
        "reason": gap_reason(gap.code, language()),
        "remedy": gap_remedy(gap.code, language()),
        "location": location_record(gap.location),
    }
    return record | ({"detail": gap.detail} if gap.detail else {})


def worst_exit(outcomes: Sequence[str]) -> int:
    """Exit code over several documents: findings before gaps before clear."""
    if "findings" in outcomes:
        return ExitCode.FINDINGS
    return ExitCode.GAPS if "gaps" in outcomes else ExitCode.CLEAR
