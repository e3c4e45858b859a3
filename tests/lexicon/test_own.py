"""An organisation's own terms in the three forms people keep them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.errors import DataError, ReviewError, UsageError
from review.finding import Severity
from review.lexicon.own import load_own, own_rules
from review.recognizers.terms import Terms
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A file with this text."""
    path.write_bytes(text.encode(encoding))
    return path


def rules_in(text: str, *files: Path) -> list[str]:
    """Own rules that find something in a text."""
    settings = Settings(lexicons=files)
    scanner = Scanner(settings, recognizers=(Terms(settings),), combiners=())
    return [f.rule for f in scanner.scan_text(text).findings if f.rule.startswith("own")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_list_has_one_term_a_line(tmp_path: Path, encoding: str) -> None:
    """Blank lines and comments say nothing; both scripts are found."""
    path = write(tmp_path / "names.txt", "# 代号\n蓝隼行动\n\n星火工程 \n", encoding)
    assert rules_in("關於藍隼行動的通知", path) == ["own.names"]
    assert rules_in("星火工程", path) == ["own.names"]
    assert rules_in("代号", path) == []


def test_a_csv_gives_each_term_its_category(tmp_path: Path) -> None:
    """Rows alike become one rule; severity is the row's."""
    path = write(
        tmp_path / "t.csv",
        "term,category,severity\n蓝隼行动,secrecy.work,block\n甲方报价单,secrecy.commercial,\n星火工程,secrecy.work,block\n",
    )
    rules = load_own(path)
    assert [(r.id, r.severity, len(r.terms)) for r in rules] == [
        ("own.t.secrecy.work", Severity.BLOCK, 2),
        ("own.t.secrecy.commercial", Severity.CONSENT, 1),
    ]
    assert rules_in("蓝隼行动", path) == ["own.t.secrecy.work"]


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("a.txt", "", "a.txt"),
        ("a.txt", "# nothing\n", "a.txt"),
        ("a.txt", "好的词\n密\n", "a.txt:2"),
        ("a.txt", "\u200b\n", "a.txt:1"),
        ("a.csv", "", "a.csv:1"),
        ("a.csv", "word\n甲乙\n", "a.csv:1: word"),
        ("a.csv", "category\nsecrecy.work\n", "a.csv:1"),
        ("a.csv", "term,severity\n甲乙丙,deadly\n", "a.csv:2"),
        ("a.csv", "term,category\n甲乙丙,politics\n", "a.csv:2"),
        ("a.csv", "term,category\n,secrecy.work\n", "a.csv:2"),
        ("a.yaml", "format: lexicon/1\n", "a.yaml: id"),
    ],
)
def test_bad_lists_are_refused_with_file_and_line(tmp_path: Path, name: str, text: str, where: str) -> None:
    """One line says what is wrong and where, and never shows a term."""
    path = write(tmp_path / name, text)
    with pytest.raises(DataError) as caught:
        own_rules((path,))
    assert caught.value.where == str(tmp_path / where)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    """review.yaml names a file that is not there."""
    with pytest.raises(UsageError):
        own_rules((tmp_path / "none.txt",))


def test_a_million_terms_are_refused(tmp_path: Path) -> None:
    """That is a dictionary; the sentence says so instead of the machine running out of memory."""
    text = "\n".join(f"代号{i:07d}" for i in range(1_000_000))
    with pytest.raises(DataError, match="200000"):
        own_rules((write(tmp_path / "big.txt", text),))


def test_two_own_files_must_not_share_an_id(tmp_path: Path) -> None:
    """Findings name rules by id."""
    (tmp_path / "x").mkdir()
    with pytest.raises(DataError):
        own_rules((write(tmp_path / "a.txt", "蓝隼行动"), write(tmp_path / "x" / "a.txt", "星火工程")))


def test_an_own_rule_may_repeat_a_shipped_term(tmp_path: Path) -> None:
    """A term that a new version ships must not stop those who have had it all along."""
    path = write(tmp_path / "own.txt", "内部资料 注意保存")
    assert Terms(Settings(lexicons=(path,))).rules


def test_errors_do_not_show_terms(tmp_path: Path) -> None:
    """A list of code names must not end up in a log."""
    path = write(tmp_path / "a.csv", "term,category\n绝不能见人的代号,politics\n")
    with pytest.raises(ReviewError) as caught:
        own_rules((path,))
    assert "代号" not in str(caught.value)
