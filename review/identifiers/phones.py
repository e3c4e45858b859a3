"""Telephone numbers of the mainland, Taiwan, Hong Kong and Macau; digits only, country code left out."""

from __future__ import annotations

from review.patterns import lazy

_MOBILE_CN = lazy(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_LANDLINE_CN = lazy(r"0(?:10|2[0-57-9])[1-9]\d{7}|0[3-9]\d{2}[1-9]\d{6,7}")
_MOBILE_TW = lazy(r"09\d{8}")
_LANDLINE_TW = lazy(r"0(?:2\d{8}|[3-8]\d{7,8})")
_HONG_KONG = lazy(r"[2345679]\d{7}|8[0-46-9]\d{6}")
_MACAU = lazy(r"(?:6\d|28|8\d)\d{6}")
_SERVICE_CN = lazy(r"[48]00\d{7}|9\d{4,5}|123\d{2}")


def is_mobile_cn(digits: str) -> bool:
    """Whether 11 digits are a number of a mainland carrier (numbering plan as of 2019-12)."""
    return _MOBILE_CN.fullmatch(digits) is not None


def is_landline_cn(digits: str) -> bool:
    """Whether digits are area code and number; area codes 010 and 02x have eight-digit numbers."""
    return _LANDLINE_CN.fullmatch(digits) is not None


def is_mobile_tw(digits: str) -> bool:
    """Whether ten digits are a Taiwan mobile number (09xx-xxx-xxx)."""
    return _MOBILE_TW.fullmatch(digits) is not None


def is_landline_tw(digits: str) -> bool:
    """Whether digits are a Taiwan area code and number."""
    return _LANDLINE_TW.fullmatch(digits) is not None


def is_hong_kong(digits: str) -> bool:
    """Whether eight digits are a Hong Kong number."""
    return _HONG_KONG.fullmatch(digits) is not None


def is_macau(digits: str) -> bool:
    """Whether eight digits are a Macau number."""
    return _MACAU.fullmatch(digits) is not None
