"""Values masked in a part of XML: across the pieces of a paragraph, in every other text, in attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.publish.masking import Masker

_GROUPS = frozenset({"p", "si", "is", "comment", "TextObject"})
"""Elements whose pieces of text are one text to a reader."""
_PIECES = frozenset({"t", "delText", "instrText", "delInstrText", "TextCode"})
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}


def mask_part(root: etree._Element, masker: Masker) -> None:
    """Mask texts that lie together in a paragraph or string, then every other text and attribute."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            _mask_aside(element, masker)
        elif _name(element) in _GROUPS:
            _mask_group(element, masker)
    for element in root.iter():
        if isinstance(element.tag, str):
            _mask_own(element, masker)


def _mask_aside(element: etree._Element, masker: Masker) -> None:
    if isinstance(element, etree._Comment | etree._ProcessingInstruction) and element.text:  # noqa: SLF001 - lxml's only names for the two
        element.text = masker.mask(element.text)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _own_pieces(group: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Texts and breaks that belong to this group and to no inner one, in order."""
    for child in group.iterchildren():
        name = _name(child)
        if name in _GROUPS:
            continue
        if name in _PIECES:
            yield child, child.text or ""
        elif name in _BREAKS:
            yield child, _BREAKS[name]
        else:
            yield from _own_pieces(child)


def _mask_group(group: etree._Element, masker: Masker) -> None:
    pieces = list(_own_pieces(group))
    text = "".join(piece for _element, piece in pieces)
    masked = masker.mask(text)
    if masked == text:
        return
    at = 0
    for element, piece in pieces:
        if _name(element) in _PIECES:
            element.text = masked[at : at + len(piece)]
        at += len(piece)


def _mask_own(element: etree._Element, masker: Masker) -> None:
    if element.text:
        masked = masker.mask(element.text)
        if masked != element.text:
            element.text = masked
    if element.tail:
        masked = masker.mask(element.tail)
        if masked != element.tail:
            element.tail = masked
    for key, value in element.attrib.items():
        plain = _unquoted(str(value))
        masked = masker.mask(plain)
        if masked != plain:
            element.set(key, masked)


def _unquoted(value: str) -> str:
    """An address without its %-escapes, in which a value may hide."""
    if "%" not in value:
        return value
    from urllib.parse import unquote

    return unquote(value)
