"""The parts of an Open XML file that no format's own reader asked for: nothing is passed over."""

from __future__ import annotations

import re
from contextlib import nullcontext
from typing import TYPE_CHECKING

from lxml import etree

from review.document import BlockKind, Visibility
from review.readers import read_into
from review.readers.ooxml import TYPES, A, W
from review.readers.strings import file_in_base64
from review.readers.sweep import is_office, telling
from review.readers.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.readers.ooxml import Office

_ORDER = tuple(
    re.compile(pattern)
    for pattern in (
        r"header\d*\.xml", r"footer\d*\.xml", r"footnotes", r"endnotes", r"comment", r"notesSlide",
        r"diagrams/data", r"diagrams/", r"charts/", r"drawings/", r"glossary/", r"customXml/", r"embeddings/",
        r"media/", r"docProps/",
    )
)  # fmt: skip
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe\s]*<")
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DSP = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_COUNTS = frozenset(
    (
        "Pages",
        "Words",
        "Characters",
        "Lines",
        "Paragraphs",
        "Slides",
        "Notes",
        "HiddenSlides",
        "MMClips",
        "TotalTime",
        "DocSecurity",
        "AppVersion",
        "CharactersWithSpaces",
        "i4",
        "bool",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "revision",
    )
)
"""Properties that are mere counts and flags."""


def read_rest(office: Office, hook: Callable[[str, etree._Element], bool]) -> None:
    """Read every part not read so far: first ``hook``, then the parts all formats share."""
    office.read.add(TYPES)
    kinds = _content_types(office)
    for part in sorted(office.package.names, key=_place):
        if part not in office.read:
            _guarded(office, part, kinds(part), hook)
    for part in ("", *office.package.names):
        for relation in office.relations(part).values():
            if relation.external and relation.target not in office.told:
                office.told.add(relation.target)
                office.add(
                    relation.target, BlockKind.LINK, Visibility.METADATA, part="link", name=part or None
                )
    strange = "\n".join(name for name in office.package.names if telling(name.rpartition("/")[2]))
    office.add(strange, BlockKind.NAME, Visibility.METADATA, part="part")
    office.add(
        office.package.comment, BlockKind.PROPERTY, Visibility.METADATA, part="property", name="zip comment"
    )
    office.flush()


def _guarded(office: Office, part: str, kind: str, hook: Callable[[str, etree._Element], bool]) -> None:
    """Read a part; one that breaks its reader is a gap, and the parts after it are still read."""
    try:
        with nullcontext() if part in office.reachable else office.builder.hiding():
            _read_part(office, part, kind, hook)
    except Exception as error:  # noqa: BLE001  a damaged part must not cost the rest of the file
        office.builder.gap("unread_part", office.at(part="part", name=part), type(error).__name__)


def _place(part: str) -> tuple[int, list[tuple[int, str]]]:
    """Reading order, with numbers in names counted as numbers."""
    rank = next((i for i, pattern in enumerate(_ORDER) if pattern.search(part)), len(_ORDER))
    return rank, [(int(word) if word.isdigit() else -1, word) for word in re.split(r"(\d+)", part)]


def _content_types(office: Office) -> Callable[[str], str]:
    types: dict[str, str] = {}
    root = office.load(TYPES) if TYPES in office.package else None
    for element in () if root is None else root:
        if isinstance(element.tag, str):
            name = element.get("PartName") or "." + (element.get("Extension") or "")
            types[name.lower()] = element.get("ContentType") or ""
    office.told.update(types)

    def kind(part: str) -> str:
        name = "/" + part.lower()
        return types.get(name) or types.get("." + name.rpartition(".")[2], "")

    return kind


def _read_part(office: Office, part: str, kind: str, hook: Callable[[str, etree._Element], bool]) -> None:
    data = office.raw(part)
    if not data:
        return
    named = part.lower().endswith((".xml", ".rels")) or (kind.endswith("xml") and "xhtml" not in kind)
    if named and _MARKUP.match(data[:64].replace(b"\0", b"")):
        root = office.parsed(part, data)
        if root is not None and not hook(part, root):
            _read_xml(office, part, root)
        return
    from review.readers.ooxml_binary import read_binary

    read_binary(office, part, kind, data)


def _read_xml(office: Office, part: str, root: etree._Element) -> None:
    reader = _ROOTS.get(root.tag)
    if reader is not None:
        reader(office, part, root)
    elif is_office(root):
        for text in paragraphs(root):
            _say(office, part, text, BlockKind.TEXTBOX, "part")
    else:
        _generic(office, part, root)


