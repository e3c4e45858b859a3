"""A scan for the person at the terminal: what, where, why, and what to do next."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import click

from review.categories import CONFIDENCES, SEVERITIES, VISIBILITIES, category_title
from review.document import Visibility
from review.finding import Severity
from review.gaps import gap_reason, gap_remedy
from review.i18n import _, language
from review.legible import legible
from review.reports.wording import reasons_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.batch_across import AcrossFinding
    from review.finding import Finding, Occurrence
    from review.scanner import Scan

_SIGNS = {
    Severity.BLOCK: ("■", "red"),
    Severity.CONSENT: ("▲", "yellow"),
    Severity.DISCRETION: ("●", "cyan"),
    Severity.NOTICE: ("·", None),
}
_SHOWN = 3
"""Places listed for one finding; the rest is counted."""


def render(
    path: str, scan: Scan, threshold: Severity, *, reveal: bool = False, everything: bool = False
) -> str:
    """All lines on one document. Findings below the threshold are counted, or listed with ``everything``.

    NOTE: ``reveal`` shows what was found as it stands; only for a terminal.
    """
    grave = [f for f in scan.findings if everything or f.severity.at_least(threshold)]
    lines = [_headline(legible(path), scan, threshold)]
    for finding in grave:
        lines += _finding(finding, scan, reveal=reveal)
    light = len(scan.findings) - len(grave)
    if light:
        lines.append("  " + _("· {n} more for information only (--all shows them)").format(n=light))
    for gap in scan.gaps:
        place = gap.location.human(language())
        detail = f" ({legible(gap.detail)})" if gap.detail else ""
        lines.append(f"  {click.style('?', bold=True)} {place}: {gap_reason(gap.code, language())}{detail}")
        lines.append(f"      → {gap_remedy(gap.code, language())}")
    return "\n".join(lines)


def across_lines(found: Iterable[AcrossFinding]) -> Iterator[str]:
    """What several documents say together."""
    for one in found:
        finding = one.finding
        sign, colour = _SIGNS[finding.severity]
        what = f"{_(SEVERITIES[finding.severity])}, {_(CONFIDENCES[finding.confidence])}"
        title = pad(category_title(finding.category), 22)
        head = f"{click.style(sign, fg=colour)} {pad(finding.id, 4)}{click.style(title, bold=True)} {what}"
        yield f"{head}  {_('across documents')}"
        for path in dict.fromkeys(one.paths):
            places = [o for o, of in zip(finding.occurrences, one.paths, strict=True) if of == path]
            yield f"      {legible(path)}: {_place(places[0])}  {_('{n} places').format(n=len(places))}"
        yield from _reasons(finding)


def _headline(path: str, scan: Scan, threshold: Severity) -> str:
    grave = sum(f.severity.at_least(threshold) for f in scan.findings)
    parts: list[str] = []
    if grave:
        parts.append(_("{n} to decide").format(n=grave))
    if scan.gaps:
        parts.append(_("{n} not read").format(n=len(scan.gaps)))
    if not parts:
        return f"{click.style('✓', fg='green')} {path}  {_('nothing to decide')}"
    return f"{click.style('✗', fg='red', bold=True)} {click.style(path, bold=True)}  {', '.join(parts)}"


def _finding(finding: Finding, scan: Scan, *, reveal: bool) -> Iterator[str]:
    sign, colour = _SIGNS[finding.severity]
    title = pad(category_title(finding.category), 22)
    what = f"{_(SEVERITIES[finding.severity])}, {_(CONFIDENCES[finding.confidence])}"
    yield f"  {click.style(sign, fg=colour)} {pad(finding.id, 4)}{click.style(title, bold=True)} {what}"
    places = finding.occurrences[:_SHOWN]
    if finding.place is not None:
        places = finding.occurrences[:1]
        yield f"      {finding.place.human(language())}{_count(finding)}"
    for occurrence in places:
        yield f"      {_place(occurrence)}: {_shown(occurrence, scan, reveal=reveal)}"
    more = len(finding.occurrences) - len(places)
    if more and finding.place is None:
        yield "      " + _("… and {n} more places").format(n=more)
    yield from _reasons(finding)


def _reasons(finding: Finding) -> Iterator[str]:
    if finding.evidence:
        yield f"      {_('why')}: {legible(reasons_of(finding))}"
    if finding.basis:
        yield f"      {_('basis')}: {'; '.join(finding.basis)}"


def _count(finding: Finding) -> str:
    return "  " + _("{n} places").format(n=len(finding.occurrences))


def _place(occurrence: Occurrence) -> str:
    place = occurrence.location.human(language())
    if occurrence.visibility is Visibility.VISIBLE:
        return place
    return f"{place} [{_(VISIBILITIES[occurrence.visibility])}]"


def _shown(occurrence: Occurrence, scan: Scan, *, reveal: bool) -> str:
    if not reveal:
        return legible(occurrence.preview, " ")
    start, end = occurrence.span
    return legible(scan.document.text[start:end], " ")


def width(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def pad(text: str, columns: int) -> str:
    """Text with blanks up to a width in columns."""
    return text + " " * max(0, columns - width(text))


def summary(outcomes: list[str], *, sheets: bool, stdin: bool = False) -> str:
    """The last lines: how many of each, and what to do next; standard input has no sheet."""
    counts = {kind: outcomes.count(kind) for kind in ("clear", "findings", "gaps")}
    line = _("{total} checked: {clear} clear, {findings} with findings, {gaps} not fully read").format(
        total=len(outcomes), **counts
    )
    step = _next_step(counts, sheets=sheets, stdin=stdin)
    return f"{line}\n{step}" if step else line


def _next_step(counts: dict[str, int], *, sheets: bool, stdin: bool) -> str:
    if not counts["findings"] and not counts["gaps"]:
        return ""
    if stdin:
        return _(
            "next: mend the text and check again; to decide and sign, save it as a file: review sheet FILE"
        )
    if sheets:
        return _("next: review decide SHEET for each sheet that was written")
    if not counts["findings"]:
        return _(
            "next: mend what was not read and check again; what a person has looked at: review sheet DRAFT"
        )
    return _("next: review sheet DRAFT, then review decide, then review sign")
