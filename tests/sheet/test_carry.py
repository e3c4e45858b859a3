"""A changed draft keeps the decisions that still hold, and no other."""

from __future__ import annotations

import re
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from review.errors import DataError, ReviewError, UsageError
from review.finding import Confidence, Match, Severity
from review.policy import default_policy
from review.scanner import Scanner
from review.sheet.file import (
    Written,
    draft_path,
    read_sheet,
    replace_file,
    save_sheet,
    sheet_path,
    write_sheet,
)
from review.sheet.record import Decision, Outcome, Verdict, dump_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from review.recognizers.view import View

AT = "2026-01-31T09:30:00+08:00"


class Phones:
    """Eleven digits are a finding; a test needs no more."""

    name = "phones"

    def vocabulary(self) -> Iterable[tuple[str, str]]:
        """Nothing fixed."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Every run of eleven digits."""
        for match in re.finditer(r"\d{11}", view.text):
            start, end = view.span(*match.span())
            yield Match(
                rule="test.phone", category="personal.contact.mobile", severity=Severity.CONSENT,
                confidence=Confidence.HIGH, start=start, end=end, preview="1**********", key=match[0],
            )  # fmt: skip


SCANNER = Scanner(recognizers=[Phones()], combiners=[])
FIRST = "关于防火值班的通知\n值班手机13800138000。\n联系人手机13900139000。\n"


def write(draft: Path, previous: Path | None = None) -> Written:
    """Scan and write the sheet."""
    return write_sheet(draft, SCANNER.scan_file(draft), default_policy(), previous, scanner=SCANNER)


