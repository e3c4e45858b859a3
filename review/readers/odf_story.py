"""Text and tables of an OpenDocument part, in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.document import BlockKind, Location, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.source import Source

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE = _URN + "text:1.0}", _URN + "table:1.0}", _URN + "office:1.0}"
DRAW, STYLE, SLIDES = _URN + "drawing:1.0}", _URN + "style:1.0}", _URN + "presentation:1.0}"
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


def hidden_styles(roots: Iterable[etree._Element]) -> frozenset[str]:
    """Names of styles that show nothing: ``text:display="none"`` or a table that is not displayed."""
    found: set[str] = set()
    for root in roots:
        for style in root.iter(STYLE + "style"):
            for element in style.iterchildren(STYLE + "text-properties", STYLE + "table-properties"):
                if element.get(TEXT + "display") == "none" or element.get(TABLE + "display") == "false":
                    found.add(style.get(STYLE + "name") or "")
            for element in style.iterchildren(STYLE + "drawing-page-properties"):
                if element.get(SLIDES + "visibility") == "hidden":
                    found.add(style.get(STYLE + "name") or "")
    return frozenset(found)


class Story:
    """Counts paragraphs, tables, comments and slides through a part."""

    def __init__(self, source: Source, builder: DocumentBuilder, hidden: frozenset[str]) -> None:
        """``hidden``: styles that show nothing."""
        self._source = source
        self._builder = builder
        self._hidden = hidden
        self._counts: dict[str, int] = {}

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
            hidden = element.get(DRAW + "style-name") in self._hidden
            place = self._source.at(part="slide", page=self._next("slide"))
            return _Setting(location=place, visibility=Visibility.HIDDEN if hidden else Visibility.VISIBLE)
        if tag == DRAW + "text-box" and setting.location.page is not None:
            return setting
        if tag in _WRAPPERS:
            part, kind, seen = _WRAPPERS[tag]
            seen = setting.visibility if seen is Visibility.VISIBLE else seen
            return replace(setting, location=replace(setting.location, part=part), kind=kind, visibility=seen)
        if tag == OFFICE + "annotation":
            self._people(element)
            place = replace(setting.location, part="comment", index=self._next("comment"), paragraph=None)
            return _Setting(location=place, kind=BlockKind.COMMENT, visibility=Visibility.HIDDEN)
        if element.get(TEXT + "display") in ("none", "false"):
            return replace(setting, visibility=Visibility.HIDDEN)
        return setting

    def _people(self, note: etree._Element) -> None:
        for child in note.iterchildren("{http://purl.org/dc/elements/1.1/}creator"):
            where = self._source.at(part="comment", name="author")
            self._builder.add(child.text or "", BlockKind.PROPERTY, where, Visibility.METADATA)

    def _paragraph(self, element: etree._Element, setting: _Setting) -> None:
        texts, hidden, inner = self._pieces(element)
        place = setting.location
        if place.part == "body" and place.cell is None and "".join(texts).strip():
            place = replace(place, paragraph=self._next("paragraph"))
        kind = setting.kind
        if element.tag == TEXT + "h" and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.HEADING
        gone = element.get(TEXT + "style-name") in self._hidden
        seen = Visibility.HIDDEN if gone and setting.visibility is Visibility.VISIBLE else setting.visibility
        self._builder.add("".join(texts), kind, place, seen)
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

    def _pieces(self, element: etree._Element) -> tuple[list[str], list[str], list[etree._Element]]:
        """(seen, hidden, what stands inside with paragraphs of its own)."""
        texts, hidden, inner = [element.text or ""], [], []
        for child in element.iterchildren():
            tag = child.tag
            if tag in _SPACES:
                texts.append(_SPACES[tag] * min(int(child.get(TEXT + "c") or 1), _MANY))
            elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph"):
                hidden.append(child.get(TEXT + "string-value") or "".join(map(str, child.itertext())))
            elif tag in _BREAKOUT:
                inner.append(child)
            elif isinstance(tag, str):
                more, secret, deeper = self._pieces(child)
                gone = child.get(TEXT + "style-name") in self._hidden
                (hidden if gone else texts).extend(more)
                hidden += secret
                inner += [child, *deeper] if tag == TEXT + "a" else deeper
            texts.append(child.tail or "")
        return texts, hidden, inner

    def _table(self, table: etree._Element, setting: _Setting) -> None:
        name = table.get(TABLE + "name") or ""
        hidden_sheet = table.get(TABLE + "style-name") in self._hidden
        seen = Visibility.HIDDEN if hidden_sheet else setting.visibility
        parent = table.getparent()
        sheet = parent is not None and parent.tag == OFFICE + "spreadsheet"
        place = replace(setting.location, table=1 if sheet else self._next("table"), paragraph=None)
        if sheet:
            place = replace(place, part="sheet", sheet=name)
            self._builder.add(name, BlockKind.NAME, self._source.at(part="sheet", sheet=name), seen)
        after: list[tuple[etree._Element, Location]] = []
        rows: set[int] = set()
        cells = list(self._cells(table, place, after, rows))
        columns = hidden_columns(table)
        self._builder.add_table(cells, place, visibility=seen, hidden_rows=rows, hidden_columns=columns)
        for element, where in after:
            self._aside(element, replace(setting, location=where, visibility=seen))

    def _cells(
        self,
        table: etree._Element,
        place: Location,
        after: list[tuple[etree._Element, Location]],
        rows: set[int],
    ) -> Iterator[tuple[int, int, str]]:
        row = 0
        for line in table.iter(TABLE + "table-row"):
            if next(line.iterancestors(TABLE + "table")) is not table:
                continue
            if line.get(TABLE + "visibility") in ("collapse", "filter"):
                rows.update(range(row, row + repeat(line, "number-rows-repeated")))
            column = 0
            for cell in line.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                text = self._cell(cell, place, after)
                wide = repeat(cell, "number-columns-repeated")
                if text:
                    yield from ((row, column + i, text) for i in range(min(wide, _COPIES)))
                column += wide
            row += repeat(line, "number-rows-repeated")

    def _cell(
        self, cell: etree._Element, place: Location, after: list[tuple[etree._Element, Location]]
    ) -> str:
        texts: list[str] = []
        for child in cell.iterchildren():
            if child.tag in _PARAGRAPHS:
                seen, hidden, inner = self._pieces(child)
                texts.append("".join(seen) + "".join(hidden))
                after += ((element, place) for element in inner)
            elif isinstance(child.tag, str):
                after.append((child, place))
        shown = "\n".join(texts).strip("\n")
        exact = cell.get(OFFICE + "value") or ""
        return exact if exact.isdigit() and exact not in shown.replace(",", "") else shown


def hidden_columns(table: etree._Element) -> set[int]:
    """0-based columns that are hidden or filtered away."""
    found: set[int] = set()
    at = 0
    for column in table.iter(TABLE + "table-column"):
        count = repeat(column, "number-columns-repeated")
        if column.get(TABLE + "visibility") in ("collapse", "filter"):
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
