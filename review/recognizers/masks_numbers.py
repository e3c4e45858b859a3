"""Masked numbers of each kind: how they are written, and from how few candidates on a mask hides nobody."""

from __future__ import annotations

from review.finding import Severity
from review.identifiers.kinds import HONG_KONG, MACAU, PERSON, TAIWAN
from review.identifiers.masks import (
    HONG_KONG_LENGTHS,
    MACAU_LENGTH,
    PHONE_LENGTH,
    RESIDENT_LENGTH,
    STAR,
    TAIWAN_LENGTH,
)
from review.patterns import lazy

BASIS = ("个人信息保护法 第七十三条第三项", *PERSON)
_HIDES = "*＊×●■□◆#※✱"
NUMBER = lazy(
    rf"(?<![0-9A-Za-z])([A-Z]{{0,2}}[0-9]{{0,17}})([{_HIDES}]{{1,15}}|"
    rf"[xX]{{3,15}})([0-9]{{0,14}}[0-9Xx*]?)(?:[(（]([0-9AxX{_HIDES}])[)）])?(?![0-9A-Za-z*])"
)
_FEW, _SOME = 1000, 10_000
"""Candidates up to which a mask hides nobody: whoever knows the village finds the person."""
_FEW_ABROAD = 100
"""Taiwan, Hong Kong and Macau: the official practice of 2014 leaves a thousand, and that is accepted."""
_OFFICIAL = lazy(r"[A-Z][12]\d{4}\*{4}|[A-Z]{1,2}\d{3}\*{4}")
"""國發會 2014: the last four hidden; Hong Kong: a letter and three digits shown."""
_TAIWAN = lazy(r"[A-Z*][\d*]{9}")
_HONG_KONG = lazy(r"[A-Z]{1,2}[\d*]{6}|\*[\d*]{6}")
_MACAU = lazy(r"[1578*][\d*]{6}")


def normal(text: str, kind: str = "") -> str:
    """A masked number with stars for what is hidden, as long as the whole number; empty if it is none.

    ``kind`` is what the header says the column holds: a Taiwan number may then have any number of stars, a
    Hong Kong one no check in brackets. Hong Kong and Macau numbers lose their brackets.
    """
    match = NUMBER.fullmatch(text)
    if match is None:
        return ""
    head, stars, tail, check = match.groups()
    written = head + STAR * len(stars) + tail
    card = _card(written, check) if check or kind in {"hk_id", "mo_id"} else ""
    if card:
        return card
    digits = len(head) + len(tail)
    for length in (RESIDENT_LENGTH, PHONE_LENGTH):
        if len(written) == length and _plausible(head, length):
            return written.replace("x", "X")
    taiwan = head + STAR * (TAIWAN_LENGTH - digits) + tail
    if _TAIWAN.fullmatch(taiwan if kind == "tw_id" else written):
        return taiwan
    if len(head) in {4, 6, 10, 14} and head[0] in "12345678" and len(tail) in {0, 2, 3, 4}:
        return (head + STAR * (RESIDENT_LENGTH - digits) + tail).replace("x", "X")
    return ""


def _plausible(head: str, length: int) -> bool:
    return not head[:1].isalpha() and (length != PHONE_LENGTH or head[:1] == "1")


def _card(written: str, check: str | None) -> str:
    if not _HONG_KONG.fullmatch(written) and not _MACAU.fullmatch(written):
        return ""
    return written + (check if check and check not in "xX" + _HIDES else STAR)


def severity_of(value: str, count: int) -> Severity | None:
    """What so few candidates behind a mask mean; nothing if they hide the person."""
    if count <= few(value):
        return Severity.CONSENT
    if len(value) == PHONE_LENGTH or count > _SOME:
        return None
    if len(value) == RESIDENT_LENGTH or (count <= _FEW and not _OFFICIAL.fullmatch(value)):
        return Severity.DISCRETION
    return Severity.NOTICE


def few(value: str) -> int:
    """Candidates up to which a mask of this length hides nobody."""
    return _FEW if len(value) in {RESIDENT_LENGTH, PHONE_LENGTH} else _FEW_ABROAD


def basis_of(value: str) -> tuple[str, ...]:
    """The law for the number's place, told by its length."""
    if len(value) == TAIWAN_LENGTH:
        return TAIWAN
    if len(value) in HONG_KONG_LENGTHS:
        return MACAU if len(value) == MACAU_LENGTH and value[0].isdecimal() else HONG_KONG
    return BASIS
