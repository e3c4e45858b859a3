"""A private training set from decided sheets: what reviewers released as false alarms, what they took out.

Nothing leaves the machine: the rows hold the drafts' own text and are written for the owner's eyes only.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from review.errors import DataError, UsageError
from review.i18n import _
from review.model.labels import LABELS
from review.sheet.file import draft_path, read_sheet
from review.sheet.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from review.finding import Finding
    from review.scanner import Scanner
    from review.sheet.types import Decision, SheetFinding

PREFIX = "model.risk."
FALSE_ALARM = "false_alarm"
_TAKEN_OUT = (Verdict.REDACT, Verdict.WITHHOLD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One passage a person has judged. ``month`` is that of the decision (``2026-11``)."""

    text: str
    labels: frozenset[str]
    source: str
    rule: str
    month: str
    false_alarm: bool


def learn(sheets: Sequence[Path], scanner: Scanner) -> Iterator[Taught]:
    """Passages of the risk model's findings that were decided on, sheet by sheet.

    A release as a false alarm teaches that the passage is clean of that label, a redaction or refusal that
    it is not; other decisions say nothing about the model and are left out.

    Raises:
        UsageError: no sheet, or its document is not beside it.
        DataError: the document is not the one the sheet speaks of, or its findings are not the sheet's.
    """
    for path in sheets:
        sheet = read_sheet(path)
        draft = draft_path(path)
        if not draft.exists():
            raise UsageError(_("the sheet's document is not beside it"), where=str(path), remedy=str(draft))
        if sha256(draft.read_bytes()).hexdigest() != sheet.document.sha256:
            raise DataError(
                _("the document has changed since the sheet was written"), where=str(draft),
                remedy=_("refresh the sheet: review sheet DRAFT"),
            )  # fmt: skip
        scan = scanner.scan_file(draft)
        found = {finding.id: finding for finding in scan.findings}
        for line in sheet.findings:
            decision = sheet.decision(line.id)
            if decision is None or not line.rule.startswith(PREFIX):
                continue
            finding = found.get(line.id)
            if finding is None or finding.rule != line.rule:
                raise DataError(
                    _("finding {id} is not what the program finds today").format(id=line.id), where=str(path),
                    remedy=_("refresh the sheet: review sheet DRAFT"),
                )  # fmt: skip
            yield from _taught(line, decision, finding, scan.document.text, path)


def _taught(
    line: SheetFinding, decision: Decision, finding: Finding, text: str, path: Path
) -> Iterator[Taught]:
    wrong = decision.verdict is Verdict.RELEASE and decision.reason_code == FALSE_ALARM
    if not wrong and decision.verdict not in _TAKEN_OUT:
        return
    label = line.rule.removeprefix(PREFIX)
    if label not in LABELS:
        raise DataError(_("unknown label {label}").format(label=label), where=str(path))
    for occurrence in finding.occurrences:
        start, end = occurrence.span
        yield Taught(
            text=text[start:end], labels=frozenset() if wrong else frozenset({label}), rule=line.rule,
            source=f"{path.name}#{line.id}", month=str(decision.decided_at)[:7], false_alarm=wrong,
        )  # fmt: skip


def as_rows(taught: Iterable[Taught]) -> bytes:
    """JSON Lines for ``review model train --extra``: each passage once, its labels joined.

    A passage is clean only if every decision on it was a false alarm.
    """
    joined: dict[str, tuple[set[str], str]] = {}
    for one in taught:
        labels, _source = joined.setdefault(one.text, (set(), one.source))
        labels |= one.labels
    lines = (
        json.dumps({"text": text, "labels": sorted(labels), "source": source}, ensure_ascii=False)
        for text, (labels, source) in sorted(joined.items())
    )
    return "".join(f"{line}\n" for line in lines).encode()


def drift(taught: Iterable[Taught]) -> tuple[tuple[str, str, int, int], ...]:
    """Rule, month, passages decided, false alarms among them; in order."""
    decided: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for one in taught:
        decided[one.rule, one.month] += 1
        wrong[one.rule, one.month] += one.false_alarm
    return tuple((rule, month, decided[rule, month], wrong[rule, month]) for rule, month in sorted(decided))
