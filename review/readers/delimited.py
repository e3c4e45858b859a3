"""Tables in plain text: which delimiter, and where each cell stands."""

from __future__ import annotations

import re
from array import array
from functools import cache
from itertools import accumulate
from operator import add
from typing import cast

from review.document import Table

_LOOKED_AT = 20
_FEWEST_ROWS = 3
_NAMES = {".tsv": "\t", ".tab": "\t", ".csv": ""}
_DELIMITERS = (("\t", 2), (",", 3), (";", 3), ("|", 3))
"""Delimiters and how many columns they must make in a file that does not call itself a table."""


def delimiter_of(text: str, name: str) -> str | None:
    """The delimiter of a table; none for running text.

    A file called csv or tsv is believed when its delimiter occurs; any other text is a table only
    when its first lines all have the same number of columns.
    """
    if not text:
        return None
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    lines = [line for line in text[: 1 << 16].splitlines()[: _LOOKED_AT * 2] if line.strip()][:_LOOKED_AT]
    if suffix in _NAMES:
        counts = {mark: sum(line.count(mark) for line in lines) for mark in ",\t;|"}
        likely = max(counts, key=lambda mark: counts[mark])
        return _NAMES[suffix] or (likely if counts[likely] else ",")
    if len(lines) < _FEWEST_ROWS:
        return None
    for mark, fewest in _DELIMITERS:
        columns = {line.count(mark) + 1 for line in lines}
        if len(columns) == 1 and columns.pop() >= fewest:
            return mark
    return None


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    return re.compile(
        rf'(?:"((?:[^"]|"")*+)"(?=[{mark}\r\n]|\Z)|([^{mark}\r\n]*+))({mark}|\r\n|\n|\r|\Z)',
    )


_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")


def table_of(text: str, delimiter: str) -> Table | None:
    """The cells of ``text`` as spans of it, quotes and delimiters left out; none for a single column.

    RFC 4180, read kindly: a quote that is not closed is a character like any other.
    """
    rows, columns, starts, ends = array("i"), array("i"), array("q"), array("q")
    row = at = widest = 0
    numbers = array("i")
    while at < len(text):
        line = cast("re.Match[str]", _LINE.match(text, at))
        if '"' in line[1]:
            spans, after = _record(text, at, delimiter)
            first, last = array("q", (s for s, _e in spans)), array("q", (e for _s, e in spans))
        else:
            lengths = list(map(len, line[1].split(delimiter)))
            first = array("q", accumulate(map((1).__add__, lengths[:-1]), initial=at))
            last = array("q", map(add, first, lengths))
            after = line.end()
        count = len(first)
        while count > len(numbers):
            numbers.append(len(numbers))
        rows.extend(array("i", (row,)) * count)
        columns.extend(numbers[:count])
        starts.extend(first)
        ends.extend(last)
        widest = max(widest, count)
        row, at = row + 1, after
    return Table(rows=rows, columns=columns, starts=starts, ends=ends) if widest > 1 else None


def _record(text: str, at: int, delimiter: str) -> tuple[list[tuple[int, int]], int]:
    """Cells of a row with quotes in it, which may take several lines, and where the next row begins."""
    spans: list[tuple[int, int]] = []
    for found in _cell(delimiter).finditer(text, at):
        spans.append(found.span(1) if found.start(1) >= 0 else found.span(2))
        if found[3] != delimiter:
            return spans, found.end()
    return spans, len(text)
