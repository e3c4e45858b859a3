"""Dates of birth: where they stand, which day they mean in each way of writing, and who is still a child."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from review.text.folding import fold_term
from review.text.patterns import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from review.recognizers.view import View

HIDDEN = "*"
CHILD = 14
"""Years below which 个人信息保护法 28 calls all of a child's data sensitive."""
_REPUBLIC, _CENTURY = 1911, 100
"""民國 1 is 1912."""
_DAY_0 = date(1899, 12, 30)
"""From which spreadsheets count days."""
_MONTHS = 12
_MEMO = "written on"
_MONTH_DAY = r"(?P<m>\d{1,2})(?:\s?[-/.月]\s?(?P<d>\d{1,2}))?(?!\d)"
_FORMS = tuple(
    map(
        lazy,
        (
            rf"民国\s?(?P<roc>\d{{1,3}})\s?[-/.年]\s?{_MONTH_DAY}",
            rf"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?{_MONTH_DAY}",
            r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])?(?!\d)",
            r"(?P<roc>1\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)",
            r"(?P<roc>[01]\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
            r"(?P<short>\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)",
            r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>(?:19|20)\d\d)(?!\d)",
            r"(?P<y>(?:19|20)\d\d)年?(?!\d)",
        ),
    )
)
"""1976-11-11, 1976年11月11日, 197611, 107.4.23, 1070423, 76.11.11, 11/11/1976, 1976; the first that fits."""
_DAY_FIRST = 6
_SERIAL = lazy(r"([1-5]\d{4})(?:\.0)?")
_BIRTH_DATE = (
    r"(?:(?:18|19|20)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|(?:18|19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"民国\s?\d{1,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|"
    r"[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号])"
)
_SHORT_DATE = r"(?:(?:19|20)\d{6}|\d{2,3}[-/.年]\d{1,2}[-/.月]\d{1,2})(?!\d)"
_BORN = lazy(
    rf"(?:出生日期|出生年月日?|生日|生于|出生于|出生)(?:为|是)?[：: 　]{{0,2}}({_BIRTH_DATE}|{_SHORT_DATE})|"
    rf"({_BIRTH_DATE})(?:出生|生)(?![产效])"
)
_BIRTH_WORD = lazy(r"生(?:(?<=[出日号0-9]生)|(?=[于日]))")
"""出生, 生于, 生日 and the like: one character to look for is seven times as fast as five words."""
_REACH = 19
_OTHERS = frozenset("发产诞")
"""发生于 and the like: no birth, or not of a person."""
_SIGNED = lazy(r"(?m)^[^\S\n]{0,80}(20\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)[^\S\n]*$")


def dated(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans of dates of birth in folded text, around the words for birth, which are rare."""
    reach = start
    stop = len(text) if end is None else end
    for word in _BIRTH_WORD.finditer(text, start, stop):
        found = _BORN.search(text, max(word.start() - _REACH, reach), min(word.end() + _REACH, stop))
        if found and text[found.start() - 1 : found.start()] not in _OTHERS:
            reach = found.end()
            yield found.span(1 if found.group(1) else 2)


@lru_cache(maxsize=4096)
def born(text: str) -> str:
    """``YYYYMMDD`` of a date, with stars for what it does not say (``1975****``); empty if it is none."""
    folded = text.strip() if text.isascii() else fold_term(text.strip())
    serial = _SERIAL.fullmatch(folded)
    if serial:
        return (_DAY_0 + timedelta(days=int(serial.group(1)))).strftime("%Y%m%d")
    for number, form in enumerate(_FORMS):
        match = form.match(folded)
        if match:
            return _written(match, day_first=number == _DAY_FIRST)
    return ""


def _written(match: re.Match[str], *, day_first: bool) -> str:
    said = match.groupdict()
    year = int(said.get("y") or 0) or int(said.get("roc") or 0) + _REPUBLIC
    if said.get("short"):
        year = int(said["short"]) + 2000
        year -= _CENTURY if year > _today().year else 0
    month, day = int(said.get("m") or 0), int(said.get("d") or 0)
    if day_first and month != day:
        if month <= _MONTHS and day <= _MONTHS:  # 3/4/1976: nobody knows which is the month
            month = day = 0
        elif month > _MONTHS:
            month, day = day, month
    if not 1 <= month <= _MONTHS:
        return f"{year}{HIDDEN * 4}"
    try:
        return date(year, month, day).strftime("%Y%m%d")
    except ValueError:
        return f"{year}{month:02d}{HIDDEN * 2}"


def is_child(birth: str, on: date) -> bool:
    """Whether somebody born on ``YYYYMMDD`` is surely below fourteen on a day; stars count as early."""
    if not birth:
        return False
    year, rest = birth[:4], birth[4:].replace(HIDDEN * 2, "01")
    return year + rest <= on.strftime("%Y%m%d") < f"{int(year) + CHILD}{rest}"


def written_on(view: View) -> date:
    """The day a document bears, as a line of its own; today if it bears none."""
    found = view.memo.get(_MEMO)
    if not isinstance(found, date):
        lines = [born(match.group(1)) for match in _SIGNED.finditer(view.text)]
        days = [line for line in lines if line.isdecimal()]
        found = datetime.strptime(days[-1], "%Y%m%d").replace(tzinfo=UTC).date() if days else _today()
        view.memo[_MEMO] = found
    return found


def _today() -> date:
    return datetime.now(UTC).date()
