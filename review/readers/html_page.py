"""The parser of a page: events of ``html.parser`` turned into paragraphs, tables and hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.html_source import Spot, add_attributes, add_source_text
from review.readers.html_style import (
    PLAIN,
    Look,
    hidden_by_element,
    hidden_by_style,
    look_of,
    melts,
    presented,
)
from review.readers.html_table import OpenTable

if TYPE_CHECKING:
    from review.readers.html_sheets import Attributes, Node, Sheets
    from review.readers.source import Source

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"}
) | {"wbr"}
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
    }
    | {"i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "q", "rb", "s", "samp", "small", "span"}
    | {"strike", "strong", "sub", "sup", "time", "tt", "tspan", "u", "var", "wbr"}
)
_ASIDE = frozenset({"rt", "rp"})
_RAW = {"script": BlockKind.SCRIPT, "style": BlockKind.SCRIPT}
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "header": BlockKind.HEADER, "footer": BlockKind.FOOTER, "option": BlockKind.FIELD,
    "textarea": BlockKind.FIELD, "ins": BlockKind.INSERTED, "del": BlockKind.DELETED,
}  # fmt: skip
_CLOSES = {  # a start tag → the open elements it ends (HTML standard 13.1.2.4, optional tags)
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr", "td", "th"), "td": ("td", "th"),
    "th": ("td", "th"), "option": ("option",), "optgroup": ("option", "optgroup"),
    "tbody": ("tr", "td", "th"), "tfoot": ("tr", "td", "th"), "thead": ("tr", "td", "th"), "body": ("head",),
}  # fmt: skip
_SCOPES = frozenset({"table", "ul", "ol", "dl", "select", "html", "body"})
_CELL_SCOPES = frozenset({"table", "td", "th"})
_WRAPPED = re.compile(r"(?<=[⺀-鿿＀-￯])[ \t]*[\r\n][ \t\r\n]*(?=[⺀-鿿＀-￯])")
_RUNS = re.compile(r" *\n *| {2,}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, kw_only=True)
class _Element:
    tag: str
    hidden: str | None
    look: Look
    node: Node = ("", {})
    sink: list[str] | None = None  # text that does not belong to the paragraph around it
    preformatted: bool = False
    kind: BlockKind = BlockKind.PARAGRAPH
    in_cell: bool = False


@dataclass(slots=True, kw_only=True)
class _Counts:
    paragraphs: int = 0
    tables: int = 0
    hidden: int = 0
    comments: int = 0


class Page(HTMLParser):
    """Reads one page into a builder; ``finish`` must follow the last ``feed``."""

    def __init__(self, source: Source, builder: DocumentBuilder, sheets: Sheets) -> None:
        """Nothing read yet."""
        super().__init__(convert_charrefs=True)
        self._source, self._builder, self._sheets = source, builder, sheets
        self._open: list[_Element] = [_Element(tag="", hidden=None, look=PLAIN, sink=[])]
        self._owners = self._open[:]  # the open elements that have a sink
        self._tables: list[OpenTable] = []
        self._counts = _Counts()

    def finish(self) -> None:
        """Close everything that is still open; what the parser held back is read as source text."""
        self.close()
        rest, self.rawdata = self.rawdata, ""
        if rest.strip():
            add_source_text(rest, BlockKind.SCRIPT, "unclosed", self._spot())
        while len(self._open) > 1:
            self._end(self._open[-1].tag)
        self._flush()

    # events

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; what its tag and style say decides where its text goes."""
        attributes: Attributes = {name: value or "" for name, value in reversed(attrs)}
        self._end_implied(tag)
        parent = self._open[-1]
        css = self._sheets.of(tag, attributes, (element.node for element in self._open[1:]))
        if shown := presented(tag, attributes):
            css = f"{shown};{css}"
        look = look_of(css, attributes, parent.look)
        reason = hidden_by_element(tag, attributes) or hidden_by_style(css)
        hidden = reason or self._inherited(tag, css)
        if hidden is None and melts(look) and tag not in _VOID:
            hidden = "colour"
        if attrs:
            add_attributes(tag, attrs, self._spot(), hidden=hidden is not None)
        if tag == "br":
            self._sink().append("\n")
        elif tag not in _VOID:
            self._push(tag, attributes, hidden, look, parent)

    def _inherited(self, tag: str, css: str) -> str | None:
        """Why an element is hidden with the one around it: not one made visible again, nor a summary."""
        parent = self._open[-1]
        again = parent.hidden == "visibility:hidden" and "visibility:visible" in css
        summary = tag == "summary" and parent.tag == parent.hidden == "details"
        return None if again or summary else parent.hidden

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<p/>`` opens in HTML; in SVG it is a whole element."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and whatever is open inside it; a stray end tag closes nothing."""
        scopes = _CELL_SCOPES if tag in _INLINE or tag in {"div", "p"} else frozenset({"table"})
        for element in reversed(self._open[1:]):
            if element.tag == tag:
                while self._open[-1] is not element:
                    self._end(self._open[-1].tag)
                self._end(tag)
                return
            if element.tag in scopes:
                return

    def parse_endtag(self, i: int) -> int:
        """An end tag has no attributes; what stands there all the same is told."""
        end = super().parse_endtag(i)
        inside = self.rawdata[i + 2 : end - 1].partition(" ")[2] if end > i else ""
        if inside.strip():
            self._aside(inside, "end tag")
        return end

    def handle_data(self, data: str) -> None:
        """Text, to the paragraph, cell or hidden run that is open."""
        element = self._open[-1]
        if element.tag in _RAW:
            add_source_text(data, _RAW[element.tag], element.tag, self._spot())
        elif element.preformatted:
            self._sink().append(data)
        else:
            self._sink().append(_BLANKS.sub(" ", _WRAPPED.sub("", data)))

    def handle_comment(self, data: str) -> None:
        """Comments are in the file though no browser shows them."""
        self._counts.comments += 1
        where = self._source.at(part="comment", index=self._counts.comments, line=self.getpos()[0])
        self._builder.add(data.strip(), BlockKind.COMMENT, where, Visibility.HIDDEN)

    def handle_decl(self, decl: str) -> None:
        """``<!DOCTYPE html>`` says nothing; anything longer may."""
        if len(decl.split()) > 2:  # noqa: PLR2004  DOCTYPE and a name
            self._aside(decl, "declaration")

    def unknown_decl(self, data: str) -> None:
        """CDATA sections and the like."""
        self._aside(data, "declaration")

    def handle_pi(self, data: str) -> None:
        """Processing instructions."""
        if not data.startswith("xml "):
            self._aside(data, "instruction")

    # elements

    def _push(
        self, tag: str, attributes: Attributes, hidden: str | None, look: Look, parent: _Element
    ) -> None:
        starts_hiding = (hidden is None) is not (parent.hidden is None)
        if not starts_hiding and tag not in _INLINE and tag not in _ASIDE:
            self._flush()
        if tag == "table":
            self._counts.tables += 1
            self._tables.append(OpenTable(number=self._counts.tables, hidden=hidden))
        elif tag == "tr" and self._tables:
            self._tables[-1].start_row(hidden=hidden is not None and self._tables[-1].hidden is None)
            starts_hiding, hidden = False, parent.hidden
        elif tag in {"td", "th"} and self._tables:
            self._tables[-1].start_cell(attributes)
        aside = starts_hiding or tag in _ASIDE or tag in {"td", "th", "title"}
        raw = parent.preformatted or tag in {"pre", "textarea", "listing", "xmp"}
        cell = tag in {"td", "th"} or (parent.in_cell and tag != "table")
        element = _Element(
            tag=tag, hidden=hidden, look=look, node=(tag, attributes), sink=[] if aside else None,
            preformatted=raw, in_cell=cell, kind=_KINDS.get(tag, parent.kind),
        )  # fmt: skip
        self._open.append(element)
        if aside:
            self._owners.append(element)

    def _end(self, tag: str) -> None:
        element = self._open[-1]
        if element.sink is not None or (tag not in _INLINE and tag not in _ASIDE):
            self._flush()
        if tag == "table" and self._tables:
            self._add_table(self._tables.pop())
        if self._open.pop() is self._owners[-1]:
            self._owners.pop()

    def _end_implied(self, tag: str) -> None:
        if tag not in _INLINE and self._open[-1].tag == "p":
            self._end("p")
        closes = _CLOSES.get(tag)
        if closes is None:
            return
        for i in range(len(self._open) - 1, 0, -1):
            if self._open[i].tag in closes:
                while len(self._open) > i:
                    self._end(self._open[-1].tag)
            elif self._open[i].tag in _SCOPES:
                return

    # text

    def _sink(self) -> list[str]:
        sink = self._owners[-1].sink
        return sink if sink is not None else []

    def _flush(self) -> None:
        """What was collected becomes a paragraph, a piece of a cell, or a hidden block."""
        owner = self._owners[-1]
        if not owner.sink:
            return
        text = "".join(owner.sink).strip("\n\r\f \t")
        if not owner.preformatted:
            text = _RUNS.sub(lambda m: "\n" if "\n" in m[0] else " ", text)
        owner.sink.clear()
        if not text.strip():
            return
        if owner.hidden is not None and self._in_hidden_table(owner) is False:
            self._add_hidden(text, owner.hidden)
        elif owner.tag == "title":
            self._builder.add(
                text, BlockKind.PROPERTY, self._source.at(part="property", name="title"), Visibility.METADATA
            )
        elif self._tables and self._open[-1].in_cell:
            self._tables[-1].put(text)
        else:
            self._add_paragraph(text)

    def _in_hidden_table(self, owner: _Element) -> bool:
        """A hidden table is kept a table; its cells say so together."""
        return bool(self._tables) and self._tables[-1].hidden is not None and owner.tag in {"td", "th"}

    def _add_paragraph(self, text: str) -> None:
        self._counts.paragraphs += 1
        kind = self._open[-1].kind
        self._builder.add(text, kind, self._source.at(paragraph=self._counts.paragraphs))

    def _add_hidden(self, text: str, reason: str) -> None:
        self._counts.hidden += 1
        table = self._tables[-1] if self._tables else None
        where = self._source.at(
            part="invisible_text", index=self._counts.hidden, name=reason, line=self.getpos()[0],
            table=table.number if table else None,
        )  # fmt: skip
        self._builder.add(text, BlockKind.OTHER, where, Visibility.HIDDEN)

    def _add_table(self, table: OpenTable) -> None:
        self._builder.add_table(
            table.rows(), self._source.at(table=table.number), hidden_rows=table.hidden_rows,
            merged=table.merged, visibility=Visibility.HIDDEN if table.hidden else Visibility.VISIBLE,
        )  # fmt: skip

    def _aside(self, text: str, name: str) -> None:
        where = self._source.at(part="part", name=name, line=self.getpos()[0])
        self._builder.add(text.strip(), BlockKind.OTHER, where, Visibility.HIDDEN)

    def _spot(self) -> Spot:
        return Spot(source=self._source, builder=self._builder, line=self.getpos()[0])
