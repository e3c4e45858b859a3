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


_PIECE = 1 << 18
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\n|\r|\Z)")


def table_of(text: str, delimiter: str) -> Table | None:
    """The cells of ``text`` as spans of it, quotes and delimiters left out; none for a single column.

    RFC 4180, read kindly: a quote that is not closed is a character like any other.
    """
    found = _Spans()
    plain = '"' not in text and "\r" not in text
    at = 0
    while at < len(text):
        at = found.add_lines(text, at, delimiter) if plain else found.add_line(text, at, delimiter)
    return found.table() if found.widest > 1 else None


class _Spans:
    """Where cells stand, gathered row by row or many rows at once."""

    def __init__(self) -> None:
        self._rows, self._columns = array("i"), array("i")
        self._starts, self._ends = array("q"), array("q")
        self._numbers = array("i")
        self._row = self.widest = 0

    def add_lines(self, text: str, at: int, delimiter: str) -> int:
        """A piece of text without quotes, up to a line's end; returns where the next one begins."""
        end = text.find("\n", at + _PIECE)
        end = len(text) if end < 0 else end
        piece = text[at:end].removesuffix("\n") if end == len(text) else text[at:end]
        lengths = list(map(len, piece.replace("\n", delimiter).split(delimiter)))
        starts = array("q", accumulate(map((1).__add__, lengths), initial=at))
        starts.pop()
        self._starts.extend(starts)
        self._ends.extend(map(add, starts, lengths))
        for line in piece.split("\n"):
            self._count(line.count(delimiter) + 1)
        return end + 1

    def add_line(self, text: str, at: int, delimiter: str) -> int:
        """One row, of one line or, with quotes in it, of several."""
        line = cast("re.Match[str]", _LINE.match(text, at))
        if '"' not in line[1]:
            lengths = list(map(len, line[1].split(delimiter)))
            starts = array("q", accumulate(map((1).__add__, lengths[:-1]), initial=at))
            self._starts.extend(starts)
            self._ends.extend(map(add, starts, lengths))
            self._count(len(lengths))
            return line.end()
        spans, after = _record(text, at, delimiter)
        self._starts.extend(start for start, _end in spans)
        self._ends.extend(end for _start, end in spans)
        self._count(len(spans))
        return after

    def _count(self, cells: int) -> None:
        while cells > len(self._numbers):
            self._numbers.append(len(self._numbers))
        self._rows.extend(array("i", (self._row,)) * cells)
        self._columns.extend(self._numbers[:cells])
        self._row += 1
        self.widest = max(self.widest, cells)

    def table(self) -> Table:
        """All of them."""
        return Table(rows=self._rows, columns=self._columns, starts=self._starts, ends=self._ends)


def _record(text: str, at: int, delimiter: str) -> tuple[list[tuple[int, int]], int]:
    """Cells of a row with quotes in it, which may take several lines, and where the next row begins."""
    spans: list[tuple[int, int]] = []
    for found in _cell(delimiter).finditer(text, at):
        spans.append(found.span(1) if found.start(1) >= 0 else found.span(2))
        if found[3] != delimiter:
            return spans, found.end()
    return spans, len(text)
