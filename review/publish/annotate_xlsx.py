"""Notes on the cells that were found; what stands in no cell is told on the first cell of the first sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from review.document import column_letters
from review.i18n import language
from review.publish.package import (
    CONTENT_TYPES,
    RELATIONS,
    TYPES,
    close_parts,
    open_parts,
    relations,
    relations_name,
)

if TYPE_CHECKING:
    from review.publish.annotate import Note
    from review.publish.package import Parts

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_WORKBOOK = "xl/workbook.xml"
_AUTHOR = "review"
_BEHIND = "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
_AFTER_LEGACY = frozenset(S + name for name in _BEHIND.split())
"""Elements that must stand behind legacyDrawing in a worksheet (ISO/IEC 29500-1, 18.3.1.99)."""


def annotate_xlsx(data: bytes, notes: list[Note]) -> bytes:
    """The workbook with one note for each annotated cell; findings of one cell share it."""
    parts = open_parts(data)
    sheets = _sheets(parts)
    by_cell: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        part = sheets.get(note.place.sheet or "", "")
        cell = (note.place.cell or "").partition(":")[0]
        text = note.text
        if not part or not cell or note.place.container:
            part, cell = next(iter(sheets.values()), ""), "A1"
            text = f"{text} · {note.place.human(language())}"
        by_cell.setdefault((part, cell), []).append(text)
    for number, part in enumerate(dict.fromkeys(part for part, _cell in by_cell if part), 1):
        _write(
            parts, part, number, {cell: "\n".join(texts) for (p, cell), texts in by_cell.items() if p == part}
        )
    return close_parts(parts)


def _sheets(parts: Parts) -> dict[str, str]:
    """Part of each worksheet by the sheet's name."""
    targets = {r.get("Id"): target for r, _kind, target in relations(parts, _WORKBOOK)}
    found = {}
    for sheet in parts.root(_WORKBOOK).iter(S + "sheet"):
        part = targets.get(sheet.get(_R + "id"), "")
        if part in parts.data:
            found[sheet.get("name", "")] = part
    return found


def _write(parts: Parts, part: str, number: int, texts: dict[str, str]) -> None:
    """Add the notes to those the sheet has: texts in one part, their boxes in a drawing."""
    comments = _comments(parts, part, number)
    authors = comments.find(S + "authors")
    listed = comments.find(S + "commentList")
    if authors is None or listed is None:
        return
    etree.SubElement(authors, S + "author").text = _AUTHOR
    author = str(len(authors) - 1)
    known = {c.get("ref"): c for c in listed}
    for cell, text in texts.items():
        comment = known.get(cell)
        if comment is None:
            comment = etree.SubElement(listed, S + "comment", {"ref": cell, "authorId": author})
            etree.SubElement(comment, S + "text")
        holder = comment.find(S + "text")
        run = etree.SubElement(etree.SubElement(comment if holder is None else holder, S + "r"), S + "t")
        run.text = text
    _boxes(parts, part, number, [cell for cell in texts if cell not in known])


def _comments(parts: Parts, part: str, number: int) -> etree._Element:
    for _relation, kind, target in relations(parts, part):
        if kind == "comments" and target in parts.data:
            return parts.root(target)
    root = etree.fromstring(f'<comments xmlns="{S[1:-1]}"><authors/><commentList/></comments>')
    name = f"xl/review-comments{number}.xml"
    parts.data[name], parts.xml[name] = b"", root
    _relate(parts, part, "comments", f"/{name}", f"rIdReviewNotes{number}")
    etree.SubElement(
        parts.root(CONTENT_TYPES), TYPES + "Override", {"PartName": f"/{name}", "ContentType": _COMMENTS}
    )
    return root


def _relate(parts: Parts, part: str, kind: str, target: str, identifier: str) -> None:
    owner = relations_name(part)
    if owner not in parts.data:
        parts.data[owner] = b""
        parts.xml[owner] = etree.fromstring(f'<Relationships xmlns="{RELATIONS[1:-1]}"/>')
    attributes = {"Id": identifier, "Type": f"{_R[1:-1]}/{kind}", "Target": target}
    etree.SubElement(parts.root(owner), RELATIONS + "Relationship", attributes)


_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"


def _boxes(parts: Parts, part: str, number: int, cells: list[str]) -> None:
    """A hidden box for each new note, which Excel shows when the pointer rests on the cell."""
    drawing = next(
        (t for _r, kind, t in relations(parts, part) if kind == "vmlDrawing" and t in parts.data), ""
    )
    if not drawing:
        drawing = f"xl/review-notes{number}.vml"
        parts.data[drawing] = b""
        parts.xml[drawing] = etree.fromstring(f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"/>')
        identifier = f"rIdReviewBoxes{number}"
        _relate(parts, part, "vmlDrawing", f"/{drawing}", identifier)
        _default_type(parts)
        _legacy(parts.root(part), identifier)
    root = parts.root(drawing)
    for at, cell in enumerate(cells):
        root.append(_box(cell, f"review{number}_{at}"))


def _default_type(parts: Parts) -> None:
    types = parts.root(CONTENT_TYPES)
    if not any(d.get("Extension") == "vml" for d in types.iter(TYPES + "Default")):
        types.insert(0, types.makeelement(TYPES + "Default", {"Extension": "vml", "ContentType": _VML}))


def _legacy(sheet: etree._Element, identifier: str) -> None:
    element = sheet.makeelement(S + "legacyDrawing", {_R + "id": identifier})
    behind = next((child for child in sheet if child.tag in _AFTER_LEGACY), None)
    if behind is None:
        sheet.append(element)
    else:
        behind.addprevious(element)


def _box(cell: str, identifier: str) -> etree._Element:
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :] or "1") - 1
    column = next(i for i in range(1 << 14) if column_letters(i) == letters)
    anchor = f"{column + 1}, 10, {row}, 5, {column + 4}, 20, {row + 5}, 5"
    return etree.fromstring(
        f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="{identifier}" o:spt="202"'
        ' style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"'
        ' path="m,l,21600r21600,l21600,xe"><v:fill color2="#ffffe1"/><v:textbox/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
