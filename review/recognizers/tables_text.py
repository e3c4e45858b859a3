"""Tables in running text: cells split by tabs, bars, slashes, commas or runs of spaces."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from review.document import BlockKind, Table
from review.patterns import lazy
from review.recognizers.tables_headers import header_words
from review.text.characters import is_han

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from review.document import Block, Document

_HINTS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("\t", 0, ("\t",)),
    ("|", 0, ("|",)),
    ("姓", 0, ("姓名", "姓 名", "姓　名")),
    ("身", 0, ("身份证", "身份證", "身分證", "身分证")),
    ("话", 1, ("电话",)),
    ("話", 1, ("電話",)),
    ("址", 1, ("地址", "住址")),
    ("户", 0, ("户主",)),
    ("戶", 0, ("戶主",)),
    ("手", 0, ("手机", "手機")),
    ("ame", 1, ("name", "Name")),
    ("件号", 1, ("证件号",)),
    ("件號", 1, ("證件號",)),
    ("注", 1, ("备注",)),
    ("註", 1, ("備註",)),
    ("由", 1, ("缘由", "緣由", "事由")),
)
"""What a table in text has in its header (tabs and bars need no word): character to look for, characters
before it, words. A single character is found three times as fast as a word."""
_GAP = lazy(r"[ \t\u3000|,，／/]")
_GAP_OR_PAUSE = lazy(r"[ \t\u3000|,，／/、]")
_TAB = lazy(r"\t")
_BAR = lazy(r"\|")
_SLASH = lazy(r"[ \u3000]+/[ \u3000]+|[ \u3000]*／[ \u3000]*")
_BARE_SLASH = lazy(r"/")
_COMMA = lazy(r"[,，]")
_PAUSE = lazy(r"、")
_WIDE = lazy(r"[ \u3000]{2,}|\t")
_NO_HEADER = lazy(r"[0-9](?:[^0-9]*[0-9]){3}|[，。；！？“”]")
"""Four digits, or a mark of a sentence: most cells of a list are seen at a glance to be no header."""
_ENDS = ("。", "；", "！", "？", "。\r", "；\r")
"""What no line of headers ends with; nearly all of prose does."""
_ANY_SPACE = lazy(r"[ \u3000\t]+")
_LEAST_COLUMNS = 2
_LEAST_HEADERS = 2
_LONGEST_HEADER = 20
_LONGEST_PAUSED = 60

Line = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table found in text; spans of the document's text."""

    start: int
    end: int
    table: Table
    block: Block


def text_tables(document: Document) -> Iterator[TextTable]:
    """Tables of all blocks that are text."""
    for is_text, blocks in groupby(document.blocks, lambda block: block.table is None):
        if is_text:
            yield from _in_blocks(document.text, list(blocks))


def _in_blocks(text: str, blocks: list[Block]) -> Iterator[TextTable]:
    """Tables of neighbouring blocks, all searched at once: a paragraph has but a few dozen characters."""
    hints = _Hints(text, blocks[0].start, blocks[-1].end)
    starts = [block.start for block in blocks]
    at = blocks[0].start
    while (hint := hints.following(at)) is not None:
        block = blocks[bisect_right(starts, hint) - 1]
        lines, at = _stretch(text, max(text.rfind("\n", block.start, hint) + 1, at, block.start), block.end)
        at = max(at, hint + 1)
        if len(lines) > 1:
            yield from _tables(text, lines, block)


