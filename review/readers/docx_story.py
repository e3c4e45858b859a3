"""A run of Word paragraphs and tables — body, header, note, comment, text box — as blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.document import BlockKind, Location, Visibility, cell_name
from review.readers.docx_drawing import TEXT, alt_texts, boxes, off_page, plain_text, vml_words
from review.readers.docx_runs import DELETED, HIDDEN, INSTRUCTION, RUBY, SEEN, Inline, Inliner
from review.readers.docx_styles import NO_STYLE, Style, ground, low
from review.readers.ooxml import MC, W, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.readers.ooxml import Office

_PARAGRAPHS = frozenset({W + "p", W + "tbl", W + "r"})
_ROWS, _CELLS = frozenset({W + "tr"}), frozenset({W + "tc"})
_GONE = frozenset({W + "del", W + "moveFrom"})
_QUOTED = re.compile(r'"|[^\x00-\x7f]|\d{7}|@|://|\\\\[A-Za-z]|AUTHOR|USERNAME|FILENAME')
_MADE = re.compile(r'_(?:Toc|Ref|Hlk)\d+|\\[a-z*#@] *"[^"\u3000-\uffff]*"')
"""Bookmarks that Word names itself, and switches with their patterns."""
UNKNOWN_FILL = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a run of paragraphs is: where, of which kind, and who sees it.

    Attributes:
        numbered: paragraphs count as those of the body do.
        fill: colour the text stands on, when that is known.
    """

    location: Location
    kind: BlockKind = BlockKind.PARAGRAPH
    visibility: Visibility = Visibility.VISIBLE
    numbered: bool = True
    deleted: bool = False
    fill: str | None = None


