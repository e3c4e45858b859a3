"""A mainland resident ID taken apart (GB 11643-1999)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from review.identifiers.check_digits import resident_valid
from review.identifiers.regions import county_known, province_known
from review.light import light

_EARLIEST = 1880
_LATEST = 2050
_SHORT = 15


@light(frozen=True, slots=True, kw_only=True)
class ResidentParts:
    """What 15 or 18 characters say if they are a resident ID.

    Attributes:
        checked: None for 15 characters, which carry no check.
    """

    region: str
    born: date | None
    male: bool
    checked: bool | None
    county: bool
    province: bool

    @property
    def plausible(self) -> bool:
        """A date that exists in a province that exists."""
        return self.born is not None and self.province


def parts(value: str) -> ResidentParts:
    """Take 15 or 18 characters apart; X upper case."""
    short = len(value) == _SHORT
    birth = "19" + value[6:12] if short else value[6:14]
    region = value[:6]
    return ResidentParts(
        region=region,
        born=birth_date(birth),
        male=int(value[14] if short else value[16]) % 2 == 1,
        checked=None if short else resident_valid(value),
        county=county_known(region),
        province=province_known(region),
    )


@lru_cache(maxsize=1 << 15)
def birth_date(digits: str) -> date | None:
    """``YYYYMMDD`` as a date, None if no such day exists or nobody lives who was born on it."""
    year = int(digits[:4])
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
