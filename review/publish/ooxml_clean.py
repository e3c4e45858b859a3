"""What never goes into a published office file: comments, tracked changes, hidden text, authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.publish.package import relations
from review.publish.unseen import take_out
from review.readers.sniff import sniff

if TYPE_CHECKING:
    from lxml import etree

    from review.publish.package import Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_DROPPED_RELATIONS = frozenset(
    {
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "person",
        "commentAuthors",
        "authors",
        "threadedComment",
        "thumbnail",
        "metadata/thumbnail",
        "glossaryDocument",
        "attachedTemplate",
        "revisionHeaders",
        "revisionLog",
        "usernames",
        "notesSlide",
        "customXml",
        "printerSettings",
        "custom-properties",
        "vbaProject",
        "keyMapCustomizations",
        "mailMergeSource",
        "mailMergeHeaderSource",
        "activeXControlBinary",
        "digital-signature/origin",
        "origin",
        "legacyDiagramText",
        "legacyDocTextInfo",
    }
)
"""Last words of the types of relations whose parts a reader of the page does not need."""

_EMBEDDED = frozenset({"package", "oleObject", "aFChunk", "subDocument"})
_DELETED = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "annotationRef",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "docVars",
        "mailMerge",
        "trackRevisions",
        "attachedTemplate",
        "dataBinding",
        "proofErr",
        "fldData",
        "rsids",
    )
)
_UNWRAPPED = frozenset({W + "ins", W + "moveTo"})
_PERSONAL = frozenset(
    {
        "creator",
        "lastModifiedBy",
        "Manager",
        "Company",
        "keywords",
        "description",
        "category",
        "subject",
        "contentStatus",
        "identifier",
        "HyperlinkBase",
        "Template",
    }
)
_LISTS = frozenset({"TitlesOfParts", "HeadingPairs", "HLinks"})
"""Names of sheets and slides and addresses of links, hidden ones too."""
_PROPERTY_PARTS = ("docProps/core.xml", "docProps/app.xml")
_DROPPED_ATTRIBUTES = frozenset(
    {W + "author", W + "initials", W + "date", "{urn:schemas-microsoft-com:office:office}gfxdata"}
)
"""``gfxdata`` holds a drawing once more, as a packed file."""


def clean(parts: Parts, *, embedded: bool) -> None:
    """Remove it all from every part; parts that are no longer asked for become orphans.

    ``embedded`` says whether embedded files may stay; their picture on the page always does.
    """
    kinds = _DROPPED_RELATIONS if embedded else _DROPPED_RELATIONS | _EMBEDDED
    for part in ("", *[n for n in parts.data if not n.endswith(".rels")]):
        _drop_relations(parts, part, kinds)
    for name in parts.xml_names():
        if name.startswith("word/") and not name.endswith(".rels"):
            _clean_word(parts.root(name))
    for name in _PROPERTY_PARTS:
        if name in parts.data:
            _blank(parts.root(name))


def _drop_relations(parts: Parts, part: str, kinds: frozenset[str]) -> None:
    """Relations of the dropped kinds, and the elements of the part that name them."""
    dropped, comments = set(), False
    found = list(relations(parts, part))
    for relation, kind, target in found:
        thumbnail = relation.get("Type", "").endswith("metadata/thumbnail")
        if kind in kinds or thumbnail or _is_blob(parts, target):
            dropped.add(relation.get("Id"))
            comments = comments or kind == "comments"
            take_out(relation)
    if comments and part.startswith("xl/"):
        # The boxes of Excel's notes stand in a drawing of their own that legacyDrawing names.
        for relation, kind, _target in found:
            if kind == "vmlDrawing":
                dropped.add(relation.get("Id"))
                take_out(relation)
    if dropped and part in parts.xml_names():
        for element in list(parts.root(part).iter()):
            if isinstance(element.tag, str) and element.get(_OFFICE + "id") in dropped:
                _let_go(element)


def _is_blob(parts: Parts, name: str) -> bool:
    """Whether a part is nothing that a page could show: no XML, picture, font, sound, film or packed file."""
    return name.endswith(".bin") and sniff(parts.data.get(name, b"")) in ("unknown", "txt")


def _let_go(element: etree._Element) -> None:
    """An element that lives by its relation goes; a page set-up only forgets its printer."""
    if element.tag.rpartition("}")[2] == "pageSetup":
        del element.attrib[_OFFICE + "id"]
    else:
        take_out(element)


def _clean_word(root: etree._Element) -> None:
    for row in [r for r in root.iter(W + "tr") if r.find(f"{W}trPr/{W}del") is not None]:
        take_out(row)
    for element in list(root.iter(*_DELETED)):
        take_out(element)
    for element in list(root.iter(*_UNWRAPPED)):
        _unwrap(element)
    for run in [r for r in root.iter(W + "r") if _vanishes(r)]:
        take_out(run)
    for element in root.iter():
        for name in _DROPPED_ATTRIBUTES & set(element.attrib):
            del element.attrib[name]


def _vanishes(run: etree._Element) -> bool:
    for name in ("vanish", "webHidden", "specVanish"):
        mark = run.find(f"{W}rPr/{W}{name}")
        if mark is not None and mark.get(W + "val", "1") not in ("0", "false", "off"):
            return name != "webHidden"
    return False


def _blank(root: etree._Element) -> None:
    for element in list(root.iter()):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in _LISTS:
            take_out(element)
        elif name in _PERSONAL:
            element.text = ""


def _unwrap(element: etree._Element) -> None:
    """Put the children in the place of the element."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    take_out(element)
