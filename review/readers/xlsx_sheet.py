"""One sheet of a workbook, row by row: cells as a table, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.xlsx_strings import X, rich_text
from review.readers.xml import XmlError, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.readers.ooxml import Office
    from review.readers.xlsx_strings import Strings
    from review.readers.xlsx_styles import Format, Formats

XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_CELL, _VALUE, _FORMULA, _INLINE = X + "c", X + "v", X + "f", X + "is"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_SAYS = re.compile(r'"[^"]*(?:[^\x00-\x7f]|[A-Za-z]{2}|\d{7})[^"]*"|[^\x00-\x7f]|\d{7}|\[\d*\]|://|@\w')
_COLUMNS, _ROWS = 16_384, 1_048_576
_HAIR = 0.3
"""A column or row this thin is not seen (characters, points)."""
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+-]{6}|&\d+|&[PNDTZFASUXYEBIGOH]')
_PARTS = re.compile(r"&[LCR]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's name and whether its tab is shown."""

    name: str
    visibility: Visibility


@dataclass(slots=True, kw_only=True)
class _Found:
    """What is learnt about a sheet while its rows go by."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    root: etree._Element | None = None


def column_number(letters: str) -> int:
    """0-based column of its letters; beyond the last for letters that are none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1 if 0 < number <= _COLUMNS else _COLUMNS


def position(reference: str) -> tuple[int, int] | None:
    """0-based row and column of ``C14``."""
    match = _REFERENCE.fullmatch(reference)
    return None if match is None else (int(match[2]) - 1, column_number(match[1]))


def read_sheet(office: Office, part: str, sheet: Sheet, strings: Strings, formats: Formats) -> None:
    """Add a sheet: its cells, those formatted to be invisible, its formulas, headers, validations."""
    data = office.raw(part)
    if data is None:
        return
    found = _Found()
    place = office.at(part="sheet", sheet=sheet.name, table=1)
    office.builder.add_table(
        _cells(office, data, sheet, found, _Cells(strings, formats, found)), place,
        visibility=sheet.visibility, hidden_rows=found.hidden_rows, hidden_columns=found.hidden_columns,
        merged=found.merged,
    )  # fmt: skip
    office.builder.add_table(found.unseen, place, visibility=Visibility.HIDDEN)
    for formula, cell in found.formulas.items():
        where = office.at(part="field", sheet=sheet.name, cell=cell)
        office.builder.add(formula, BlockKind.FIELD, where, Visibility.METADATA)
    if found.root is not None:
        _pages(office, found.root, sheet)
        _formulas(office, found.root, sheet)
        office.sweep(part, found.root)
    if b"<!--" in data:
        office.parsed(part, data)


def _cells(
    office: Office, data: bytes, sheet: Sheet, found: _Found, cells: _Cells
) -> Iterator[tuple[int, int, str]]:
    row = -1
    try:
        for element in stream(data, X + "row"):
            if element.tag != X + "row":
                found.root = element
                _extent(element, found)
                break
            number = element.get("r")
            row = int(number) - 1 if number and number.isdigit() and int(number) <= _ROWS else row + 1
            if element.get("hidden") in ("1", "true") or thin(element.get("ht")):
                found.hidden_rows.add(row)
            yield from cells.row(element, row)
    except XmlError as error:
        office.builder.gap(error.code, office.at(part="sheet", sheet=sheet.name))


class _Cells:
    """Turns cell elements into text."""

    def __init__(self, strings: Strings, formats: Formats, found: _Found) -> None:
        self._strings = strings
        self._formats = formats
        self._found = found
        self._columns: dict[str, int] = {}
        self._forms: dict[str | None, Format] = {}

    def row(self, element: etree._Element, row: int) -> list[tuple[int, int, str]]:
        """Cells of one row from left to right, whatever their order in the file."""
        cells: list[tuple[int, int, str]] = []
        column, last, in_order = -1, -1, True
        for cell in element:
            if cell.tag != _CELL:
                continue
            column = self._column(cell.get("r"), column)
            style = cell.get("s")
            form = self._forms.get(style)
            if form is None:
                form = self._forms[style] = self._formats.of(style)
            text = self._text(cell, form)
            if not text:
                continue
            if form.hidden:
                self._found.unseen.append((row, column, text))
                continue
            in_order = in_order and column > last
            last = column
            cells.append((row, column, text))
        return cells if in_order else sorted(cells)

    def _column(self, reference: str | None, before: int) -> int:
        if reference is None:
            return before + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def _text(self, cell: etree._Element, form: Format) -> str:
        value = ""
        for child in cell:
            tag = child.tag
            if tag == _VALUE:
                value = child.text or ""
            elif tag == _FORMULA:
                self._formula(child.text, cell.get("r"))
            elif tag == _INLINE:
                return rich_text(child)
        kind = cell.get("t")
        if kind == "s":
            return self._strings.show(value)
        if kind is None or kind == "n":
            return self._formats.show(value, form) if value else ""
        return {"1": "TRUE", "0": "FALSE"}.get(value, value) if kind == "b" else value

    def _formula(self, text: str | None, cell: str | None) -> None:
        if text and text not in self._found.formulas and _SAYS.search(text):
            self._found.formulas[text] = cell or ""


def _extent(root: etree._Element, found: _Found) -> None:
    """Hidden columns and merged cells, which stand around the rows."""
    for column in root.iterfind(f"{X}cols/{X}col"):
        if column.get("hidden") in ("1", "true") or thin(column.get("width")):
            first, last = _whole(column.get("min")), min(_whole(column.get("max")), _COLUMNS)
            found.hidden_columns.update(range(first - 1, last))
    for merge in root.iterfind(f"{X}mergeCells/{X}mergeCell"):
        corners = [position(corner) for corner in (merge.get("ref") or "").split(":")]
        if len(corners) == 2 and corners[0] is not None and corners[1] is not None:  # noqa: PLR2004  two corners
            found.merged.append((*corners[0], *corners[1]))


def _pages(office: Office, root: etree._Element, sheet: Sheet) -> None:
    for group in root.iter(X + "headerFooter"):
        for element in group:
            name = element.tag[len(X) :] if isinstance(element.tag, str) else ""
            text = "\n".join(
                piece.strip()
                for piece in _PARTS.split(_CODES.sub("", (element.text or "").replace("&&", "＆")))
            )
            kind, place = (
                (BlockKind.HEADER, "header") if name.endswith("Header") else (BlockKind.FOOTER, "footer")
            )
            office.add(text.strip(), kind, sheet.visibility, part=place, sheet=sheet.name)


def _formulas(office: Office, root: etree._Element, sheet: Sheet) -> None:
    """Lists of allowed values, conditions of formats and filters."""
    for element in root.iter(X + "formula1", X + "formula2", X + "formula", XM + "f"):
        text = element.text or ""
        validation = element.tag in (X + "formula1", X + "formula2", XM + "f")
        if _SAYS.search(text):
            place = "validation" if validation else "field"
            office.add(text, BlockKind.FIELD, Visibility.HIDDEN, part=place, sheet=sheet.name)
    for element in root.iter(X + "filter", X + "customFilter"):
        value = element.get("val") or ""
        if value.strip() and value not in office.told:
            office.told.add(value)
            office.add(value, BlockKind.FIELD, Visibility.HIDDEN, part="field", sheet=sheet.name)


def thin(size: str | None) -> bool:
    """Whether a column or row of this size is not seen."""
    try:
        return size is not None and float(size) < _HAIR
    except ValueError:
        return False


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdigit() else 1
