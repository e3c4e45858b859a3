"""Names given away by what stands beside them: the rest of a list of names, a second surname."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence
from review.identifiers.facts import given_odds, surname_odds
from review.identifiers.names import in_name_column, surname_of
from review.patterns import lazy
from review.recognizers.tables_headers import header_words
from review.text.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NEXT = lazy(r"、([\u3400-\u9fff]{2,4}?)(?=等|[^\u3400-\u9fff]|$)")
_LAST = lazy(r"(?<![\u3400-\u9fff])([\u3400-\u9fff]{2,4})、$")
_REACH = 6
_USUAL = -10
"""Odds of surnames that people really have; 时 and 和 are surnames too."""
_LISTED = (Evidence(kind="context", detail="list"),)
_THREE = 3

Span = tuple[int, int]
Named = tuple[int, int, Confidence, tuple[Evidence, ...]]


def in_lists(text: str, names: Sequence[Span]) -> Iterator[Named]:
    """Members of lists set off by 、 of which at least two others are names (王丽、马明、高峰)."""
    found = dict(names)
    ends = {end: start for start, end in names}
    for start, end in names:
        beyond = text.startswith("、", end) and _NEXT.match(text, end, end + _REACH)
        if beyond and beyond.start(1) not in found:
            at, stop = beyond.span(1)
            if (stop + 1 in found or start - 1 in ends) and _member(beyond.group(1)):
                yield at, stop, Confidence.LOW, _LISTED
                found[at], ends[stop] = stop, at
        before = "、" in text[max(start - 2, 0) : start] and _LAST.search(text, max(start - _REACH, 0), start)
        if before and before.end(1) not in ends and (end + 1 in found) and _member(before.group(1)):
            yield *before.span(1), Confidence.LOW, _LISTED
            found[before.start(1)], ends[before.end(1)] = before.end(1), before.start(1)


def _member(text: str) -> bool:
    surname = surname_of(text)
    long = len(text) - len(surname) > _THREE - 1
    return (
        bool(surname)
        and surname_odds()[surname] >= _USUAL
        and not long
        and in_name_column(text)
        and not header_words(text)
    )


def both_surnames(text: str, start: int, end: int) -> Span:
    """The whole name of one who put a husband's surname before the own: 林黄宝珠, 郑胡咏嫦."""
    if end - start != _THREE:
        return start, end
    if _usual(text[start - 1 : start]) and not is_han(text[start - 2 : start - 1] if start > 1 else ""):
        return start - 1, end
    more = text[end : end + 1]
    if (
        _usual(text[start + 1 : start + 2])
        and given_odds().get(more, -1) >= 0
        and not is_han(text[end + 1 : end + 2])
    ):
        return start, end + 1
    return start, end


def _usual(character: str) -> bool:
    return surname_odds().get(character, _USUAL) > _USUAL
