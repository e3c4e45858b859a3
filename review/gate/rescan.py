"""Scan a document once more and say what its sheet does not list."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from review.scanner import Scanner
from review.scrub import Scrubber
from review.sheet.record import Verdict, load_sheet, sheet_findings
from review.sheet.repeats import repeating
from review.signoff.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from review.policy import Policy
    from review.sheet.record import Sheet, SheetFinding


def comparer(policy: Policy, *, reviewed: bool = False) -> Callable[[str, bytes, bytes], tuple[str, ...]]:
    """Document name, document bytes and sheet bytes to places of findings and gaps that are not listed.

    Findings below the policy's threshold are left aside, so that a new rule of little weight does not
    hold up what was signed. A scanner is built once for each kind of publication. ``reviewed`` says that
    the document is the draft that was reviewed: what is to be redacted may still stand in it.

    What is given raises a Refusal, sheet_tells, where people wrote a found value into the sheet.
    """

    @cache
    def scanner(publication: str) -> Scanner:
        return Scanner.from_policy(policy, publication=publication)

    def compare(name: str, data: bytes, sheet_bytes: bytes) -> tuple[str, ...]:
        sheet = load_sheet(sheet_bytes, name)
        scan = scanner(sheet.item.publication).scan_bytes(data, name=name)
        place = repeating(sheet, scan)
        if place is not None:
            raise Refusal("sheet_tells", place=place)
        scrub = Scrubber(scan.document, scan.findings)
        found = [
            f
            for f in sheet_findings(scan, sheet.scan.language, scrub)
            if f.severity.at_least(policy.threshold)
        ]
        listed = Counter(g.code for g in sheet.gaps)
        gaps = Counter(g.code for g in scan.gaps)
        allowed = sheet.findings if reviewed else _may_remain(sheet)
        return (*_unlisted(found, allowed), *(code for code in gaps if gaps[code] > listed[code]))

    return compare


def _may_remain(sheet: Sheet) -> list[SheetFinding]:
    """Findings that may stand in what goes out; in a redacted copy those decided ``redact`` may not."""
    redacted = {d.finding_id for d in sheet.decisions if d.verdict is Verdict.REDACT}
    return [finding for finding in sheet.findings if finding.id not in redacted]


def _unlisted(found: Iterable[SheetFinding], listed: Iterable[SheetFinding]) -> tuple[str, ...]:
    """Places of findings without an equal in the sheet: as grave, in as many places."""
    rest = list(listed)
    missing = []
    for finding in found:
        match = next((other for other in rest if _covers(other, finding)), None)
        if match is None:
            missing.append(f"{finding.places[0]} ({finding.category})")
        else:
            rest.remove(match)
    return tuple(missing)


def _covers(listed: SheetFinding, found: SheetFinding) -> bool:
    same = (listed.rule, listed.category, listed.preview) == (found.rule, found.category, found.preview)
    return same and listed.severity.at_least(found.severity) and listed.count >= found.count
