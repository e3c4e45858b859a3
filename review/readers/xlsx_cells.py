"""Cells of a sheet turned into text, from a tree or from lists of what stands in the file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from review.readers.sweep import telling
from review.readers.xlsx_plain import Grid
from review.readers.xlsx_strings import X, read_item, unescaped

if TYPE_CHECKING:
    from lxml import etree

    from review.readers.xlsx_plain import Fields
    from review.readers.xlsx_strings import Strings
    from review.readers.xlsx_styles import Format, Formats

_CELL, _VALUE, _FORMULA, _INLINE = X + "c", X + "v", X + "f", X + "is"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
SAYS = re.compile(r'"[^"]*(?:[^\x00-\x7f]|[A-Za-z]{2}|\d{7})[^"]*"|[^\x00-\x7f]|\d{7}|\[\d*\]|://|@\w')
"""What a formula must have to say more than which cells it counts."""
COLUMNS, ROWS = 16_384, 1_048_576
_HAIR = 0.3
_MOST = 5_000_000
"""Cells in the rows of merged ranges that are looked at; what is beyond counts as seen."""
_KNOWN = frozenset({"r", "s", "t", "cm", "vm", "ph", "spans", "customFormat", "ht", "hidden", "customHeight"})
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_TRUTH = {"1": "TRUE", "0": "FALSE"}


@dataclass(slots=True, kw_only=True)
class Found:
    """What is learnt about a sheet while its rows go by.

    Attributes:
        unseen: cells that are formatted to be invisible: row, column, text.
        odd: what stands in rows and cells where the standard has no place for it.
        roots: what stands around the rows, without them.
    """

    grid: Grid = field(default_factory=Grid)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    odd: dict[str, None] = field(default_factory=dict)
    roots: list[etree._Element] = field(default_factory=list)


def column_number(letters: str) -> int:
    """0-based column of its letters; beyond the last for letters that are none."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1 if 0 < number <= COLUMNS else COLUMNS


def position(reference: str) -> tuple[int, int] | None:
    """0-based row and column of ``C14``."""
    match = _REFERENCE.fullmatch(reference)
    return None if match is None else (int(match[2]) - 1, column_number(match[1]))


def thin(size: str | None) -> bool:
    """Whether a column's width (characters) or a row's height (points) leaves nothing to see."""
    try:
        return size is not None and float(size) < _HAIR
    except ValueError:
        return False


def take_covered(found: Found) -> None:
    """Move cells that lie under a merged one to those nobody sees: programs show its first cell only."""
    text, table = found.grid.table()
    hits: set[int] = set()
    left_to_see = _MOST
    for top, left, bottom, right in found.merged:
        first, last = bisect_left(table.rows, top), bisect_right(table.rows, bottom)
        left_to_see -= last - first
        if left_to_see < 0:
            break
        hits.update(
            i
            for i in range(first, last)
            if left <= table.columns[i] <= right and (table.rows[i], table.columns[i]) != (top, left)
        )
    if not hits:
        return
    found.grid = Grid()
    for row, cells in groupby(range(len(table)), key=table.rows.__getitem__):
        kept: list[int] = []
        for i in cells:
            if i in hits:
                found.unseen.append((row, table.columns[i], text[table.starts[i] : table.ends[i]]))
            else:
                kept.append(i)
        columns = array("i", [table.columns[i] for i in kept])
        found.grid.add(row, columns, [text[table.starts[i] : table.ends[i]] for i in kept])


