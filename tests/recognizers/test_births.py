"""Dates of birth in every way of writing, and who is a child on which day."""

from __future__ import annotations

from datetime import date

import pytest

from review.recognizers.births import born, dated, is_child
from review.text.folding import fold_term


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1976-11-11", "19761111"),
        ("1976/11/11", "19761111"),
        ("1976.10.10", "19761010"),
        ("1976年11月11日", "19761111"),
        ("1976 年 1 月 31 日", "19760131"),
        ("１９７６－１１－１１", "19761111"),
        ("1976-11-11 00:00:00", "19761111"),
        ("19761111", "19761111"),
        ("76.11.11", "19761111"),
        ("08/3/31", "20080331"),
        ("民國65年11月11日", "19761111"),
        ("107.4.23", "20180423"),
        ("1070423", "20180423"),
        ("28075", "19761111"),
        ("25/3/1976", "19760325"),
        ("3/25/1976", "19760325"),
        ("3/4/1976", "19760403"),
        ("1976-10", "197610**"),
        ("1976年10月", "197610**"),
        ("1976", "1976****"),
        ("1976-02-30", "197602**"),
        ("不详", ""),
        ("", ""),
    ],
)
def test_born(text: str, day: str) -> None:
    """What a cell says, no more; in Hong Kong the day comes first."""
    assert born(text) == day


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("王某，1976年11月11日出生，", ["1976年11月11日"]),
        ("王某，1976-11-11生，", ["1976-11-11"]),
        ("出生日期：19761111，", ["19761111"]),
        ("民國65年11月11日生，", ["民国65年11月11日"]),
        ("2021年5月6日发生事故", []),
        ("2021年5月6日生产", []),
    ],
)
def test_dated(text: str, dates: list[str]) -> None:
    """Dates beside a word for birth."""
    folded = fold_term(text)
    assert [folded[slice(*span)] for span in dated(folded)] == dates


@pytest.mark.parametrize(
    ("birth", "child"),
    [
        ("20100602", True),
        ("20100601", False),
        ("201006**", False),
        ("2011****", True),
        ("2030****", False),
        ("", False),
    ],
)
def test_a_child_is_below_fourteen(birth: str, child: bool) -> None:  # noqa: FBT001 - a column
    """个人信息保护法 28, counted to the day; what is not said counts as early in the year."""
    assert is_child(birth, date(2024, 6, 1)) is child
