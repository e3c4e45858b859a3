"""``review redact`` from the command line: what it needs, what it writes, what it never touches."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from review.commands.redact import command
from review.commands.sheet import command as sheet_command
from review.errors import DataError, ReviewError, UsageError
from review.sheet.file import read_sheet, save_sheet, sheet_path
from review.sheet.record import Decision, Outcome, Verdict
from tests.builders.ole import compound
from tests.builders.ooxml import Tab, xlsx, zipped

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


@pytest.mark.parametrize("command", ["redact", "annotate"])
def test_a_copy_ends_as_its_draft_does(draft: Path, command: str) -> None:
    """A name that promises another kind of file opens in nothing."""
    from review.commands.annotate import command as annotate

    decide(draft, Verdict.REDACT, "not_needed")
    output = draft.with_name("copy.pdf")
    if command == "redact":
        result = run(draft, "-o", output)
    else:
        result = CliRunner().invoke(annotate, [str(draft), "-o", str(output)])
    assert isinstance(result.exception, UsageError)
    assert f"end with {draft.suffix}" in str(result.exception)
    assert not output.exists()


def test_a_full_disk_leaves_nothing_behind(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy, no temporary file, the sheet as it was."""
    decide(draft, Verdict.REDACT, "third_party")
    before = {path.name: path.read_bytes() for path in draft.parent.iterdir()}

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert isinstance(run(draft, "-o", draft.with_name("公开.txt")).exception, ReviewError)
    assert {path.name: path.read_bytes() for path in draft.parent.iterdir()} == before


def test_masks_of_the_policy_and_the_option_that_wins(draft: Path) -> None:
    """``review.yaml`` beside the draft says what stays; ``--mask full`` leaves nothing."""
    text = "format: policy/1\njurisdiction: cn\nmasks:\n  personal.contact.mobile: {first: 3, last: 4}\n"
    draft.with_name("review.yaml").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(sheet_command, [str(draft)]).exit_code == 0
    decide(draft, Verdict.REDACT, "third_party")
    out = draft.with_name("公开.txt")
    assert run(draft, "-o", out).exit_code == 0
    assert "138****8000" in out.read_text("utf-8")
    assert run(draft, "-o", out, "--mask", "full").exit_code == 0
    assert "■" * 11 in out.read_text("utf-8")


def archive(draft: Path) -> Path:
    """A zip with a file that can be redacted and one that cannot, decided."""
    path = draft.with_name("附件.zip")
    old = compound({"WordDocument": b"", "1Table": TEXT.encode("utf-16-le")})
    path.write_bytes(zipped({"说明.txt": TEXT.encode(), f"手机{PHONE}.doc": old}))
    assert CliRunner().invoke(sheet_command, [str(path)]).exit_code == 0
    sheet = read_sheet(sheet_path(path))
    decisions = [
        Decision(
            finding_id=one, verdict=Verdict.REDACT if sheet.finding(one) else Verdict.INSPECTED,
            reason_code="third_party" if sheet.finding(one) else "read_in_full", decided_by="李", decided_at=AT,
        )
        for one in sheet.ids()
    ]  # fmt: skip
    save_sheet(sheet_path(path), sheet.decide(*decisions))
    return path


def test_a_file_in_an_archive_is_left_out_on_demand(draft: Path) -> None:
    """It is named without the value in its name, and the sheet says that the copy does without it."""
    path = archive(draft)
    out = path.with_name("公开.zip")
    refused = run(path, "-o", out).exception
    assert isinstance(refused, ReviewError)
    name = f"手机{'■' * 11}.doc"
    assert name in str(refused)
    assert PHONE not in str(refused)
    assert not out.exists()
    assert isinstance(run(path, "-o", out, "--leave-out", "没有.doc").exception, UsageError)
    result = run(path, "-o", out, "--leave-out", name)
    assert result.exit_code == 0, result.output
    released = read_sheet(sheet_path(path)).released
    assert released is not None
    assert released.left_out == (name,)
    assert name in result.output


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_nobody_reads_the_copy_who_may_not_read_the_draft(
    draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A private draft has a private copy, whatever the umask; until it is whole it is for us alone."""
    decide(draft, Verdict.REDACT, "third_party")
    draft.chmod(0o600)
    seen: list[int] = []
    real = os.fsync

    def look(handle: int) -> None:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr("os.fsync", look)
    before = os.umask(0)
    try:
        assert run(draft, "-o", draft.with_name("公开.txt")).exit_code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(draft.with_name("公开.txt").stat().st_mode) == 0o600
    files = [mode for mode in seen if not mode & 0o111]
    assert files
    assert set(files) == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on file sizes")
@pytest.mark.parametrize("name", ["通知.txt", "附件.zip", "表.xlsx"])
def test_a_disk_that_fills_up(name: str, tmp_path: Path) -> None:
    """A child that may write no more than a few bytes: one line, the draft untouched, nothing left behind."""
    path = tmp_path / name
    contents = {
        ".txt": TEXT.encode(),
        ".zip": zipped({"a.txt": TEXT.encode()}),
        ".xlsx": xlsx(Tab(name="表", rows=[["手机", PHONE]])),
    }
    path.write_bytes(contents[path.suffix])
    assert CliRunner().invoke(sheet_command, [str(path)]).exit_code == 0
    decide(path, Verdict.REDACT, "third_party")
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16));"
        "from review.commands import main; sys.argv[0] = 'review'; main()"
    )
    command = [sys.executable, "-c", script, "redact", str(path), "-o", str(tmp_path / f"公开{path.suffix}")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "REVIEW_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert PHONE not in done.stderr + done.stdout
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before
