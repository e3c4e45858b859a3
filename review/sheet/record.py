"""The review sheet: made from a scan, loaded from its YAML, dumped to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review import __version__
from review.gaps import gap_reason, gap_remedy
from review.i18n import in_locale
from review.scrub import Scrubber
from review.sheet.item import read_item
from review.sheet.rules import check_sheet
from review.sheet.types import (
    Decision,
    FormerDecision,
    Item,
    Released,
    Sheet,
    SheetDocument,
    SheetFinding,
    SheetGap,
    SheetScan,
)
from review.sheet.verdicts import Outcome, Verdict
from review.sheet.yaml_form import format_sheet, parse_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from review.document import Gap, Location
    from review.finding import Evidence, Finding
    from review.policy import Policy
    from review.ruleset import Ruleset
    from review.scanner import Scan

__all__ = [
    "Decision",
    "FormerDecision",
    "Item",
    "Outcome",
    "Released",
    "Sheet",
    "SheetDocument",
    "SheetFinding",
    "SheetGap",
    "SheetScan",
    "Verdict",
    "dump_sheet",
    "load_sheet",
    "new_sheet",
    "sheet_findings",
]

PLACES = 20
"""Places written down for one finding; ``count`` says how many there are."""


def load_sheet(data: bytes, where: str) -> Sheet:
    """The sheet in ``data``; whatever does not fit is refused.

    Raises:
        DataError: with the path inside the file (``draft.docx.review.yaml: findings[2].severity``).
    """
    sheet = parse_sheet(data, where)
    check_sheet(sheet, where)
    return sheet


def dump_sheet(sheet: Sheet) -> bytes:
    """The bytes of a sheet: the same for the same sheet, and what ``load_sheet`` turns into it again."""
    return format_sheet(sheet)


def new_sheet(
    scan: Scan, policy: Policy, ruleset: Ruleset, *, item: Item | None = None, publication: str = ""
) -> Sheet:
    """A sheet without decisions; ``item`` replaces what the draft says about itself.

    NOTE: no time of the scan stands in it: the same draft, rules and policy give the same bytes (law 8).
    """
    scrub = Scrubber(scan.document, scan.findings)
    document = SheetDocument(
        name=scan.document.name,
        sha256=scan.document.sha256,
        media=scan.document.media,
        characters=scan.characters,
    )
    looked = SheetScan(
        version=__version__,
        language=policy.language,
        jurisdiction=policy.jurisdiction,
        lexicons=ruleset.lexicons or "none",
        model=ruleset.model or "none",
        policy=ruleset.policy or "default",
    )
    return Sheet(
        document=document,
        item=item or read_item(scan.document, scan.findings, publication=publication, scrub=scrub),
        scan=looked,
        findings=sheet_findings(scan, policy.language, scrub),
        gaps=_gaps(scan.gaps, policy.language, scrub),
    ).settled()


def sheet_findings(scan: Scan, language: str, scrub: Callable[[str], str]) -> tuple[SheetFinding, ...]:
    """The findings of a scan as they are written down."""
    return tuple(_finding(finding, language, scrub) for finding in scan.findings)


def _finding(finding: Finding, language: str, scrub: Callable[[str], str]) -> SheetFinding:
    places = [finding.place] if finding.place else [o.location for o in finding.occurrences[: PLACES * 5]]
    return SheetFinding(
        id=finding.id,
        rule=finding.rule,
        category=finding.category,
        severity=finding.severity,
        confidence=finding.confidence,
        count=len(finding.occurrences),
        places=_places(places, language, scrub),
        preview=_clean(finding.occurrences[0].preview),
        evidence=_distinct(scrub(_evidence(evidence, language)) for evidence in finding.evidence),
        basis=_distinct(finding.basis),
    )


def _places(places: Iterable[Location], language: str, scrub: Callable[[str], str]) -> tuple[str, ...]:
    return _distinct(scrub(place.human(language)) for place in places)[:PLACES] or ("?",)


def _evidence(evidence: Evidence, language: str) -> str:
    kind = in_locale(evidence.kind, language)
    return f"{kind}: {evidence.detail}" if evidence.detail else kind


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for word in words if (clean := _clean(word))))


def _clean(word: str) -> str:
    """One line, no blanks around it, no half of a surrogate pair: what YAML gives back unchanged."""
    return " ".join(word.split()).encode("utf-8", "replace").decode("utf-8")


def _gaps(gaps: Iterable[Gap], language: str, scrub: Callable[[str], str]) -> tuple[SheetGap, ...]:
    return tuple(
        SheetGap(
            id=f"G{number}",
            code=gap.code,
            place=_clean(scrub(gap.location.human(language))),
            detail=_clean(scrub(gap.detail)),
            reason=gap_reason(gap.code, language),
            remedy=gap_remedy(gap.code, language),
        )
        for number, gap in enumerate(gaps, start=1)
    )
