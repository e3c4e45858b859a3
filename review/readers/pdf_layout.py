"""Characters of a page in lines as a person reads them.

A line that runs on to the next is joined to it, so that a term or a number that is wrapped stands
unbroken; columns are separated by a tab. The text of a page is these lines, one line feed between them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from review.readers.pdf_upright import upright

_COLUMN_GAP = 2.0  # widths of a character that make a column
_SPACE_GAP = 0.3
_SLACK = 1.6  # characters that may be missing at the right edge of a line that runs on
_LEVEL = 4.0  # points: lines whose feet stand so close stand on one level
_LONGEST_CELL, _WIDEST_CELL = 18, 0.3
_FEWEST = 12  # characters of a line that can run on
_LOWEST_WIDTH = 0.4  # of the page
_FURTHEST = 2.6  # line heights to the next line of the same paragraph
_INDENT = 0.6
_STOPS = frozenset("。！？；：.!?;:")


@dataclass(slots=True)
class Line:
    """One line of a page: pieces of text and the box around them, in points from the lower left."""

    pieces: list[str] = field(default_factory=list)
    left: float = 1e9
    bottom: float = 1e9
    right: float = -1e9
    top: float = -1e9

    @property
    def text(self) -> str:
        """The line's text; columns separated by tabs."""
        return "".join(self.pieces).strip(" ")

    @property
    def size(self) -> float:
        """Height of the line's characters."""
        return max(self.top - self.bottom, 1.0)


class Glyph(NamedTuple):
    """One character with its box (loose: as high as the font); ``line`` numbers the line it stands on."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    line: int


def page_text(glyphs: list[Glyph], page_width: float) -> str:
    """Text of the glyphs, in their order."""
    glyphs = upright(glyphs)
    lines = _rows(_columns(_lines(glyphs)), page_width)
    if not lines:
        return ""
    left, right = _margins(lines)
    pieces = [lines[0].text]
    for line, after in pairwise(lines):
        wide = right - left >= _LOWEST_WIDTH * page_width
        pieces.append(_joint(line, after) if wide and _runs_on(line, after, left, right) else "\n")
        pieces.append(after.text)
    return "".join(pieces)


def _lines(glyphs: list[Glyph]) -> list[Line]:
    """One ``Line`` for each line; written for speed, as it sees every character of every page."""
    lines: list[Line] = []
    for _number, group in groupby(glyphs, key=attrgetter("line")):
        pieces: list[str] = []
        solid: list[Glyph] = []
        for glyph in group:
            text = glyph.text
            if text.isspace():
                if solid:
                    pieces.append(text)
                continue
            if solid:
                size = glyph.top - glyph.bottom
                if glyph.left - solid[-1].right >= _COLUMN_GAP * size > 0:
                    _put_tab(pieces)
            pieces.append(text)
            solid.append(glyph)
        if solid:
            lines.append(
                Line(
                    pieces=pieces, left=min(g.left for g in solid), bottom=min(g.bottom for g in solid),
                    right=max(g.right for g in solid), top=max(g.top for g in solid),
                )
            )  # fmt: skip
    return lines


def _columns(lines: list[Line]) -> list[Line]:
    """Characters below each other, each a line of its own, are one line set vertically."""
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        if above is not None and _continues_down(above, line):
            above.pieces += line.pieces
            above.bottom, above.top = line.bottom, line.top
        else:
            joined.append(line)
    return joined


def _continues_down(above: Line, line: Line) -> bool:
    size = line.size
    return (
        len(line.text) == 1
        and not line.text.isascii()
        and above.right - above.left < _SLACK * size
        and "\t" not in above.text
        and not above.text.isascii()
        and abs(above.left - line.left) < _INDENT * size
        and -_INDENT * size < above.bottom - line.top < _INDENT * size
    )


def _put_tab(pieces: list[str]) -> None:
    """Blanks between two characters become one tab where they are as wide as a column gap."""
    while pieces and pieces[-1].isspace():
        pieces.pop()
    pieces.append("\t")


def _rows(lines: list[Line], page_width: float) -> list[Line]:
    """Pieces that stand beside each other are one row of a table, also where it is drawn column by column."""
    rows: list[Line] = []
    levels: dict[int, Line] = {}
    for line in lines:
        if rows and _beside(rows[-1], line):
            _append(rows[-1], line)
            continue
        level = round(line.bottom / _LEVEL)
        row = next((levels[k] for k in (level, level - 1, level + 1) if k in levels), None)
        if (
            row is not None
            and _is_cell(row, page_width)
            and _is_cell(line, page_width)
            and _beside(row, line)
        ):
            _append(row, line)
            continue
        rows.append(line)
        levels[level] = line
    return rows


def _append(row: Line, line: Line) -> None:
    wide = line.left - row.right >= _COLUMN_GAP * line.size
    row.pieces += ["\t" if wide else " ", line.text]
    row.left, row.right = min(row.left, line.left), max(row.right, line.right)
    row.bottom, row.top = min(row.bottom, line.bottom), max(row.top, line.top)


def _is_cell(line: Line, page_width: float) -> bool:
    """Short enough to be cells, and not a line of one of two columns of running text."""
    return all(len(piece) <= _LONGEST_CELL for piece in line.text.split("\t")) and (
        line.right - line.left < _WIDEST_CELL * page_width or "\t" in line.text
    )


def _beside(row: Line, line: Line) -> bool:
    overlap = min(row.top, line.top) - max(row.bottom, line.bottom)
    return line.left > row.right and overlap > 0.5 * min(row.size, line.size)


def _margins(lines: list[Line]) -> tuple[float, float]:
    """Left and right edge of the running text: those of the long lines."""
    long = [line for line in lines if len(line.text) >= _FEWEST] or lines
    lefts, rights = sorted(line.left for line in long), sorted(line.right for line in long)
    return lefts[len(lefts) // 4], rights[len(rights) * 3 // 4]


def _runs_on(line: Line, after: Line, left: float, right: float) -> bool:
    size = line.size
    return (
        line.right >= right - _SLACK * size
        and after.left <= left + _INDENT * size
        and "\t" not in line.text
        and "\t" not in after.text
        and len(line.text) >= _FEWEST
        and abs(after.size - size) <= 0.25 * size
        and 0 < line.bottom - after.bottom <= _FURTHEST * size
        and not _numbers_only(line, after)
    )


def _numbers_only(line: Line, after: Line) -> bool:
    """A list of numbers as wide as the page is a list, not one number."""
    return (line.text + after.text).isascii() and line.text[-1:].isdigit() and after.text[:1].isdigit()


def _joint(line: Line, after: Line) -> str:
    """A space where two words meet, nothing inside Chinese text or a number."""
    last, first = line.text[-1:], after.text[:1]
    if last.isascii() and first.isascii() and last.isalpha() and first.isalpha():
        return " "
    return " " if last.isascii() and last in ",.;:)" and first.isascii() else ""
