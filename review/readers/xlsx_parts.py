"""Parts beside the sheets of a workbook: comments, drawings, caches of pivot tables and of other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from review.document import BlockKind, Visibility, cell_name
from review.readers.colors import PAPER
from review.readers.docx_drawing import alt_texts
from review.readers.drawing_runs import color_of, texts
from review.readers.ooxml import MC, A
from review.readers.xlsx_cells import position
from review.readers.xlsx_pivot import read_definition, read_records
from review.readers.xlsx_sheet import Sheet
from review.readers.xlsx_strings import X, rich_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.readers.ooxml import Office

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_THREAD = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_ANCHORS = tuple(_DRAWING + name for name in ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor"))


def read_sheet_part(office: Office, part: str, root: etree._Element, sheet: Sheet) -> bool:
    """Read a part that belongs to a sheet; False when it is of no such kind."""
    reader = _OF_SHEET.get(root.tag)
    if reader is not None:
        reader(office, part, root, sheet)
    return reader is not None


def read_workbook_part(office: Office, part: str, root: etree._Element) -> bool:
    """Read a part of the workbook; unknown ones give their text as it stands."""
    reader = _OF_BOOK.get(root.tag)
    if reader is not None:
        reader(office, part, root)
    elif root.tag in _OF_SHEET:
        _OF_SHEET[root.tag](office, part, root, Sheet(name="", visibility=Visibility.HIDDEN))
    else:
        _texts(office, part, root)
    return True


def _comments(office: Office, _part: str, root: etree._Element, sheet: Sheet) -> None:
    for author in root.iter(X + "author"):
        _person(office, author.text or "", sheet)
    for number, comment in enumerate(root.iter(X + "comment"), 1):
        for text in comment.iterchildren(X + "text"):
            _comment(office, rich_text(text), sheet, comment.get("ref"), number)


def _threads(office: Office, _part: str, root: etree._Element, sheet: Sheet) -> None:
    for number, comment in enumerate(root.iter(_THREAD + "threadedComment"), 1):
        for text in comment.iterchildren(_THREAD + "text"):
            _comment(office, text.text or "", sheet, comment.get("ref"), number)


def _comment(office: Office, text: str, sheet: Sheet, cell: str | None, number: int) -> None:
    office.add(
        text,
        BlockKind.COMMENT,
        Visibility.HIDDEN,
        part="comment",
        index=number,
        sheet=sheet.name or None,
        cell=cell,
    )


def _person(office: Office, name: str, sheet: Sheet | None = None) -> None:
    office.told.add(name)
    where = sheet.name or None if sheet is not None else None
    office.add(name, BlockKind.PROPERTY, Visibility.METADATA, part="comment", sheet=where, name="author")


def _persons(office: Office, _part: str, root: etree._Element) -> None:
    for person in root.iter(_THREAD + "person"):
        for key in ("displayName", "userId"):
            _person(office, person.get(key) or "")


def _drawing(office: Office, _part: str, root: etree._Element, sheet: Sheet) -> None:
    """Text boxes, shapes and alternative text, with the cell they are anchored at."""
    said: set[str] = set()
    number = 0
    for anchor in root.iter(*_ANCHORS):
        cell, seen = _corner(anchor), Visibility.HIDDEN if _sizeless(anchor) else sheet.visibility
        for text, hidden in alt_texts(anchor):
            seen = Visibility.HIDDEN if hidden else seen
            office.told.add(text)
            where = office.at(part="textbox", sheet=sheet.name or None, cell=cell)
            office.builder.add(text, BlockKind.ALT_TEXT, where, Visibility.METADATA)
        for text, unseen, fallback in _bodies(anchor):
            where = office.at(part="textbox", index=number + 1, sheet=sheet.name or None, cell=cell)
            office.builder.add(unseen, BlockKind.TEXTBOX, where, Visibility.HIDDEN)
            if text in said and fallback:
                continue
            said.add(text)
            number += 1
            office.builder.add(text, BlockKind.TEXTBOX, where, Visibility.HIDDEN if fallback else seen)


def _bodies(anchor: etree._Element) -> Iterator[tuple[str, str, bool]]:
    """Of each text box what is seen of it and what is not, and whether it is a form for older programs."""
    for body in anchor.iter(_DRAWING + "txBody", A + "txBody", "{*}txBody"):
        fallback = next(body.iterancestors(MC + "Fallback"), None) is not None
        ground = _ground(body)
        lines = [texts(p, ground) for p in body.iterchildren(A + "p")]
        seen, unseen = ("\n".join(line[i] for line in lines) for i in (0, 1))
        yield seen, unseen.strip(), fallback


def _ground(body: etree._Element) -> str | None:
    """What letters of a shape stand on: its own colour, or the paper where it has none and no style."""
    shape = body.getparent()
    looks = None if shape is None else shape.find("{*}spPr")
    if shape is None or looks is None:
        return None
    bare = looks.find(A + "noFill") is not None or shape.find("{*}style") is None
    fills = [e for e in looks.iterchildren("{*}*") if e.tag.endswith("Fill") and e.tag != A + "noFill"]
    return color_of(fills[0]) if fills else PAPER if bare else None


def _sizeless(anchor: etree._Element) -> bool:
    size = anchor.find(_DRAWING + "ext")
    return size is not None and size.get("cx") == "0" and size.get("cy") == "0"


def _corner(anchor: etree._Element) -> str | None:
    at = anchor.find(_DRAWING + "from")
    if at is None:
        return None
    row, column = at.findtext(_DRAWING + "row") or "", at.findtext(_DRAWING + "col") or ""
    return cell_name(int(row), int(column)) if row.isdigit() and column.isdigit() else None


def _external(office: Office, part: str, root: etree._Element) -> None:
    """What was last read from another workbook, kept in this one."""
    names = [e.get("val") or "" for e in root.iter(X + "sheetName")]
    office.told.update(names)
    office.add("\n".join(names), BlockKind.NAME, Visibility.HIDDEN, part="external_link", name=part)
    for number, sheet in enumerate(root.iter(X + "sheetData"), 1):
        cells = sorted(
            (*place, value)
            for cell in sheet.iter(X + "cell")
            if (place := position(cell.get("r") or "")) is not None and (value := cell.findtext(X + "v"))
        )
        where = office.at(part="external_link", name=part, table=number)
        office.builder.add_table(cells, where, visibility=Visibility.HIDDEN)
    values = [v.text or "" for v in root.iter(X + "val")]
    office.add("\n".join(values), BlockKind.OTHER, Visibility.HIDDEN, part="external_link", name=part)


def _connections(office: Office, _part: str, root: etree._Element) -> None:
    """Where data comes from: connection strings carry servers, users and at times passwords."""
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if key in _SOURCES:
                office.told.add(str(value))
                office.add(
                    str(value), BlockKind.PROPERTY, Visibility.METADATA, part="property", name=str(key)
                )


_SOURCES = frozenset(
    {
        "name",
        "description",
        "connection",
        "command",
        "sourceFile",
        "url",
        "odcFile",
        "post",
        "localConnection",
        "prompt",
    }
)


def _revisions(office: Office, part: str, root: etree._Element) -> None:
    """The log of a shared workbook: what cells held before."""
    texts = [t.strip() for t in root.itertext(X + "v", X + "t", X + "f") if str(t).strip()]
    office.add("\n".join(map(str, texts)), BlockKind.DELETED, Visibility.HIDDEN, part="revision", name=part)


def _texts(office: Office, part: str, root: etree._Element) -> None:
    texts = [str(t).strip() for t in root.itertext(etree.Element) if str(t).strip()]
    office.told.update(texts)
    office.add("\n".join(texts), BlockKind.OTHER, Visibility.METADATA, part="part", name=part)


_OF_SHEET: dict[str, Callable[[Office, str, etree._Element, Sheet], None]] = {
    X + "comments": _comments,
    _THREAD + "ThreadedComments": _threads,
    _DRAWING + "wsDr": _drawing,
}
_OF_BOOK: dict[str, Callable[[Office, str, etree._Element], None]] = {
    _THREAD + "personList": _persons,
    X + "pivotCacheDefinition": read_definition,
    X + "pivotCacheRecords": read_records,
    X + "externalLink": _external,
    X + "connections": _connections,
    X + "revisions": _revisions,
}
