"""What nobody sees on a Word page — white, tiny, blackened or vanished letters, hidden rows — taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import DocumentBuilder, Location
from review.publish.package import relations
from review.publish.unseen import drop_hidden_shapes, say_nothing, take_out
from review.readers.docx_story import Setting, Story
from review.readers.docx_styles import read_styles
from review.readers.ooxml import W

if TYPE_CHECKING:
    from typing import Any

    from lxml import etree

    from review.publish.package import Parts
    from review.readers.docx_styles import Style

_ROOTS = frozenset(W + name for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))


class _Nowhere:
    """Stands in for the office file that the reader's walk reports to; only what is unseen is wanted."""

    def __init__(self) -> None:
        self.builder = DocumentBuilder(name="", sha256="", media="docx")
        self.told: set[str] = set()

    def at(self, **_place: Any) -> Location:
        return Location()

    def relations(self, _part: str) -> dict[str, Any]:
        return {}


def drop_unseen_words(parts: Parts) -> None:
    """Blank letters that the reader calls hidden, remove hidden rows and shapes, in every part of text."""
    for name in [n for n in parts.xml_names() if n.startswith("word/") and not n.endswith(".rels")]:
        root = parts.root(name)
        if root.tag in _ROOTS:
            drop_hidden_shapes(root)
            story = Story(_Nowhere(), name, _styles(parts))  # type: ignore[arg-type]  # stands in for Office
            story.walk(root, Setting(location=Location()))
            for element in story.unseen:
                _remove(element)


def _styles(parts: Parts) -> dict[str, Style]:
    main = next((target for _r, kind, target in relations(parts, "") if kind == "officeDocument"), "")
    part = next((target for _r, kind, target in relations(parts, main) if kind == "styles"), "")
    return read_styles(parts.root(part) if part in parts.data else None)


def _remove(element: etree._Element) -> None:
    """A row goes, and the table with its last row; letters become blanks."""
    if element.tag != W + "tr":
        say_nothing(element)
        return
    table = next(element.iterancestors(W + "tbl"), None)
    take_out(element)
    if table is None or next(table.iter(W + "tr"), None) is not None:
        return
    cell = table.getparent()
    if cell is not None and cell.tag == W + "tc" and cell.find(W + "p") is None:
        cell.append(cell.makeelement(W + "p"))
    take_out(table)
