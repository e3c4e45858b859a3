"""How many persons a masked number can still mean: counted exactly, not by its stars.

A resident ID is region (6), date of birth (8), sequence (3) and check character (1). For each part the values
that fit what is visible are counted by their share of the check sum (GB 11643, modulus 11); the shares are
then combined, so that a visible check character removes ten candidates of eleven.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from review.identifiers.check_digits import (
    HONG_KONG_SPACE,
    RESIDENT_CHECK,
    RESIDENT_WEIGHTS,
    TAIWAN_LETTERS,
    TAIWAN_WEIGHTS,
)
from review.identifiers.facts import divisions
from review.patterns import lazy

if TYPE_CHECKING:
    import re

FIRST_YEAR, LAST_YEAR = 1950, 2020
"""Birth years counted where none is known: 71 years, most persons of published lists."""
STAR = "*"
RESIDENT_LENGTH, PHONE_LENGTH, TAIWAN_LENGTH = 18, 11, 10
MACAU_LENGTH, HONG_KONG_LENGTHS = 8, frozenset({8, 9})
"""Without brackets; a Hong Kong card has one letter or two."""
_MODULUS = 11
_MONTHS, _LEAP_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), "0229"
_TEN = 10
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MACAU_FIRST = "1578"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What other columns of the row say.

    Attributes:
        born: ``YYYYMMDD`` with stars for what is not known (``1975****``), or empty.
        male: None if the sex is not said.
        region: six digits with stars, where a township or county is named; or empty.
    """

    born: str = ""
    male: bool | None = None
    region: str = ""


NOTHING = Known()


def candidates(masked: str, known: Known = NOTHING) -> int:
    """Numbers that fit a masked resident ID, mobile or identity card number, told by its length."""
    if len(masked) == RESIDENT_LENGTH:
        return resident_candidates(masked, known) or resident_candidates(masked)
    if len(masked) in HONG_KONG_LENGTHS:
        return macau_candidates(masked) if masked[0].isdecimal() else hong_kong_candidates(masked)
    return taiwan_candidates(masked) if len(masked) == TAIWAN_LENGTH else phone_candidates(masked)


def resident_candidates(masked: str, known: Known = NOTHING) -> int:
    """Resident IDs that fit 18 characters with stars and what else is known.

    Raises:
        ValueError: not 18 characters.
    """
    if len(masked) != len(RESIDENT_WEIGHTS) + 1:
        raise ValueError("a resident ID has 18 characters")
    head = _region_and_date(_overlay(masked[:6], known.region), _overlay(masked[6:14], known.born))
    total = _combined(head, _shares(_sequences(masked[14:17], known.male), 14))
    check = masked[17].upper()
    if check == STAR:
        return sum(total.values())
    return sum(count for share, count in total.items() if RESIDENT_CHECK[share] == check)


@lru_cache(maxsize=4096)
def _region_and_date(region: str, born: str) -> dict[int, int]:
    """Shares of the first fourteen characters: in a list the same are masked in every row."""
    return _combined(_shares(_regions(region), 0), _dates(born))


def _overlay(visible: str, known: str) -> str:
    """What is visible, and where it is not, what is known; nothing of it if the two contradict each other."""
    if not known or any(STAR not in {v, k} and v != k for v, k in zip(visible, known, strict=True)):
        return visible
    return "".join(k if v == STAR else v for v, k in zip(visible, known, strict=True))


def _fits(pattern: str) -> re.Pattern[str]:
    return lazy(pattern.replace(STAR, "[0-9]"))


@lru_cache(maxsize=4096)
def _regions(pattern: str) -> tuple[str, ...]:
    """County codes that fit; a code that is fully visible counts whatever it is."""
    if STAR not in pattern:
        return (pattern,)
    fits = _fits(pattern)
    return tuple(code for code in divisions() if not code.endswith("00") and fits.fullmatch(code))


@lru_cache(maxsize=4096)
def _dates(pattern: str) -> dict[int, int]:
    """Shares of the dates that fit, of the years counted unless the year is visible."""
    if STAR not in pattern:
        return _shares((pattern,), 6)
    years, days = _years(pattern[:4]), _days(pattern[4:])
    common = _combined(_shares(years, 6), _shares(tuple(day for day in days if day != _LEAP_DAY), 10))
    leap_years = tuple(filter(_is_leap, years)) if _LEAP_DAY in days else ()
    rare = _combined(_shares(leap_years, 6), _shares((_LEAP_DAY,), 10))
    return dict(Counter(common) + Counter(rare))


