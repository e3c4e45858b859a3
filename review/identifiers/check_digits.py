"""Check digits of every identifier that has one; each function takes the bare value, upper case."""

from __future__ import annotations

RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
RESIDENT_CHECK = "10X98765432"
_RESIDENT_BASE = 13
"""The weights are the powers of 2, and 13 is 2 modulo 11: read to base 13, the digits weigh themselves."""
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
TAIWAN_LETTERS = {letter: 10 + value for value, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}
TAIWAN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)
_TAIWAN_COMPANY_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
HONG_KONG_SPACE = 36
_PLAIN = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))


def resident_check(first17: str) -> str:
    """The 18th character of a mainland resident ID (GB 11643, ISO 7064 MOD 11-2)."""
    return RESIDENT_CHECK[2 * int(first17, _RESIDENT_BASE) % 11]


def resident_valid(value: str) -> bool:
    """Whether 18 characters carry the right check character."""
    first17 = value[:17]
    return first17.isascii() and first17.isdigit() and resident_check(first17) == value[17]


def luhn_valid(digits: str) -> bool:
    """Luhn's sum of bank cards (ISO/IEC 7812-1) and IMEI."""
    reverse = digits.encode("ascii")[::-1]
    return (sum(reverse[::2].translate(_PLAIN)) + sum(reverse[1::2].translate(_DOUBLED))) % 10 == 0


def credit_code_check(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015).

    Raises:
        KeyError: a character that the standard does not use (I, O, S, V, Z).
    """
    total = sum(w * _CREDIT_VALUES[c] for w, c in zip(_CREDIT_WEIGHTS, first17, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def credit_code_valid(value: str) -> bool:
    """Whether 18 characters of the standard's alphabet carry the right check character."""
    return all(c in _CREDIT_VALUES for c in value) and credit_code_check(value[:17]) == value[17]


def organisation_code_valid(value: str) -> bool:
    """Check of an organisation code, 8 characters and one, without hyphen (GB 11714)."""
    total = sum(w * int(c, 36) for w, c in zip(_ORGANISATION_WEIGHTS, value[:8], strict=True))
    return "0123456789X0"[11 - total % 11] == value[8]


def taiwan_id_valid(value: str) -> bool:
    """Check of a Taiwan identity card or unified residence number (A123456789, AC01123452)."""
    if value[1].isalpha():
        value = value[0] + str(TAIWAN_LETTERS[value[1]] % 10) + value[2:]
    tens, ones = divmod(TAIWAN_LETTERS[value[0]], 10)
    total = tens + 9 * ones + sum(w * int(d) for w, d in zip(TAIWAN_WEIGHTS, value[1:], strict=True))
    return total % 10 == 0


def taiwan_company_valid(digits: str) -> bool:
    """Check of a Taiwan business number (統一編號), by the rule in force since 2023-04-01."""
    total = 0
    for weight, digit in zip(_TAIWAN_COMPANY_WEIGHTS, digits, strict=True):
        total += sum(divmod(weight * int(digit), 10))
    return total % 5 == 0 or (digits[6] == "7" and (total + 1) % 5 == 0)


def hong_kong_check(prefix: str) -> str:
    """The character in brackets of a Hong Kong identity card number, of ``A123456`` or ``AB123456``."""
    values = [HONG_KONG_SPACE] * (8 - len(prefix)) + [int(c, 36) for c in prefix]
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return "0123456789A0"[(11 - total % 11) % 11]


def hong_kong_valid(prefix: str, check: str) -> bool:
    """Whether ``check`` belongs to ``prefix``."""
    return hong_kong_check(prefix) == check
