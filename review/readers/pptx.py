"""PowerPoint presentations (pptx, pptm, ppsx): slides in their order, notes, comments, masters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.ooxml import Office, R
from review.readers.ooxml_rest import drawing_text, read_rest
from review.readers.package import open_package
from review.readers.pptx_ground import P
from review.readers.pptx_shapes import Shapes, Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.package import Package
    from review.readers.source import Source

_P188 = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}"
_PEOPLE = (P + "cmAuthor", _P188 + "author")


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read a PowerPoint presentation."""
    package = open_package(source, builder)
    if package is not None:
        read_package(source, builder, package)


def read_package(source: Source, builder: DocumentBuilder, package: Package) -> None:
    """Read the parts of a presentation, wherever they come from."""
    office = Office(source, builder, package)
    main = office.main() or office.find("ppt/presentation.xml")
    root = office.load(main) if main is not None else None
    size = Size.of(root)
    if main is None or root is None:
        builder.gap("damaged", source.at(part="file"), "officeDocument")
    else:
        _slides(office, main, root, size)

    def hook(part: str, element: etree._Element) -> bool:
        reader = _ROOTS.get(element.tag)
        if reader is not None:
            reader(office, part, element, size)
        return reader is not None

    read_rest(office, hook)


def _slides(office: Office, main: str, root: etree._Element, size: Size) -> None:
    relations = office.relations(main)
    for number, element in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), 1):
        relation = relations.get(element.get(R + "id") or "")
        if relation is None or relation.target not in office.package:
            office.builder.gap("unread_part", office.at(part="slide", page=number))
            continue
        office.own(relation.target, page=number)
        slide = office.load(relation.target)
        if slide is not None:
            _slide(office, relation.target, slide, size, number)
        for notes in office.related(relation.target, "notesSlide"):
            found = office.load(notes)
            if found is not None:
                _notes(office, notes, found, size)


def _slide(office: Office, part: str, root: etree._Element, size: Size, number: int | None) -> None:
    hidden = root.get("show") in ("0", "false") or number is None
    seen = Visibility.HIDDEN if hidden else Visibility.VISIBLE
    place = office.at(part="slide", page=number, name=None if number else part)
    Shapes(office, part, place, seen, size).read(root)


def _left_over(office: Office, part: str, root: etree._Element, size: Size) -> None:
    """A slide that no list of slides names."""
    _slide(office, part, root, size, None)


def _notes(office: Office, part: str, root: etree._Element, size: Size) -> None:
    place = office.at(part="notes", **office.owners.get(part, {}))
    Shapes(office, part, place, Visibility.HIDDEN, size, kind=BlockKind.NOTES).read(root)


def _master(office: Office, part: str, root: etree._Element, size: Size) -> None:
    """Own shapes of a master or layout show on slides; its placeholders hold only prompts."""
    place = office.at(part="master", name=part)
    Shapes(office, part, place, Visibility.VISIBLE, size, prompts=True).read(root)


def _comments(office: Office, part: str, root: etree._Element, _size: Size) -> None:
    for number, comment in enumerate(root.iter(P + "cm", _P188 + "cm", _P188 + "reply"), 1):
        texts = [t.text or "" for t in comment.iterchildren(P + "text")]
        for body in comment.iterchildren(_P188 + "txBody"):
            texts += (drawing_text(p) for p in body)
        where = office.at(part="comment", index=number, **office.owners.get(part, {}))
        office.builder.add("\n".join(texts), BlockKind.COMMENT, where, Visibility.HIDDEN)


def _people(office: Office, _part: str, root: etree._Element, _size: Size) -> None:
    for person in root.iter(*_PEOPLE):
        for key in ("name", "initials", "userId"):
            value = person.get(key) or ""
            office.told.add(value)
            office.add(value, BlockKind.PROPERTY, Visibility.METADATA, part="comment", name="author")


def _tags(office: Office, _part: str, root: etree._Element, _size: Size) -> None:
    for tag in root.iter(P + "tag"):
        name, value = tag.get("name") or "", tag.get("val") or ""
        office.told.update((name, value))
        office.add(value, BlockKind.PROPERTY, Visibility.METADATA, part="property", name=name)


_ROOTS: dict[str, Callable[[Office, str, etree._Element, Size], None]] = {
    P + "sld": _left_over,
    P + "notes": _notes,
    P + "sldLayout": _master,
    P + "sldMaster": _master,
    P + "notesMaster": _master,
    P + "handoutMaster": _master,
    P + "cmLst": _comments,
    _P188 + "cmLst": _comments,
    P + "cmAuthorLst": _people,
    _P188 + "authorLst": _people,
    P + "tagLst": _tags,
}
