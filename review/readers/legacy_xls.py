"""Cells of an Excel 5–2003 workbook, record by record ([MS-XLS] 2.1.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.biff import Record, long_text, records, shared_strings, short_text, unpacked
from review.readers.strings import strings
from review.readers.sweep import telling
from review.readers.xlsx_styles import BUILT_IN, Format, Formats, epoch, format_of_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.document import DocumentBuilder
    from review.readers.ole import OleEntry, OleFile
    from review.readers.source import Source

_BOF, _SHEET, _PASSWORD, _STRINGS, _FORMAT, _LOOK, _DATES = 0x809, 0x85, 0x2F, 0xFC, 0x41E, 0xE0, 0x22
_ROW, _COLUMNS, _RESULT = 0x208, 0x7D, 0x207
_BIFF8 = 0x600
_HIDDEN_ROW = 0x20
_FONT, _NO_FONT, _TINY, _SOLID = 0x31, 4, 60, 1
_TEXT, _PAPER = 0x40, 0x41
_WHITE = {1: _PAPER, 9: _PAPER}
"""Numbers of white in the palette ([MS-XLS] 2.5.161), unless the file has another palette."""


@dataclass(slots=True, kw_only=True)
class _Sheet:
    name: str
    hidden: bool
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    unseen: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    asides: list[tuple[str, BlockKind, str]] = field(default_factory=list)


def read(source: Source, builder: DocumentBuilder, _ole: OleFile, entry: OleEntry, data: bytes) -> None:
    """Add every sheet as a table, hidden ones too; notes, text boxes, headers beside it."""
    book = _Book(biff8=entry.name == "Workbook")
    for record in records(data):
        if record.kind == _PASSWORD:
            builder.gap("encrypted", source.at(part="file"), "Workbook")
            return
        try:
            book.take(record)
        except (struct.error, IndexError):
            builder.gap("unread_part", source.at(part="part", name="Workbook"), hex(record.kind))
    for sheet in book.sheets:
        seen = Visibility.HIDDEN if sheet.hidden else Visibility.VISIBLE
        builder.add(sheet.name, BlockKind.NAME, source.at(part="sheet", sheet=sheet.name), seen)
        cells = [(row, column, text) for (row, column), text in sorted(sheet.cells.items())]
        place = source.at(part="sheet", sheet=sheet.name, table=1)
        builder.add_table(cells, place, visibility=seen, hidden_rows=sheet.rows, hidden_columns=sheet.columns)
        unseen = [(row, column, text) for (row, column), text in sorted(sheet.unseen.items())]
        builder.add_table(unseen, place, visibility=Visibility.HIDDEN)
        for text, kind, part in sheet.asides:
            aside = Visibility.HIDDEN if kind is BlockKind.COMMENT else seen
            builder.add(text, kind, source.at(part=part, sheet=sheet.name), aside)
    place = source.at(part="part", name="Workbook")
    builder.add("\n".join(book.left_over), BlockKind.NAME, place, Visibility.METADATA)


class _Book:
    """State of the records read so far."""

    def __init__(self, *, biff8: bool) -> None:
        self.sheets: list[_Sheet] = []
        self._at: _Sheet | None = None
        self._begins: dict[int, _Sheet] = {}
        self._strings: list[str] = []
        self._codes: dict[int, str] = {}
        self._looks: list[int] = []
        self._fonts: list[tuple[int, int]] = []
        self._unseen: list[bool] = []
        self.left_over: dict[str, None] = {}
        self._biff8 = biff8
        self._from_1904 = False
        self._waiting: tuple[int, int] | None = None

    def take(self, record: Record) -> None:
        """Understand one record."""
        data = record.data
        if record.kind == _BOF:
            self._biff8 = self._biff8 and struct.unpack_from("<H", data)[0] >= _BIFF8
            self._at = self._begins.get(record.at, self._at)
        elif record.kind in _BOOK:
            _BOOK[record.kind](self, record)
        elif self._at is not None and record.kind in _CELLS:
            hidden = record.kind in _OF_ONE_LOOK and self._hides(struct.unpack_from("<H", data, 4)[0])
            cells = self._at.unseen if hidden else self._at.cells
            for row, column, text in _CELLS[record.kind](self, data):
                if text:
                    cells[row, column] = text
        elif self._at is not None and record.kind in _ASIDES:
            kind, part = _ASIDES[record.kind]
            self._at.asides.append((self._aside(record), kind, part))

        elif record.kind not in _SILENT:
            words = (text for piece in (data, *record.more) for text in strings(piece))
            self.left_over.update(dict.fromkeys(text for text in words if telling(text, quiet=True)))

    def _hides(self, look: int) -> bool:
        return look < len(self._unseen) and self._unseen[look]

    def font(self, record: Record) -> None:
        """Height and colour of a font; number 4 is left out ([MS-XLS] 2.5.129)."""
        height, _options, colour = struct.unpack_from("<HHH", record.data)
        self._fonts.append((height, colour))
        if len(self._fonts) == _NO_FONT:
            self._fonts.append((height, colour))

    def _aside(self, record: Record) -> str:
        if record.kind != _TEXTBOX:
            return long_text(record.data, wide=self._biff8)
        body = record.more[0] if record.more else b""
        return body[1:].decode("utf-16-le" if body[:1] == b"\x01" else "latin-1", "replace")

    def sheet(self, record: Record) -> None:
        """The name of a sheet, and where its records begin."""
        (at,) = struct.unpack_from("<I", record.data)
        name = short_text(record.data[6:], wide=self._biff8)
        sheet = _Sheet(name=name, hidden=record.data[4] & 3 != 0)
        self.sheets.append(sheet)
        self._begins[at] = sheet

    def strings(self, record: Record) -> None:
        """The shared strings."""
        self._strings = shared_strings(record)

    def format(self, record: Record) -> None:
        """The code of a number format."""
        (number,) = struct.unpack_from("<H", record.data)
        read_ = long_text if self._biff8 else short_text
        self._codes[number] = read_(record.data[2:], wide=self._biff8)

    def look(self, record: Record) -> None:
        """A cell style: its number format, and whether its letters are seen."""
        font, number = struct.unpack_from("<HH", record.data)
        self._looks.append(number)
        height, colour = self._fonts[font] if font < len(self._fonts) else (200, _TEXT)
        fill = struct.unpack_from("<I", record.data, 14)[0] >> 26 if self._biff8 else 0
        painted = struct.unpack_from("<H", record.data, 18)[0] & 0x7F if fill else _PAPER
        ground = painted if fill <= _SOLID else -1
        code = self._codes.get(number)
        blank = code is not None and format_of_code(code, hidden=False).hidden
        self._unseen.append(
            height <= _TINY or blank or _WHITE.get(colour, colour) == _WHITE.get(ground, ground)
        )

    def dates(self, record: Record) -> None:
        """Whether days count from 1904."""
        self._from_1904 = record.data[:1] == b"\x01"

    def row(self, record: Record) -> None:
        """Whether a row is hidden."""
        number, options = struct.unpack_from("<H10xH", record.data)
        if self._at is not None and options & _HIDDEN_ROW:
            self._at.rows.add(number)

    def columns(self, record: Record) -> None:
        """Whether columns are hidden."""
        first, last, width, _look, options = struct.unpack_from("<HHHHH", record.data)
        if self._at is not None and (options & 1 or not width):
            self._at.columns.update(range(first, min(last, 255) + 1))

    def result(self, record: Record) -> None:
        """The text a formula came to."""
        if self._at is not None and self._waiting is not None:
            self._at.cells[self._waiting] = long_text(record.data, wide=self._biff8)

    def shared(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """A cell that names a shared string."""
        row, column, _look, number = struct.unpack_from("<HHHI", data)
        yield row, column, self._strings[number] if number < len(self._strings) else ""

    def label(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """A cell with its own text."""
        row, column = struct.unpack_from("<HH", data)
        yield row, column, long_text(data[6:], wide=self._biff8)

    def number(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """A number of eight bytes."""
        row, column, look, value = struct.unpack_from("<HHHd", data)
        yield row, column, self._show(value, look)

    def packed(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """A number packed into four bytes."""
        row, column, look, value = struct.unpack_from("<HHHI", data)
        yield row, column, self._show(unpacked(value), look)

    def many(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """Several packed numbers side by side."""
        row, column = struct.unpack_from("<HH", data)
        for i in range((len(data) - 6) // 6):
            look, value = struct.unpack_from("<HI", data, 4 + 6 * i)
            yield row, column + i, self._show(unpacked(value), look)

    def formula(self, data: bytes) -> Iterator[tuple[int, int, str]]:
        """A formula's number; its text comes in a record of its own."""
        row, column, look = struct.unpack_from("<HHH", data)
        self._waiting = row, column
        if data[12:14] != b"\xff\xff":
            yield row, column, self._show(struct.unpack_from("<d", data, 6)[0], look)

    def _show(self, value: float, look: int) -> str:
        number = self._looks[look] if look < len(self._looks) else 0
        code = self._codes.get(number)
        form = Format(kind=BUILT_IN.get(number, 0)) if code is None else format_of_code(code, hidden=False)
        text = str(int(value)) if value == int(value) else repr(value)
        return Formats(by_style=(), epoch=epoch(from_1904=self._from_1904)).show(text, form)


