"""SARIF 2.1.0 for code-scanning services (OASIS standard, sections 3.13 to 3.30)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from review import __version__
from review.categories import category_title
from review.finding import Severity
from review.gaps import gap_reason, gap_remedy
from review.i18n import language
from review.reports.wording import evidence_phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.batch_across import AcrossFinding
    from review.document import Location
    from review.finding import Finding
    from review.scanner import Scan

_LEVELS = {
    Severity.BLOCK: "error",
    Severity.CONSENT: "error",
    Severity.DISCRETION: "warning",
    Severity.NOTICE: "note",
}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_record(scans: Iterable[tuple[str, Scan]], across: Iterable[AcrossFinding] = ()) -> dict[str, Any]:
    """One run over all documents; a gap is a result too, of level error.

    ``across`` is what several documents say together.
    """
    results: list[dict[str, Any]] = []
    rules: dict[str, dict[str, Any]] = {}
    for path, scan in scans:
        for finding in scan.findings:
            rules.setdefault(finding.rule, _rule(finding))
            results.append(_result(finding, [path] * len(finding.occurrences)))
        for gap in scan.gaps:
            rule = f"gap.{gap.code}"
            reason = gap_reason(gap.code, language())
            rules.setdefault(rule, {"id": rule, "shortDescription": {"text": reason}})
            message = f"{reason} → {gap_remedy(gap.code, language())}"
            results.append(_entry(rule, "error", message, [(path, gap.location)]))
    for found in across:
        rules.setdefault(found.finding.rule, _rule(found.finding))
        results.append(_result(found.finding, found.paths))
    driver = {"name": "review", "version": __version__, "rules": [rules[name] for name in sorted(rules)]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": finding.rule,
        "shortDescription": {"text": category_title(finding.category)},
        "properties": {"category": finding.category, "severity": finding.severity.value},
    }
    if finding.basis:
        rule["help"] = {"text": "; ".join(finding.basis)}
    return rule


def _result(finding: Finding, paths: Sequence[str]) -> dict[str, Any]:
    reasons = "; ".join(evidence_phrase(evidence) for evidence in finding.evidence)
    first = finding.occurrences[0]
    place = (finding.place or first.location).human(language())
    message = f"{category_title(finding.category)} · {place} · {first.preview}"
    message = f"{message} ({reasons})" if reasons else message
    stands = [occurrence.location for occurrence in finding.occurrences[:100]]
    places = list(zip(paths, stands, strict=False))
    entry = _entry(finding.rule, _LEVELS[finding.severity], message, places)
    entry["properties"] = {
        "confidence": finding.confidence.value,
        "count": len(finding.occurrences),
        "visibility": first.visibility.value,
    }
    return entry


def _entry(rule: str, level: str, message: str, places: list[tuple[str, Location]]) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [_location(path, place) for path, place in places],
    }


def _location(path: str, place: Location) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(path.replace("\\", "/")))}}
    if place.line is not None:
        region = {"startLine": place.line}
        if place.char_start is not None and place.char_end is not None:
            region |= {"startColumn": place.char_start + 1, "endColumn": place.char_end + 1}
        physical["region"] = region
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": place.human(language())}],
    }
