"""Deciding in the terminal: one key a verdict, saved at once, undone, resumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from review import i18n
from review.commands.decide import command
from review.commands.decide_screen import fold_lines, passage
from review.commands.decide_walk import Terminal, Walk
from review.commands.decided import decided_sheet
from review.document import BlockKind, DocumentBuilder, Location
from review.errors import DataError, UsageError
from review.finding import Confidence, Match, Severity
from review.policy import default_policy
from review.reports.terminal import width
from review.ruleset import Ruleset
from review.scanner import Scanner
from review.sheet.file import sheet_path, write_sheet
from review.sheet.record import Outcome, Sheet, new_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from review.recognizers.view import View
    from review.scanner import Scan

AT = "2026-01-31T09:30:00+08:00"
RULESET = Ruleset(lexicons="sha256:1", model="", policy="")
TEXT = "值班手机13800138000。\n" + "很长的一段话，" * 40 + "联系人手机13900139000。\n文件机密★\n"


class Finder:
    """Eleven digits, and one mark."""

    name = "finder"

    def vocabulary(self) -> Iterable[tuple[str, str]]:
        """Nothing fixed."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Numbers are for consent, a mark blocks."""
        for match in re.finditer(r"\d{11}|机密★", view.text):
            mark = match[0].startswith("机")
            start, end = view.span(*match.span())
            yield Match(
                rule="t.mark" if mark else "t.phone",
                category="secrecy.state.mark" if mark else "personal.contact.mobile",
                severity=Severity.BLOCK if mark else Severity.CONSENT,
                confidence=Confidence.HIGH, start=start, end=end, preview="1****", key=match[0],
            )  # fmt: skip


SCANNER = Scanner(recognizers=[Finder()], combiners=[])


def scan() -> Scan:
    """Two numbers, one mark, one gap."""
    builder = DocumentBuilder(name="通知.docx", sha256="0" * 64, media="docx")
    for number, line in enumerate(TEXT.splitlines(), 1):
        builder.add(line, kind=BlockKind.PARAGRAPH, location=Location(paragraph=number))
    builder.gap("image_text", Location(part="image", index=1))
    return SCANNER.scan_document(builder.build())


def walk(keys: str, *notes: str, sheet: Sheet | None = None) -> tuple[Sheet, list[str], list[Sheet]]:
    """Play keys on a new sheet: the sheet afterwards, the lines shown, every state that was saved."""
    scanned = scan()
    shown: list[str] = []
    saved: list[Sheet] = []
    pressed, answers = iter(keys), iter(notes)
    start = sheet or new_sheet(scanned, default_policy(), RULESET)
    made = Walk(
        sheet=start, scan=scanned, save=saved.append, decided_by="李某", now=lambda: AT,
        terminal=Terminal(key=lambda: next(pressed, "q"), ask=lambda _q: next(answers, ""), show=shown.append),
    )  # fmt: skip
    return made.run(start.undecided()), [click.unstyle(line) for line in shown], saved


def verdicts(sheet: Sheet) -> dict[str, str]:
    """Verdict and reason by id."""
    return {d.finding_id: f"{d.verdict} {d.reason_code}" for d in sheet.decisions}


def test_all_the_way() -> None:
    """Each verdict is one key and one reason; the outcome follows."""
    sheet, _shown, saved = walk("d4r3r2i1", "", "", "保密办函", "")
    assert verdicts(sheet) == {
        "F1": "redact third_party",
        "F2": "release consented",
        "F3": "release declassified",
        "G1": "inspected read_in_full",
    }
    assert (sheet.outcome, len(saved)) == (Outcome.PUBLISH_REDACTED, 4)
    assert sheet.decision("F3").note == "保密办函"  # type: ignore[union-attr]
    assert sheet.decision("F1").decided_by == "李某"  # type: ignore[union-attr]


def test_a_note_repeats_nothing_that_was_found() -> None:
    """The sheet is kept with the document: the person is asked for other words."""
    sheet, shown, _saved = walk("d4q", "机主 139-0013 9000 同意", "机主同意")
    assert sheet.decision("F1").note == "机主同意"  # type: ignore[union-attr]
    assert any("repeats what was found" in line for line in shown)


def test_one_verdict_for_all_of_a_category() -> None:
    """``a`` and a verdict decide every undecided finding of the category; undo takes all of it back."""
    sheet, shown, _saved = walk("ad4q")
    assert verdicts(sheet) == {"F1": "redact third_party", "F2": "redact third_party"}
    assert any("all 2 undecided findings" in line for line in shown)
    sheet, _shown, _saved = walk("ad4uq")
    assert verdicts(sheet) == {}


