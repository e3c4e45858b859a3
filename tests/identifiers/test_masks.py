"""Candidates behind a mask: every figure is counted again by trying all numbers."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import product

import pytest

from review.identifiers.check_digits import hong_kong_valid, resident_check, taiwan_id_valid
from review.identifiers.facts import divisions
from review.identifiers.masks import (
    FIRST_YEAR,
    LAST_YEAR,
    Known,
    candidates,
    hong_kong_candidates,
    macau_candidates,
    merged,
    phone_candidates,
    resident_candidates,
    taiwan_candidates,
)


def dates(pattern: str) -> list[str]:
    """All dates that fit, by trying every day of the years counted."""
    fits = re.compile(pattern.replace("*", "."))
    year = pattern[:4]
    day = date(int(year) if "*" not in year else FIRST_YEAR, 1, 1)
    last = date(int(year) if "*" not in year else LAST_YEAR, 12, 31)
    found = []
    while day <= last:
        written = day.strftime("%Y%m%d")
        if fits.fullmatch(written):
            found.append(written)
        day += timedelta(days=1)
    return found


def brute(masked: str, born: str = "", *, male: bool | None = None) -> int:
    """Try every region, date and sequence number, and compute each check character."""
    if born:
        masked = (
            masked[:6]
            + "".join(b if m == "*" else m for m, b in zip(masked[6:14], born, strict=True))
            + masked[14:]
        )
    fits = re.compile(masked.replace("*", "."))
    region = re.compile(masked[:6].replace("*", "."))
    regions = (
        [masked[:6]]
        if "*" not in masked[:6]
        else [c for c in divisions() if c[-2:] != "00" and region.fullmatch(c)]
    )
    days = [masked[6:14]] if "*" not in masked[6:14] else dates(masked[6:14])
    numbers = [
        s for s in map("{:03d}".format, range(1000)) if re.fullmatch(masked[14:17].replace("*", "."), s)
    ]
    count = 0
    for place, day, number in product(regions, days, numbers):
        if male is not None and int(number[2]) % 2 != int(male):
            continue
        first = place + day + number
        count += fits.fullmatch(first + resident_check(first)) is not None
    return count


ROWS = [
    ("11010119000307001*", "", None, 1),
    ("110101197503070010", "", None, 0),
    ("11010119750307****", "", None, 1000),
    ("11010119750307****", "", True, 500),
    ("110101********0010", "", None, 2354),
    ("110101********0010", "1975****", None, 34),
    ("110101********0014", "19750307", None, 0),
    ("110101********0016", "19750307", None, 0),
    ("110101197503******", "", None, 31_000),
    ("1101011975********", "", None, 365_000),
]


@pytest.mark.parametrize(("masked", "born", "male", "count"), ROWS)
def test_counted_as_by_trying_all(masked: str, born: str, male: bool | None, count: int) -> None:  # noqa: FBT001 - a column
    """The figures of the practices in use, each by brute force."""
    known = Known(born=born, male=male)
    assert resident_candidates(masked, known) == brute(masked, born, male=male) == count


def test_a_birth_date_column_leaves_one_person() -> None:
    """First six and last four kept, date of birth in the next column: nobody is hidden."""
    first = "110101" + "19750307" + "001"
    masked = "110101********001" + resident_check(first)
    assert resident_candidates(masked, Known(born="19750307")) == 1


def test_a_province_and_three_figures_leave_millions() -> None:
    """The form of 永安市 (2023): first two and last three. Tried in full for one day, then counted for all."""
    assert resident_candidates("35****19750307*123") == brute("35****19750307*123")
    assert resident_candidates("35*************123") > 2_000_000


def test_only_four_shown_leave_millions() -> None:
    """About seven million, by every county code of every revision."""
    assert 6_500_000 < resident_candidates("**************0010") < 8_500_000


def test_random_masks_by_trying_all() -> None:
    """Any mask that hides few enough places to try."""
    dice = random.Random(7)
    for _ in range(25):
        first = f"110101{dice.randint(1950, 2020)}0" + str(dice.randint(1, 9)) + "1" + str(dice.randint(0, 9))
        value = first + f"{dice.randint(0, 999):03d}"
        value += resident_check(value)
        hidden = dice.sample(range(10, 18), dice.randint(1, 5))
        masked = "".join("*" if i in hidden else c for i, c in enumerate(value))
        assert resident_candidates(masked) == brute(masked) >= 1


@pytest.mark.parametrize(
    ("masked", "count"),
    [
        ("A12345****", 1000),
        ("A1*****471", 10_000),
        ("A*2**5**89", 2000),
        ("A*23456789", 1),
        ("A12****789", 1000),
        ("A12345678*", 1),
    ],
)
def test_taiwan_masks(masked: str, count: int) -> None:
    """國發會 2014: the last four hidden leave a thousand, the check digit among them."""
    digits = [i for i, c in enumerate(masked) if c == "*"]
    pools = ["12" if i == 1 else "0123456789" for i in digits]
    tried = 0
    for chosen in product(*pools):
        value = list(masked)
        for i, c in zip(digits, chosen, strict=True):
            value[i] = c
        tried += taiwan_id_valid("".join(value))
    assert taiwan_candidates(masked) == tried == count


@pytest.mark.parametrize(
    ("masked", "count"),
    [("A123***4", 91), ("A123****", 1000), ("AB123***4", 91), ("A12****3", 909), ("G12345*A", 1)],
)
def test_hong_kong_masks(masked: str, count: int) -> None:
    """One letter or two, six digits and a check character of modulus 11, without brackets."""
    hidden = [i for i, c in enumerate(masked) if c == "*"]
    tried = 0
    for chosen in product(*("0123456789A" if i == len(masked) - 1 else "0123456789" for i in hidden)):
        value = list(masked)
        for i, c in zip(hidden, chosen, strict=True):
            value[i] = c
        tried += hong_kong_valid("".join(value[:-1]), value[-1])
    assert hong_kong_candidates(masked) == tried == count


def test_hong_kong_letters_hidden() -> None:
    """Twenty-six letters, each tried."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert hong_kong_candidates("*1234567") == sum(hong_kong_valid(f"{c}123456", "7") for c in letters)