class Cells:
    """Turns cells into text; numbers of columns and formats of styles are worked out once."""

    def __init__(self, strings: Strings, formats: Formats, found: Found) -> None:
        """Cells go to ``found``."""
        self._strings = strings
        self._formats = formats
        self._found = found
        self._columns: dict[str, int] = {}
        self._forms: dict[str | None, Format] = {}
        self._row = -1

    def row(self, element: etree._Element) -> None:
        """Cells of one row of a tree from left to right, whatever their order in the file."""
        number = element.get("r") or ""
        row = self._row = int(number) - 1 if number.isdigit() and int(number) <= ROWS else self._row + 1
        if element.get("hidden") in ("1", "true") or thin(element.get("ht")):
            self._found.hidden_rows.add(row)
        cells: list[tuple[int, str]] = []
        column = -1
        self._strange(element)
        for cell in element:
            if cell.tag != _CELL:
                self.stray(cell)
                continue
            reference = cell.get("r")
            column = column + 1 if reference is None else self.column(reference.rstrip("0123456789"))
            text = self._text(cell, row, column)
            if text:
                cells.append((column, text))
        cells.sort(key=lambda cell: cell[0])
        self._found.grid.add(row, array("i", [at for at, _text in cells]), [text for _at, text in cells])

    def plain(self, number: int, attributes: str, columns: array[int], texts: list[str]) -> None:
        """Cells of one row that was read without a tree."""
        self._row = number
        if "hidden" in attributes or ' ht="0' in attributes:
            self._hide(number, attributes)
        self._found.grid.add(number, columns, texts)

    def column(self, letters: str) -> int:
        """``column_number``, remembered."""
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_number(letters)
        return column

    def show(self, fields: Fields) -> list[str]:
        """Texts of many cells; what nobody sees is kept apart."""
        if any(fields.formulas):
            for letters, row, formula in zip(fields.letters, fields.rows, fields.formulas, strict=True):
                if formula:
                    self._formula(formula, letters + row)
        hiding = self._formats.hiding
        if set(fields.kinds) == {"inlineStr"} and not hiding:
            return [text or "" for text in fields.inlines]
        pale = self._strings.pale
        shown: list[str] = []
        for letters, row, style, kind, inline, _formula, value in zip(*fields, strict=True):
            text = self._value(kind, value or "", style) if inline is None else inline
            if (kind == "s" and value in pale) or style in hiding:
                seen = pale[value] if kind == "s" and value in pale else (text, "")
                text = self._seen(text, seen, style, int(row) - 1, self.column(letters))
            shown.append(text)
        return shown

    def _value(self, kind: str | None, value: str, style: str | None) -> str:
        if kind == "s":
            return self._strings.show(value)
        if kind is None or kind == "n":
            return self._formats.show(value, self._form(style)) if value else ""
        return _TRUTH.get(value, value) if kind == "b" else value

    def _seen(self, text: str, parts: tuple[str, str], style: str | None, row: int, column: int) -> str:
        """What is seen of a cell's text; ``parts``: its letters of any colour, and those without one."""
        form = self._form(style)
        if form.hidden:
            parts = "", text
        elif not form.bare:
            return text
        if parts[1]:
            self._found.unseen.append((row, column, parts[1]))
        return parts[0]

    def _form(self, style: str | None) -> Format:
        form = self._forms.get(style)
        if form is None:
            form = self._forms[style] = self._formats.of(style)
        return form

    def _text(self, cell: etree._Element, row: int, column: int) -> str:
        value, text = "", None
        parts = "", ""
        kind, style = cell.get("t"), cell.get("s")
        for child in cell:
            tag = child.tag
            if tag == _VALUE:
                value = child.text or ""
            elif tag == _FORMULA:
                self._formula(child.text, cell.get("r"))
            elif tag == _INLINE:
                text, parts = read_item(child)
            else:
                self.stray(child)
        if text is None:
            value = unescaped(value) if kind == "str" and "_x" in value else value
            text = self._value(kind, value, style)
            parts = self._strings.pale.get(value, (text, "")) if kind == "s" else (text, "")
        self._strange(cell)
        return self._seen(text, parts, style, row, column)

    def stray(self, element: etree._Element) -> None:
        """Note what stands in an element that has no place among rows and cells."""
        texts = element.itertext() if isinstance(element.tag, str) else (element.text or "",)
        self._found.odd.update(dict.fromkeys(map(str, texts)))

    def _strange(self, element: etree._Element) -> None:
        """Words beside the cells: attributes that the standard does not know, text behind an end tag."""
        if element.tail is not None and not element.tail.isspace():
            self._found.odd[element.tail] = None
        for name, value in element.items():
            if name not in _KNOWN and telling(str(value)):
                self._found.odd[str(value)] = None

    def _formula(self, text: str | None, cell: str | None) -> None:
        if text and text not in self._found.formulas and SAYS.search(text):
            self._found.formulas[text] = cell or ""

    def _hide(self, number: int, attributes: str) -> None:
        said = dict(_ATTRIBUTE.findall(attributes))
        if said.get("hidden") in ("1", "true") or thin(said.get("ht")):
            self._found.hidden_rows.add(number)
