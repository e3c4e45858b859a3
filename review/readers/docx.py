"""Word documents (docx, docm, dotx): every part, by its root element rather than by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.docx_drawing import plain_text
from review.readers.docx_story import UNKNOWN_FILL, Setting, Story
from review.readers.docx_styles import read_styles
from review.readers.ooxml import Office, W
from review.readers.ooxml_rest import read_rest
from review.readers.package import open_package

if TYPE_CHECKING:
    from lxml import etree

    from review.document import DocumentBuilder
    from review.readers.docx_styles import Style
    from review.readers.package import Package
    from review.readers.source import Source

_PIECES: dict[str, tuple[str, str, BlockKind, Visibility]] = {
    W + "hdr": ("", "header", BlockKind.HEADER, Visibility.VISIBLE),
    W + "ftr": ("", "footer", BlockKind.FOOTER, Visibility.VISIBLE),
    W + "footnotes": ("footnote", "footnote", BlockKind.FOOTNOTE, Visibility.VISIBLE),
    W + "endnotes": ("endnote", "endnote", BlockKind.ENDNOTE, Visibility.VISIBLE),
    W + "comments": ("comment", "comment", BlockKind.COMMENT, Visibility.HIDDEN),
    W + "glossaryDocument": ("docParts/{W}docPart", "glossary", BlockKind.OTHER, Visibility.HIDDEN),
    W + "document": ("body", "body", BlockKind.PARAGRAPH, Visibility.HIDDEN),
}
"""Root → (its pieces, part, kind, visibility); ``""``: the root is the only piece."""


_LINES = ("separator", "continuationSeparator")


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read a Word document."""
    package = open_package(source, builder)
    if package is not None:
        read_package(source, builder, package)


def read_package(source: Source, builder: DocumentBuilder, package: Package) -> None:
    """Read the parts of a Word document, wherever they come from."""
    office = Office(source, builder, package)
    main = office.main() or office.find("word/document.xml")
    if main is None:
        builder.gap("damaged", source.at(part="file"), "officeDocument")
    reader = _Reader(office)
    if main is not None:
        reader.main(main)
    read_rest(office, reader.other)


class _Reader:
    """Counts headers, notes and comments over all parts of the file."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._styles: dict[str, Style] = {}
        self._counts: dict[str, int] = {}
        self._tables = 0

    def main(self, part: str) -> None:
        for styles in self._office.related(part, "styles"):
            self._styles = read_styles(self._office.load(styles))
        root = self._office.load(part)
        if root is not None:
            story = Story(self._office, part, self._styles)
            story.walk(root, Setting(location=self._office.at(part="body")))
            self._tables = story.tables

    def other(self, part: str, root: etree._Element) -> bool:
        """Whether ``root`` was a Word part; then it is read."""
        if root.tag not in _PIECES:
            return False
        path, place, kind, seen = _PIECES[root.tag]
        if part not in self._office.reachable:
            seen = Visibility.HIDDEN
        story = Story(self._office, part, self._styles, tables=self._tables)
        for piece in root.iterfind(f"{W}{path}".replace("{W}", W)) if path else (root,):
            self._piece(story, piece, place, kind, seen)
        self._tables = story.tables
        return True

    def _piece(
        self, story: Story, piece: etree._Element, place: str, kind: BlockKind, seen: Visibility
    ) -> None:
        if piece.get(W + "type") in _LINES and not plain_text(piece).strip():
            return
        number = self._counts[place] = self._counts.get(place, 0) + 1
        where = self._office.at(part=place, index=number)
        fill = UNKNOWN_FILL if kind in (BlockKind.COMMENT, BlockKind.OTHER) else None
        story.walk(piece, Setting(location=where, kind=kind, visibility=seen, numbered=False, fill=fill))
        if kind is BlockKind.COMMENT:
            self._people(piece, number)

    def _people(self, comment: etree._Element, number: int) -> None:
        for name in ("author", "initials", "date"):
            text = comment.get(W + name) or ""
            self._office.told.add(text)
            self._office.add(
                text, BlockKind.PROPERTY, Visibility.METADATA, part="comment", index=number, name=name
            )
