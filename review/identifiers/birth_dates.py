"""Dates of birth as columns hold them: in both calendars, with and without separators, day first or last."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from review.patterns import lazy

if TYPE_CHECKING:
    import re

Born = tuple[int, int, int]
"""Year of the common era, month, day; the day is 1 where none is given, and may be one that never was."""

_MONTH, _DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>0?[1-9]|[12]\d|3[01])"
_FULL_MONTH, _FULL_DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - twelve quoted words say less
_NAMED = rf"(?P<named>(?:{'|'.join(_ENGLISH)})[a-z]*)"
_YEAR = r"(?P<year>(?:18|19|20)\d{2})"
_CLOCK = r"(?:T?0{1,2}:00(?::00(?:\.0+)?)?)?"
_FORMS = tuple(
    lazy(form)
    for form in (
        rf"{_YEAR}[-/.年]{_MONTH}(?:[-/.月]{_DAY}日?{_CLOCK}|月)?",
        rf"{_YEAR}{_FULL_MONTH}(?P<day>0[1-9]|[12]\d|3[01])?",
        rf"(?P<republic>(?:中华)?民国|(?=1\d\d))(?P<year>\d{{1,3}})[-/.年]{_MONTH}(?:[-/.月]{_DAY}日?|月)?",
        rf"(?P<republic>(?=[01]\d{{6}}$)|(?=\d{{6}}$))(?P<year>\d{{2,3}}){_FULL_MONTH}{_FULL_DAY}",
        rf"(?P<year>\d{{2}})[-/.年]{_MONTH}(?:[-/.月]{_DAY}日?|月)?",
        rf"{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}",
        rf"{_MONTH}[-/.]{_DAY}[-/.]{_YEAR}",
        rf"{_DAY}(?:st|nd|rd|th)?[-,]?{_NAMED}[-,.]*{_YEAR}",
        rf"{_NAMED}\.?{_DAY}(?:st|nd|rd|th)?,?{_YEAR}",
        r"(?P<serial>\d{5})(?:\.0)?",
    )
)
_REPUBLIC = 1911
_LATEST_SHORT = 30
"""Of years with two digits the last that is one of this century: 15.3.4 is 2015, 75.3.4 is 1975."""
_SERIALS_FROM = date(1899, 12, 30)


def birth_in(text: str) -> Born | None:
    """The date of birth that fills a folded cell; None if it holds none."""
    bare = "".join(text.split()).lower().replace("t00:", "T00:")
    for form in _FORMS:
        found = form.fullmatch(bare)
        if found:
            return _born(found)
    return None


def _born(found: re.Match[str]) -> Born:
    parts = found.groupdict()
    if parts.get("serial"):
        day = _SERIALS_FROM + timedelta(days=int(parts["serial"]))
        return day.year, day.month, day.day
    month = parts.get("month") or _ENGLISH.index(parts["named"][:3]) + 1
    return (
        _year(parts["year"], republic=parts.get("republic") is not None),
        int(month),
        int(parts["day"] or 0),
    )


def _year(written: str, *, republic: bool) -> int:
    year = int(written)
    if republic:
        return year + _REPUBLIC
    if len(written) > 2:  # noqa: PLR2004 - two digits
        return year
    return year + (2000 if year < _LATEST_SHORT else 1900)
