"""Words that hang on a drawing of a Word document: text boxes, alternative text, WordArt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.readers.ooxml import MC, A, W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

TEXT = (W + "t", A + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_BOXES = frozenset({W + "txbxContent", A + "txBody", A + "p"})


def plain_text(element: etree._Element) -> str:
    """All running text below, without a thought for its look."""
    return "".join(t.text or "" for t in element.iter(*TEXT))


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


_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_FARTHEST = 16_000_000
_MARGIN = -2_500_000
_POINT = 12_700
"""English metric units: no sheet is larger; farther left or up nothing is on a page; a dot."""
_LENGTH = re.compile(r"(?:^|;)(margin-left|margin-top|left|top|width|height):(-?[\d.]+)(pt|in|cm|mm|px|)")
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525, "": 9_525}


def off_page(element: etree._Element) -> bool:
    """Whether a drawing lies wholly beside the page, or has no size."""
    anchor = next(element.iter(_ANCHOR + "anchor", _ANCHOR + "inline"), None)
    if anchor is not None:
        size = anchor.find(_ANCHOR + "extent")
        wide, high = (_whole(None if size is None else size.get(name), _POINT + 1) for name in ("cx", "cy"))
        return any(
            _beside(_whole(anchor.findtext(f"{_ANCHOR}{axis}/{_ANCHOR}posOffset"), 0), length)
            for axis, length in (("positionH", wide), ("positionV", high))
        )
    shape = next((e for e in element.iter(_VML + "*") if e.get("style")), None)
    if shape is None or shape.tag in _NO_SHAPES:
        return False
    said = {
        name.removeprefix("margin-"): float(number) * _UNITS[unit]
        for name, number, unit in _LENGTH.findall((shape.get("style") or "").replace(" ", "").lower())
    }
    return _beside(said.get("left", 0), said.get("width", _POINT + 1)) or _beside(
        said.get("top", 0), said.get("height", _POINT + 1)
    )


_NO_SHAPES = frozenset({_VML + "shapetype", _VML + "group"})


def _beside(start: float, length: float) -> bool:
    return length <= _POINT or start >= _FARTHEST or start + length <= _MARGIN


def _whole(number: str | None, default: int) -> int:
    try:
        return int(number) if number is not None else default
    except ValueError:
        return default