def test_macau_masks() -> None:
    """The first digit is one of four; the check's rule is not published, so it removes none."""
    assert macau_candidates("5123***4") == 1000
    assert macau_candidates("****1234") == 4000


@pytest.mark.parametrize("day", range(1, 32))
@pytest.mark.parametrize("month", range(1, 13))
def test_six_and_four_beside_any_birth_date(month: int, day: int) -> None:
    """First six and last four shown: the day leaves one candidate, its year what trying every day leaves."""
    try:
        born = f"{date(1976, month, day):%Y%m%d}"
    except ValueError:
        return
    first = f"130102{born}921"
    masked = f"130102********921{resident_check(first)}"
    assert candidates(masked, Known(born=born)) == brute(masked, born) == 1
    assert candidates(masked, Known(born="1976****")) == brute(masked, "1976****") < 40


def test_what_contradicts_the_mask_is_not_used() -> None:
    """A date that is not the holder's: the count is that of the mask alone."""
    masked = "1301021976****9211"
    assert candidates(masked, Known(born="19800101")) == candidates(masked)
    assert candidates("130102********9211", Known(born="19761112")) == candidates("130102********9211")


def test_phone_masks() -> None:
    """138****1234 leaves ten thousand."""
    assert phone_candidates("138****1234") == 10_000


def test_two_masks_of_one_person_say_all() -> None:
    """First six and last four here, first fourteen there."""
    assert merged("110101********0010", "11010119000307****") == "110101190003070010"
    assert merged("110101********0010", "11010219000307****") is None
