"""The line that says what to do next with a sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from review.commands.next_step import next_step
from review.policy import default_policy
from review.ruleset import Ruleset
from review.sheet.record import Decision, Released, Sheet, Verdict, new_sheet
from tests.publish.playing import SCANNER

PATH = Path("值 班.txt.review.yaml")


def sheet(verdict: Verdict | None = None, reason: str = "") -> Sheet:
    """One number, decided or not."""
    scan = SCANNER.scan_text("手机13800138000。\n", name="值 班.txt")
    made = new_sheet(scan, default_policy(), Ruleset(lexicons="sha256:1", model="", policy=""))
    if verdict is None:
        return made
    made = replace(made, item=replace(made.item, author="张三"))
    at = "2026-01-31T09:30:00+08:00"
    return made.decide(*(
        Decision(finding_id=one, verdict=verdict, reason_code=reason, decided_by="李", decided_at=at)
        for one in made.ids()
    ))  # fmt: skip


def test_first_decide() -> None:
    """A name with blanks can be copied."""
    assert next_step(sheet(), PATH) == "next: review decide '值 班.txt.review.yaml'"


def test_then_name_the_drafter() -> None:
    """Nobody can sign a sheet that does not say who wrote the document."""
    decided = sheet(Verdict.RELEASE, "false_alarm")
    nameless = replace(decided, item=replace(decided.item, author=""))
    assert next_step(nameless, PATH) == "next: review sheet '值 班.txt' --set author=NAME"


def test_then_sign() -> None:
    """With all that sign asks for."""
    step = next_step(sheet(Verdict.RELEASE, "false_alarm"), PATH)
    assert step == "next: review sign '值 班.txt.review.yaml' --as ROLE --key FILE"


def test_a_redaction_needs_its_copy_before_people_sign() -> None:
    """Whoever signs without it must sign again."""
    decided = sheet(Verdict.REDACT, "not_needed")
    assert next_step(decided, PATH) == "next: review redact '值 班.txt' -o COPY"
    copy = Released(name="公开.txt", sha256="0" * 64, removed=(), left_out=(), converted="")
    assert "review sign" in next_step(replace(decided, released=copy), PATH)
