"""Shapes of a slide: paragraphs, tables and alternative text, seen, hidden or off the slide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.docx_drawing import alt_texts
from review.readers.drawing_runs import color_of, texts
from review.readers.ooxml import MC, A, R, numbered
from review.readers.pptx_ground import Grounds, P

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.document import Location
    from review.readers.drawing_runs import Theme
    from review.readers.ooxml import Office

_TRUE = ("1", "true")
_SHAPES = frozenset({P + "sp", P + "cxnSp", P + "pic", P + "graphicFrame", P + "contentPart"})


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
        self._grounds: Grounds | None = None
        self._ground: str | None = None

    def read(self, root: etree._Element) -> None:
        """Every shape, groups opened, in drawing order."""
        if any(True for _fill in root.iter(A + "rPr")):
            self._grounds = Grounds(self._office, self._part, root)
        for shape, fallback in _shapes(root, fallback=False):
            self._shape(shape, fallback=fallback)

    def _shape(self, shape: etree._Element, *, fallback: bool) -> None:
        seen = self._visibility(shape)
        self._ground = None if self._grounds is None else self._grounds.under(shape)
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
        text, hidden = texts(paragraph, self._ground, self._theme)
        if (fallback and text in self._said) or self._prompted(text, seen):
            return
        self._said.add(text)
        if text.strip():
            self._paragraphs += 1
        place = numbered(self._place, max(self._paragraphs, 1))
        self._office.builder.add(text, kind, place, Visibility.HIDDEN if fallback else seen)
        self._office.builder.add(hidden, kind, place, Visibility.HIDDEN)

    @property
    def _theme(self) -> Theme:
        return {} if self._grounds is None else self._grounds.theme

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
        cells: list[tuple[int, int, str]] = []
        unseen: list[tuple[int, int, str]] = []
        for row, line in enumerate(table.iterchildren(A + "tr")):
            for column, cell in enumerate(line.iterchildren(A + "tc")):
                ground = color_of(cell.find(f"{A}tcPr/{A}solidFill"), self._theme)
                found = [texts(p, ground, self._theme) for p in cell.iter(A + "p")]
                shown, hidden = ("\n".join(text[i] for text in found).strip("\n") for i in (0, 1))
                if cell.get("hMerge") in _TRUE or cell.get("vMerge") in _TRUE:
                    shown, hidden = "", f"{shown}\n{hidden}".strip("\n")
                cells += ((row, column, shown),) if shown else ()
                unseen += ((row, column, hidden),) if hidden else ()
        place = replace(self._place, table=self._tables)
        self._office.builder.add_table(cells, place, visibility=seen)
        self._office.builder.add_table(unseen, place, visibility=Visibility.HIDDEN)

    def _links(self, shape: etree._Element) -> None:
        for link in shape.iter(A + "hlinkClick", A + "hlinkHover"):
            relation = self._office.relations(self._part).get(link.get(R + "id") or "")
            if relation is not None and relation.external and relation.target not in self._office.told:
                self._office.told.add(relation.target)
                place = replace(self._place, part="link")
                self._office.builder.add(relation.target, BlockKind.LINK, place, Visibility.METADATA)

    def _visibility(self, shape: etree._Element) -> Visibility:
        covered = self._grounds is not None and self._grounds.covered(shape)
        if self._seen is Visibility.VISIBLE and (covered or off_slide(shape, self._size)):
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
    if wide <= 0 and high <= 0:
        return True
    return x >= size.width or y >= size.height or x + wide <= 0 or y + high <= 0


def _shapes(parent: etree._Element, *, fallback: bool) -> Iterator[tuple[etree._Element, bool]]:
    for child in parent.iterchildren():
        if child.tag in _SHAPES:
            yield child, fallback
        elif isinstance(child.tag, str):
            yield from _shapes(child, fallback=fallback or child.tag == MC + "Fallback")


def _emu(value: str | None) -> int:
    try:
        return int(value or "0")
    except ValueError:
        return 0