def decide(draft: Path, **verdicts: str) -> None:
    """Write decisions into the sheet."""
    codes = {"release": "consented", "redact": "third_party"}
    sheet = read_sheet(sheet_path(draft))
    decisions = [
        Decision(
            finding_id=one,
            verdict=Verdict(verdict),
            reason_code=codes[verdict],
            decided_by="李",
            decided_at=AT,
        )
        for one, verdict in verdicts.items()
    ]
    save_sheet(sheet_path(draft), sheet.decide(*decisions))


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with two findings, both decided, and its earlier version in git."""
    path = tmp_path / "通知.txt"
    path.write_text(FIRST, encoding="utf-8")
    write(path)
    decide(path, F1="release", F2="redact")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "draft"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    return path


def verdicts(written: Written) -> dict[str, str]:
    """What is decided in the new sheet."""
    return {d.finding_id: d.verdict.value for d in written.sheet.decisions}


CHANGES = [
    ("a line before", "关于防火值班的通知\n各科室：\n值班手机13800138000。\n联系人手机13900139000。\n", {"F1": "release", "F2": "redact"}),
    ("another order", "联系人手机13900139000。\n值班手机13800138000。\n", {"F1": "redact", "F2": "release"}),
    ("a third number", FIRST + "传真13700137000。\n", {"F1": "release", "F2": "redact"}),
    ("released number among other words", "病人手机13800138000。\n联系人手机13900139000。\n", {"F2": "redact"}),
    ("released number in a second place", FIRST + "病人手机13800138000。\n", {"F2": "redact"}),
    ("redacted number in a second place", FIRST + "另见13900139000。\n", {"F1": "release", "F2": "redact"}),
    ("one number gone", "值班手机13800138000。\n", {"F1": "release"}),
    ("other numbers", "值班手机13800138001。\n", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_decisions_that_still_hold_are_kept(draft: Path, text: str, expected: dict[str, str]) -> None:
    """Same rule, category and value: a release only among the same words, and nothing is lost."""
    draft.write_text(text, encoding="utf-8")
    written = write(draft)
    assert verdicts(written) == expected
    assert len(written.sheet.not_holding) == 2 - len(expected)
    assert read_sheet(written.path) == written.sheet


def test_an_earlier_version_from_a_file(tmp_path: Path) -> None:
    """Without git the earlier version is given; a wrong one is refused and nothing changes."""
    draft, before = tmp_path / "a.txt", tmp_path / "before.txt"
    draft.write_text(FIRST, encoding="utf-8")
    before.write_text(FIRST, encoding="utf-8")
    write(draft)
    decide(draft, F1="release", F2="redact")
    draft.write_text(FIRST + "完。\n", encoding="utf-8")
    kept = sheet_path(draft).read_bytes()
    with pytest.raises(UsageError, match="not the version"):
        write(draft, draft)
    assert sheet_path(draft).read_bytes() == kept
    assert verdicts(write(draft, before)) == {"F1": "release", "F2": "redact"}


def test_without_the_earlier_version_nothing_is_lost(tmp_path: Path) -> None:
    """Decisions that cannot be compared stay as they are, until somebody wants to begin again."""
    draft = tmp_path / "a.txt"
    draft.write_text(FIRST, encoding="utf-8")
    write(draft)
    decide(draft, F1="release", F2="redact")
    draft.write_text(FIRST + "完。\n", encoding="utf-8")
    kept = sheet_path(draft).read_bytes()
    with pytest.raises(UsageError, match="decided on is not found"):
        write(draft)
    assert sheet_path(draft).read_bytes() == kept
    written = write_sheet(draft, SCANNER.scan_file(draft), default_policy(), scanner=SCANNER, anew=True)
    assert (written.sheet.decisions, written.sheet.outcome) == ((), None)
    assert [d.verdict for d in written.sheet.not_holding] == [Verdict.RELEASE, Verdict.REDACT]


def test_an_unchanged_draft_leaves_the_sheet_alone(draft: Path) -> None:
    """Law 8, and signatures over the sheet stay valid: the very same bytes."""
    before = sheet_path(draft).read_bytes()
    written = write(draft)
    assert (written.changed, sheet_path(draft).read_bytes()) == (False, before)
    assert dump_sheet(written.sheet) == before


def test_fields_filled_in_by_hand_stay(draft: Path) -> None:
    """The title follows the draft, the author stays as written."""
    path = sheet_path(draft)
    path.write_text(path.read_text("utf-8").replace('author: ""', "author: 王某"), encoding="utf-8")
    draft.write_text(FIRST.replace("防火值班", "防汛值班"), encoding="utf-8")
    item = write(draft).sheet.item
    assert (item.title, item.author) == ("关于防汛值班的通知", "王某")


def test_a_sheet_with_a_typo_is_not_overwritten(draft: Path) -> None:
    """Bad input: the error names the place, the file stays."""
    path = sheet_path(draft)
    broken = path.read_text("utf-8").replace("verdict: redact", "verdict: redcat")
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(DataError, match=r"decisions\[1\]\.verdict"):
        write(draft)
    assert path.read_text("utf-8") == broken


def test_a_sheet_of_another_document(draft: Path) -> None:
    """A sheet that was copied beside another draft is refused."""
    other = draft.with_name("别的.txt")
    other.write_text("无事。\n", encoding="utf-8")
    sheet_path(other).write_bytes(sheet_path(draft).read_bytes())
    with pytest.raises(DataError, match="of another document"):
        write(other)


def test_a_mode_is_kept_and_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing is one step: before or after, never half; no temporary file stays."""
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    replace_file(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ReviewError, match="No space left"):
        replace_file(path, b"newer")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_sheet(tmp_path: Path) -> None:
    """A name without the suffix, and a sheet that is not there."""
    with pytest.raises(UsageError, match="not a sheet"):
        draft_path(tmp_path / "a.docx")
    with pytest.raises(UsageError, match="there is no sheet"):
        read_sheet(tmp_path / "a.docx.review.yaml")


def test_a_clear_document_may_be_published(tmp_path: Path) -> None:
    """Nothing found, nothing unread: the outcome follows, and people sign it."""
    draft = tmp_path / "a.txt"
    draft.write_text("无事。\n", encoding="utf-8")
    assert write(draft).sheet.outcome is Outcome.PUBLISH
