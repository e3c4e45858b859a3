"""The gate scans again: what is in the document and not in the sheet is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.finding import Severity
from review.gate.rescan import comparer
from review.policy import default_policy
from review.scanner import Scanner
from review.sheet.record import Decision, Sheet, SheetGap, Verdict, dump_sheet, new_sheet
from tests.builders.office import release

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = "联系人手机：13800138000\n办公邮箱：office@example.gov.cn\n".encode()
POLICY = replace(default_policy(), threshold=Severity.NOTICE)
COMPARE = comparer(POLICY)


def scanned(data: bytes = DATA) -> Sheet:
    """A sheet as the scanner writes it."""
    scanner = Scanner.from_policy(POLICY)
    return new_sheet(scanner.scan_bytes(data, name="a.txt"), POLICY, scanner.ruleset)


def named(sheet: Sheet, data: bytes = DATA) -> tuple[str, ...]:
    """What the new scan says is missing."""
    return COMPARE("a.txt", data, dump_sheet(sheet))


def test_an_honest_sheet_lacks_nothing() -> None:
    """The same file, the same rules: everything is listed, decided or not."""
    sheet = scanned()
    assert sheet.findings
    assert named(sheet) == ()
    assert named(sheet.decide(*(release(one) for one in sheet.undecided()))) == ()


CUTS: list[Callable[[Sheet], Sheet]] = [
    lambda s: replace(s, findings=()),
    lambda s: replace(s, findings=(replace(s.findings[0], severity=Severity.NOTICE), *s.findings[1:])),
    lambda s: replace(s, findings=(replace(s.findings[0], category="personal.name"), *s.findings[1:])),
    lambda s: replace(s, findings=(replace(s.findings[0], preview="***"), *s.findings[1:])),
]


@pytest.mark.parametrize("cut", CUTS)
def test_a_sheet_that_was_touched_up_is_noticed(cut: Callable[[Sheet], Sheet]) -> None:
    """A finding taken out, made lighter, called something else."""
    assert named(cut(scanned()))


def test_more_of_the_same_is_noticed() -> None:
    """A finding listed once that stands there twice."""
    assert named(scanned(), DATA + "另一处：13800138000\n".encode())


def test_what_is_named_holds_no_value() -> None:
    """Law 7: place and category only."""
    assert "138" not in "".join(named(replace(scanned(), findings=())))


def test_what_was_to_be_redacted_may_not_remain() -> None:
    """In the copy that goes out, a finding decided ``redact`` is one too many."""
    sheet = scanned()
    redact = Decision(
        finding_id="F1", verdict=Verdict.REDACT, reason_code="not_needed", decided_by="王五",
        decided_at="2026-03-01T09:00:00+08:00",
    )  # fmt: skip
    assert named(sheet.decide(redact))


def test_a_gap_is_noticed() -> None:
    """A part that cannot be read and of which the sheet says nothing."""
    broken = b"PK\x03\x04 this is no archive"
    assert named(scanned(broken), broken) == ()
    assert named(replace(scanned(broken), gaps=()), broken)
    gaps = (SheetGap(id="G1", code="image_only", place="", reason="x", remedy="y"),)
    assert named(replace(scanned(broken), gaps=gaps), broken)