class Story:
    """Walks one part; tables, text boxes and paragraphs are counted through the whole part."""

    def __init__(self, office: Office, part: str, styles: dict[str, Style], *, tables: int = 0) -> None:
        """``tables`` were counted before this part; ``unseen``: hidden texts, rows."""
        self._office = office
        self._part = part
        self._styles = styles
        self._inliner = Inliner(styles)
        self._paragraphs = 0
        self._boxes = 0
        self._said: set[str] = set()
        self._fallbacks: list[etree._Element] = []
        self.tables = tables
        self.unseen = self._inliner.unseen

    def walk(self, parent: etree._Element, setting: Setting) -> None:
        """Every paragraph and table under ``parent``, in order."""
        for element, deleted in self._blocks(parent, _PARAGRAPHS, deleted=setting.deleted):
            if element.tag == W + "tbl":
                self._table(element, setting)
            elif len(element):
                self._paragraph(element, replace(setting, deleted=True) if deleted else setting)
        fallbacks, self._fallbacks = self._fallbacks, []
        for element in fallbacks:
            self._fallback(element, setting.location)

    def restart(self) -> None:
        """Count paragraphs from 1 again."""
        self._paragraphs = 0

    def _blocks(
        self, parent: etree._Element, wanted: frozenset[str], *, deleted: bool
    ) -> Iterator[tuple[etree._Element, bool]]:
        """The nearest wanted elements below, through content controls and tracked changes."""
        for child in parent.iterchildren():
            tag = child.tag
            if tag in wanted:
                yield child, deleted
            elif tag == MC + "Fallback":
                self._fallbacks.append(child)
            elif isinstance(tag, str) and not tag.endswith("Pr"):
                yield from self._blocks(child, wanted, deleted=deleted or tag in _GONE)

    def _paragraph(self, element: etree._Element, setting: Setting) -> None:
        inline = self._inliner.read(element, deleted=setting.deleted, backdrop=setting.fill)
        text = inline.text(SEEN)
        if text.strip():
            self._paragraphs += 1
        place = setting.location
        if setting.numbered:
            place = numbered(place, max(self._paragraphs, 1))
        if setting.visibility is Visibility.HIDDEN:
            self.unseen += element.iter(*TEXT)
        kind = setting.kind
        if kind is BlockKind.PARAGRAPH and inline.style.heading:
            kind = BlockKind.HEADING
        self._office.builder.add(text, kind, place, setting.visibility)
        self._aside(inline, place)

    def _aside(self, inline: Inline, place: Location) -> None:
        """What hangs on a paragraph beside its running text."""
        add = self._office.builder.add
        for stream, kind, seen in _ASIDE:
            if inline.streams[stream]:
                add(inline.text(stream), kind, replace(place, part=_PARTS.get(stream, place.part)), seen)
        for instruction in inline.text(INSTRUCTION).split("\n") if inline.streams[INSTRUCTION] else ():
            if _QUOTED.search(_MADE.sub("", instruction)):
                self._office.told.add(instruction)
                add(instruction.strip(), BlockKind.FIELD, replace(place, part="field"), Visibility.METADATA)
        for author, date in inline.changes:
            where = replace(place, part="revision")
            add(f"{author} {date}".strip(), BlockKind.INSERTED, where, Visibility.METADATA)
            self._office.told.update((author, date))
        for name in inline.links:
            self._link(name, place)
        for element in inline.hanging:
            self._hanging(element, place)
        for element in inline.fallback:
            self._fallback(element, place)

    def _link(self, name: str, place: Location) -> None:
        relation = self._office.relations(self._part).get(name)
        if relation is not None and relation.external:
            self._office.told.add(relation.target)
            self._office.builder.add(
                relation.target, BlockKind.LINK, replace(place, part="link"), Visibility.METADATA
            )

    def _hanging(
        self, element: etree._Element, place: Location, seen: Visibility = Visibility.VISIBLE
    ) -> None:
        add = self._office.builder.add
        if off_page(element):
            seen = Visibility.HIDDEN
        for text, hidden in alt_texts(element):
            add(text, BlockKind.ALT_TEXT, place, Visibility.METADATA)
            self._office.told.add(text)
            seen = Visibility.HIDDEN if hidden else seen
        for text in vml_words(element):
            add(text, BlockKind.WATERMARK, place, seen)
            self._office.told.add(text)
        for box in boxes(element):
            self._box(box, seen)

    def _box(self, box: etree._Element, seen: Visibility) -> None:
        self._said.add(plain_text(box))
        self._boxes += 1
        where = self._office.at(part="textbox", index=self._boxes)
        if box.tag == W + "txbxContent":
            inside = Setting(
                location=where, kind=BlockKind.TEXTBOX, visibility=seen, numbered=False, fill=UNKNOWN_FILL
            )
            self.walk(box, inside)
        else:
            if seen is Visibility.HIDDEN:
                self.unseen += box.iter(*TEXT)
            self._office.builder.add(plain_text(box), BlockKind.TEXTBOX, where, seen)

    def _fallback(self, element: etree._Element, place: Location) -> None:
        """The form for older programs: given only where it says something else."""
        found = [box for box in boxes(element) if plain_text(box) not in self._said]
        for box in found:
            self._box(box, Visibility.HIDDEN)
        for text, _hidden in alt_texts(element):
            if text not in self._office.told:
                self._office.builder.add(text, BlockKind.ALT_TEXT, place, Visibility.METADATA)
        for text in vml_words(element):
            self._office.builder.add(text, BlockKind.WATERMARK, place, Visibility.HIDDEN)
        if next(boxes(element), None) is None:
            self._office.builder.add(plain_text(element), BlockKind.OTHER, place, Visibility.HIDDEN)

    def _table(self, table: etree._Element, setting: Setting) -> None:
        self.tables += 1
        place = replace(setting.location, table=self.tables, paragraph=None)
        if setting.visibility is Visibility.VISIBLE and _beside(table):
            setting = replace(setting, visibility=Visibility.HIDDEN)
        after: list[tuple[Inline | etree._Element, Location]] = []
        hidden: set[int] = set()
        spans: list[tuple[int, int, int, int]] = []
        cells = self._cells(table, replace(setting, location=place), after, hidden, spans)
        self._office.builder.add_table(
            cells, place, visibility=setting.visibility, hidden_rows=hidden, merged=spans
        )
        for item, where in after:
            if isinstance(item, Inline):
                self._aside(item, where)
            else:
                self._table(item, setting)

    def _cells(
        self,
        table: etree._Element,
        setting: Setting,
        after: list[tuple[Inline | etree._Element, Location]],
        hidden: set[int],
        spans: list[tuple[int, int, int, int]],
    ) -> Iterator[tuple[int, int, str]]:
        fill = self._table_fill(table)
        open_spans: dict[int, tuple[int, int, int]] = {}
        for row, (line, lost) in enumerate(self._blocks(table, _ROWS, deleted=setting.deleted)):
            if _unseen(line):
                hidden.add(row)
                self.unseen.append(line)
            column = _number(line.find(f"{W}trPr/{W}gridBefore"), 0)
            deleted = lost or line.find(f"{W}trPr/{W}del") is not None
            for cell, gone in self._blocks(line, _CELLS, deleted=deleted):
                width = _span(cell, row, column, open_spans)
                hanging: list[Inline | etree._Element] = []
                text = self._cell(
                    cell,
                    hanging,
                    deleted=gone or cell.find(_LOST) is not None,
                    fill=_fill(cell) or fill,
                    covered=_covered(cell, open_spans.get(column), row),
                )
                if setting.visibility is Visibility.HIDDEN:
                    self.unseen += cell.iter(*TEXT)
                if hanging:
                    where = replace(
                        setting.location, row=row + 1, column=column + 1, cell=cell_name(row, column)
                    )
                    after += ((item, where) for item in hanging)
                if text:
                    yield row, column, text
                column += width
        merged = sorted((first, column, last, width) for column, (first, last, width) in open_spans.items())
        spans += ((first, column, last, column + width - 1) for first, column, last, width in merged)

    def _cell(
        self,
        cell: etree._Element,
        hanging: list[Inline | etree._Element],
        *,
        deleted: bool,
        fill: str | None,
        covered: bool,
    ) -> str:
        texts: list[str] = []
        for element, gone in self._blocks(cell, _PARAGRAPHS, deleted=deleted):
            if element.tag == W + "tbl":
                hanging.append(element)
                continue
            inline = self._inliner.read(element, deleted=gone, backdrop=fill, covered=covered)
            texts.append(inline.text(SEEN))
            if inline.rich:
                hanging.append(inline)
        return "\n".join(texts).strip("\n")

    def _table_fill(self, table: etree._Element) -> str | None:
        """A table style may shade its cells; nothing on it is called white on white then."""
        style = table.find(f"{W}tblPr/{W}tblStyle")
        named = NO_STYLE if style is None else self._styles.get(style.get(W + "val") or "", NO_STYLE)
        return UNKNOWN_FILL if named.shaded else None


