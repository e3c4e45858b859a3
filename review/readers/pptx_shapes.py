"""Shapes of a slide: paragraphs, tables and alternative text, seen, hidden or off the slide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.docx_drawing import alt_texts
from review.readers.ooxml import MC, A, R, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.document import Location
    from review.readers.ooxml import Office

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_TINY = 300
"""Hundredths of a point."""
_SHAPES = frozenset({P + "sp", P + "cxnSp", P + "pic", P + "graphicFrame", P + "contentPart"})
_BREAKS = {A + "br": "\n", A + "tab": "\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Width and height of the slides, in EMU."""

    width: int = 12_192_000
    height: int = 6_858_000

    @staticmethod
    def of(presentation: etree._Element | None) -> Size:
        """Size that ``presentation.xml`` names."""
        size = None if presentation is None else presentation.find(P + "sldSz")
        wide, high = ("", "") if size is None else (size.get("cx") or "", size.get("cy") or "")
        return Size(width=int(wide), height=int(high)) if wide.isdigit() and high.isdigit() else Size()


class Shapes:
    """Adds what the shapes of one slide, notes page or master say."""

    def __init__(
        self,
        office: Office,
        part: str,
        place: Location,
        seen: Visibility,
        size: Size,
        *,
        kind: BlockKind = BlockKind.PARAGRAPH,
        prompts: bool = False,
    ) -> None:
        """``prompts``: text of placeholders is a prompt nobody sees on slides."""
        self._office = office
        self._part = part
        self._place = place
        self._seen = seen
        self._size = size
        self._kind = kind
        self._prompts = prompts
        self._paragraphs = 0
        self._tables = 0
        self._said: set[str] = set()

    def read(self, root: etree._Element) -> None:
        """Every shape, groups opened, in drawing order."""
        for shape, fallback in _shapes(root, fallback=False):
            self._shape(shape, fallback=fallback)

    def _shape(self, shape: etree._Element, *, fallback: bool) -> None:
        seen = self._visibility(shape)
        for text, hidden in alt_texts(shape):
            seen = Visibility.HIDDEN if hidden else seen
            self._office.told.add(text)
            self._office.builder.add(text, BlockKind.ALT_TEXT, self._place, Visibility.METADATA)
        holder = next(shape.iter(P + "ph"), None)
        if holder is not None and self._prompts and seen is Visibility.VISIBLE:
            seen = Visibility.METADATA
        title = holder is not None and holder.get("type") in ("title", "ctrTitle")
        kind = BlockKind.HEADING if title and self._kind is BlockKind.PARAGRAPH else self._kind
        for table in shape.iter(A + "tbl"):
            self._table(table, seen)
        for paragraph in shape.iter(A + "p"):
            if next(paragraph.iterancestors(A + "tbl"), None) is None:
                self._paragraph(paragraph, kind, seen, fallback=fallback)
        self._links(shape)

    def _paragraph(
        self, paragraph: etree._Element, kind: BlockKind, seen: Visibility, *, fallback: bool
    ) -> None:
        text, hidden = _texts(paragraph)
        if (fallback and text in self._said) or self._prompted(text, seen):
            return
        self._said.add(text)
        if text.strip():
            self._paragraphs += 1
        place = numbered(self._place, max(self._paragraphs, 1))
        self._office.builder.add(text, kind, place, Visibility.HIDDEN if fallback else seen)
        self._office.builder.add(hidden, kind, place, Visibility.HIDDEN)

    def _prompted(self, text: str, seen: Visibility) -> bool:
        """Whether it is a prompt that another layout gave already."""
        prompt = ("prompt", text)
        again = prompt in self._office.said
        if self._prompts and seen is Visibility.METADATA:
            self._office.said.add(prompt)
            return again
        return False

    def _table(self, table: etree._Element, seen: Visibility) -> None:
        self._tables += 1
        cells = [
            (row, column, text)
            for row, line in enumerate(table.iterchildren(A + "tr"))
            for column, cell in enumerate(line.iterchildren(A + "tc"))
            if (text := "\n".join("".join(_texts(p)) for p in cell.iter(A + "p")).strip("\n"))
        ]
        place = replace(self._place, table=self._tables)
        self._office.builder.add_table(cells, place, visibility=seen)

    def _links(self, shape: etree._Element) -> None:
        for link in shape.iter(A + "hlinkClick", A + "hlinkHover"):
            relation = self._office.relations(self._part).get(link.get(R + "id") or "")
            if relation is not None and relation.external and relation.target not in self._office.told:
                self._office.told.add(relation.target)
                place = replace(self._place, part="link")
                self._office.builder.add(relation.target, BlockKind.LINK, place, Visibility.METADATA)

    def _visibility(self, shape: etree._Element) -> Visibility:
        if self._seen is Visibility.VISIBLE and off_slide(shape, self._size):
            return Visibility.HIDDEN
        return self._seen


def off_slide(shape: etree._Element, size: Size) -> bool:
    """Whether the shape lies wholly off the slide; one in a group is not judged."""
    frame = next(shape.iter(A + "xfrm", P + "xfrm"), None)
    parent = shape.getparent()
    if frame is None or parent is None or parent.tag == P + "grpSp":
        return False
    at, extent = frame.find(A + "off"), frame.find(A + "ext")
    if at is None or extent is None:
        return False
    x, y, wide, high = (_emu(e.get(k)) for e, k in ((at, "x"), (at, "y"), (extent, "cx"), (extent, "cy")))
    return x >= size.width or y >= size.height or x + wide <= 0 or y + high <= 0


def _shapes(parent: etree._Element, *, fallback: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent.iterchildren():
        if child.tag in _SHAPES:
            yield child, fallback
        elif isinstance(child.tag, str):
            yield from _shapes(child, fallback=fallback or child.tag == MC + "Fallback")


def _texts(paragraph: etree._Element) -> tuple[str, str]:
    """(text that is seen, text whose letters have no colour or no size)."""
    seen: list[str] = []
    hidden: list[str] = []
    for child in paragraph.iter(A + "t", A + "br", A + "tab"):
        if child.tag in _BREAKS:
            seen.append(_BREAKS[child.tag])
        else:
            parent = child.getparent()
            looks = None if parent is None else parent.find(A + "rPr")
            (hidden if looks is not None and invisible(looks) else seen).append(child.text or "")
    return "".join(seen), "".join(hidden)


def invisible(looks: etree._Element) -> bool:
    """Whether letters of this ``a:rPr`` are tiny or have no colour."""
    size = looks.get("sz") or ""
    if size.isdigit() and int(size) <= _TINY:
        return True
    if looks.find(A + "noFill") is not None:
        return looks.find(A + "ln") is None
    return any(alpha.get("val") in ("0", "0%") for alpha in looks.iterfind(f"{A}solidFill/*/{A}alpha"))


def _emu(value: str | None) -> int:
    try:
        return int(value or "0")
    except ValueError:
        return 0
