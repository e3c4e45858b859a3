"""The rows of a sheet as its bytes give them, without a tree, where they are written as programs write them.

A sheet of a million cells is then read in a second instead of five. Whatever is written in any other way
raises ``NotPlain`` and is parsed as XML instead, so that nothing is guessed.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate, compress, pairwise
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from review.document import Table
from review.readers.xlsx_strings import in_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

_PIECE = 1 << 19
_HEAD = 1 << 16
OPEN, CLOSE, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?![^>]*encoding=[\"'](?!utf-8|UTF-8))[^>]*>\s*)?<worksheet[\s>]"
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n")
"""Among them the carriage return, which a parser of XML turns into a line feed."""
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?(?: t="([a-zA-Z]{1,9})")?(?: ?/>|>'
    r'(?:<is><t(?: xml:space="preserve")?(?: ?/>|>([^<]*)</t>)</is>'
    r'|(?:<f(?: (?:t|ref|si|ca|aca)="[\w:$]*")*+(?: ?/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>|<v ?/>)?)</c>)',
    re.ASCII,
)
_GROUPS = _CELL.groups + 1
_TAG = (
    r'<row r="(\d{1,7})"((?: (?:spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed'
    r'|thickTop|thickBot|ph|x14ac:dyDescent)="[\w.:,\- ]*")*+) ?'
)
_ROW = re.compile(rf"(</row>)|{_TAG}(/?)>", re.ASCII)
_NEXT = re.compile(rf"</row>{_TAG}>", re.ASCII)


_NO_COLUMNS = array("i")


class NotPlain(ValueError):  # noqa: N818  nobody's error: the other way of reading takes over
    """The sheet is written in some other way."""


class Fields(NamedTuple):
    """Cells of a piece of a sheet: a list for each thing that is known of them, as it stands in the file."""

    letters: list[str]
    rows: list[str]
    styles: list[str | None]
    kinds: list[str | None]
    inlines: list[str | None]
    formulas: list[str | None]
    values: list[str | None]


_WORDS = slice(Fields._fields.index("inlines"), None)


class Grid:
    """Cells in the order they come, kept as text and numbers rather than as objects."""

    __slots__ = ("_columns", "_lengths", "_lines", "_rows")

    def __init__(self) -> None:
        """No cell yet."""
        self._rows, self._columns, self._lengths = array("i"), array("i"), array("q")
        self._lines: list[str] = []

    def add(self, row: int, columns: array[int], texts: list[str]) -> None:
        """Cells of one row from left to right, empty ones left out."""
        if not texts:
            return
        self._rows.extend(array("i", (row,)) * len(texts))
        self._columns.extend(columns)
        self._lengths.extend(map(len, texts))
        self._lines.append("\t".join(texts))

    def table(self, **extent: Any) -> tuple[str, Table]:
        """The text, cells joined by tabs and rows by line feeds, and the table of the cells' spans in it."""
        starts = array("q", accumulate(map((1).__add__, self._lengths), initial=0))
        starts.pop()
        ends = array("q", map(add, starts, self._lengths))
        return "\n".join(self._lines), Table(
            rows=self._rows, columns=self._columns, starts=starts, ends=ends, **extent
        )


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """First what stands before the rows, then whole rows by the half megabyte, last what follows them.

    Raises:
        NotPlain: the rows do not stand in one ``sheetData`` in UTF-8.
    """
    head = stream.read(_HEAD)
    at = head.find(OPEN)
    if at < 0 or b"<!" in head[:at] or not _UTF8.match(head):
        raise NotPlain
    yield head[: at + len(OPEN)]
    held = bytearray(head[at + len(OPEN) :])
    seen = 0
    while (end := held.find(CLOSE, max(seen - len(CLOSE), 0))) < 0:
        cut = held.rfind(_ROW_END, max(seen - len(_ROW_END), 0)) + len(_ROW_END)
        if cut >= len(_ROW_END):
            yield bytes(held[:cut])
            del held[:cut]
        seen = len(held)
        more = stream.read(_PIECE)
        if not more:
            raise NotPlain
        held += more
    yield bytes(held[:end])
    yield bytes(held[end:]) + stream.read()


class Rows:
    """Reads rows out of bytes; one object serves a sheet, for it remembers the shapes of rows."""

    def __init__(self, column: Callable[[str], int], show: Callable[[Fields], list[str]]) -> None:
        """``column``: number of a column's letters; ``show``: texts of cells, empty for unseen ones."""
        self._column = column
        self._show = show
        self._shapes: dict[tuple[str, ...], array[int]] = {}

    def read(self, data: bytes) -> Iterator[tuple[int, str, array[int], list[str]]]:
        """Of each row its number, what else its tag says, and the columns and texts of its cells.

        Raises:
            NotPlain: anything stands there that is not written plainly.
        """
        if len(data.translate(None, _CONTROLS)) != len(data):
            raise NotPlain
        try:
            parts: list[Any] = _CELL.split(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise NotPlain from None
        between, lists = parts[::_GROUPS], [parts[i::_GROUPS] for i in range(1, _GROUPS)]
        if b"&" in data or b"_x" in data:
            lists[_WORDS] = [[text and in_letters(text) for text in texts] for texts in lists[_WORDS]]
        fields = Fields(*lists)
        yield from self._rows(between, fields.letters, self._show(fields))

    def _rows(
        self, between: list[str], letters: list[str], texts: list[str]
    ) -> Iterator[tuple[int, str, array[int], list[str]]]:
        breaks = [i for i, tags in enumerate(between) if tags]
        opened = False
        for start, end in pairwise((*breaks, len(texts))):
            rows, opened = _turn(between[start], opened=opened)
            for number, attributes in rows[:-1] if opened else rows:
                yield number, attributes, _NO_COLUMNS, []
            if opened:
                yield *rows[-1], *self._cells(tuple(letters[start:end]), texts[start:end])
            elif start < end:
                raise NotPlain
        if opened or (letters and breaks[:1] != [0]):
            raise NotPlain

    def _cells(self, letters: tuple[str, ...], texts: list[str]) -> tuple[array[int], list[str]]:
        columns = self._shapes.get(letters)
        if columns is None:
            columns = self._shapes[letters] = array("i", map(self._column, letters))
            if list(columns) != sorted(set(columns)):
                raise NotPlain
        if all(texts):
            return columns, texts
        return array("i", compress(columns, texts)), list(filter(None, texts))


def _turn(tags: str, *, opened: bool) -> tuple[list[tuple[int, str]], bool]:
    """Rows that begin between two cells, and whether the last of them is still open."""
    usual = _NEXT.fullmatch(tags) if opened else None
    if usual is not None:
        return [(int(usual[1]) - 1, usual[2])], True
    rows: list[tuple[int, str]] = []
    at = 0
    for tag in _ROW.finditer(tags):
        closing = tag[1] is not None
        if tag.start() != at or closing is not opened:
            raise NotPlain
        if not closing:
            rows.append((int(tag[2]) - 1, tag[3]))
        opened = not closing and not tag[4]
        at = tag.end()
    if at != len(tags) or (opened and not rows):
        raise NotPlain
    return rows, opened
