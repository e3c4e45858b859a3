"""Cells of workbooks: hidden ones emptied, masked numbers written as text, strings nobody shows removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.publish.package import relations
from review.publish.unseen import drop_hidden_shapes
from review.readers.xlsx_cells import thin
from review.readers.xlsx_styles import read_formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.publish.masking import Masker
    from review.publish.package import Parts
    from review.readers.xlsx_styles import Formats

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORKBOOK = "xl/workbook.xml"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_TRUE = ("1", "true")
_LARGEST_WHOLE = 1e21


def drop_hidden_cells(parts: Parts) -> None:
    """Remove hidden sheets, empty hidden rows and columns, then every shared string that no cell shows.

    How a string is read aloud (``rPh``) goes too.
    """
    if _WORKBOOK not in parts.data:
        return
    _drop_sheets(parts)
    _drop_caches(parts)
    for name in [n for n in parts.xml_names() if n.startswith("xl/drawings/") and not n.endswith(".rels")]:
        drop_hidden_shapes(parts.root(name))
    formats = _formats(parts)
    for part in _sheets(parts):
        root = parts.root(part)
        columns = _hidden_columns(root)
        for row in root.iter(S + "row"):
            gone = row.get("hidden") in _TRUE or thin(row.get("ht"))
            for cell in list(row.iterchildren(S + "c")):
                if gone or _column(cell.get("r", "")) in columns:
                    row.remove(cell)
                elif formats.of(cell.get("s")).hidden:
                    _empty(cell)
    _drop_strings(parts)


def _drop_sheets(parts: Parts) -> None:
    """Take hidden sheets out of the workbook, with the names and formulas that speak of them."""
    book = parts.root(_WORKBOOK)
    sheets = list(book.iter(S + "sheet"))
    hidden = [at for at, sheet in enumerate(sheets) if sheet.get("state") in ("hidden", "veryHidden")]
    if not hidden:
        return
    names = tuple(sheets[at].get("name", "") for at in hidden)
    dropped = {sheets[at].get(_OFFICE + "id") for at in hidden}
    for at in hidden:
        _remove(sheets[at])
    for relation, _kind, _target in relations(parts, _WORKBOOK):
        if relation.get("Id") in dropped:
            _remove(relation)
    for view in book.iter(S + "workbookView"):
        view.attrib.pop("activeTab", "")
        view.attrib.pop("firstSheet", "")
    _drop_names(book, hidden, names)
    for part in _sheets(parts):
        for formula in list(parts.root(part).iter(S + "f")):
            if _speaks_of(formula.text or "", names):
                _remove(formula)


_CACHES = frozenset(
    {"externalLink", "pivotCacheDefinition", "pivotCacheRecords", "pivotTable", "connections"}
)
_OF_CACHES = ("externalReferences", "pivotCaches")
_OUTSIDE = re.compile(r"\[\d+\]")


def _drop_caches(parts: Parts) -> None:
    """Copies of data from elsewhere, which a reader does not see; cells keep the values they show."""
    dropped = [
        relation
        for part in list(parts.data)
        if part.startswith("xl/") and not part.endswith(".rels")
        for relation, kind, _target in relations(parts, part)
        if kind in _CACHES
    ]
    if not dropped:
        return
    book = parts.root(_WORKBOOK)
    named = (one for name in _OF_CACHES for one in book.iter(S + name))
    outside = (one for one in book.iter(S + "definedName") if _OUTSIDE.search(one.text or ""))
    for element in [*dropped, *named, *outside]:
        _remove(element)
    for part in _sheets(parts):
        for formula in list(parts.root(part).iter(S + "f")):
            if _OUTSIDE.search(formula.text or ""):
                _remove(formula)


def _drop_names(book: etree._Element, hidden: list[int], sheets: tuple[str, ...]) -> None:
    """Names of a hidden sheet go; those of a later sheet count it no more."""
    for name in list(book.iter(S + "definedName")):
        own = int(name.get("localSheetId", "-1"))
        if own in hidden or _speaks_of(name.text or "", sheets):
            _remove(name)
        elif own >= 0:
            name.set("localSheetId", str(own - sum(at < own for at in hidden)))


def _speaks_of(formula: str, sheets: tuple[str, ...]) -> bool:
    return any(f"{sheet}!" in formula or f"{sheet}'!" in formula for sheet in sheets if sheet)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _sheets(parts: Parts) -> Iterator[str]:
    """The part of each worksheet."""
    targets = {r.get("Id"): target for r, _kind, target in relations(parts, _WORKBOOK)}
    for sheet in parts.root(_WORKBOOK).iter(S + "sheet"):
        part = targets.get(sheet.get(_OFFICE + "id"), "")
        if part in parts.data and part.startswith("xl/worksheets/"):
            yield part


def _formats(parts: Parts) -> Formats:
    name = next((target for _r, kind, target in relations(parts, _WORKBOOK) if kind == "styles"), "")
    return read_formats(parts.root(name) if name in parts.data else None, from_1904=False)


def _empty(cell: etree._Element) -> None:
    """A cell that shows nothing, white on white or by its format, keeps its look and says nothing."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    for column in root.iter(S + "col"):
        if column.get("hidden") in _TRUE or thin(column.get("width")):
            hidden.update(range(int(column.get("min", "1")), int(column.get("max", "1")) + 1))
    return frozenset(hidden)


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _drop_strings(parts: Parts) -> None:
    name = next((n for n in parts.data if n.lower() == "xl/sharedstrings.xml"), "")
    if not name:
        return
    used = {int(text) for part in _sheets(parts) for text in _string_numbers(parts.root(part))}
    for reading in list(parts.root(name).iter(S + "rPh", S + "phoneticPr")):
        _remove(reading)
    for number, item in enumerate(parts.root(name).iter(S + "si")):
        if number not in used:
            for child in list(item):
                item.remove(child)
            item.append(item.makeelement(S + "t"))


def write_masked_numbers(parts: Parts, masker: Masker) -> None:
    """A number that is a value becomes a masked text; a formula that would bring it back goes."""
    for name in parts.xml_names():
        if name.startswith("xl/worksheets/") and not name.endswith(".rels"):
            for cell in parts.root(name).iter(S + "c"):
                _write_cell(cell, masker)


def _write_cell(cell: etree._Element, masker: Masker) -> None:
    value, formula = cell.find(S + "v"), cell.find(S + "f")
    text = _plain(value.text or "") if value is not None and cell.get("t") != "s" else ""
    if formula is not None and (masker.spans(formula.text or "") or masker.spans(text)):
        _remove(formula)
    if not masker.spans(text):
        return
    text = masker.mask(text)
    style = cell.get("s")
    reference = cell.get("r")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.clear()
    for key, given in (("r", reference), ("s", style), ("t", "inlineStr")):
        if given is not None:
            cell.set(key, given)
    inline = cell.makeelement(S + "is")
    words = inline.makeelement(S + "t")
    words.text = text
    inline.append(words)
    cell.append(inline)


def _plain(text: str) -> str:
    """A number as a person reads it: 1.38001380000E10 is 13800138000."""
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text)
    whole = number.is_integer() and abs(number) < _LARGEST_WHOLE
    return str(int(number)) if whole and not text.isdigit() else text


def _string_numbers(root: etree._Element) -> Iterator[str]:
    for cell in root.iter(S + "c"):
        value = cell.find(S + "v")
        if cell.get("t") == "s" and value is not None and value.text and value.text.isdigit():
            yield value.text
