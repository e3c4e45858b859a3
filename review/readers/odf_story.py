"""Text and tables of an OpenDocument part, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.document import BlockKind, Location, Visibility
from review.readers.colors import PAPER
from review.readers.odf_styles import DRAW, SLIDES, STYLE, TABLE, TEXT, Look, ground, look_of, off_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.odf_styles import Styles
    from review.readers.source import Source

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_SPACES = {TEXT + "tab": "\t", TEXT + "line-break": "\n", TEXT + "s": " "}
_MANY = 1_000
_COPIES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    location: Location
    kind: BlockKind = BlockKind.PARAGRAPH
    visibility: Visibility = Visibility.VISIBLE
    ground: str | None = PAPER


class Story:
    """Counts paragraphs, tables, comments and slides through a part."""

    def __init__(self, source: Source, builder: DocumentBuilder, styles: Styles) -> None:
        """``styles``: how what is written looks.

        ``unseen`` gathers elements whose own text is not seen, ``away`` drawings off the page.
        """
        self._source = source
        self._builder = builder
        self._styles = styles
        self._counts: dict[str, int] = {}
        self.unseen: list[etree._Element] = []
        self.away: list[etree._Element] = []

    def walk(self, root: etree._Element) -> None:
        """Add everything below ``root``."""
        self._walk(root, _Setting(location=self._source.at(part="body")))

    def _next(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]

    def _walk(self, parent: etree._Element, setting: _Setting) -> None:
        for child in parent.iterchildren():
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag in _PARAGRAPHS:
                self._paragraph(child, setting)
            elif tag == TABLE + "table":
                self._table(child, setting)
            else:
                self._walk(child, self._inside(child, setting))

    def _inside(self, element: etree._Element, setting: _Setting) -> _Setting:
        """How the inside of a wrapper is to be understood."""
        tag = element.tag
        if tag == DRAW + "page":
            hidden = self._look("drawing-page", element, DRAW).gone
            place = self._source.at(part="slide", page=self._next("slide"))
            seen = Visibility.HIDDEN if hidden else Visibility.VISIBLE
            return _Setting(location=place, visibility=seen, ground=None)
        if tag.startswith(DRAW) and tag != DRAW + "text-box":
            setting = self._drawn(element, setting)
        if tag == DRAW + "text-box" and setting.location.page is not None:
            return setting
        if tag in _WRAPPERS:
            part, kind, seen = _WRAPPERS[tag]
            if element.get(STYLE + "display") == "false":
                seen = Visibility.HIDDEN
            seen = setting.visibility if seen is Visibility.VISIBLE else seen
            return replace(setting, location=replace(setting.location, part=part), kind=kind, visibility=seen)
        if tag == OFFICE + "annotation":
            self._people(element)
            place = replace(setting.location, part="comment", index=self._next("comment"), paragraph=None)
            return _Setting(location=place, kind=BlockKind.COMMENT, visibility=Visibility.HIDDEN)
        if element.get(TEXT + "display") in ("none", "false"):
            return replace(setting, visibility=Visibility.HIDDEN)
        return setting

    def _drawn(self, element: etree._Element, setting: _Setting) -> _Setting:
        """How the inside of a frame or shape is to be understood."""
        look = self._look("graphic", element, DRAW)
        setting = replace(setting, ground=ground(look.fill, setting.ground))
        slide = setting.location.page is not None
        if not off_page(element, slide=slide):
            return setting
        self.away.append(element)
        return replace(setting, visibility=Visibility.HIDDEN)

    def _look(self, family: str, element: etree._Element, prefix: str = TEXT) -> Look:
        return look_of(self._styles, family, element.get(prefix + "style-name"))

    def _people(self, note: etree._Element) -> None:
        for child in note.iterchildren("{http://purl.org/dc/elements/1.1/}creator"):
            where = self._source.at(part="comment", name="author")
            self._builder.add(child.text or "", BlockKind.PROPERTY, where, Visibility.METADATA)

    def _paragraph(self, element: etree._Element, setting: _Setting) -> None:
        look = self._look("paragraph", element)
        texts, hidden, inner = self._pieces(element, look, ground(look.fill, setting.ground))
        place = setting.location
        if place.part == "body" and place.cell is None and "".join(texts).strip():
            place = replace(place, paragraph=self._next("paragraph"))
        kind = setting.kind
        if element.tag == TEXT + "h" and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.HEADING
        self._builder.add("".join(texts), kind, place, setting.visibility)
        self._builder.add("".join(hidden), kind, place, Visibility.HIDDEN)
        for child in inner:
            self._aside(child, replace(setting, location=place))

    def _aside(self, child: etree._Element, setting: _Setting) -> None:
        """Notes, comments, frames and links that stand inside a paragraph."""
        if child.tag == TEXT + "a":
            target = child.get(_XLINK + "href") or ""
            where = replace(setting.location, part="link")
            self._builder.add(target, BlockKind.LINK, where, Visibility.METADATA)
        elif child.tag == TEXT + "note":
            part = "endnote" if child.get(TEXT + "note-class") == "endnote" else "footnote"
            kind = BlockKind.ENDNOTE if part == "endnote" else BlockKind.FOOTNOTE
            place = self._source.at(part=part, index=self._next(part))
            for body in child.iterchildren(TEXT + "note-body"):
                self._walk(body, _Setting(location=place, kind=kind))
        else:
            self._walk(child, self._inside(child, setting))

    def _pieces(
        self, element: etree._Element, look: Look, under: str | None
    ) -> tuple[list[str], list[str], list[etree._Element]]:
        """(seen, hidden, what stands inside with paragraphs of its own); ``under``: colour of the ground."""
        texts: list[str] = []
        hidden: list[str] = []
        inner: list[etree._Element] = []
        ink = texts
        if look.hides(under):
            ink = hidden
            self.unseen.append(element)
        ink.append(element.text or "")
        for child in element.iterchildren():
            tag = child.tag
            if tag in _SPACES:
                ink.append(_SPACES[tag] * min(int(child.get(TEXT + "c") or 1), _MANY))
            elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
                hidden.append(child.get(TEXT + "string-value") or "".join(map(str, child.itertext())))
            elif tag in _BREAKOUT:
                inner.append(child)
            elif isinstance(tag, str):
                more, secret, deeper = self._pieces(child, self._look("text", child).over(look), under)
                texts += more
                hidden += secret
                inner += [child, *deeper] if tag == TEXT + "a" else deeper
            ink.append(child.tail or "")
        return texts, hidden, inner

    def _table(self, table: etree._Element, setting: _Setting) -> None:
        name = table.get(TABLE + "name") or ""
        hidden_sheet = self._look("table", table, TABLE).gone
        seen = Visibility.HIDDEN if hidden_sheet else setting.visibility
        parent = table.getparent()
        sheet = parent is not None and parent.tag == OFFICE + "spreadsheet"
        place = replace(setting.location, table=1 if sheet else self._next("table"), paragraph=None)
        if sheet:
            place = replace(place, part="sheet", sheet=name)
            self._builder.add(name, BlockKind.NAME, self._source.at(part="sheet", sheet=name), seen)
        after: list[etree._Element] = [
            child for child in table.iterchildren("{*}*") if child.tag in (TABLE + "shapes", OFFICE + "forms")
        ]
        rows: set[int] = set()
        unseen: list[tuple[int, int, str]] = []
        cells = list(self._cells(table, setting.ground, after, rows, unseen))
        columns = hidden_columns(table, self._styles)
        self._builder.add_table(cells, place, visibility=seen, hidden_rows=rows, hidden_columns=columns)
        self._builder.add_table(unseen, place, visibility=Visibility.HIDDEN)
        for element in after:
            self._aside(element, replace(setting, location=place, visibility=seen))

    def _cells(
        self,
        table: etree._Element,
        under: str | None,
        after: list[etree._Element],
        rows: set[int],
        unseen: list[tuple[int, int, str]],
    ) -> Iterator[tuple[int, int, str]]:
        row = 0
        for line in table.iter(TABLE + "table-row"):
            if next(line.iterancestors(TABLE + "table")) is not table:
                continue
            if line.get(TABLE + "visibility") in _COLLAPSED or self._look("table-row", line, TABLE).gone:
                rows.update(range(row, row + repeat(line, "number-rows-repeated")))
            column = 0
            for cell in line.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                seen, hidden = self._cell(cell, under, after)
                wide = repeat(cell, "number-columns-repeated")
                copies = range(column, column + min(wide, _COPIES))
                unseen += ((row, at, hidden) for at in copies if hidden)
                yield from ((row, at, seen) for at in copies if seen)
                column += wide
            row += repeat(line, "number-rows-repeated")

    def _cell(self, cell: etree._Element, under: str | None, after: list[etree._Element]) -> tuple[str, str]:
        """What is seen of a cell and what is not; notes and frames are put off till ``after``."""
        look = self._look("table-cell", cell, TABLE)
        texts: list[str] = []
        unseen: list[str] = []
        for child in cell.iterchildren():
            if child.tag in _PARAGRAPHS:
                own = self._look("paragraph", child).over(replace(look, fill=None))
                seen, hidden, inner = self._pieces(child, own, ground(look.fill, under))
                texts.append("".join(seen))
                unseen.append("".join(hidden))
                after += inner
            elif isinstance(child.tag, str):
                after.append(child)
        shown, lost = "\n".join(texts).strip("\n"), "\n".join(filter(None, unseen))
        exact = cell.get(OFFICE + "value") or ""
        if exact.isdigit() and exact not in (shown + lost).replace(",", ""):
            shown = exact
        kept = cell.get(OFFICE + "string-value") or ""
        if kept and kept not in shown + lost:
            lost = f"{lost}\n{kept}".strip("\n")
        covered = cell.tag == TABLE + "covered-table-cell"
        return ("", f"{shown}\n{lost}".strip("\n")) if covered else (shown, lost)


_COLLAPSED = ("collapse", "filter")


def left_over(element: etree._Element, *, inside: bool = False) -> Iterator[tuple[str, str]]:
    """(element, text) that stands in no paragraph: titles of pictures, scripts, what is misplaced."""
    if element.tag in _PARAGRAPHS:
        inside = True
    elif element.tag in _BREAKOUT:
        inside = False
    if element.tag == OFFICE + "annotation":
        inside = True  # its author and date are told with it
    if not inside and element.text and element.text.strip() and isinstance(element.tag, str):
        yield str(element.tag), element.text.strip()
    for child in element.iterchildren():
        yield from left_over(child, inside=inside)
        if not inside and child.tail and child.tail.strip():
            yield str(element.tag), child.tail.strip()


def hidden_columns(table: etree._Element, styles: Styles) -> set[int]:
    """0-based columns that are hidden, filtered away or too narrow to see."""
    found: set[int] = set()
    at = 0
    for column in table.iter(TABLE + "table-column"):
        count = repeat(column, "number-columns-repeated")
        narrow = look_of(styles, "table-column", column.get(TABLE + "style-name")).gone
        if narrow or column.get(TABLE + "visibility") in _COLLAPSED:
            found.update(range(at, min(at + count, 16_384)))
        at += count
    return found


def repeat(element: etree._Element, name: str) -> int:
    """How many rows or columns an element stands for."""
    value = element.get(TABLE + name) or ""
    return min(max(int(value), 1), 1_048_576) if value.isdigit() else 1


_BREAKOUT = frozenset(
    {
        TEXT + "note",
        OFFICE + "annotation",
        DRAW + "frame",
        DRAW + "custom-shape",
        DRAW + "rect",
        TABLE + "table",
    }
)
_SEEN, _HIDDEN = Visibility.VISIBLE, Visibility.HIDDEN
_WRAPPERS: dict[str, tuple[str, BlockKind, Visibility]] = {
    TABLE + "tracked-changes": ("revision", BlockKind.DELETED, _HIDDEN),
    TEXT + "deletion": ("revision", BlockKind.DELETED, _HIDDEN),
    STYLE + "header": ("header", BlockKind.HEADER, _SEEN),
    STYLE + "footer": ("footer", BlockKind.FOOTER, _SEEN),
    STYLE + "header-first": ("header", BlockKind.HEADER, _SEEN),
    STYLE + "footer-first": ("footer", BlockKind.FOOTER, _SEEN),
    STYLE + "header-left": ("header", BlockKind.HEADER, _SEEN),
    STYLE + "footer-left": ("footer", BlockKind.FOOTER, _SEEN),
    SLIDES + "notes": ("notes", BlockKind.NOTES, _HIDDEN),
    DRAW + "text-box": ("textbox", BlockKind.TEXTBOX, _SEEN),
}
