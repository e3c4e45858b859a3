"""When a mark expires: the date of issue plus the term. Shown to a person, never a permission."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from review.patterns import lazy
from review.recognizers.marks_grammar import DIGITS, number

_GAP = r"[^\S\n]{0,8}"
_DATE_LINE = lazy(
    rf"^[^\S\n]{{0,80}}(?:[^\n\d〇零一二三四五六七八九十]{{0,24}}[ \t\u3000]|[（(]?(?:中华)?民国)?"
    rf"([{DIGITS}]{{2,4}}){_GAP}年{_GAP}([{DIGITS}]{{1,3}}){_GAP}月{_GAP}([{DIGITS}]{{1,3}}){_GAP}日{_GAP}"
    r"(?:印发|发布|制发|签发)?[）)]?[^\S\n]{0,80}$",
    re.MULTILINE,
)
_REPUBLIC = 1911
_PARTS = lazy(rf"([{DIGITS}]+)(年|个月|月|天|日)")
_UNTIL = lazy(rf"([{DIGITS}]{{4}})[年.\-/]([{DIGITS}]{{1,3}})[月.\-/]([{DIGITS}]{{1,3}})")
_YEAR_DIGITS = 4
_LATEST = 9999
_DECEMBER = 12


def date_of_issue(text: str) -> dt.date | None:
    """The last date with a line to itself (成文日期, GB/T 9704-2012 7.3.5); years of the Republic too."""
    found = None
    for match in _DATE_LINE.finditer(text):
        year, month, day = (number(part) for part in match.groups())
        if year is not None and len(match.group(1)) < _YEAR_DIGITS:
            year += _REPUBLIC
        found = _date(year, month, day) or found
    return found


def _date(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def expiry(term: str, issued: dt.date | None, most_years: int) -> dt.date | None:
    """The day a term ends, or nothing if it names no day (长期, 启用前) or the date of issue is unknown.

    Args:
        term: as written; empty means the longest that law allows (保守国家秘密法 20).
        issued: the day it counts from (保守国家秘密法实施条例 19), if known.
        most_years: the longest term of the level.
    """
    until = _UNTIL.search(term)
    if until:
        return _date(*(number(part) for part in until.groups()))
    if issued is None or (term and not _PARTS.fullmatch(term)):
        return None
    count, unit = _count(term, most_years)
    if not count:
        return None
    if unit in "天日":
        return issued + dt.timedelta(days=count)
    return _months_later(issued, count * 12 if unit == "年" else count)


def _count(term: str, most_years: int) -> tuple[int, str]:
    match = _PARTS.fullmatch(term)
    if match is None:
        return most_years, "年"
    return number(match.group(1)) or 0, match.group(2).removeprefix("个")


def _months_later(day: dt.date, months: int) -> dt.date | None:
    year, month = divmod(day.year * _DECEMBER + day.month - 1 + months, _DECEMBER)
    if year > _LATEST:
        return None
    month += 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
