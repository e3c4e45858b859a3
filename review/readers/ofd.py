"""OFD, the fixed-layout format of Chinese offices (GB/T 33190-2016): pages and every other part."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.glyphs import garbled, passages, shown
from review.readers.ofd_page import Resources, Sheet, lay_out, local, numbers, share, shows
from review.readers.ofd_words import add_words
from review.readers.package import Package, open_package
from review.readers.pdf_layout import page_text
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.readers.source import Source

_FONTS = (".ttf", ".otf", ".ttc", ".pfb", ".cff", ".woff")
_A4 = (0.0, 0.0, 210.0, 297.0)
_DEEPEST = 16
_LITTLE_TEXT, _MUCH_PICTURE = 12, 0.25


@dataclass(slots=True, kw_only=True)
class _Reading:
    """State of one file: its trees by part name, and the parts that were used."""

    source: Source
    builder: DocumentBuilder
    package: Package
    trees: dict[str, _Element] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    seals: set[bytes] = field(default_factory=set)
    codes: list[_Element] = field(default_factory=list)
    resources: Resources = field(default_factory=Resources)
    box: tuple[float, float, float, float] = _A4


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add pages in their order, then templates, notes, properties, attachments, seals and left-overs."""
    package = open_package(source, builder)
    if package is None:
        return
    reading = _Reading(source=source, builder=builder, package=package)
    others = _parse_all(reading)
    reading.resources = _resources(reading)
    current = _current(reading)
    for name, root in reading.trees.items():
        if local(root) == "Document":
            _add_document(reading, name, root, current=not current or name in current)
    for name, root in reading.trees.items():
        if local(root) == "Page" and name not in reading.used:
            _add_sheet(reading, root, "orphan", None, Visibility.HIDDEN)
        if local(root) == "PageAnnot":
            _add_appearances(reading, root)
        add_words(root, source, builder)
    _add_left_over(reading)
    for name, data in others.items():
        _add_other(reading, name, data)
    if package.comment:
        builder.add(package.comment, BlockKind.COMMENT, source.at(part="comment"), Visibility.HIDDEN)


def _parse_all(reading: _Reading) -> dict[str, bytes]:
    """Parse every XML part; returns the others."""
    others: dict[str, bytes] = {}
    for name in reading.package.names:
        data = reading.package.read(name)
        if data is None:
            continue
        if not name.lower().endswith(".xml") and not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
            others[name] = data
            continue
        try:
            reading.trees[name] = parse(data)
        except XmlError as error:
            reading.builder.gap(error.code, reading.source.at(part="part", name=name))
            if error.root is not None:
                reading.trees[name] = error.root
    return others


def _find(reading: _Reading, base: str, place: str | None) -> str | None:
    """Name of the part that ``place``, written in part ``base``, points to."""
    if not place:
        return None
    place = place.strip().replace("\\", "/")
    wanted = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(base), place)
    wanted = posixpath.normpath(wanted).lower()
    return next((name for name in reading.package.names if name.lower().lstrip("/") == wanted), None)


def _elements(root: _Element, name: str) -> list[_Element]:
    return [element for element in root.iter() if local(element) == name]


def _text(root: _Element, name: str) -> str | None:
    return next((element.text for element in _elements(root, name)), None)


def _resources(reading: _Reading) -> Resources:
    """Drawing parameters that show nothing, with those that lean on them, and composite graphics."""
    params = {
        e.get("ID", ""): e
        for root in reading.trees.values()
        for e in _elements(root, "DrawParam")
        if e.get("ID")
    }

    def colour(name: str, left: int) -> _Element | None:
        param = params.get(name)
        own = None if param is None else next((e for e in param if local(e) == "FillColor"), None)
        return (
            own
            if own is not None or param is None or not left
            else colour(param.get("Relative", ""), left - 1)
        )

    fills = {name: colour(name, _DEEPEST) for name in params}
    units = {
        e.get("ID", ""): inner
        for root in reading.trees.values()
        for e in _elements(root, "CompositeGraphicUnit")
        for inner in e
        if local(inner) == "Content"
    }
    pale = frozenset(name for name, fill in fills.items() if fill is not None and not shows(fill))
    return Resources(pale=pale, units=units)


def _current(reading: _Reading) -> set[str]:
    """Parts of the documents a viewer opens: each body's root, and of its versions the current one (12)."""
    found: set[str | None] = set()
    for base, root in reading.trees.items():
        if local(root) != "OFD":
            continue
        found.update(_find(reading, base, place.text) for place in _elements(root, "DocRoot"))
        for version in _elements(root, "Version"):
            name = _find(reading, base, version.get("BaseLoc"))
            if name in reading.trees and version.get("Current", "").lower() == "true":
                found.add(_find(reading, name, _text(reading.trees[name], "DocRoot")))
    return {name for name in found if name in reading.trees}


def _add_left_over(reading: _Reading) -> None:
    """Text that no page came by: unused graphics, patterns, objects where none belong."""
    taken = {id(code) for code in reading.codes}
    for name, root in reading.trees.items():
        texts = [code.text or "" for code in _elements(root, "TextCode") if id(code) not in taken]
        place = reading.source.at(part="orphan", name=name)
        reading.builder.add("\n".join(texts), BlockKind.OTHER, place, Visibility.HIDDEN)


