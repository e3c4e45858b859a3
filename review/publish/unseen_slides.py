"""Hidden slides, shapes off the slide and letters without ink, taken out of a presentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.publish.package import relations, relations_name
from review.publish.unseen import drop_hidden_shapes, say_nothing, take_out
from review.readers.drawing_runs import invisible
from review.readers.ooxml import A, R
from review.readers.pptx_ground import P
from review.readers.pptx_shapes import Size, off_slide

if TYPE_CHECKING:
    from lxml import etree

    from review.publish.package import Parts

_MAIN = "ppt/presentation.xml"
_SHAPES = (P + "sp", P + "cxnSp", P + "pic", P + "graphicFrame")
_OFF = ("0", "false")


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
        for shape in list(root.iter(*_SHAPES)):
            if off_slide(shape, size):
                take_out(shape)
        for text in root.iter(A + "t"):
            parent = text.getparent()
            looks = None if parent is None else parent.find(A + "rPr")
            if looks is not None and invisible(looks):
                say_nothing(text)


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
