"""Excel binary workbooks: sheets, strings, comments of the ``.bin`` parts ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.biff import unpacked
from review.readers.ooxml import Office
from review.readers.ooxml_rest import read_rest
from review.readers.package import open_package
from review.readers.strings import strings
from review.readers.xlsx_styles import BUILT_IN, Format, Formats, epoch, format_of_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.document import DocumentBuilder
    from review.readers.source import Source

_SHEET, _DATES, _STRING, _ROW, _COLUMNS = 156, 153, 19, 0, 60
_FORMAT, _LOOKS, _LOOK, _AUTHOR, _NOTE = 44, 617, 47, 632, 637
_NULL = 0xFFFFFFFF
_LAST_COLUMN = 16_383


@dataclass(slots=True, kw_only=True)
class _Book:
    strings: list[str] = field(default_factory=list)
    looks: list[Format] = field(default_factory=list)
    from_1904: bool = False

    def show(self, value: float, look: int) -> str:
        form = self.looks[look] if look < len(self.looks) else Format()
        text = str(int(value)) if value.is_integer() else repr(value)
        return Formats(by_style=(), epoch=epoch(from_1904=self.from_1904)).show(text, form)


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read an Excel binary workbook; its formulas and names are only scanned, so it stays a gap."""
    package = open_package(source, builder)
    if package is None:
        return
    office = Office(source, builder, package)
    main = office.main() or office.find("xl/workbook.bin")
    data = office.raw(main) if main is not None else None
    if main is None or data is None:
        builder.gap("damaged", source.at(part="file"), "officeDocument")
    else:
        _workbook(office, main, data)
        builder.gap("legacy_format", source.at(part="file"), "xlsb")
    read_rest(office, lambda _part, _root: False)


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of every record; kinds take one or two bytes, lengths up to four, seven bits in each."""
    at = 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for i in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * i)
        if byte < 0x80:  # noqa: PLR2004  the bit that says "more"
            break
    return value, at


def wide_text(data: bytes, at: int = 0) -> str:
    """A text with its length before it; nothing for a null or one that runs over the end."""
    if at + 4 > len(data):
        return ""
    (length,) = struct.unpack_from("<I", data, at)
    return "" if length == _NULL else data[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _workbook(office: Office, main: str, data: bytes) -> None:
    book = _Book()
    for part in office.related(main, "sharedStrings"):
        book.strings += (wide_text(body, 1) for kind, body in _records(office, part) if kind == _STRING)
    for part in office.related(main, "styles"):
        _styles(office, part, book)
    sheets: list[tuple[str, str, Visibility]] = []
    for kind, body in records(data):
        if kind == _DATES:
            book.from_1904 = bool(body and body[0] & 1)
        elif kind == _SHEET and len(body) >= 12:  # noqa: PLR2004  state, number and the length of a name
            relation, name = wide_text(body, 8), _second(body, 8)
            seen = Visibility.HIDDEN if body[0] else Visibility.VISIBLE
            sheets.append((relation, name, seen))
    _rest(office, main, data, {name for _relation, name, _seen in sheets})
    for relation, name, seen in sheets:
        found = office.relations(main).get(relation)
        office.add(name, BlockKind.NAME, seen, part="sheet", sheet=name)
        if found is None or found.target not in office.package:
            office.builder.gap("unread_part", office.at(part="sheet", sheet=name))
        else:
            _sheet(office, found.target, name, seen, book=book)
            for part in office.related(found.target, "comments"):
                _comments(office, part, name)


def _second(data: bytes, at: int) -> str:
    """The text after a text."""
    (length,) = struct.unpack_from("<I", data, at)
    return wide_text(data, at + 4 + (0 if length == _NULL else 2 * length))


def _rest(office: Office, part: str, data: bytes, told: set[str]) -> None:
    """Strings of a part that its records did not give: formulas, names, rules of validation."""
    kept = [text for text in strings(data) if not any(text in known for known in told)]
    office.add("\n".join(kept), BlockKind.OTHER, Visibility.HIDDEN, part="part", name=part)


def _records(office: Office, part: str) -> Iterator[tuple[int, bytes]]:
    return records(office.raw(part) or b"")


def _styles(office: Office, part: str, book: _Book) -> None:
    codes: dict[int, str] = {}
    of_cells = False
    for kind, body in _records(office, part):
        if kind == _FORMAT and len(body) > 2:  # noqa: PLR2004  its number
            codes[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)
        elif kind in (_LOOKS, _LOOKS + 1):
            of_cells = kind == _LOOKS
        elif kind == _LOOK and of_cells and len(body) >= 4:  # noqa: PLR2004  parent and format
            number = struct.unpack_from("<H", body, 2)[0]
            code = codes.get(number)
            plain = Format(kind=BUILT_IN.get(number, 0))
            book.looks.append(plain if code is None else format_of_code(code, hidden=False))


def _sheet(office: Office, part: str, name: str, seen: Visibility, *, book: _Book) -> None:
    cells: list[tuple[int, int, str]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    row = 0
    data = office.raw(part) or b""
    for kind, body in records(data):
        try:
            if kind == _ROW:
                row, flags = struct.unpack_from("<I7xB", body)
                rows.update([row] if flags & 0x10 else [])
            elif kind == _COLUMNS:
                first, last, width, flags = struct.unpack_from("<III4xH", body)
                columns.update(range(first, min(last, _LAST_COLUMN) + 1) if flags & 1 or not width else [])
            elif kind in _CELLS:
                column, look = struct.unpack_from("<II", body)
                cells.append((row, column, _CELLS[kind](book, body, look & 0xFFFFFF)))
        except (struct.error, IndexError):
            office.builder.gap("unread_part", office.at(part="sheet", sheet=name), str(kind))
    place = office.at(part="sheet", sheet=name, table=1)
    kept = sorted(cell for cell in cells if cell[2])
    office.builder.add_table(kept, place, visibility=seen, hidden_rows=rows, hidden_columns=columns)
    _rest(office, part, data, {text for _row, _column, text in kept})


_CELLS: dict[int, Callable[[_Book, bytes, int], str]] = {
    2: lambda book, body, look: book.show(unpacked(struct.unpack_from("<I", body, 8)[0]), look),
    4: lambda _book, body, _look: "TRUE" if body[8] else "FALSE",
    5: lambda book, body, look: book.show(struct.unpack_from("<d", body, 8)[0], look),
    6: lambda _book, body, _look: wide_text(body, 8),
    7: lambda book, body, _look: book.strings[struct.unpack_from("<I", body, 8)[0]],
    8: lambda _book, body, _look: wide_text(body, 8),
    9: lambda book, body, look: book.show(struct.unpack_from("<d", body, 8)[0], look),
    10: lambda _book, body, _look: "TRUE" if body[8] else "FALSE",
    62: lambda _book, body, _look: wide_text(body, 9),
}
"""Kinds of cells: packed number, truth, number, text, shared text, and the results of formulas."""


def _comments(office: Office, part: str, sheet: str) -> None:
    number = 0
    for kind, body in _records(office, part):
        if kind == _AUTHOR:
            where = office.at(part="comment", sheet=sheet, name="author")
            office.builder.add(wide_text(body), BlockKind.PROPERTY, where, Visibility.METADATA)
        elif kind == _NOTE:
            number += 1
            where = office.at(part="comment", sheet=sheet, index=number)
            office.builder.add(wide_text(body, 1), BlockKind.COMMENT, where, Visibility.HIDDEN)
