"""Marks of pupils are not published; those of applicants are, and averages are nobody's."""

from __future__ import annotations

import pytest

from review.scanner import Scanner

SCANNER = Scanner()
RULES = {"personal.school_marks_column", "personal.minor_of_person"}


def found(text: str) -> set[str]:
    """The rules on marks that fire."""
    return RULES & {one.rule for one in SCANNER.scan_text(text).findings}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("姓名\t语文\t数学\t总分\t名次\n王小明\t58\t41\t99\t45\n李芳芳\t88\t91\t179\t2\n", "personal.school_marks_column"),
        ("姓名\t國文\t英文\t數學\t總分\n王小明\t58\t41\t77\t176\n陳美芳\t88\t91\t97\t276\n", "personal.school_marks_column"),
        ("王小明 初三2班 语文58 数学41 全班第45名\n", "personal.minor_of_person"),
        ("王小明：國文58分、數學41分，需課後輔導。\n", "personal.minor_of_person"),
    ],
)  # fmt: skip
def test_marks_of_pupils(text: str, rule: str) -> None:
    """In a table they are one finding, in a line the marks themselves."""
    assert found(text) == {rule}


def test_a_table_is_one_finding() -> None:
    """A clerk decides once for all subjects; the place spans them."""
    text = "姓名\t语文\t数学\t总分\t名次\n王小明\t58\t41\t99\t45\n李芳芳\t88\t91\t179\t2\n"
    (one,) = [f for f in SCANNER.scan_text(text).findings if f.rule == "personal.school_marks_column"]
    assert len(one.occurrences) == 8
    assert one.place is not None
    assert one.place.cell == "B2:E3"


@pytest.mark.parametrize(
    "text",
    [
        "班级\t语文\t数学\t英语\n初二1班\t王小明\t李芳芳\t陈大同\n初二2班\t王小明\t周强\t陈大同\n",
        "姓名\t准考证号后四位\t政治\t英语\t业务课一\t总分\n王小明\t1234\t68\t71\t110\t369\n",
        "姓名\t岗位\t笔试成绩\t面试成绩\t总成绩\t名次\n王小明\t语文\t78\t81\t79.5\t1\n李芳芳\t数学\t88\t91\t89.5\t2\n",
        "中考平均分：语文88.5，数学91.2，英语90.1。\n",
        "班级\t语文\t数学\t总分\n初二1班\t88.5\t91.2\t179.7\n初二2班\t87.1\t90.2\t177.3\n",
    ],
)
def test_marks_of_nobody_or_of_applicants(text: str) -> None:
    """Timetables, examinations for posts and degrees, averages of classes."""
    assert found(text) == set()
