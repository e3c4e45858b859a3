"""OpenDocument files, redacted in place: the values across spans, and all that a reader does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import RefusedError
from review.i18n import _
from review.publish.odf_clean import clean
from review.publish.package import close_parts, open_parts
from review.publish.writers import write_inner
from review.publish.xml_masking import mask_part
from review.readers.odf_story import OFFICE
from review.readers.odf_styles import TABLE, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.publish.masking import Masker, Targets
    from review.publish.package import Parts

_MANIFEST = "META-INF/manifest.xml"
_FULL_PATH = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_SPACES = {TEXT + "tab": "\t", TEXT + "line-break": "\n", TEXT + "s": " "}
_DROPPED = (
    "Thumbnails/", "ObjectReplacements/", "Versions/", "Basic/", "Scripts/", "Dialogs/", "layout-cache",
    "META-INF/documentsignatures.xml", "META-INF/macrosignatures.xml", "manifest.rdf", "VersionList.xml",
)  # fmt: skip
_NUMBERS = tuple(OFFICE + name for name in ("value", "date-value", "time-value", "string-value"))
_TYPED = (*_NUMBERS, OFFICE + "value-type", TABLE + "formula")


def redact_odf(data: bytes, targets: Targets) -> bytes:
    """The package without the values and without hidden content; its layout stays.

    Raises:
        RefusedError: a part is not understood, or the file is protected by a password.
    """
    parts, masker = open_parts(data), targets.masker()
    if b"encryption-data" in parts.data.get(_MANIFEST, b""):
        what = _("the file is protected by a password")
        raise RefusedError(what, remedy=_("remove the password and check again"))
    for name in [n for n in parts.data if n.startswith(_DROPPED)]:
        parts.drop(name)
    clean(parts)
    texts = parts.xml_names()
    for name in texts:
        root = parts.root(name)
        for cell in root.iter(TABLE + "table-cell"):
            _mask_number(cell, masker)
        for paragraph in root.iter(*_PARAGRAPHS):
            _mask_paragraph(paragraph, masker)
        mask_part(root, masker)
    for name in parts.data.keys() - set(texts):
        parts.data[name] = write_inner(parts.data[name], name, targets)
    _list_parts(parts)
    return close_parts(parts)


def _list_parts(parts: Parts) -> None:
    """The manifest names only what is there."""
    if _MANIFEST in parts.data:
        for entry in list(parts.root(_MANIFEST)):
            path = entry.get(_FULL_PATH) or "/"
            if not path.endswith("/") and path not in parts.data:
                parts.root(_MANIFEST).remove(entry)


def _mask_paragraph(paragraph: etree._Element, masker: Masker) -> None:
    """A value may run over spans, links and fields."""
    slots = list(_slots(paragraph))
    text = "".join(words for _element, _kind, words in slots)
    masked, at = masker.mask(text), 0
    if masked == text:
        return
    for element, kind, words in slots:
        if kind:
            setattr(element, kind, masked[at : at + len(words)])
        at += len(words)


def _slots(element: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """(element, ``text`` or ``tail`` or nothing for a blank, its words), frames and notes left out."""
    yield element, "text", element.text or ""
    for child in element.iterchildren():
        if child.tag in _SPACES:
            count = child.get(TEXT + "c") or "1"
            yield child, "", _SPACES[child.tag] * min(int(count) if count.isdigit() else 1, 1000)
        elif isinstance(child.tag, str) and next(child.iter(*_PARAGRAPHS), None) is None:
            yield from _slots(child)
        yield child, "tail", child.tail or ""


def _mask_number(cell: etree._Element, masker: Masker) -> None:
    """A number that is a value becomes a masked text; a formula that would bring it back goes."""
    held = next((v for name in _NUMBERS if masker.spans(v := cell.get(name) or "")), "")
    shown = "".join(map(str, cell.itertext()))
    if not held and not masker.spans(cell.get(TABLE + "formula") or "") and not masker.spans(shown):
        return
    for name in _TYPED:
        cell.attrib.pop(name, "")
    cell.set(OFFICE + "value-type", "string")
    for paragraph in cell.iterchildren(*_PARAGRAPHS) if held else ():
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.text, held = masker.mask(held), ""
