"""Dates of birth: each row is a way in which lists write them, and the day it means."""

from __future__ import annotations

import pytest

from review.identifiers.birth_dates import birth_in


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("2015-03-04", (2015, 3, 4)), ("2015.3.4", (2015, 3, 4)), ("2015年3月4日", (2015, 3, 4)), ("2015 年 3 月", (2015, 3, 0)),
        ("2015-03-04 00:00:00", (2015, 3, 4)), ("2015-03-04T00:00:00", (2015, 3, 4)), ("20150304", (2015, 3, 4)), ("201503", (2015, 3, 0)),
        ("107.4.23", (2018, 4, 23)), ("107/04/23", (2018, 4, 23)), ("1070423", (2018, 4, 23)), ("0750304", (1986, 3, 4)),
        ("750304", (1986, 3, 4)), ("民国107年4月23日", (2018, 4, 23)), ("中华民国75年4月", (1986, 4, 0)), ("107年4月", (2018, 4, 0)),
        ("23/4/2015", (2015, 4, 23)), ("4/23/2015", (2015, 4, 23)), ("3.4.2015", (2015, 4, 3)), ("23 Apr 2015", (2015, 4, 23)),
        ("April 23, 2015", (2015, 4, 23)), ("85.3.4", (1985, 3, 4)), ("15.3.4", (2015, 3, 4)), ("42067", (2015, 3, 4)), ("42067.0", (2015, 3, 4)),
    ],
)  # fmt: skip
def test_dates_are_read(text: str, born: tuple[int, int, int]) -> None:
    """Both calendars, the day first or last, spreadsheets' serial numbers."""
    assert birth_in(text) == born


@pytest.mark.parametrize(
    "text", ["", "无", "1990", "107.13.4", "2015年13月", "300", "5.20", "13800000002", "2015.**.**"]
)
def test_what_is_no_date(text: str) -> None:
    """Years alone, amounts, masked dates."""
    assert birth_in(text) is None