def _years(pattern: str) -> tuple[str, ...]:
    if STAR not in pattern:
        return (pattern,)
    fits = _fits(pattern)
    return tuple(year for year in map(str, range(FIRST_YEAR, LAST_YEAR + 1)) if fits.fullmatch(year))


def _days(pattern: str) -> tuple[str, ...]:
    fits = _fits(pattern)
    written = (f"{month:02}{day:02}" for month, days in enumerate(_MONTHS, 1) for day in range(1, days + 1))
    return tuple(day for day in written if fits.fullmatch(day))


def _is_leap(year: str) -> bool:
    number = int(year)
    return number % 4 == 0 and (number % 100 != 0 or number % 400 == 0)


@lru_cache(maxsize=4096)
def _sequences(pattern: str, male: bool | None) -> tuple[str, ...]:  # noqa: FBT001 - one of three values
    """Sequence numbers that fit; the last digit is odd for men."""
    if STAR not in pattern:
        return (pattern,) if male is None or int(pattern[2]) % 2 == int(male) else ()
    fits = _fits(pattern)
    written = (f"{number:03d}" for number in range(1000))
    return tuple(s for s in written if fits.fullmatch(s) and (male is None or int(s[2]) % 2 == int(male)))


@lru_cache(maxsize=4096)
def _share_table(values: tuple[str, ...], offset: int) -> tuple[tuple[int, int], ...]:
    counts: Counter[int] = Counter()
    for value in values:
        counts[sum(RESIDENT_WEIGHTS[offset + i] * int(c) for i, c in enumerate(value)) % _MODULUS] += 1
    return tuple(sorted(counts.items()))


def _shares(values: tuple[str, ...], offset: int) -> dict[int, int]:
    """How many values have which share of the check sum."""
    return dict(_share_table(values, offset))


def _combined(a: dict[int, int], b: dict[int, int], modulus: int = _MODULUS) -> dict[int, int]:
    total: Counter[int] = Counter()
    for x, n in a.items():
        for y, m in b.items():
            total[(x + y) % modulus] += n * m
    return dict(total)


def taiwan_candidates(masked: str) -> int:
    """Taiwan identity card numbers that fit a letter and nine characters with stars; the sex digit is 1 or 2.

    Raises:
        KeyError: the first character is neither a letter nor a star.
    """
    letters = TAIWAN_LETTERS.values() if masked[0] == STAR else (TAIWAN_LETTERS[masked[0]],)
    total = dict(Counter((value // 10 + 9 * value) % _TEN for value in letters))
    for place, (character, factor) in enumerate(zip(masked[1:], TAIWAN_WEIGHTS, strict=True)):
        pool = character if character != STAR else "12" if place == 0 else "0123456789"
        total = _combined(total, dict(Counter(factor * int(digit) % _TEN for digit in pool)), _TEN)
    return total.get(0, 0)


def hong_kong_candidates(masked: str) -> int:
    """Hong Kong identity card numbers that fit one letter or two, six digits and a check, with stars."""
    size = len(masked) - 7
    total = {HONG_KONG_SPACE * 9 * (2 - size) % _MODULUS: 1}
    for weight, character in zip(range(7 + size, 1, -1), masked[:-1], strict=True):
        pool = character if character != STAR else _LETTERS if weight > 7 else "0123456789"  # noqa: PLR2004 - digits weigh 7 to 2
        total = _combined(total, dict(Counter(weight * int(c, 36) % _MODULUS for c in pool)))
    if masked[-1] == STAR:
        return sum(total.values())
    return total.get(-int(masked[-1], 36) % _MODULUS, 0)


def macau_candidates(masked: str) -> int:
    """Macau identity card numbers that fit seven digits and a check whose rule is not published."""
    first = len(_MACAU_FIRST) if masked[0] == STAR else 1
    return int(first * _TEN ** masked[1:-1].count(STAR))


def phone_candidates(masked: str) -> int:
    """Mobile numbers that fit eleven characters with stars."""
    return int(10 ** masked.count(STAR))


def merged(a: str, b: str) -> str | None:
    """Two masks of one number laid over each other; None if they contradict."""
    if len(a) != len(b):
        return None
    pieces: list[str] = []
    for x, y in zip(a, b, strict=True):
        if STAR not in {x, y} and x != y:
            return None
        pieces.append(y if x == STAR else x)
    return "".join(pieces)
