"""What never goes into a published OpenDocument file: comments, changes, hidden text and cells, authors."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from review.document import DocumentBuilder
from review.publish.unseen import blank, take_out
from review.readers.odf_story import OFFICE, Story, hidden_columns, repeat
from review.readers.odf_styles import DRAW, SLIDES, STYLE, TABLE, TEXT, look_of, read_styles
from review.readers.source import Source

if TYPE_CHECKING:
    from lxml import etree

    from review.publish.package import Parts
    from review.readers.odf_styles import Styles

_META, _CONFIG = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("meta", "config"))
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_GONE = (
    TEXT + "tracked-changes", TABLE + "tracked-changes", TEXT + "change", TEXT + "change-start",
    TEXT + "change-end", OFFICE + "annotation", OFFICE + "annotation-end", TEXT + "hidden-text",
    TEXT + "hidden-paragraph", SLIDES + "notes", OFFICE + "scripts", OFFICE + "event-listeners",
)  # fmt: skip
_KEPT_META = frozenset({_TITLE, _META + "document-statistic", _META + "generator"})
_SETTINGS = ("Printer", "Rsid", "CurrentDatabase", "EmbeddedDatabase")
_COLLAPSED = ("collapse", "filter")
_FAMILIES = {TABLE + "table": ("table", TABLE), DRAW + "page": ("drawing-page", DRAW)}
"""Element → family of its style, and in which vocabulary it is named."""
_MARGINS = tuple(STYLE + name + end for name in ("header", "footer") for end in ("", "-left", "-first"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")


def clean(parts: Parts) -> None:
    """Remove it all from every part."""
    names = [n for n in parts.xml_names() if n.rpartition("/")[2] in ("content.xml", "styles.xml")]
    styles = read_styles(parts.root(name) for name in names)
    for name in names:
        root = parts.root(name)
        for element in list(root.iter(*_GONE)):
            take_out(element)
        _drop_hidden(root, styles)
        for table in list(root.iter(TABLE + "table")):
            _empty_cells(table, styles)
        _blank_unseen(root, styles)
    for name in parts.xml_names():
        if name.endswith("meta.xml"):
            _drop_authors(parts.root(name))
        elif name.endswith("settings.xml"):
            for item in list(parts.root(name).iter(_CONFIG + "config-item")):
                if (item.get(_CONFIG + "name") or "").startswith(_SETTINGS):
                    take_out(item)


def _drop_hidden(root: etree._Element, styles: Styles) -> None:
    """Sections, headers, sheets and slides that are not displayed."""
    for element in list(root.iter(TEXT + "section", TABLE + "table", DRAW + "page", *_MARGINS)):
        family, prefix = _FAMILIES.get(element.tag, ("", TEXT))
        gone = family and look_of(styles, family, element.get(prefix + "style-name")).gone
        shown = element.get(TEXT + "display"), element.get(STYLE + "display")
        if gone or not {"none", "false"}.isdisjoint(shown):
            take_out(element)


def _blank_unseen(root: etree._Element, styles: Styles) -> None:
    """Letters that the reader does not see become blanks, drawings off the page go."""
    builder = DocumentBuilder(name="", sha256="", media="odt")
    story = Story(Source(name="", data=b""), builder, styles)
    story.walk(root)
    for element in story.unseen:
        element.text = blank(element.text or "") or None
        for child in element:
            child.tail = blank(child.tail or "") or None
        cell = next(element.iterancestors(TABLE + "table-cell"), None)
        if cell is not None and not "".join(map(str, cell.itertext())).strip():
            _empty(cell)
    for element in story.away:
        take_out(element)
    for cell in root.iter(TABLE + "covered-table-cell"):
        _empty(cell)


def _empty_cells(table: etree._Element, styles: Styles) -> None:
    """Cells of hidden rows and columns keep their place and say nothing."""
    columns = hidden_columns(table, styles)
    for row in table.iter(TABLE + "table-row"):
        low = look_of(styles, "table-row", row.get(TABLE + "style-name")).gone
        gone = low or row.get(TABLE + "visibility") in _COLLAPSED
        at = 0
        for cell in list(row.iterchildren(*_CELLS)):
            wide = repeat(cell, "number-columns-repeated")
            if gone or columns.issuperset(range(at, at + min(wide, len(columns) + 1))):
                _empty(cell)
            elif not columns.isdisjoint(range(at, at + min(wide, max(columns, default=0) + 1))):
                _split(cell, range(at, at + wide), columns)
            at += wide


def _split(cell: etree._Element, columns: range, hidden: set[int]) -> None:
    """A cell repeated over shown and hidden columns becomes one for each."""
    key, last = TABLE + "number-columns-repeated", min(columns.stop, max(hidden) + 2)
    for column in range(columns.start, last):
        one = deepcopy(cell)
        one.attrib.pop(key, "")
        if column == last - 1 and columns.stop > last:
            one.set(key, str(columns.stop - column))
        if column in hidden:
            _empty(one)
        cell.addprevious(one)
    take_out(cell)


def _empty(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)
    for name in [str(n) for n in cell.attrib]:
        if name.startswith(OFFICE) or name.endswith(("}formula", "}value-type")):
            del cell.attrib[name]


def _drop_authors(root: etree._Element) -> None:
    for group in root.iter(OFFICE + "meta"):
        for element in list(group):
            if element.tag not in _KEPT_META:
                group.remove(element)
