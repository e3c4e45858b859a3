"""Marks of a pupil in a line behind the name: 王小明 语文58 数学41 (未成年人学校保护规定 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.recognizers.sensitive_tied import tied
from review.recognizers.tables_school import IN_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.finding import Match
    from review.recognizers.view import View

_MOST = 40
"""Characters from a name to the marks in its line."""


def marks_of(view: View, persons: Sequence[Match]) -> Iterator[Match]:
    """Marks in a line behind a name: 王小明 语文58 数学41."""
    text = view.text
    if not any(word in text for word in ("语文", "国文", "国语", "数学")):
        return
    named = [person for person in persons if person.category == "personal.name"]
    for line in IN_LINE.finditer(text) if named else ():
        start, end = view.span(*line.span())
        before = [p for p in named if p.end <= start and start - p.end <= _MOST]
        if before and "\n" not in view.document.text[before[-1].end : start]:
            yield tied((start, end), line.group(), "personal.minor", before[-1])
