"""Decisions carried over to a changed draft: those that still hold, by comparing two scans in memory."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from review.scrub import Scrubber
from review.sheet.item import read_item
from review.sheet.record import sheet_findings
from review.sheet.rules import decision_faults
from review.sheet.types import Decision, FormerDecision, Item
from review.sheet.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.finding import Finding
    from review.scanner import Scan
    from review.sheet.types import Sheet, SheetFinding

Signature = tuple[str, str, str]
"""One occurrence: its value, the words around it, whether a reader sees it. Never leaves the memory."""


def carry(old: Sheet, earlier: Scan | None, scan: Scan, made: Sheet) -> Sheet:
    """``made`` with what people wrote into ``old``: decisions that still hold, form fields, other words.

    A decision holds for a finding of the same rule and category that is no graver and has no value it did
    not have before; a release, moreover, only where each value stands among the same words as before.
    What was decided on a gap holds only while the file is the same byte for byte: nobody can tell whether
    an unread part has changed. ``earlier`` is the version that ``old`` is of, scanned with today's rules;
    nothing if it was not found.
    """
    held = dict(_holding(old, earlier, scan, made)) if earlier else {}
    kept = {decision.finding_id for decision in held.values()}
    stated = old.outcome if old.outcome is not old.derived() else None
    sheet = replace(
        made,
        item=_item(old.item, earlier, made.item),
        outcome=stated,
        not_holding=(*old.not_holding, *(_former(old, d) for d in old.decisions if d.finding_id not in kept)),
    )
    return sheet.decide(*(replace(decision, finding_id=new) for new, decision in held.items()))


def _holding(old: Sheet, earlier: Scan, scan: Scan, made: Sheet) -> Iterator[tuple[str, Decision]]:
    """(id in the new sheet, decision of the old one)."""
    decided: dict[object, list[tuple[Finding, Decision]]] = {}
    for former, decision in _decided(old, earlier):
        for value in {one[0] for one in _signatures(earlier, former, around=False)}:
            decided.setdefault((former.rule, former.category, value), []).append((former, decision))
    for finding in scan.findings:
        value = scan.document.text[slice(*finding.occurrences[0].span)]
        for former, decision in decided.get((finding.rule, finding.category, value), ()):
            if former.severity.at_least(finding.severity) and _covers(
                decision, former, earlier, finding, scan
            ):
                if not any(decision_faults(made, replace(decision, finding_id=finding.id))):
                    yield finding.id, decision
                break
    if earlier.document.sha256 == scan.document.sha256:
        yield from _gaps(old, made)


def _covers(decision: Decision, former: Finding, earlier: Scan, finding: Finding, scan: Scan) -> bool:
    """Whether nothing in the new finding is new to the person who decided on the former one."""
    freely = decision.verdict is Verdict.RELEASE
    return _signatures(scan, finding, around=freely) <= _signatures(earlier, former, around=freely)


def _decided(old: Sheet, earlier: Scan) -> Iterator[tuple[Finding, Decision]]:
    """Findings of the earlier version, told by how the old sheet writes them down, with their decision."""
    written = sheet_findings(earlier, old.scan.language, Scrubber(earlier.document, earlier.findings))
    found: dict[object, list[Finding]] = {}
    for line, finding in zip(written, earlier.findings, strict=True):
        found.setdefault(_look(line), []).append(finding)
    for line in old.findings:
        same = found.get(_look(line))
        decision = old.decision(line.id)
        if same and (former := same.pop(0)) and decision:
            yield former, decision


def _look(line: SheetFinding) -> object:
    return line.rule, line.category, line.count, line.places, line.preview


def _signatures(scan: Scan, finding: Finding, *, around: bool) -> frozenset[Signature]:
    text = scan.document.text
    return frozenset(
        (text[slice(*one.span)], _around(text, one.span) if around else "", one.visibility.value)
        for one in finding.occurrences
    )


def _around(text: str, span: tuple[int, int]) -> str:
    """The line the value stands in, blanks aside; in a table its row."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    return "".join(text[start : end if end >= 0 else len(text)].split())


def _gaps(old: Sheet, made: Sheet) -> Iterator[tuple[str, Decision]]:
    same = {(gap.code, gap.place, gap.detail): gap.id for gap in made.gaps}
    for gap in old.gaps:
        decision = old.decision(gap.id)
        new = same.get((gap.code, gap.place, gap.detail))
        if decision and new and not any(decision_faults(made, replace(decision, finding_id=new))):
            yield new, decision


def _former(old: Sheet, decision: Decision) -> FormerDecision:
    finding = old.finding(decision.finding_id)
    gap = next((g for g in old.gaps if g.id == decision.finding_id), None)
    return FormerDecision(
        rule=finding.rule if finding else gap.code if gap else "?",
        category=finding.category if finding else "",
        place=finding.places[0] if finding else gap.place if gap else "",
        verdict=decision.verdict,
        reason_code=decision.reason_code,
        note=decision.note,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
    )


def _item(old: Item, earlier: Scan | None, made: Item) -> Item:
    """Fields a person filled in stay; fields read from the draft follow the draft."""
    read = Item()
    if earlier:
        read = read_item(
            earlier.document, earlier.findings, scrub=Scrubber(earlier.document, earlier.findings)
        )
    values = {}
    for one in fields(Item):
        before = getattr(old, one.name)
        by_hand = before and before != getattr(read, one.name)
        values[one.name] = before if by_hand else getattr(made, one.name)
    return Item(**values)
