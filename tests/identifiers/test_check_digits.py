"""Check digits: worked examples, and that one wrong digit is always seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.identifiers.check_digits import (
    credit_code_check,
    credit_code_valid,
    hong_kong_check,
    hong_kong_valid,
    luhn_valid,
    organisation_code_valid,
    resident_check,
    resident_valid,
    taiwan_company_valid,
    taiwan_id_valid,
)


@pytest.mark.parametrize(
    "value",
    [
        "110101190003070010",
        "110101190003070029",
        "810000190001010018",
        "820000190001010028",
        "830000190001010038",
    ],
)
def test_resident_ids_that_hold(value: str) -> None:
    """GB 11643."""
    assert resident_valid(value)


@given(st.integers(10**16, 10**17 - 1).map(str), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_of_a_resident_id_is_seen(first17: str, place: int, by: int) -> None:
    """MOD 11-2 sees every single slip."""
    check = resident_check(first17)
    wrong = first17[:place] + str((int(first17[place]) + by) % 10) + first17[place + 1 :]
    assert resident_check(wrong) != check


@pytest.mark.parametrize("value", ["91512081MA62K0260E", "91110000600037341L", "91350100M000100Y43"])
def test_credit_codes_that_hold(value: str) -> None:
    """GB 32100-2015."""
    assert credit_code_valid(value)


@pytest.mark.parametrize("value", ["91350211M0000XUF46", "91350100M0001TGQXM", "9I110108MA01YBNX62"])
def test_credit_codes_that_fail(value: str) -> None:
    """Registered codes that fail exist, and a letter the standard does not use."""
    assert not credit_code_valid(value)


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_one_wrong_character_of_a_credit_code_is_seen(first17: str, place: int) -> None:
    """So does modulus 31."""
    other = "1" if first17[place] == "0" else "0"
    assert credit_code_check(first17) != credit_code_check(first17[:place] + other + first17[place + 1 :])


@pytest.mark.parametrize("value", ["600037341", "MA62K0260", "MB151840X"])
def test_organisation_codes_that_hold(value: str) -> None:
    """GB 11714."""
    assert organisation_code_valid(value)


@pytest.mark.parametrize(
    ("value", "holds"), [("A123456789", True), ("AC01123452", True), ("A123456788", False)]
)
def test_taiwan_ids(value: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    """Identity card and old residence number."""
    assert taiwan_id_valid(value) is holds


@pytest.mark.parametrize(("prefix", "check"), [("H856249", "2"), ("H856049", "A"), ("K548653", "A")])
def test_hong_kong_ids(prefix: str, check: str) -> None:
    """A stands for 10."""
    assert hong_kong_valid(prefix, check)
    assert hong_kong_check(prefix) == check


@pytest.mark.parametrize(("digits", "holds"), [("97407975", True), ("24455873", True), ("12345678", False)])
def test_taiwan_companies(digits: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    """The rule of 2023."""
    assert taiwan_company_valid(digits) is holds


@pytest.mark.parametrize("digits", ["6222000000000000004", "6222000000000009"])
def test_cards_that_hold(digits: str) -> None:
    """Luhn."""
    assert luhn_valid(digits)
    assert not luhn_valid(digits[:-1] + str((int(digits[-1]) + 1) % 10))
