"""What an XML part says outside its running text: attributes, XML comments, text where none belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from review.readers.strings import unpacked
from review.readers.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_TELLING = re.compile(
    r"[^\x00-\x7f]|\w@\w[\w.-]*\.\w|\d(?:-?\d){10}|://|[A-Za-z]:\\|\\\\\w|[A-Z]{4}|[A-Za-z]{3,}[-_][A-Za-z]{3,}"
    r"|[G-Zg-z]\w*\d{3}"
)
"""A value that may tell something: beyond ASCII, an address, a long number, a path, a word made of two."""
_PHRASE = re.compile(r"\b[A-Za-z]{2,} [A-Za-z]{2,}\b")
_MACHINE = re.compile(
    r"https?://(?:schemas\.|purl\.oclc\.|www\.w3\.org|customooxmlschemas)|urn:schemas-microsoft"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-|(?:application|image|text)/[\w.+-]+$"
    r"|R?(?=[0-9]*[A-Fa-f])[0-9A-Fa-f]+$|[A-Za-z ]+ (?:Placeholder|Title|Box|Text) \d+$|-?\d+\.\d{8,}$"
    r"|#?_x0000_[a-z]\d+$|(?:[a-z-]+:[ -.0-9=?-~]*;)+(?:[a-z-]+:[ -.0-9=?-~]*)?$|m[-,@l\d][-,\w@ ]*$"
)
_QUIET = frozenset(
    {"styles", "theme", "fontTable", "styleSheet", "tblStyleLst", "Relationships", "sldLayout"}
)
"""Roots of parts whose English phrases are names of fonts and styles."""
_PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xm": "http://schemas.microsoft.com/office/excel/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "otext": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "otable": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "oform": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "oshow": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "odraw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "ostyle": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}
_TEXT_NAMES = {
    "w": "t delText instrText delInstrText",
    "wp": "posOffset align",
    "wp14": "pctWidth pctHeight pctPosHOffset pctPosVOffset",
    "a": "t tableStyleId",
    "m": "t",
    "x": "t v f author oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter formula formula1"
    " formula2 definedName val",
    "xm": "f sqref",
    "xdr": "row col rowOff colOff",
    "p": "text attrName",
    "c": "v f formatCode oddHeader oddFooter",
}
TEXT_PARENTS = frozenset(
    f"{{{_PREFIXES[p]}}}{name}" for p, names in _TEXT_NAMES.items() for name in names.split()
)
"""Elements whose text the readers of the formats give themselves."""
_GIVEN = frozenset(
    f"{{{_PREFIXES[p]}}}{name}"
    for p, names in {
        "w": "alias tag bookmarkStart lvlText default listEntry listItem helpText statusText docPart"
        " tblCaption tblDescription caption entryMacro exitMacro smartTag attr customXml docVar dataBinding"
        " subDoc frame moveFromRangeStart moveToRangeStart",
        "x": "customSheetView scenario protectedRange cellWatch sheetPr oleObject control tableColumn table"
        " cacheField pivotTableDefinition customWorkbookView cellStyle webPublishItem dataField"
        " webPublishObject smartTagType ddeLink ddeItem main functionGroup",
        "p": "custShow tag cSld",
        "a": "tableStyle",
        "otext": "bookmark bookmark-start reference-mark reference-mark-start table-of-content section"
        " user-field-decl variable-decl dde-connection-decl dde-connection",
        "otable": "database-range named-range named-expression scenario data-pilot-table",
        "oform": "form text textarea hidden item listbox combobox button password file fixed-text checkbox",
        "oshow": "show",
        "odraw": "page frame",
        "ostyle": "master-page",
    }.items()
    for name in names.split()
)
"""Elements whose attributes are words that people gave."""
_NAME = re.compile(r"(?!_)(?=.*[^\W\d]{2})(?!true|false)")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{64}")
_LONG = 256
_FAMILIES = tuple(
    "{http://schemas.openxmlformats.org/" + family for family in ("word", "sprea", "pres", "draw", "markup")
)


_SPEAKING = (
    "author", "initials", "userName", "user", "userId", "displayName", "refreshedBy", "ed", "tooltip",
    "prompt", "promptTitle", "error", "errorTitle", "display", "comment", "description",
)  # fmt: skip
_SPOKEN = etree.XPath("//@*[" + " or ".join(f"local-name()='{name}'" for name in _SPEAKING) + "]")
"""Attributes that hold people or what people wrote, telling whatever their letters."""
_HINTS = (*(name.encode() for name in _SPEAKING if len(name) > 2), b" ed=", b":ed=")  # noqa: PLR2004  in any word
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def speaks(data: bytes) -> bool:
    """Whether the bytes of a part may have such an attribute; looking for them in its tree takes longer."""
    return data.startswith(_WIDE) or any(hint in data for hint in _HINTS)


def telling(value: str, *, quiet: bool = False) -> bool:
    """Whether an attribute's value may say something to a person."""
    if _MACHINE.match(value):
        return False
    return _TELLING.search(value) is not None or (not quiet and _PHRASE.search(value) is not None)