def test_undo_goes_back_to_the_finding() -> None:
    """Undo restores what was there and shows it again."""
    sheet, _shown, _saved = walk("d4ur1q")
    assert verdicts(sheet) == {"F1": "release false_alarm"}


def test_the_last_verdict_can_be_undone() -> None:
    """The walk waits at its end."""
    sheet, _shown, _saved = walk("sssi1uq")
    assert verdicts(sheet) == {}


def test_quit_and_resume() -> None:
    """What was decided is saved; the next walk begins with what is left."""
    first, _shown, saved = walk("d4q")
    assert saved == [first]
    second, shown, _saved = walk("sq", sheet=first)
    assert verdicts(second) == verdicts(first)
    assert any("F2" in line for line in shown)
    assert not any(" F1 " in line for line in shown)


def test_a_step_back_decides_nothing() -> None:
    """0 leaves the list of reasons, an empty note leaves a reason that needs one."""
    assert verdicts(walk("d0sr2q", "")[0]) == {"F2": "release statutory"}
    assert verdicts(walk("ssr2q", "")[0]) == {}


def test_keys_of_an_input_method() -> None:
    """A full-width key is the same key; an unknown one changes nothing."""
    sheet, _shown, _saved = walk("ｄ4zｑ")
    assert verdicts(sheet) == {"F1": "redact third_party"}


def test_a_wrong_key_is_told_the_keys_that_there_are() -> None:
    """One line, on the finding, in the list of reasons, on a gap and at the end."""
    _sheet, shown, _saved = walk("zdy0sssxi1xq")
    assert [line.rpartition(": ")[2] for line in shown if "this key does nothing" in line] == [
        "r d w f a m s u q", "1 2 3 4 5 6 7 8 9 a 0", "w f i a m s u q", "u q",
    ]  # fmt: skip


def test_the_mark_offers_only_reasons_fit_for_it() -> None:
    """条例 14: no release of a marked document as already public."""
    _sheet, shown, _saved = walk("ssr0q")
    menu = [line for line in shown if line.startswith("  [")]
    assert len([line for line in menu if "[0]" not in line]) == 3


@pytest.mark.parametrize("language", i18n.LOCALES)
def test_every_screen_fits(language: str) -> None:
    """80 columns, and no more than 24 lines with the longest list of reasons."""
    i18n.use(language)
    _sheet, shown, _saved = walk("d4d4r0sq")
    assert max(width(line) for line in shown) <= 80
    _sheet, shown, _saved = walk("d0q")
    starts = [i for i, line in enumerate(shown) if "1/4" in line]
    assert starts[1] - starts[0] <= 24


def test_the_passage_is_marked_without_colour() -> None:
    """Brackets show what was found; long paragraphs are cut around it."""
    _sheet, shown, _saved = walk("q")
    assert any("值班手机【13800138000】。" in line for line in shown)
    before, found, after = passage("前" * 500 + "甲" * 300 + "后" * 500, (500, 800))
    assert (len(before), len(after)) == (60, 60)
    assert len(found) < 130


def test_lines_fold_by_columns() -> None:
    """A Chinese character takes two columns."""
    assert fold_lines("一二三abc", 5) == ["一二", "三abc"]
    assert fold_lines("", 5) == [""]


def test_without_a_terminal(tmp_path: Path) -> None:
    """Keys cannot come from a pipe: one clear line."""
    draft = tmp_path / "a.txt"
    draft.write_text("无事。\n", encoding="utf-8")
    write_sheet(draft, SCANNER.scan_file(draft), default_policy(), scanner=SCANNER)
    result = CliRunner().invoke(command, [str(sheet_path(draft))])
    assert isinstance(result.exception, UsageError)
    assert "needs a terminal" in result.exception.what


def test_a_changed_draft_is_refused(tmp_path: Path) -> None:
    """Ids of another version mean other findings."""
    draft = tmp_path / "a.txt"
    draft.write_text("手机13800138000。\n", encoding="utf-8")
    write_sheet(draft, SCANNER.scan_file(draft), default_policy(), scanner=SCANNER)
    draft.write_text("手机13800138001。\n", encoding="utf-8")
    with pytest.raises(DataError, match="has changed"):
        decided_sheet(draft, default_policy())
