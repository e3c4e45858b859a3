"""Word comments at the words that were found; what has no place in the body is told at its beginning."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from review.errors import RefusedError
from review.i18n import _, language
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
    from collections.abc import Iterator

    from review.document import Location
    from review.publish.annotate import Note
    from review.publish.package import Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SKIPPED = frozenset({W + "del", W + "moveFrom", W + "pict", W + "drawing", W + "object"})
_AUTHOR = "review"


def annotate_docx(data: bytes, notes: list[Note]) -> bytes:
    """The file with one comment for each note.

    Raises:
        RefusedError: it has no body.
    """
    parts = open_parts(data)
    main = next((target for _r, kind, target in relations(parts, "") if kind == "officeDocument"), "")
    if main not in parts.data:
        raise RefusedError(_("a part of the file was not understood"), where="word/document.xml")
    comments = _comments(parts, main)
    number = max((int(c.get(W + "id", "0")) for c in comments), default=-1) + 1
    paragraphs = list(parts.root(main).iter(W + "p"))
    used: dict[tuple[str, str], int] = {}
    for at, note in enumerate(notes):
        place = note.place
        nth = used.get((note.value, note.text), 0)
        anchored = (
            place.part == "body" and not place.container and _anchor(paragraphs, note.value, nth, number + at)
        )
        if anchored:
            used[note.value, note.text] = nth + 1
            comments.append(_comment(number + at, note.text))
        elif paragraphs:
            _around(list(paragraphs[0].iterchildren(W + "r")), paragraphs[0], number + at)
            comments.append(_comment(number + at, f"{note.text} · {_where(place)}"))
    return close_parts(parts)


def _where(place: Location) -> str:
    return place.human(language())


def _comments(parts: Parts, main: str) -> etree._Element:
    """The part with comments, made if there is none."""
    for _relation, kind, target in relations(parts, main):
        if kind == "comments" and target in parts.data:
            return parts.root(target)
    folder = main.rpartition("/")[0]
    name = f"{folder}/review-comments.xml".lstrip("/")
    root = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
    parts.data[name] = b""
    parts.xml[name] = root
    owner = relations_name(main)
    if owner not in parts.data:
        parts.data[owner] = b""
        parts.xml[owner] = etree.fromstring(f'<Relationships xmlns="{RELATIONS[1:-1]}"/>')
    attributes = {"Id": "rIdReviewComments", "Type": f"{_OFFICE}/comments", "Target": "review-comments.xml"}
    etree.SubElement(parts.root(owner), RELATIONS + "Relationship", attributes)
    override = {"PartName": f"/{name}", "ContentType": _TYPE}
    etree.SubElement(parts.root(CONTENT_TYPES), TYPES + "Override", override)
    return root


def _comment(number: int, text: str) -> etree._Element:
    comment = etree.Element(
        W + "comment", {W + "id": str(number), W + "author": _AUTHOR, W + "initials": "R"}
    )
    paragraph = etree.SubElement(comment, W + "p")
    run = etree.SubElement(paragraph, W + "r")
    etree.SubElement(run, W + "t", {_SPACE: "preserve"}).text = text
    return comment


def _anchor(paragraphs: list[etree._Element], value: str, nth: int, number: int) -> bool:
    """Hang comment ``number`` on the nth place of ``value`` (from 0); whether it was found."""
    if not value:
        return False
    for paragraph in paragraphs:
        runs = list(_runs(paragraph))
        text = "".join(_text(run) for run in runs)
        at = text.find(value)
        while at >= 0:
            if nth == 0:
                _around(_cut_out(runs, at, at + len(value)), paragraph, number)
                return True
            nth -= 1
            at = text.find(value, at + len(value))
    return False


def _runs(parent: etree._Element) -> Iterator[etree._Element]:
    """Runs of this paragraph that are seen, in order, through links and insertions."""
    for child in parent.iterchildren():
        if child.tag == W + "r":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != W + "p":
            yield from _runs(child)


def _text(run: etree._Element) -> str:
    return "".join(_BREAKS.get(e.tag, e.text or "") for e in run.iterchildren(*_TEXTS))


_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_TEXTS = (W + "t", *_BREAKS)


def _cut_out(runs: list[etree._Element], start: int, end: int) -> list[etree._Element]:
    """The runs that hold ``start`` to ``end`` of the text; plain ones are cut so that they hold no more."""
    found: list[etree._Element] = []
    at = 0
    for run in runs:
        text = _text(run)
        begin, stop = max(start - at, 0), min(end - at, len(text))
        if begin < stop:
            found.append(_piece(run, begin, stop) if _plain(run) else run)
        at += len(text)
    return found


def _plain(run: etree._Element) -> bool:
    """Whether a run is properties and one text, so that it can be cut."""
    return [c.tag for c in run if c.tag != W + "rPr"] == [W + "t"]


def _piece(run: etree._Element, begin: int, stop: int) -> etree._Element:
    text = _text(run)
    for words, before in ((text[:begin], True), (text[stop:], False)):
        if words:
            other = copy.deepcopy(run)
            _write(other, words)
            run.addprevious(other) if before else run.addnext(other)
    _write(run, text[begin:stop])
    return run


def _write(run: etree._Element, words: str) -> None:
    for element in run.iterchildren(W + "t"):
        element.text = words
        element.set(_SPACE, "preserve")


def _around(runs: list[etree._Element], paragraph: etree._Element, number: int) -> None:
    """Put the range of a comment around runs, and its mark behind them."""
    identifier = {W + "id": str(number)}
    start, end = (
        etree.Element(W + "commentRangeStart", identifier),
        etree.Element(W + "commentRangeEnd", identifier),
    )
    mark = etree.Element(W + "r")
    etree.SubElement(mark, W + "commentReference", identifier)
    if runs:
        runs[0].addprevious(start)
        runs[-1].addnext(end)
    else:
        paragraph.extend((start, end))
    end.addnext(mark)
