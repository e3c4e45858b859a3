"""One sheet of a workbook, row by row: cells as a table, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.package import BROKEN
from review.readers.xlsx_cells import COLUMNS, SAYS, Cells, Found, position, take_covered, thin
from review.readers.xlsx_plain import CLOSE, NotPlain, Rows, pieces
from review.readers.xlsx_strings import X
from review.readers.xml import XmlError, parse, stream

if TYPE_CHECKING:
    from lxml import etree

    from review.readers.ooxml import Office
    from review.readers.xlsx_strings import Strings
    from review.readers.xlsx_styles import Formats

XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+-]{6}|&\d+|&[PNDTZFASUXYEBIGOH]')
_END = b"</sheetData></worksheet>"
_PARTS = re.compile(r"&[LCR]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's name and whether its tab is shown."""

    name: str
    visibility: Visibility


def read_sheet(office: Office, part: str, sheet: Sheet, strings: Strings, formats: Formats) -> None:
    """Add a sheet: its cells, those formatted to be invisible, its formulas, headers, validations."""
    found = _plainly(office, part, strings, formats) or _parsed(office, part, sheet, strings, formats)
    if found.merged:
        take_covered(found)
    place = office.at(part="sheet", sheet=sheet.name, table=1)
    text, table = found.grid.table(
        hidden_rows=frozenset(found.hidden_rows), hidden_columns=frozenset(found.hidden_columns),
        merged=tuple(found.merged),
    )  # fmt: skip
    if text.strip():
        office.builder.add_text_table(text, table, place, sheet.visibility)
    office.builder.add_table(sorted(set(found.unseen)), place, visibility=Visibility.HIDDEN)
    for formula, cell in found.formulas.items():
        where = office.at(part="field", sheet=sheet.name, cell=cell)
        office.builder.add(formula, BlockKind.FIELD, where, Visibility.METADATA)
    odd = "\n".join(value.strip() for value in found.odd if value.strip())
    office.add(odd, BlockKind.OTHER, Visibility.HIDDEN, part="part", sheet=sheet.name, name=part)
    for root in found.roots:
        office.sweep(part, root)
    if found.roots:
        _pages(office, found.roots[0], sheet)
        _formulas(office, found.roots[0], sheet)


def _plainly(office: Office, part: str, strings: Strings, formats: Formats) -> Found | None:
    """A sheet read row by row without a tree; None for one that must be parsed as a whole."""
    found = Found()
    cells = Cells(strings, formats, found)
    rows = Rows(cells.column, cells.show)
    head = b""
    try:
        with office.stream(part) as parts:
            for piece in pieces(parts):
                if not head:
                    head = piece
                elif piece.startswith(CLOSE):
                    found.roots.insert(0, parse(head + piece))
                elif not _plain_rows(rows, piece, cells):
                    _tree_rows(head + piece + _END, cells, found)
    except (NotPlain, XmlError, *BROKEN):
        return None
    _extent(found.roots[0], found)
    return found


def _plain_rows(rows: Rows, piece: bytes, cells: Cells) -> bool:
    try:
        read = list(rows.read(piece))
    except NotPlain:
        return False
    for row in read:
        cells.plain(*row)
    return True


def _tree_rows(data: bytes, cells: Cells, found: Found) -> None:
    for element in stream(data, X + "row"):
        if element.tag == X + "row":
            cells.row(element)
        else:
            found.roots.append(element)
            for left in element.iterfind(f"{X}sheetData/*"):
                cells.stray(left)


def _parsed(office: Office, part: str, sheet: Sheet, strings: Strings, formats: Formats) -> Found:
    """A sheet in whatever way it is written."""
    found = Found()
    data = office.raw(part)
    if data is None:
        return found
    try:
        _tree_rows(data, Cells(strings, formats, found), found)
    except XmlError as error:
        office.builder.gap(error.code, office.at(part="sheet", sheet=sheet.name))
    if found.roots:
        _extent(found.roots[0], found)
    return found


def _extent(root: etree._Element, found: Found) -> None:
    """Hidden columns and merged cells, which stand around the rows."""
    for column in root.iterfind(f"{X}cols/{X}col"):
        if column.get("hidden") in ("1", "true") or thin(column.get("width")):
            first, last = _whole(column.get("min")), min(_whole(column.get("max")), COLUMNS)
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
        if SAYS.search(text):
            place = "validation" if validation else "field"
            office.add(text, BlockKind.FIELD, Visibility.HIDDEN, part=place, sheet=sheet.name)
    for element in root.iter(X + "filter", X + "customFilter"):
        value = element.get("val") or ""
        if value.strip() and value not in office.told:
            office.told.add(value)
            office.add(value, BlockKind.FIELD, Visibility.HIDDEN, part="field", sheet=sheet.name)


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdigit() else 1