_BOOK: dict[int, Callable[[_Book, Record], None]] = {
    _SHEET: _Book.sheet, _STRINGS: _Book.strings,
    _FORMAT: _Book.format, _LOOK: _Book.look, _DATES: _Book.dates,
    _ROW: _Book.row, _COLUMNS: _Book.columns, _RESULT: _Book.result, _FONT: _Book.font,
}  # fmt: skip
_CELLS: dict[int, Callable[[_Book, bytes], Iterator[tuple[int, int, str]]]] = {
    0xFD: _Book.shared, 0x204: _Book.label, 0xD6: _Book.label, 0x203: _Book.number, 0x27E: _Book.packed,
    0xBD: _Book.many, 0x06: _Book.formula,
}  # fmt: skip
_OF_ONE_LOOK = frozenset(_CELLS) - {0xBD}
_SILENT = frozenset({0xE9, 0xEB, 0x7F, 0x4D, 0xFF, 0x896, 0x5D})
"""Pictures, settings of printers, indices, the theme."""
_TEXTBOX = 0x1B6
_ASIDES: dict[int, tuple[BlockKind, str]] = {
    _TEXTBOX: (BlockKind.COMMENT, "comment"),
    0x14: (BlockKind.HEADER, "header"),
    0x15: (BlockKind.FOOTER, "footer"),
}
