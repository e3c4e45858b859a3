"""OFD files (GB/T 33190), redacted in place; annotations, attachments, signatures and old versions go."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from review.publish.masking import MASK
from review.publish.package import close_parts, open_parts
from review.publish.writers import write_inner
from review.publish.xml_masking import mask_part

if TYPE_CHECKING:
    from lxml import etree

    from review.publish.masking import Masker, Targets
    from review.publish.package import Parts

_DROPPED = frozenset(
    {"Annotations", "Attachments", "Signatures", "Versions", "CustomTags", "Extensions", "Bookmarks"}
)
"""Elements that name parts a reader does not see, or that no longer fit a changed file."""
_PERSONAL = frozenset({"Author", "Subject", "Abstract", "Keyword", "CustomData", "DocID", "Creator"})
_MAIN = "OFD.xml"
_FOLDERS = ("annots/", "attachs/", "attachments/", "signs/", "versions/", "tags/")


def redact_ofd(data: bytes, targets: Targets) -> bytes:
    """The file without the values; seals and signatures are void once a page changes, and go.

    Raises:
        RefusedError: a part is not understood.
    """
    parts, masker = open_parts(data), targets.masker()
    for name in [n for n in parts.data if any(f"/{folder}" in f"/{n.lower()}" for folder in _FOLDERS)]:
        parts.drop(name)
    for name in parts.xml_names():
        _clean(parts.root(name))
    for name in parts.data.keys() - _named(parts):
        parts.drop(name)
    for name in parts.xml_names():
        root = parts.root(name)
        _mask_lines(root, masker)
        mask_part(root, masker)
        _show_masks(root)
    for name in parts.data.keys() - set(parts.xml_names()):
        parts.data[name] = write_inner(parts.data[name], name, targets)
    return close_parts(parts)


def _named(parts: Parts) -> set[str]:
    """Parts that lead on from each other, beginning with OFD.xml; a picture is named without its folder."""
    found, waiting = {_MAIN}, [_MAIN]
    texts = set(parts.xml_names())
    words: set[str] = set()
    while waiting:
        part = waiting.pop()
        if part not in texts:
            continue
        said = {str(text).strip() for text in parts.root(part).itertext()}
        said |= {str(value) for element in parts.root(part).iter() for value in element.attrib.values()}
        words |= {posixpath.basename(word) for word in said}
        for word in said:
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), word)).lstrip("/")
            if path in parts.data and path not in found:
                found.add(path)
                waiting.append(path)
    return found | {name for name in parts.data if name not in texts and posixpath.basename(name) in words}


def _clean(root: etree._Element) -> None:
    for element in list(root.iter()):
        name = _name(element)
        parent = element.getparent()
        if name in _DROPPED and parent is not None:
            parent.remove(element)
        elif name in _PERSONAL and len(element) == 0:
            element.text = ""


def _mask_lines(root: etree._Element, masker: Masker) -> None:
    """A value may run over several objects of a line, which follow each other in the file."""
    pieces = [one for one in root.iter() if _name(one) == "TextCode" and one.text]
    text = "".join(one.text or "" for one in pieces)
    masked, at = masker.mask(text), 0
    for one in pieces:
        size = len(one.text or "")
        one.text = masked[at : at + size]
        at += size


def _show_masks(root: etree._Element) -> None:
    """NOTE: CGTransform names glyphs to draw in place of the text; with it a value would still be seen."""
    for element in list(root.iter()):
        if _name(element) == "TextObject" and MASK in "".join(str(text) for text in element.itertext()):
            for child in [c for c in element if _name(c) == "CGTransform"]:
                element.remove(child)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
