"""``review redact`` from the command line: what it needs, what it writes, what it never touches."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from review.commands.redact import command
from review.commands.sheet import command as sheet_command
from review.errors import DataError, ReviewError, UsageError
from review.sheet.file import read_sheet, save_sheet, sheet_path
from review.sheet.record import Decision, Outcome, Verdict

if TYPE_CHECKING:
    from pathlib import Path

PHONE = "13800138000"
TEXT = f"关于值班的通知\n联系人手机：{PHONE}。\n"
AT = "2026-01-31T09:30:00+08:00"


def run(*arguments: str | Path) -> Result:
    """The command in this process."""
    return CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with its sheet, nothing decided."""
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert CliRunner().invoke(sheet_command, [str(path)]).exit_code == 0
    return path


def decide(draft: Path, verdict: Verdict, code: str) -> None:
    """The same verdict on everything."""
    sheet = read_sheet(sheet_path(draft))
    decisions = [
        Decision(finding_id=one, verdict=verdict, reason_code=code, decided_by="李", decided_at=AT)
        for one in sheet.ids()
    ]
    save_sheet(sheet_path(draft), sheet.decide(*decisions))


def test_the_copy_is_named_in_the_sheet(draft: Path) -> None:
    """Both digests stand in the sheet, the draft is untouched, no value is said."""
    decide(draft, Verdict.REDACT, "third_party")
    out = draft.with_name("公开.txt")
    result = run(draft, "-o", out)
    assert result.exit_code == 0, result.output
    sheet = read_sheet(sheet_path(draft))
    assert sheet.outcome is Outcome.PUBLISH_REDACTED
    assert sheet.released is not None
    assert (sheet.released.name, sheet.released.sha256) == (
        out.name,
        hashlib.sha256(out.read_bytes()).hexdigest(),
    )
    assert sheet.document.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert draft.read_text("utf-8") == TEXT
    assert PHONE not in out.read_text("utf-8") + result.output


def test_a_new_decision_voids_the_copy(draft: Path) -> None:
    """The sheet forgets the copy when a decision changes."""
    decide(draft, Verdict.REDACT, "third_party")
    run(draft, "-o", draft.with_name("公开.txt"))
    decide(draft, Verdict.REDACT, "not_needed")
    assert read_sheet(sheet_path(draft)).released is None


def test_what_it_needs(draft: Path) -> None:
    """Everything decided, something to redact, the very draft; each with its own sentence and no copy."""
    out = draft.with_name("公开.txt")
    errors: list[tuple[type[ReviewError], str]] = []

    def refused() -> None:
        result = run(draft, "-o", out)
        assert isinstance(result.exception, ReviewError)
        errors.append((type(result.exception), result.exception.what))

    refused()
    decide(draft, Verdict.RELEASE, "consented")
    refused()
    draft.write_text(TEXT + "完。\n", encoding="utf-8")
    refused()
    assert errors == [
        (UsageError, "not everything is decided"),
        (UsageError, "the sheet does not ask for a redacted copy"),
        (DataError, "the draft has changed since the sheet was written"),
    ]
    assert not out.exists()


def test_the_name_of_the_copy_is_published_too(tmp_path: Path) -> None:
    """A number in the draft's name must not stand in that of the copy."""
    draft = tmp_path / f"名单-手机{PHONE}.txt"
    draft.write_text(TEXT, encoding="utf-8")
    assert CliRunner().invoke(sheet_command, [str(draft)]).exit_code == 0
    decide(draft, Verdict.REDACT, "third_party")
    again = run(draft, "-o", tmp_path / f"公开-手机{PHONE}.txt")
    assert "can still be found" in str(again.exception)
    assert run(draft, "-o", tmp_path / "公开.txt").exit_code == 0


def test_draft_and_sheet_are_never_replaced(draft: Path) -> None:
    """The copy goes to a file of its own."""
    decide(draft, Verdict.REDACT, "third_party")
    for target in (draft, sheet_path(draft)):
        before = target.read_bytes()
        assert isinstance(run(draft, "-o", target).exception, UsageError)
        assert target.read_bytes() == before


def test_a_full_disk_leaves_nothing_behind(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy, no temporary file, the sheet as it was."""
    decide(draft, Verdict.REDACT, "third_party")
    before = {path.name: path.read_bytes() for path in draft.parent.iterdir()}

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert isinstance(run(draft, "-o", draft.with_name("公开.txt")).exception, ReviewError)
    assert {path.name: path.read_bytes() for path in draft.parent.iterdir()} == before
