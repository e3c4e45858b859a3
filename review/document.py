"""What was read: a document's text, its blocks and tables with their places, and its gaps."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from review.light import light, maker
from review.lines import Lines
from review.places import human_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Visibility(StrEnum):
    """Whether somebody who opens the published file sees the text."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    METADATA = "metadata"


class BlockKind(StrEnum):
    """What a block is. ``TEXT`` holds many lines, each a paragraph; ``TABLE`` has a ``Table``."""

    TEXT = "text"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    CELL = "cell"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    COMMENT = "comment"
    TEXTBOX = "textbox"
    NOTES = "notes"
    PROPERTY = "property"
    FILE_NAME = "file_name"
    INSERTED = "inserted"
    DELETED = "deleted"
    LINK = "link"
    FIELD = "field"
    ALT_TEXT = "alt_text"
    ANNOTATION = "annotation"
    ATTRIBUTE = "attribute"
    SCRIPT = "script"
    NAME = "name"
    WATERMARK = "watermark"
    OTHER = "other"


@light(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a person finds it. All numbers count from 1 except ``char_start`` and ``char_end``.

    Attributes:
        part: body, header, footer, footnote, endnote, comment, textbox, notes, property,
            file_name, annotation, … (see ``review.places``); other words are shown as they are.
        index: which of the parts of that kind (comment 3).
        page: page of a PDF, slide of a presentation.
        cell: ``C14``, or a range ``B2:B3420``.
        name: of a property, attachment, bookmark or layer.
        container: files around this one, outermost first (``附件.zip``, ``名单.xlsx``).
        char_start, char_end: code points inside the block, half open.
    """

    part: str = "body"
    index: int | None = None
    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    name: str | None = None
    container: tuple[str, ...] = ()
    char_start: int | None = None
    char_end: int | None = None

    def human(self, locale: str) -> str:
        """As people say it: 正文第3段, 表2 C14, 批注1."""
        return human_place(self, locale)


_place = maker(Location)
_BODY = Location()
_TEXT = BlockKind.TEXT
"""Looked up once: Python 3.11 takes a quarter of a microsecond to find a member by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part that could not be read. A gap is never clean.

    Attributes:
        code: a key of ``review.gaps.GAPS``.
        detail: a technical word for the reader (a part's name, a page count); no document text.
    """

    code: str
    location: Location
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: 0-based ``row`` and ``column`` as the file counts, span in document text."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells in row-major order as parallel arrays, light enough for a million of them.

    In ``Document.text`` cells of a row are joined by a tab and rows by a line feed; a cell's own
    text stands unchanged between ``starts[i]`` and ``ends[i]``.

    Attributes:
        rows, columns: 0-based position of each cell, as the file counts (``B2`` is row 1, column 1).
        starts, ends: span of each cell in ``Document.text``.
        hidden_rows, hidden_columns: 0-based.
        merged: (first row, first column, last row, last column), 0-based and inclusive.
    """

    rows: array[int]
    columns: array[int]
    starts: array[int]
    ends: array[int]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, i: int) -> Cell:
        return Cell(row=self.rows[i], column=self.columns[i], start=self.starts[i], end=self.ends[i])

    def at(self, offset: int) -> int:
        """Index of the cell that holds ``offset`` of the document's text."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def hidden(self, i: int) -> bool:
        """Whether the cell's row or column is hidden."""
        return self.rows[i] in self.hidden_rows or self.columns[i] in self.hidden_columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of text with one place and one visibility: ``Document.text[start:end]``."""

    start: int
    end: int
    kind: BlockKind
    location: Location
    visibility: Visibility = Visibility.VISIBLE
    table: Table | None = None


def column_letters(column: int) -> str:
    """Letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """``C14`` for 0-based row 13 and column 2."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read.

    ``text`` is all blocks in order with one line feed between two, which belongs to neither; in a
    plain-text file it is the decoded file, unchanged.

    Attributes:
        sha256: hex digest of the file's bytes.
        media: txt, html, docx, xlsx, pptx, pdf, …
    """

    name: str
    sha256: str
    media: str
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    gaps: tuple[Gap, ...] = ()
    _starts: array[int] = field(init=False, repr=False, compare=False)
    _lines: dict[int, Lines] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", array("q", (b.start for b in self.blocks)))
        object.__setattr__(self, "_lines", {})

    def block_at(self, offset: int) -> Block:
        """The block that holds ``offset``; the one before it for an offset between two."""
        return self.blocks[max(bisect_right(self._starts, offset) - 1, 0)]

    def text_of(self, block: Block) -> str:
        """The block's text."""
        return self.text[block.start : block.end]

    def locate(self, start: int, end: int) -> tuple[Location, Visibility]:
        """Place and visibility of ``text[start:end]`` (of its beginning, if it spans several)."""
        block = self.blocks[0] if len(self.blocks) == 1 else self.block_at(start)
        if block.table is not None:
            return _cell_place(block, block.table, block.table.at(start), start, end)
        origin = block.start
        location = block.location
        if block.kind is _TEXT:
            lines = self._lines.get(origin)
            if lines is None:
                lines = self._lines[origin] = Lines(self.text, origin, block.end, location.line or 1)
            origin, line, paragraph = lines.at(start)
            if location is _BODY or location == _BODY:  # the most frequent place: built, not copied
                place = _place(
                    paragraph=paragraph, line=line, char_start=start - origin, char_end=end - origin
                )
                return place, block.visibility
            location = replace(location, paragraph=paragraph, line=line)
        return replace(location, char_start=start - origin, char_end=end - origin), block.visibility

    def paragraphs(self) -> Iterator[tuple[int, int, Location, Visibility, BlockKind]]:
        """Every paragraph and every cell that is not blank: (start, end, place, visibility, kind)."""
        for block in self.blocks:
            if block.table is not None:
                for i in range(len(block.table)):
                    cell = block.table[i]
                    if cell.start < cell.end:
                        place, seen = _cell_place(block, block.table, i, cell.start, cell.end)
                        yield cell.start, cell.end, place, seen, BlockKind.CELL
            elif block.kind is BlockKind.TEXT:
                yield from _lines(self.text, block)
            else:
                yield block.start, block.end, block.location, block.visibility, block.kind


def _lines(text: str, block: Block) -> Iterator[tuple[int, int, Location, Visibility, BlockKind]]:
    at, paragraph = block.start, 0
    first = block.location.line or 1
    for number, line in enumerate(text[block.start : block.end].split("\n"), first):
        end = at + len(line.rstrip("\r"))
        if line.strip():
            paragraph += 1
            place = replace(block.location, paragraph=paragraph, line=number)
            yield at, end, place, block.visibility, BlockKind.PARAGRAPH
        at += len(line) + 1


def _cell_place(block: Block, table: Table, i: int, start: int, end: int) -> tuple[Location, Visibility]:
    at = table.starts[i]
    place = cell_location(block.location, table.rows[i], table.columns[i], start - at, end - at)
    hidden = block.visibility is Visibility.VISIBLE and table.hidden(i)
    return place, Visibility.HIDDEN if hidden else block.visibility


def cell_location(of: Location, row: int, column: int, char_start: int, char_end: int) -> Location:
    """A place inside a cell, 0-based, of the table that stands at ``of``."""
    # Spelled out: dataclasses.replace takes three times as long, and a column may have a million cells.
    return _place(
        part=of.part, index=of.index, page=of.page, paragraph=of.paragraph, line=of.line, table=of.table,
        row=row + 1, column=column + 1, sheet=of.sheet, cell=cell_name(row, column), name=of.name,
        container=of.container, char_start=char_start, char_end=char_end,
    )  # fmt: skip


class DocumentBuilder:
    """Collects what a reader finds, in reading order, and keeps the offsets."""

    def __init__(self, *, name: str, sha256: str, media: str) -> None:
        self.name = name
        self.sha256 = sha256
        self.media = media
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._gaps: list[Gap] = []

    def add(
        self,
        text: str,
        kind: BlockKind,
        location: Location,
        visibility: Visibility = Visibility.VISIBLE,
    ) -> None:
        """Add a block; blank text is left out."""
        if text.strip():
            self._append(text, kind, location, visibility, None)

    def add_table(
        self,
        cells: Iterable[tuple[int, int, str]],
        location: Location,
        *,
        visibility: Visibility = Visibility.VISIBLE,
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
        merged: Sequence[tuple[int, int, int, int]] = (),
    ) -> None:
        """Add a table from (row, column, text), 0-based, in row-major order; empty cells may be left out."""
        rows, columns, starts, ends = array("i"), array("i"), array("q"), array("q")
        pieces: list[str] = []
        at, last = self._length, -1
        for row, column, text in cells:
            if pieces:
                pieces.append("\t" if row == last else "\n")
                at += 1
            rows.append(row)
            columns.append(column)
            starts.append(at)
            pieces.append(text)
            at += len(text)
            ends.append(at)
            last = row
        text = "".join(pieces)
        if text.strip():
            table = Table(
                rows=rows, columns=columns, starts=starts, ends=ends, merged=tuple(merged),
                hidden_rows=frozenset(hidden_rows), hidden_columns=frozenset(hidden_columns),
            )  # fmt: skip
            self._append(text, BlockKind.TABLE, location, visibility, table)

    def add_text_table(
        self, text: str, table: Table, location: Location, visibility: Visibility = Visibility.VISIBLE
    ) -> None:
        """Add text that holds its own table, as a csv file does; ``table`` has spans of ``text``."""
        move = self._length.__add__
        shifted = replace(
            table, starts=array("q", map(move, table.starts)), ends=array("q", map(move, table.ends))
        )
        self._append(text, BlockKind.TABLE, location, visibility, shifted)

    def _append(
        self, text: str, kind: BlockKind, location: Location, visibility: Visibility, table: Table | None
    ) -> None:
        end = self._length + len(text)
        self._blocks.append(
            Block(
                start=self._length, end=end, kind=kind, location=location, visibility=visibility, table=table
            )
        )
        self._pieces += (text, "\n")
        self._length = end + 1

    @contextmanager
    def hiding(self) -> Iterator[None]:
        """What is added meanwhile as visible is hidden: it lies where no program shows it."""
        first = len(self._blocks)
        yield
        self._blocks[first:] = [
            replace(block, visibility=Visibility.HIDDEN) if block.visibility is Visibility.VISIBLE else block
            for block in self._blocks[first:]
        ]

    def gap(self, code: str, location: Location | None = None, detail: str = "") -> None:
        """Note a part that was not read."""
        self._gaps.append(Gap(code=code, location=location or Location(), detail=detail))

    def build(self) -> Document:
        """The finished document; the line feed after the last block is left off."""
        return Document(
            name=self.name, sha256=self.sha256, media=self.media, text="".join(self._pieces[:-1]),
            blocks=tuple(self._blocks), gaps=tuple(self._gaps),
        )  # fmt: skip


def plain_document(
    text: str, *, name: str, sha256: str, media: str = "txt", gaps: tuple[Gap, ...] = ()
) -> Document:
    """A document that is one running text, its offsets those of ``text``."""
    block = Block(start=0, end=len(text), kind=BlockKind.TEXT, location=_BODY)
    return Document(
        name=name, sha256=sha256, media=media, text=text, blocks=(block,) if text else (), gaps=gaps
    )