def is_office(root: etree._Element) -> bool:
    """Whether the root is of the Open XML vocabularies, where text stands in known elements only."""
    return root.tag.startswith(_FAMILIES)


class Sweep:
    """Findings of a sweep, each once, in order; ``packed`` are values that may be files in base64."""

    __slots__ = ("_comments", "_seen", "_stray", "_values", "packed")

    def __init__(self) -> None:
        """Nothing yet."""
        self._seen: set[str | bytes] = set()
        self._values: dict[str, None] = {}
        self._comments: dict[str, None] = {}
        self._stray: dict[str, None] = {}
        self.packed: dict[str, None] = {}

    @property
    def values(self) -> Iterable[str]:
        """Values of attributes."""
        return self._values

    @property
    def comments(self) -> Iterable[str]:
        """XML comments and processing instructions."""
        return self._comments

    @property
    def stray(self) -> Iterable[str]:
        """Text in elements that the standard gives none, which no program shows."""
        return self._stray

    def add(self, root: etree._Element, *, speaking: bool = True) -> None:
        """Sweep a tree; ``speaking`` as ``speaks`` tells it."""
        name = local_name(root.tag)
        quiet = name in _QUIET
        seen: set[str | bytes] = self._seen
        values = self._values
        for element in root.iter(etree.Element):
            given = not quiet and element.tag in _GIVEN
            for value in element.values():
                if value not in seen or given:
                    seen.add(value)
                    if len(value) > _LONG and _BASE64.match(str(value)):
                        self.packed[str(value)] = None
                    elif telling(str(value), quiet=quiet) or (given and _NAME.match(str(value))):
                        values[str(value)] = None
        if speaking:
            self._spoken(root)
        if is_office(root):
            self._texts(root)
        self._asides(root.iter(etree.Comment, etree.PI))
        if root.getparent() is None:
            # Comments and instructions may stand before and after the root.
            self._asides((*root.itersiblings(preceding=True), *root.itersiblings()))

    def _spoken(self, root: etree._Element) -> None:
        found = _SPOKEN(root)
        for value in found if isinstance(found, list) else ():
            if str(value).strip():
                self._values[str(value)] = None

    def _texts(self, root: etree._Element) -> None:
        for element in root.iter(etree.Element):
            text, tail = element.text, element.tail
            if text is not None and not text.isspace() and element.tag not in TEXT_PARENTS:
                self._stray.update(dict.fromkeys(unpacked(text.strip())))
            if tail is not None and not tail.isspace():
                self._stray[tail.strip()] = None

    def _asides(self, nodes: Iterable[etree._Element]) -> None:
        for node in nodes:
            if node.text and node.text.strip():
                self._comments[node.text.strip()] = None
