"""Whether the parts of a sheet agree: ids, decisions that fit what they decide, an outcome that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import DataError
from review.i18n import _
from review.sheet.verdicts import (
    FINDING_VERDICTS,
    GAP_VERDICTS,
    REASONS,
    SETTLED,
    Verdict,
    allowed_outcomes,
    reasons_for,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.sheet.types import Decision, Sheet, SheetFinding


def check_sheet(sheet: Sheet, where: str) -> None:
    """See that the sheet says nothing that cannot be.

    Raises:
        DataError: with the path inside the file.
    """
    for path, what, remedy in _faults(sheet):
        raise DataError(what, where=f"{where}: {path}", remedy=remedy)


Fault = tuple[str, str, str]


def _faults(sheet: Sheet) -> Iterator[Fault]:
    yield from _ids("findings", "F", [f.id for f in sheet.findings])
    yield from _ids("gaps", "G", [g.id for g in sheet.gaps])
    yield from _places(sheet)
    yield from _decisions(sheet)
    yield from _settled(sheet)
    yield from _outcome(sheet)


def _ids(name: str, letter: str, ids: Iterable[str]) -> Iterator[Fault]:
    for i, one in enumerate(ids):
        expected = f"{letter}{i + 1}"
        if one != expected:
            what = _("must be {expected}").format(expected=expected)
            yield f"{name}[{i}].id", what, _("findings and gaps are numbered in order; write the sheet again")


def _places(sheet: Sheet) -> Iterator[Fault]:
    for i, finding in enumerate(sheet.findings):
        if not finding.places:
            yield f"findings[{i}].places", _("must not be empty"), _("write the sheet again: review sheet")


def _decisions(sheet: Sheet) -> Iterator[Fault]:
    known, seen = set(sheet.ids()), set[str]()
    findings = {f.id: f for f in sheet.findings}
    for i, decision in enumerate(sheet.decisions):
        path = f"decisions[{i}]"
        if decision.finding_id not in known:
            yield f"{path}.id", _("no such finding or gap"), _("check the number")
        elif decision.finding_id in seen:
            yield f"{path}.id", _("decided twice"), _("keep one of them")
        else:
            seen.add(decision.finding_id)
            found = _faults_of(findings.get(decision.finding_id), decision)
            yield from ((f"{path}.{key}", what, remedy) for key, what, remedy in found)


def _settled(sheet: Sheet) -> Iterator[Fault]:
    """Nothing is settled by redactions where nothing is redacted."""
    if sheet.undecided() or any(d.verdict is Verdict.REDACT for d in sheet.decisions):
        return
    for i, decision in enumerate(sheet.decisions):
        if decision.reason_code == SETTLED:
            what = _("nothing is redacted that could have settled it")
            yield f"decisions[{i}].reason_code", what, _("redact something, or give another reason")


def decision_faults(sheet: Sheet, decision: Decision) -> Iterator[Fault]:
    """What is wrong with a decision on a finding or gap of this sheet: (key, what, remedy)."""
    return _faults_of(sheet.finding(decision.finding_id), decision)


def _faults_of(finding: SheetFinding | None, decision: Decision) -> Iterator[Fault]:
    verdicts = FINDING_VERDICTS if finding else GAP_VERDICTS
    if decision.verdict not in verdicts:
        yield "verdict", _("does not go with this"), _one_of(verdicts)
        return
    severity, category = (finding.severity, finding.category) if finding else (None, "")
    codes = reasons_for(decision.verdict, severity, category)
    if decision.reason_code not in codes:
        yield "reason_code", _("is no reason for this verdict here"), _one_of(codes)
    elif REASONS[decision.reason_code].note and not decision.note:
        yield "note", _("this reason needs a note"), _("say which authority, date or file it rests on")


def _outcome(sheet: Sheet) -> Iterator[Fault]:
    if sheet.outcome is None:
        return
    derived = sheet.derived()
    if derived is None:
        open_ids = ", ".join(sheet.undecided()[:5])
        what = _("an outcome, but not everything is decided ({ids})").format(ids=open_ids)
        yield "outcome", what, _("decide, or leave the outcome empty")
    elif sheet.outcome not in allowed_outcomes(derived):
        yield "outcome", _("the decisions do not allow it"), _one_of(allowed_outcomes(derived))


def _one_of(words: Iterable[str]) -> str:
    return _("write one of: {words}").format(words=", ".join(words))
