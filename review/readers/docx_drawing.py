"""Words that hang on a drawing of a Word document: text boxes, alternative text, WordArt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.readers.ooxml import MC, A, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_TEXT = (W + "t", A + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_BOXES = frozenset({W + "txbxContent", A + "txBody", A + "p"})


def plain_text(element: etree._Element) -> str:
    """All running text below, without a thought for its look."""
    return "".join(t.text or "" for t in element.iter(*_TEXT))


def boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The nearest text boxes below, the forms for older programs left out."""
    for child in element.iterchildren():
        if child.tag in _BOXES:
            yield child
        elif child.tag != MC + "Fallback" and isinstance(child.tag, str):
            yield from boxes(child)


def alt_texts(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """(alternative text or title, whether the shape is hidden)."""
    for shape in element.iter("{*}docPr", "{*}cNvPr"):
        for name in ("descr", "title"):
            text = shape.get(name)
            if text and text.strip():
                yield text, shape.get("hidden") in ("1", "true")
        if shape.get("hidden") in ("1", "true"):
            yield "", True
    for shape in element.iter(_VML + "*"):
        hidden = "visibility:hidden" in (shape.get("style") or "").replace(" ", "")
        for text in (shape.get("alt"), shape.get("title"), shape.get(_OFFICE + "title")):
            if (text and text.strip()) or hidden:
                yield text or "", hidden


def vml_words(element: etree._Element) -> Iterator[str]:
    """Words drawn as WordArt, the usual form of a watermark."""
    for path in element.iter(_VML + "textpath"):
        text = path.get("string")
        if text and text.strip():
            yield text
