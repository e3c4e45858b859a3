"""Where numbers stand in folded text: runs of digits, stretches around them, Chinese figures.

``re`` spends as much on each character that is none of a class as folding does, so digits are searched for in
bytes, in which a zero stands for every digit, and figures by the automaton.
"""

from __future__ import annotations

import re
from string import digits
from typing import TYPE_CHECKING

from review.identifiers.numerals import FIGURES, X_LOOKALIKES
from review.patterns import lazy, lazy_bytes, matches_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.recognizers.view import View

_JOINTS = " -./()"
_JOINT = rf"{re.escape(_JOINTS)}\u00a0\u3000\u2000-\u200a\u202f–—·（）"
_RUN = lazy(rf"[0-9](?:[{_JOINT}]{{0,3}}[0-9]){{4,}}")
_SHAPES = bytes.maketrans(f"{digits}{_JOINTS}".encode(), b"0" * len(digits) + b"?" * len(_JOINTS))
_SHAPE = lazy_bytes(rb"0(?<!00)(?:\?{0,3}+0){4,}+")
"""Every run, and some that are none: what is not ASCII is a question mark, as if it were a joint."""
_MEMO = "runs of digits"
_SOLID = 5
_FIVE = lazy(r"[0-9]{5}")
_AROUND = 40
_FIGURE = rf"[{FIGURES}]"
_NUMBER = lazy(rf"{_FIGURE}[ ·]?{_FIGURE}(?:[ ·—-]?{_FIGURE}){{5,}}[{X_LOOKALIKES}]?")

Span = tuple[int, int]


def runs(text: str) -> list[Span]:
    """Digits as people write them: at least five, at most three joints between two."""
    found: list[Span] = []
    for shape in _SHAPE.finditer(text.encode("ascii", "replace").translate(_SHAPES)):
        if b"?" not in shape.group():
            found.append(shape.span())
        else:
            found += [run.span() for run in _RUN.finditer(text, *shape.span())]
    return found


def runs_of(view: View) -> list[Span]:
    """The runs of a view's text, worked out once."""
    found: list[Span] | None = view.memo.get(_MEMO)
    if found is None:
        found = view.memo[_MEMO] = runs(view.text)
    return found


def zones(text: str, spans: Iterable[Span]) -> list[Span]:
    """Stretches around five digits in a row, without which no pattern that is dear to search holds."""
    joined: list[Span] = []
    left, right = -1, -1
    for start, end in spans:
        if not text[start : start + _SOLID].isdecimal() and not _FIVE.search(text, start, end):
            continue
        if right < 0 or start - _AROUND > right:
            if right >= 0:
                joined.append((left, right))
            left = max(start - _AROUND, 0)
        right = end + _AROUND
    if right >= 0:
        joined.append((left, right))
    return joined


def pairs() -> Iterator[str]:
    """Two Chinese figures: fixed strings, one of which every number in figures begins with."""
    return (one + joint + other for one in FIGURES for joint in ("", " ", "·") for other in FIGURES)


def in_figures(text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Numbers of seven Chinese figures or more, an X behind them too; ``starts`` are those of all pairs."""
    return matches_at(_NUMBER, text, starts)
