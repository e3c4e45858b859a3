"""A draft with its sheet and a fresh scan that agrees with it: what redact and annotate work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.errors import DataError, UsageError
from review.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from review.policy import Policy
    from review.scanner import Scan, Scanner
    from review.sheet.record import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Sheet, draft and scan of one and the same document."""

    sheet: Sheet
    data: bytes = field(repr=False)
    scan: Scan
    scanner: Scanner


def decided_sheet(draft: Path, policy: Policy) -> Decided:
    """The sheet of ``draft``, its bytes, and today's scan of them.

    Raises:
        UsageError: draft or sheet are not there.
        DataError: the draft has changed, or today's rules find other things.
    """
    from review.scanner import Scanner
    from review.sheet.file import read_sheet, sheet_path

    sheet = read_sheet(sheet_path(draft))
    try:
        data = draft.read_bytes()
    except OSError:
        remedy = _("check the path")
        raise UsageError(_("the file cannot be read"), where=str(draft), remedy=remedy) from None
    scanner = Scanner.from_policy(policy, publication=sheet.item.publication)
    scan = scanner.scan_bytes(data, name=draft.name)
    agree(sheet, scan, scanner, draft)
    return Decided(sheet=sheet, data=data, scan=scan, scanner=scanner)


def agree(sheet: Sheet, scan: Scan, scanner: Scanner, draft: Path) -> None:
    """See that the ids of the sheet mean what the scan found.

    Raises:
        DataError: the draft has changed, or today's rules find other things.
    """
    remedy = _("run review sheet {draft}; decisions that still hold are kept").format(draft=draft)
    if scan.document.sha256 != sheet.document.sha256:
        what = _("the draft has changed since the sheet was written")
        raise DataError(what, where=str(draft), remedy=remedy)
    if _look(_made(scan, scanner)) != _look(sheet):
        what = _("today's rules find other things than the sheet says")
        raise DataError(what, where=str(draft), remedy=remedy)


def _made(scan: Scan, scanner: Scanner) -> Sheet:
    from review.policy import default_policy
    from review.sheet.record import new_sheet

    return new_sheet(scan, default_policy(), scanner.ruleset)


def _look(sheet: Sheet) -> object:
    """Findings and gaps without their words, which depend on the language."""
    findings = [(f.id, f.rule, f.category, f.count, f.preview) for f in sheet.findings]
    return findings, [gap.code for gap in sheet.gaps]
