"""Shapes and letters that nobody sees, taken out of the XML of an office file; the page keeps its look."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from review.readers.docx_drawing import alt_texts, vml_words
from review.readers.ooxml import MC, A, W
from review.readers.sweep import TEXT_PARENTS, is_office

if TYPE_CHECKING:
    from lxml import etree

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_VML = "{urn:schemas-microsoft-com:vml}"
_TRUE = ("1", "true")
_BLANKS = {"W": "\u3000", "F": "\u3000"}
_HOLDERS = frozenset({"drawing", "sp", "pic", "cxnSp", "graphicFrame", "grpSp", "wsp", "wgp", "contentPart"})


def blank(text: str) -> str:
    """Blanks about as wide as the text, so that what stands after it stays where it is."""
    return "".join(
        _BLANKS.get(unicodedata.east_asian_width(c), "\u2002" if c.isalnum() else " ") for c in text
    )


def say_nothing(element: etree._Element) -> None:
    """Letters without ink become blanks; a symbol goes, and a break stays."""
    if element.tag == W + "sym":
        take_out(element)
    elif element.text:
        element.text = blank(element.text)
        if element.tag == W + "t":
            element.set(_SPACE, "preserve")


def drop_hidden_shapes(root: etree._Element) -> None:
    """Remove shapes that are switched off, and forms for older programs that say something else."""
    for properties in list(root.iter("{*}docPr", "{*}cNvPr")):
        if properties.get("hidden") in _TRUE:
            holder = next((e for e in properties.iterancestors() if _local(e) in _HOLDERS), None)
            take_out(properties if holder is None else holder)
    for shape in list(root.iter(_VML + "*")):
        if "visibility:hidden" in (shape.get("style") or "").replace(" ", ""):
            take_out(shape)
    for fallback in list(root.iter(MC + "Fallback")):
        parent = fallback.getparent()
        if parent is not None and _says_more(fallback, parent):
            take_out(fallback)


def drop_stray_words(root: etree._Element) -> None:
    """Blank text in elements that the standard gives none, which no program shows."""
    if is_office(root):
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag not in TEXT_PARENTS:
                element.text = None if (element.text or "").strip() else element.text
                for child in element:
                    child.tail = None if (child.tail or "").strip() else child.tail


def _says_more(fallback: etree._Element, whole: etree._Element) -> bool:
    """Whether the form for older programs holds words that the one for newer programs does not."""
    if any(vml_words(fallback)):
        return True
    shown: set[str] = set()
    for choice in whole.iterchildren(MC + "Choice"):
        shown |= _words(choice)
    return not _words(fallback) <= shown


def _words(element: etree._Element) -> set[str]:
    lines = {
        "".join(t.text or "" for t in paragraph.iter(W + "t", A + "t")).strip()
        for paragraph in element.iter(W + "p", A + "p")
    }
    return {word for word in (*lines, *(text for text, _hidden in alt_texts(element))) if word}


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def take_out(element: etree._Element) -> None:
    """Remove an element but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