def _add_document(reading: _Reading, base: str, root: _Element, *, current: bool) -> None:
    part, seen = ("body", Visibility.VISIBLE) if current else ("earlier_revision", Visibility.HIDDEN)
    area = numbers(_text(root, "PhysicalBox"))
    if len(area) == 4:  # noqa: PLR2004  x, y, width, height
        reading.box = (area[0], area[1], area[0] + area[2], area[1] + area[3])
    pages = [page for holder in _elements(root, "Pages") for page in holder if local(page) == "Page"]
    for number, page in enumerate(pages, 1):
        name = _find(reading, base, page.get("BaseLoc"))
        if name is None or name not in reading.trees:
            reading.builder.gap("unread_part", reading.source.at(page=number))
            continue
        reading.used.add(name)
        _add_sheet(reading, reading.trees[name], part, number, seen)
    for index, template in enumerate(_elements(root, "TemplatePage"), 1):
        name = _find(reading, base, template.get("BaseLoc"))
        if name in reading.trees and name not in reading.used:
            reading.used.add(name)
            _add_sheet(reading, reading.trees[name], "master" if current else part, None, seen, index=index)


def _add_sheet(
    reading: _Reading,
    root: _Element,
    part: str,
    page: int | None,
    visibility: Visibility,
    *,
    index: int | None = None,
) -> None:
    area = next((numbers(e.text) for e in _elements(root, "PhysicalBox")), [])
    box = (area[0], area[1], area[0] + area[2], area[1] + area[3]) if len(area) == 4 else reading.box  # noqa: PLR2004
    sheet = lay_out(root, box, reading.resources)
    reading.codes += sheet.codes
    source, builder = reading.source, reading.builder
    text = page_text(shown(sheet.glyphs, sheet.reasons), box[2] - box[0])
    kind = BlockKind.TEXT if part in {"body", "master"} else BlockKind.OTHER
    builder.add(text, kind, source.at(part=part, page=page, index=index), visibility)
    for reason in sorted(set(sheet.reasons.values())):
        place = source.at(part=reason, page=page)
        builder.add(passages(sheet.glyphs, sheet.reasons, reason), BlockKind.OTHER, place, Visibility.HIDDEN)
    _note_gaps(reading, sheet, page, len(text.strip()))


def _note_gaps(reading: _Reading, sheet: Sheet, page: int | None, characters: int) -> None:
    place = reading.source.at(page=page)
    odd = garbled(sheet.glyphs)
    if odd:
        reading.builder.gap("garbled_text", place, odd)
    if characters < _LITTLE_TEXT and sum(share(box, sheet.box) for box, _id in sheet.images) >= _MUCH_PICTURE:
        reading.builder.gap("image_page", place)


def _add_appearances(reading: _Reading, root: _Element) -> None:
    """What annotations draw on the page: stamps, typed text, watermarks."""
    for annotation in _elements(root, "Annot"):
        sheet = lay_out(annotation, (-1e6, -1e6, 1e6, 1e6), reading.resources)
        reading.codes += sheet.codes
        seen = annotation.get("Visible", "true").lower() != "false"
        place = reading.source.at(part="annotation", name=annotation.get("Type"))
        visibility = Visibility.VISIBLE if seen else Visibility.HIDDEN
        text = page_text(sheet.glyphs, reading.box[2])
        reading.builder.add(text, BlockKind.ANNOTATION, place, visibility)


def _add_other(reading: _Reading, name: str, data: bytes) -> None:
    """A part that is no XML: attachment, picture, seal, font, or something nobody knows."""
    from review.readers import read_into

    lower = name.lower()
    if lower.endswith(_FONTS):
        return
    if "/signs/" in f"/{lower}" or lower.endswith((".esl", "signedvalue.dat")):
        _add_seal(reading, name, data)
        return
    attached = _attachment_name(reading, name)
    inner = reading.source.inner(attached or name, data)
    read_into(inner, reading.builder, named=attached is not None)


def _attachment_name(reading: _Reading, wanted: str) -> str | None:
    for base, root in reading.trees.items():
        for attachment in _elements(root, "Attachment"):
            if _find(reading, base, _text(attachment, "FileLoc")) == wanted:
                told = attachment.get("Name") or posixpath.basename(wanted)
                suffix = posixpath.splitext(wanted)[1]
                return told if told.lower().endswith(suffix.lower()) else told + suffix
    return None


def _add_seal(reading: _Reading, name: str, data: bytes) -> None:
    """Words of a signature or electronic seal (GB/T 38540); its picture is a gap."""
    from review.readers.der import der_values
    from review.readers.sniff import sniff

    told: set[str] = set()
    for value in der_values(data):
        if isinstance(value, bytes):
            media = sniff(value) if len(value) > 64 else "unknown"  # noqa: PLR2004  no picture is smaller
            if value in reading.seals:
                continue
            if media != "unknown":
                reading.seals.add(value)
            if media in {"png", "jpeg", "gif", "bmp", "tiff", "webp"}:
                reading.builder.gap("image_text", reading.source.at(part="seal", name=name), media)
            elif media == "ofd":
                from review.readers import read_into

                read_into(reading.source.inner("seal.ofd", value), reading.builder, named=False)
        elif re.search(r"[^\W\d_]{2}|\d{4}", value) and value not in told:
            told.add(value)
            place = reading.source.at(part="seal", name=posixpath.basename(name))
            reading.builder.add(value, BlockKind.PROPERTY, place, Visibility.METADATA)
