"""Words in an OFD part that are not on a page: properties, notes, bookmarks, links, tags, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.ofd_page import local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from review.readers.source import Source

Rule = tuple[str, BlockKind, Visibility]
HIDDEN, METADATA = Visibility.HIDDEN, Visibility.METADATA
_PROPERTY: Rule = ("property", BlockKind.PROPERTY, METADATA)
_OTHER: Rule = ("part", BlockKind.OTHER, HIDDEN)
_ELEMENTS: dict[str, Rule] = {
    **dict.fromkeys(
        ("Title", "Author", "Subject", "Abstract", "Creator", "CreatorVersion", "Keyword"), _PROPERTY
    ),
    "CustomData": _PROPERTY,
    "Remark": ("annotation", BlockKind.ANNOTATION, HIDDEN),
    "Parameter": ("annotation", BlockKind.ANNOTATION, HIDDEN),
    "Property": _PROPERTY,
}
_ATTRIBUTES: dict[tuple[str, str], Rule] = {
    ("OutlineElem", "Title"): ("outline", BlockKind.OTHER, METADATA),
    ("Bookmark", "Name"): ("outline", BlockKind.NAME, METADATA),
    ("Attachment", "Name"): ("attachment", BlockKind.NAME, METADATA),
    ("URI", "URI"): ("link", BlockKind.LINK, HIDDEN),
    ("Annot", "Creator"): ("annotation", BlockKind.PROPERTY, METADATA),
    ("Layer", "Name"): ("layer", BlockKind.NAME, METADATA),
    ("TemplatePage", "Name"): ("master", BlockKind.NAME, METADATA),
    ("CustomData", "Name"): _PROPERTY,
    ("Provider", "ProviderName"): _PROPERTY,
    ("Provider", "Company"): _PROPERTY,
}
_NO_WORDS = frozenset(
    {"TextCode", "AbbreviatedData", "PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox", "MaxUnitID"}
    | {
        "DocRoot",
        "DocID",
        "CreationDate",
        "ModDate",
        "PublicRes",
        "DocumentRes",
        "PageRes",
        "FileLoc",
        "BaseLoc",
    }
    | {"FontFile", "MediaFile", "Signatures", "Glyphs", "ObjectData", "ObjectRef", "SignatureMethod"}
    | {
        "SignatureDateTime",
        "CheckValue",
        "SignedValue",
        "Annotations",
        "Attachments",
        "CustomTags",
        "Extensions",
    }
    | {"Duration", "Preference", "DocUsage", "Versions", "MaxSignId", "Profile", "FileName"}
)
_TELLING = re.compile(r"[^\x00-\x7f]|\d{5}|@|[A-Za-z]{2,} [A-Za-z]{2,}|[A-Z]{4}|[A-Za-z]{3,}[-_][A-Za-z]{3,}")
_SOLID = re.compile(r"[^\W\d_]{2}|\d{4}")


def add_words(root: _Element, source: Source, builder: DocumentBuilder) -> None:
    """Add every text, attribute, comment and instruction of a part that can say something."""
    for element in root.iter():
        name = local(element)
        if not name:
            _add(str(element.text or ""), ("comment", BlockKind.COMMENT, HIDDEN), None, source, builder)
            continue
        label = element.get("Name") or name
        if name not in _NO_WORDS and element.text:
            rule = _ELEMENTS.get(name, _OTHER)
            if rule is not _OTHER or _SOLID.search(element.text):
                _add(element.text, rule, label, source, builder)
        for key, value in element.attrib.items():
            _add_attribute(name, str(key).rpartition("}")[2], str(value), source, builder)
        if element.tail and _SOLID.search(element.tail):
            _add(element.tail, _OTHER, name, source, builder)
    for outer in (*root.itersiblings(preceding=True), *root.itersiblings()):
        _add(str(outer.text or ""), ("comment", BlockKind.COMMENT, HIDDEN), None, source, builder)


def _add_attribute(element: str, key: str, value: str, source: Source, builder: DocumentBuilder) -> None:
    rule = _ATTRIBUTES.get((element, key))
    if rule is None and element in {"Font", "ColorSpace"}:
        return
    if rule is not None or (_TELLING.search(value) and not re.fullmatch(r"[\d.\sg:TZ+-]*", value)):
        _add(value, rule or ("attribute", BlockKind.ATTRIBUTE, HIDDEN), f"{element} {key}", source, builder)


def _add(text: str, rule: Rule, name: str | None, source: Source, builder: DocumentBuilder) -> None:
    part, kind, visibility = rule
    builder.add(text.strip(), kind, source.at(part=part, name=name), visibility)