_ASIDE = (
    (HIDDEN, BlockKind.PARAGRAPH, Visibility.HIDDEN),
    (DELETED, BlockKind.DELETED, Visibility.HIDDEN),
    (RUBY, BlockKind.OTHER, Visibility.VISIBLE),
)
_PARTS = {DELETED: "revision"}


_SHADE, _WIDE, _TALL = f"{W}tcPr/{W}shd", f"{W}tcPr/{W}gridSpan", f"{W}tcPr/{W}vMerge"


def _number(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(W + "val") or ""
    return min(int(value), 1_000) if value.isdigit() else default


def _unseen(line: etree._Element) -> bool:
    """Whether a row is hidden, or made so low that nothing of it shows."""
    if line.find(f"{W}trPr/{W}hidden") is not None:
        return True
    height = line.find(f"{W}trPr/{W}trHeight")
    return height is not None and height.get(W + "hRule") == "exact" and low(height.get(W + "val"))


def _fill(cell: etree._Element) -> str | None:
    shade = cell.find(_SHADE)
    return None if shade is None else ground(shade)


_LOST = f"{W}tcPr/{W}cellDel"
_FAR = 24_000


def _covered(cell: etree._Element, span: tuple[int, int, int] | None, row: int) -> bool:
    """Whether the cell lies under the one above it, with which it is merged; Word shows only the first."""
    return span is not None and span[0] < row and cell.find(_TALL) is not None


def _beside(table: etree._Element) -> bool:
    """Whether a table is put beside the largest sheets (twentieths of a point)."""
    for path, names in ((f"{W}tblPr/{W}tblpPr", ("tblpX", "tblpY")), (f"{W}tblPr/{W}tblInd", ("w",))):
        place = table.find(path)
        for name in () if place is None else names:
            number = (place.get(W + name) if place is not None else None) or "0"
            if number.lstrip("-").isdigit() and abs(int(number)) >= _FAR:
                return True
    return False


def _span(cell: etree._Element, row: int, column: int, spans: dict[int, tuple[int, int, int]]) -> int:
    """Columns a cell covers; ``spans``: column → first row, last row, width of a merged cell."""
    width = max(_number(cell.find(_WIDE), 1), 1)
    merge = cell.find(_TALL)
    if merge is not None and merge.get(W + "val") != "restart" and column in spans:
        first, _last, wide = spans[column]
        spans[column] = first, row, wide
    elif merge is not None or width > 1:
        spans[column] = row, row, width
    return width
