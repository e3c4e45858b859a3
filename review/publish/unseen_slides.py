"""Hidden slides, shapes off the slide and letters without ink, taken out of a presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.publish.package import relations, relations_name
from review.publish.unseen import drop_hidden_shapes, say_nothing, take_out
from review.readers.drawing_runs import color_of, letters
from review.readers.ooxml import A, R
from review.readers.pptx_ground import Grounds, P
from review.readers.pptx_shapes import Size, off_slide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.publish.package import Parts

_MAIN = "ppt/presentation.xml"
_SHAPES = (P + "sp", P + "cxnSp", P + "pic", P + "graphicFrame")
_OFF = ("0", "false")
_ON = ("1", "true")


def drop_unseen_slides(parts: Parts) -> None:
    """Remove hidden slides with all that leads to them; on the others, shapes and letters nobody sees."""
    if _MAIN not in parts.data:
        return
    presentation = parts.root(_MAIN)
    _drop_slides(parts, presentation)
    size = Size.of(presentation)
    for name in [n for n in parts.xml_names() if n.startswith("ppt/slide") and not n.endswith(".rels")]:
        root = parts.root(name)
        drop_hidden_shapes(root)
        _drop_unseen_shapes(root, Grounds(_AsRead(parts), name, root), size)


class _AsRead:
    """The parts as the reader asks for them, to know what lies behind a shape."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def related(self, part: str, kind: str) -> list[str]:
        found = [target for _r, k, target in relations(self._parts, part) if k == kind]
        return [target for target in found if target in self._parts.data]

    def peek(self, part: str) -> bytes | None:
        return self._parts.data.get(part)


def _drop_unseen_shapes(root: etree._Element, grounds: Grounds, size: Size) -> None:
    """All is judged before anything goes: what goes may be what something else stands on."""
    shapes = list(root.iter(*_SHAPES))
    gone = [shape for shape in shapes if off_slide(shape, size) or grounds.covered(shape)]
    silent = [text for shape in shapes for text in _unseen_letters(shape, grounds)]
    for text in silent:
        say_nothing(text)
    for shape in gone:
        take_out(shape)


def _unseen_letters(shape: etree._Element, grounds: Grounds) -> Iterator[etree._Element]:
    """Letters without ink or of the colour of their ground, and all in cells that others are merged over."""
    ground = grounds.under(shape)
    for paragraph in shape.iter(A + "p"):
        cell = next(paragraph.iterancestors(A + "tc"), None)
        merged = cell is not None and (cell.get("hMerge") in _ON or cell.get("vMerge") in _ON)
        if cell is not None:
            ground = color_of(cell.find(f"{A}tcPr/{A}solidFill"), grounds.theme)
        for element, unseen in letters(paragraph, ground, grounds.theme):
            if (unseen or merged) and element.tag == A + "t":
                yield element


def _drop_slides(parts: Parts, presentation: etree._Element) -> None:
    hidden = {
        name
        for name in parts.xml_names()
        if name.startswith("ppt/slides/")
        and not name.endswith(".rels")
        and parts.root(name).get("show") in _OFF
    }
    if not hidden:
        return
    listed = {r.get("Id"): target for r, _kind, target in relations(parts, _MAIN)}
    gone: set[str | None] = set()
    for slide in list(presentation.iter(P + "sldId")):
        if listed.get(slide.get(R + "id")) in hidden:
            gone.add(slide.get("id"))
            take_out(slide)
    for named in list(presentation.iter("{*}sldId", P + "sld")):
        if named.get("id") in gone or listed.get(named.get(R + "id")) in hidden:
            take_out(named)
    for part in [n for n in parts.data if not n.endswith(".rels") and relations_name(n) in parts.data]:
        _drop_links(parts, part, hidden)


def _drop_links(parts: Parts, part: str, slides: set[str]) -> None:
    """Relations to a slide that is gone, and the links that follow them."""
    dropped = set()
    for relation, _kind, target in relations(parts, part):
        if target in slides:
            dropped.add(relation.get("Id"))
            take_out(relation)
    if dropped and part in parts.xml_names():
        for link in list(parts.root(part).iter(A + "hlinkClick", A + "hlinkHover")):
            if link.get(R + "id") in dropped:
                take_out(link)
