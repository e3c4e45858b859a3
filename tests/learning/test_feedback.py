# ruff: noqa: D103 - the names of these tests are sentences
"""Learning from reviewers: what a decision teaches, and what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.errors import DataError, UsageError
from review.learning.feedback import Taught, as_rows, drift, learn
from review.policy import default_policy
from review.scanner import Scanner
from review.sheet.file import save_sheet, sheet_path
from review.sheet.record import new_sheet
from review.sheet.types import Decision, Sheet
from review.sheet.verdicts import Verdict

if TYPE_CHECKING:
    from pathlib import Path

CHILD = "我家孩子今年六岁，去年查出白血病，住院半年，多亏医生。"
SCANNER = Scanner()


def _sheet(folder: Path, verdict: Verdict, reason: str) -> tuple[Path, Sheet]:
    draft = folder / "信.txt"
    draft.write_text(CHILD + "\n", encoding="utf-8")
    sheet = new_sheet(SCANNER.scan_file(draft), default_policy(), SCANNER.ruleset)
    decisions = (
        Decision(
            finding_id=one.id,
            verdict=verdict,
            reason_code=reason,
            decided_by="甲",
            decided_at="2026-11-02T09:00:00+08:00",
        )
        for one in sheet.findings
    )
    sheet = sheet.decide(*decisions)
    path = sheet_path(draft)
    save_sheet(path, sheet)
    return path, sheet


def test_a_false_alarm_teaches_clean(tmp_path: Path) -> None:
    path, _ = _sheet(tmp_path, Verdict.RELEASE, "false_alarm")
    taught = [t for t in learn([path], SCANNER) if t.rule == "model.risk.sensitive_personal"]
    assert [(t.text, t.labels, t.false_alarm, t.month) for t in taught] == [
        (CHILD, frozenset(), True, "2026-11")
    ]


def test_a_redaction_teaches_the_label(tmp_path: Path) -> None:
    path, _ = _sheet(tmp_path, Verdict.REDACT, "third_party")
    assert {"sensitive_personal"} in [t.labels for t in learn([path], SCANNER)]


def test_a_release_for_another_reason_teaches_nothing(tmp_path: Path) -> None:
    path, _ = _sheet(tmp_path, Verdict.RELEASE, "consented")
    assert list(learn([path], SCANNER)) == []


def test_a_changed_document_is_refused(tmp_path: Path) -> None:
    path, _ = _sheet(tmp_path, Verdict.REDACT, "third_party")
    (tmp_path / "信.txt").write_text("别的", encoding="utf-8")
    with pytest.raises(DataError, match="the document has changed since the sheet was written"):
        list(learn([path], SCANNER))


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    path, _ = _sheet(tmp_path, Verdict.REDACT, "third_party")
    (tmp_path / "信.txt").unlink()
    with pytest.raises(UsageError, match="the sheet's document is not beside it"):
        list(learn([path], SCANNER))


def _taught(**changes: object) -> Taught:
    one = Taught(
        text="甲", labels=frozenset({"personal"}), source="s#F1", rule="model.risk.personal", month="2026-11",
        false_alarm=False,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def test_rows_join_the_labels_of_a_passage() -> None:
    taught = [_taught(), _taught(labels=frozenset({"process"})), _taught(text="乙", labels=frozenset())]
    rows = [json.loads(line) for line in as_rows(taught).decode().splitlines()]
    assert sorted((row["text"], row["labels"]) for row in rows) == [
        ("乙", []),
        ("甲", ["personal", "process"]),
    ]


def test_drift_counts_by_rule_and_month() -> None:
    taught = [_taught(), _taught(false_alarm=True), _taught(month="2026-12")]
    assert drift(taught) == (
        ("model.risk.personal", "2026-11", 2, 1),
        ("model.risk.personal", "2026-12", 1, 0),
    )