class _Hints:
    """Offsets of tabs and of words of headers in ``text[start:end]``, looked for when they are asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start, self._end = start, end
        self._next = [-1] * len(_HINTS)

    def following(self, at: int) -> int | None:
        """The first that is not before ``at``, which grows from call to call."""
        for i, known in enumerate(self._next):
            if known < at:
                self._next[i] = self._find(at, *_HINTS[i])
        first = min(self._next)
        return first if first < self._end else None

    def _find(self, at: int, anchor: str, before: int, words: tuple[str, ...]) -> int:
        """Where the next of some words stands, else the end; nothing searches faster than ``str.find``."""
        text, end = self._text, self._end
        found = text.find(anchor, at + before, end)
        while found >= 0 and not text.startswith(words, found - before, end):
            found = text.find(anchor, found + 1, end)
        return found - before if found >= 0 else end


def _stretch(text: str, at: int, end: int) -> tuple[list[Line], int]:
    """The lines from ``at`` on that may be rows of one table, and where the search goes on."""
    lines: list[Line] = []
    gap = _GAP
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        line = text[at:stop]
        if not lines and _is_paused(line):
            gap = _GAP_OR_PAUSE
        if not line.strip() or (len(lines) > 1 and not gap.search(line)):
            break
        lines.append((at, stop))
        at = stop + 1
    return lines, at


def _is_paused(line: str) -> bool:
    """Whether headers may stand in it, set off by 、: a short line that is no sentence."""
    return len(line) <= _LONGEST_PAUSED and "、" in line and "。" not in line


def _tables(text: str, lines: list[Line], block: Block) -> Iterator[TextTable]:
    """Tables among lines that stand together; another header begins another table."""
    at = 0
    while at < len(lines) - 1:
        splitter = _splitter(text, lines[at], lines[at + 1])
        if splitter is None:
            at += 1
            continue
        stop = at + 1
        width = len(splitter(text, *lines[at]))
        while stop < len(lines) and len(splitter(text, *lines[stop])) >= min(width, _LEAST_COLUMNS):
            stop += 1
        if stop - at > 1:
            yield _table(text, lines[at:stop], splitter, block)
        at = max(stop, at + 1)


def _splitter(text: str, first: Line, second: Line) -> Callable[[str, int, int], list[Line]] | None:
    """How a line and the one below it are split into the same number of cells, if they are."""
    line = text[slice(*first)]
    if "\t" in line and "\t" in text[slice(*second)]:
        return _split_by(_TAB)
    if line.endswith(_ENDS):
        return None
    for separator in _separators(line):
        if _headless(separator.split(line)):
            continue
        cells = _split_by(separator)
        above, below = cells(text, *first), cells(text, *second)
        alike = len(above) == len(below) or (separator in {_WIDE, _BAR} and len(below) >= _LEAST_COLUMNS)
        # Lines of prose have as many commas by chance: whether words head a column is asked last.
        if alike and len(above) >= _LEAST_COLUMNS and _head_two(text, above):
            return cells
    return None


def _separators(line: str) -> Iterator[re.Pattern[str]]:
    """What may part the cells of a line; a quick look for the characters it is made of comes first."""
    if "|" in line:
        yield _BAR
    if "／" in line or " / " in line:
        yield _SLASH
    elif "/" in line and len(line) <= _LONGEST_PAUSED:
        yield _BARE_SLASH
    if "，" in line or "," in line:
        yield _COMMA
    if _is_paused(line):
        yield _PAUSE
    if " " in line or "\u3000" in line or "\t" in line:
        yield _WIDE
        yield _ANY_SPACE


def _headless(pieces: list[str]) -> bool:
    """Whether a line is seen at a glance to head no table; single characters may yet be joined to words."""
    if 1 in map(len, pieces):
        return False
    possible = [piece for piece in pieces if len(piece) <= _LONGEST_HEADER and not _NO_HEADER.search(piece)]
    return len(possible) < _LEAST_HEADERS


def _head_two(text: str, cells: list[Line]) -> bool:
    """Whether two of the cells read like headers."""
    heads = (start for start, end in cells if _heads(text[start:end]))
    return next(islice(heads, _LEAST_HEADERS - 1, None), None) is not None


def _heads(cell: str) -> bool:
    """Whether a cell reads like a header."""
    return len(cell) <= _LONGEST_HEADER and _NO_HEADER.search(cell) is None and header_words(cell)


def _split_by(separator: re.Pattern[str]) -> Callable[[str, int, int], list[Line]]:
    def split(text: str, start: int, end: int) -> list[Line]:
        cells: list[Line] = []
        at = start
        for match in separator.finditer(text, start, end):
            cells.append((at, match.start()))
            at = match.end()
        cells.append((at, end))
        if separator is _BAR or separator is _WIDE or separator is _ANY_SPACE:
            cells = [cell for cell in cells if cell[0] < cell[1]]
        return cells if separator is _TAB else _padded(text, cells)

    return split


def _padded(text: str, cells: list[Line]) -> list[Line]:
    """Names of two characters are often spread with spaces (张  伟): two cells of one character are one."""
    joined: list[Line] = []
    for start, end in cells:
        alone = end - start == 1 and is_han(text[start])
        if alone and joined and joined[-1][1] - joined[-1][0] == 1 and is_han(text[joined[-1][0]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _table(
    text: str, lines: list[Line], split: Callable[[str, int, int], list[Line]], block: Block
) -> TextTable:
    rows, columns, starts, ends = array("i"), array("i"), array("q"), array("q")
    for row, (first, last) in enumerate(lines):
        for column, (start, end) in enumerate(split(text, first, last)):
            rows.append(row)
            columns.append(column)
            starts.append(start)
            ends.append(end - (text[start:end].endswith("\r")))
    table = Table(rows=rows, columns=columns, starts=starts, ends=ends)
    return TextTable(start=lines[0][0], end=lines[-1][1], table=table, block=block)


TEXT_KINDS = frozenset({BlockKind.TEXT, BlockKind.PARAGRAPH})
