"""Excel workbooks (xlsx, xlsm, xltx): every sheet, shown or not, and what programs keep beside the sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.ooxml import Office, R
from review.readers.ooxml_rest import read_rest
from review.readers.package import open_package
from review.readers.xlsx_parts import read_sheet_part, read_workbook_part
from review.readers.xlsx_sheet import Sheet, read_sheet
from review.readers.xlsx_strings import Strings, X, read_strings
from review.readers.xlsx_styles import Formats, epoch, read_formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.package import Package
    from review.readers.source import Source


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read an Excel workbook."""
    package = open_package(source, builder)
    if package is not None:
        read_package(source, builder, package)


def read_package(source: Source, builder: DocumentBuilder, package: Package) -> None:
    """Read the parts of a workbook, wherever they come from."""
    office = Office(source, builder, package)
    main = office.main() or office.find("xl/workbook.xml")
    root = office.load(main) if main is not None else None
    sheets: dict[str, Sheet] = {}
    strings, formats = Strings([]), Formats(by_style=(), epoch=epoch(from_1904=False))
    if main is None or root is None:
        builder.gap("damaged", source.at(part="file"), "officeDocument")
    else:
        strings = read_strings(office, office.related(main, "sharedStrings"))
        formats = _formats(office, main, root)
        _sheets(office, main, root, sheets, strings=strings, formats=formats)
        _names(office, root, sheets)

    def hook(part: str, element: etree._Element) -> bool:
        if not element.tag.startswith(_OURS):
            return False
        if element.tag == X + "worksheet":
            left_over = Sheet(name=part, visibility=Visibility.HIDDEN)
            read_sheet(office, part, left_over, strings, formats)
            return True
        owner = sheets.get(office.owners.get(part, {}).get("sheet", ""))
        if owner is not None and read_sheet_part(office, part, element, owner):
            return True
        return read_workbook_part(office, part, element)

    read_rest(office, hook)
    rest = "\n".join(dict.fromkeys(strings.unused()))
    office.add(rest, BlockKind.OTHER, Visibility.HIDDEN, part="part", name="sharedStrings")


_OURS = (
    X,
    "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}",
    "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}",
)


def _sheets(
    office: Office,
    main: str,
    root: etree._Element,
    owners: dict[str, Sheet],
    *,
    strings: Strings,
    formats: Formats,
) -> None:
    """Read the sheets in the order of their tabs; ``owners`` learns them by name."""
    relations = office.relations(main)
    for element in root.iterfind(f"{X}sheets/{X}sheet"):
        hidden = element.get("state") in ("hidden", "veryHidden")
        seen = Visibility.HIDDEN if hidden else Visibility.VISIBLE
        sheet = Sheet(name=element.get("name") or "", visibility=seen)
        office.told.add(sheet.name)
        office.add(sheet.name, BlockKind.NAME, seen, part="sheet", sheet=sheet.name)
        relation = relations.get(element.get(R + "id") or "")
        if relation is None or relation.target not in office.package:
            office.builder.gap("unread_part", office.at(part="sheet", sheet=sheet.name))
            continue
        read_sheet(office, relation.target, sheet, strings, formats)
        owners[sheet.name] = sheet
        office.own(relation.target, sheet=sheet.name)


def _formats(office: Office, main: str, root: etree._Element) -> Formats:
    settings = root.find(X + "workbookPr")
    from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    parts = office.related(main, "styles")
    return read_formats(office.load(parts[0]) if parts else None, from_1904=from_1904)


def _names(office: Office, root: etree._Element, sheets: Iterable[str]) -> None:
    """Names of ranges and constants; those Excel makes itself say nothing new."""
    for element in root.iterfind(f"{X}definedNames/{X}definedName"):
        name = element.get("name") or ""
        seen = Visibility.HIDDEN if element.get("hidden") in ("1", "true") else Visibility.METADATA
        if not name.startswith("_xlnm."):
            office.told.add(name)
            text = f"{name} = {element.text or ''}"
            office.add(text, BlockKind.NAME, seen, part="defined_name", name=name)
        elif not any(sheet in (element.text or "") for sheet in sheets):
            office.add(element.text or "", BlockKind.NAME, seen, part="defined_name", name=name)
        for key in ("comment", "description"):
            office.told.add(element.get(key) or "")
            office.add(element.get(key) or "", BlockKind.NAME, seen, part="defined_name", name=name)