def _seen(office: Office, part: str, visibility: Visibility = Visibility.VISIBLE) -> Visibility:
    return visibility if part in office.reachable else Visibility.HIDDEN


def _say(office: Office, part: str, text: str, kind: BlockKind, place: str) -> None:
    """Add a text of a part, at the sheet or slide the part belongs to."""
    office.add(text, kind, _seen(office, part), part=place, name=part, **office.owners.get(part, {}))


def paragraphs(root: etree._Element) -> Iterator[str]:
    """Text of each DrawingML paragraph."""
    for paragraph in root.iter(A + "p"):
        text = drawing_text(paragraph)
        if text.strip():
            yield text


def drawing_text(paragraph: etree._Element) -> str:
    """Text of one DrawingML paragraph, its breaks as line feeds."""
    found = paragraph.iter(A + "t", A + "br", A + "tab")
    return "".join(_BREAKS.get(element.tag) or element.text or "" for element in found)


_BREAKS = {A + "br": "\n", A + "tab": "\t"}


def _generic(office: Office, part: str, root: etree._Element) -> None:
    """Custom XML and whatever else: every text node, a line each."""
    lines: list[str] = []
    for text in root.itertext(etree.Element):
        packed = file_in_base64(str(text))
        if packed is not None:
            read_into(office.source.inner(part, packed), office.builder, named=False)
        elif not text.isspace():
            lines.append(str(text).strip())
    seen = _seen(office, part, Visibility.METADATA)
    office.add("\n".join(lines), BlockKind.OTHER, seen, part="part", name=part)


def _core(office: Office, _part: str, root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        if not len(element) and (element.text or "") not in office.told:
            _property(office, local_name(element.tag), element.text or "")


def _custom(office: Office, _part: str, root: etree._Element) -> None:
    for element in root.iterchildren(_CUSTOM + "property"):
        name = element.get("name") or ""
        office.told.add(name)
        _property(office, name, "\n".join(str(t) for t in element.itertext() if t.strip()))
        _property(office, "name", name)


def _property(office: Office, name: str, text: str) -> None:
    if name not in _COUNTS:
        office.add(text.strip(), BlockKind.PROPERTY, Visibility.METADATA, part="property", name=name)


def _chart(office: Office, part: str, root: etree._Element) -> None:
    """Titles and labels as shown; cached values and where they come from."""
    texts = list(paragraphs(root))
    texts += ("\n".join(v.text or "" for v in cache.iter(_C + "v")) for cache in root.iter(*_CACHES))
    texts += ("\n".join(map(str, level.itertext())) for level in root.iter(_CX + "lvl"))
    for title in root.iter(_C + "tx", _CX + "tx"):
        texts += (v.text or "" for v in title.iterchildren(_C + "v"))
    for text in dict.fromkeys(texts):
        _say(office, part, text, BlockKind.OTHER, "chart")
    sources = dict.fromkeys(f.text or "" for f in root.iter(*_SOURCES))
    office.add("\n".join(sources), BlockKind.FIELD, Visibility.METADATA, part="chart", name=part)


_CACHES = tuple(_C + name for name in ("strCache", "numCache", "strLit", "numLit", "multiLvlStrCache"))
_SOURCES = (_C + "f", _CX + "f", _C + "oddHeader", _C + "oddFooter", _C + "formatCode")


def _diagram(office: Office, part: str, root: etree._Element) -> None:
    """SmartArt: its data and, where it differs, the drawing that programs show."""
    for text in paragraphs(root):
        if ("", text) not in office.said:
            office.said.add(("", text))
            _say(office, part, text, BlockKind.OTHER, "diagram")


def _settings(office: Office, _part: str, root: etree._Element) -> None:
    for variable in root.iter(W + "docVar"):
        name, value = variable.get(W + "name") or "", variable.get(W + "val") or ""
        office.told.add(value)
        _property(office, name, value)


def _people(office: Office, _part: str, root: etree._Element) -> None:
    for person in root.iter(etree.Element):
        for key, value in person.attrib.items():
            if local_name(key) in ("author", "displayName", "name"):
                office.told.add(str(value))
                _property(office, "author", str(value))


_ROOTS: dict[str, Callable[[Office, str, etree._Element], None]] = {
    _CORE + "coreProperties": _core,
    _APP + "Properties": _core,
    _CUSTOM + "Properties": _custom,
    _C + "chartSpace": _chart,
    _CX + "chartSpace": _chart,
    _DGM + "dataModel": _diagram,
    _DSP + "drawing": _diagram,
    W + "settings": _settings,
    "{http://schemas.microsoft.com/office/word/2012/wordml}people": _people,
}
