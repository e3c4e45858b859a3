"""``review sheet``: write, refresh, fill in; each slip has its own sentence."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from review import i18n
from review.commands.sheet import command
from review.errors import DataError, ReviewError, UsageError
from review.sheet.file import read_sheet, save_sheet, sheet_path
from review.sheet.record import Decision, Outcome, Verdict

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "关于值班的通知\n联系人手机：13800138000。\n"
AT = "2026-01-31T09:30:00+08:00"


def run(*arguments: str | Path) -> Result:
    """The command in this process."""
    return CliRunner().invoke(command, [str(a) for a in arguments])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with one number."""
    path = tmp_path / "通知.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_writes_the_sheet_and_says_what_is_next(draft: Path) -> None:
    """The file lies beside the draft; the next command is named."""
    result = run(draft)
    assert result.exit_code == 0, result.output
    sheet = read_sheet(sheet_path(draft))
    assert sheet.item.title == "关于值班的通知"
    assert "review decide" in result.output
    assert "13800138000" not in result.output
    assert "13800138000" not in sheet_path(draft).read_text("utf-8")


def test_fields_are_filled_in(draft: Path) -> None:
    """``--set`` writes a field of the form and keeps the others."""
    assert run(draft, "--set", "author=王某", "--set", "拟公开方式=政府网站").exit_code == 0
    item = read_sheet(sheet_path(draft)).item
    assert (item.author, item.channel, item.title) == ("王某", "政府网站", "关于值班的通知")
    assert run(draft).exit_code == 0
    assert read_sheet(sheet_path(draft)).item.author == "王某"


def test_a_stricter_outcome_is_stated(draft: Path) -> None:
    """Only what the decisions allow, and only when all is decided."""
    run(draft)
    early = run(draft, "--outcome", "on_request")
    assert "not everything is decided" in str(early.exception)
    sheet = read_sheet(sheet_path(draft))
    one = Decision(
        finding_id="F1", verdict=Verdict.REDACT, reason_code="third_party", decided_by="李", decided_at=AT
    )
    rest = [
        Decision(
            finding_id=i, verdict=Verdict.REDACT, reason_code="not_needed", decided_by="李", decided_at=AT
        )
        for i in sheet.undecided()[1:]
    ]
    save_sheet(sheet_path(draft), sheet.decide(one, *rest))
    assert "do not allow it" in str(run(draft, "--outcome", "publish").exception)
    assert run(draft, "--outcome", "on_request").exit_code == 0
    assert read_sheet(sheet_path(draft)).outcome is Outcome.ON_REQUEST


def test_decisions_are_kept_from_a_given_earlier_version(draft: Path, tmp_path: Path) -> None:
    """``--earlier`` names the version the sheet was written for."""
    run(draft)
    sheet = read_sheet(sheet_path(draft))
    save_sheet(
        sheet_path(draft),
        sheet.decide(
            *(
                Decision(
                    finding_id=i,
                    verdict=Verdict.REDACT,
                    reason_code="not_needed",
                    decided_by="李",
                    decided_at=AT,
                )
                for i in sheet.undecided()
            )
        ),
    )
    before = tmp_path / "before.txt"
    shutil.copy(draft, before)
    draft.write_text(TEXT + "另行通知。\n", encoding="utf-8")
    result = run(draft, "--earlier", before)
    assert result.exit_code == 0, result.output
    assert read_sheet(sheet_path(draft)).undecided() == ()


SLIPS: list[tuple[tuple[str, ...], type[ReviewError], str]] = [
    (("--set", "autor=王"), UsageError, "no such field"),
    (("--set", "author"), UsageError, "no such field"),
    (("--set", "openness=open"), UsageError, "unknown value"),
]


@pytest.mark.parametrize(("arguments", "error", "message"), SLIPS)
def test_slips(draft: Path, arguments: tuple[str, ...], error: type[ReviewError], message: str) -> None:
    """One line; nothing is written."""
    result = run(draft, *arguments)
    assert isinstance(result.exception, error)
    assert message in str(result.exception)
    assert not sheet_path(draft).exists()


def test_a_draft_that_is_not_there(tmp_path: Path) -> None:
    """Missing file."""
    assert isinstance(run(tmp_path / "无.txt").exception, UsageError)


def test_a_broken_sheet_is_not_overwritten(draft: Path) -> None:
    """A typo in a hand-edited sheet is named with its place; the file stays."""
    run(draft)
    path = sheet_path(draft)
    broken = path.read_text("utf-8").replace("severity:", "severty:", 1)
    path.write_text(broken, encoding="utf-8")
    result = run(draft)
    assert isinstance(result.exception, DataError)
    assert "findings[0]" in str(result.exception)
    assert path.read_text("utf-8") == broken


@pytest.mark.parametrize("name", ["review.yaml", "allowed_signers", "通知.txt.signoff.jsonl"])
def test_our_own_files_are_no_drafts(tmp_path: Path, name: str) -> None:
    """The policy, the keys and the records have no sheet."""
    (tmp_path / name).write_text("x\n", encoding="utf-8")
    result = run(tmp_path / name)
    assert isinstance(result.exception, UsageError)
    assert "belongs to the review itself" in result.exception.what
    assert not (tmp_path / f"{name}.review.yaml").exists()


@pytest.mark.parametrize(
    ("language", "shown"), [("zh_Hans", "author 拟稿人"), ("zh_Hant", "author 擬稿人"), ("en", "author,")]
)
def test_fields_are_named_as_on_the_form(draft: Path, language: str, shown: str) -> None:
    """Who does not know the names of fields reads what they are."""
    i18n.use(language)
    assert shown in str(run(draft, "--set", "作者=张三").exception)
