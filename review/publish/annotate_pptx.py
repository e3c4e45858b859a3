"""Comments on the slides of a presentation; what stands on no slide is told on the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from review.i18n import language
from review.publish.package import (
    CONTENT_TYPES,
    RELATIONS,
    TYPES,
    close_parts,
    open_parts,
    relations,
    relations_name,
)

if TYPE_CHECKING:
    from review.publish.annotate import Note
    from review.publish.package import Parts

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
P = f"{{{_P}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"
_MAIN = "ppt/presentation.xml"
_AUTHOR = "review"
_STEP = 120
_ACROSS = 40
"""Comments stand one below the other, in eighths of a point from the corner of the slide."""


def annotate_pptx(data: bytes, notes: list[Note]) -> bytes:
    """The presentation with a comment for each finding on each slide that it stands on.

    Raises:
        RefusedError: a part is not understood.
    """
    parts = open_parts(data)
    slides = _slides(parts)
    if not slides:
        return data
    told: dict[str, dict[str, None]] = {}
    for note in notes:
        number = note.place.page
        here = number is not None and number <= len(slides) and not note.place.container
        part = slides[number - 1] if here and number else slides[0]
        text = (
            note.text
            if note.place.part == "slide" and here
            else f"{note.text} · {note.place.human(language())}"
        )
        told.setdefault(part, {})[text] = None
    author = _author(parts, sum(len(texts) for texts in told.values()))
    for part, texts in told.items():
        _comment(parts, part, list(texts), author)
    return close_parts(parts)


def _slides(parts: Parts) -> list[str]:
    """Parts of the slides, in their order."""
    targets = {r.get("Id"): target for r, _kind, target in relations(parts, _MAIN)}
    listed = (slide.get(_R + "id") for slide in parts.root(_MAIN).iter(P + "sldId"))
    return [targets[one] for one in listed if one in targets]


def _author(parts: Parts, comments: int) -> str:
    """Id of ours among the authors of comments."""
    name = _related(parts, _MAIN, "commentAuthors", "ppt/commentAuthors.xml", "cmAuthorLst")
    root = parts.root(name)
    number = str(1 + max((int(a.get("id") or "0") for a in root.iter(P + "cmAuthor")), default=-1))
    given = {"id": number, "name": _AUTHOR, "initials": "R", "lastIdx": str(comments), "clrIdx": number}
    etree.SubElement(root, P + "cmAuthor", given)
    return number


def _comment(parts: Parts, slide: str, texts: list[str], author: str) -> None:
    stem = slide.rpartition("/")[2]
    root = parts.root(_related(parts, slide, "comments", f"ppt/comments/review-{stem}", "cmLst"))
    for number, text in enumerate(texts, 1):
        comment = etree.SubElement(root, P + "cm", {"authorId": author, "idx": str(number)})
        etree.SubElement(comment, P + "pos", {"x": str(_ACROSS), "y": str(_STEP * number)})
        etree.SubElement(comment, P + "text").text = text


def _related(parts: Parts, owner: str, kind: str, name: str, root: str) -> str:
    """The part that ``owner`` names with this kind of relation; a new one if it names none."""
    for _relation, found, target in relations(parts, owner):
        if found == kind and target in parts.data:
            return target
    parts.data[name] = f'<p:{root} xmlns:p="{_P}"/>'.encode()
    override = {"PartName": f"/{name}", "ContentType": _TYPE.format(kind)}
    etree.SubElement(parts.root(CONTENT_TYPES), TYPES + "Override", override)
    links = relations_name(owner)
    if links not in parts.data:
        parts.data[links] = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()
    given = {"Id": f"review-{kind}", "Type": f"{_OFFICE}/{kind}", "Target": f"/{name}"}
    etree.SubElement(parts.root(links), RELATIONS + "Relationship", given)
    return name
