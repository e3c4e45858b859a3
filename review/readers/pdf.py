"""PDF: page text with what a person does not see of it, and everything else the file holds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.pdf_disguise import undisguised
from review.readers.pdf_objects import ObjectId, Walk, add_strings, squeezed, survey
from review.readers.pdf_revisions import add_revisions
from review.readers.pdf_streams import add_streams, drawn_apart
from review.readers.pdf_view import PageReader, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.readers.source import Source

_MOST_PAGES = 20_000
_DEFECTS = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError)
"""What the libraries raise on files that are not built as they should be."""


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add the pages, each one block of lines, then the rest of the file.

    Two parsers read the file: pikepdf (qpdf) what is stored, pdfium what is drawn. What one of them
    cannot open is a gap, whatever the other one finds.
    """
    try:
        with pikepdf.open(io.BytesIO(source.data), suppress_warnings=True) as file:
            known = _add_drawn(undisguised(file, source.data), source, builder)
            _add_stored(file, known, source, builder)
    except pikepdf.PasswordError:
        builder.gap("encrypted", source.at(part="file"))
    except _DEFECTS as error:
        builder.gap("damaged", source.at(part="file"), type(error).__name__)
        _add_drawn(source.data, source, builder)


def _add_drawn(data: bytes, source: Source, builder: DocumentBuilder) -> str:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        builder.gap("damaged", source.at(part="file"), "pdfium")
        return ""
    try:
        return _add_pages(document, source, builder)
    finally:
        document.close()


def _add_pages(document: pypdfium2.PdfDocument, source: Source, builder: DocumentBuilder) -> str:
    """Add every page; returns all text of pages without blanks, by which repetitions are known."""
    document.init_forms()
    reader = PageReader(document, source, builder)
    known: list[str] = []
    for number in range(1, min(len(document), _MOST_PAGES) + 1):
        try:
            known.append(squeezed(reader.add(number)))
        except pypdfium2.PdfiumError:
            builder.gap("unread_part", source.at(page=number))
    reader.finish()
    if len(document) > _MOST_PAGES:
        builder.gap("too_large", source.at(page=_MOST_PAGES + 1))
    if not len(document):
        builder.gap("damaged", source.at(part="file"))
    return "\n".join(known)


def _add_stored(file: pikepdf.Pdf, known: str, source: Source, builder: DocumentBuilder) -> None:
    """Add what the file holds beside its pages; a defect on the way is a gap and not the end."""
    walk = Walk(file=file, source=source, builder=builder, known=known)
    drawings: list[ObjectId] = []
    steps: tuple[Callable[[], object], ...] = (
        lambda: survey(walk),
        lambda: add_strings(walk),
        lambda: drawings.extend(add_streams(walk)),
        lambda: _add_drawings(walk, drawings),
        lambda: add_revisions(walk),
    )
    for step in steps:
        try:
            step()
        except _DEFECTS as error:
            builder.gap("damaged", source.at(part="file"), type(error).__name__)


def _add_drawings(walk: Walk, drawings: list[ObjectId]) -> None:
    """Text of forms, appearances, patterns and deleted pages that no page shows."""
    apart = drawn_apart(walk, drawings)
    if apart is None:
        return
    data, sources = apart
    for number, lines in enumerate(lines_of(data)):
        gen = sources[number]
        new = [line for line in lines if walk.is_new(line)]
        page = walk.on_page.get(gen)
        part, visibility = _drawn_where(walk, gen)
        text = "\n".join(new)
        walk.builder.add(text, BlockKind.OTHER, walk.source.at(part=part, page=page), visibility)
        walk.learn(text)


def _drawn_where(walk: Walk, gen: ObjectId) -> tuple[str, Visibility]:
    if gen not in walk.reachable:
        return "orphan", Visibility.HIDDEN
    if walk.roles.get(gen, set()) & {"/N", "/AP"}:
        return "annotation", Visibility.HIDDEN if gen in walk.unseen else Visibility.VISIBLE
    if "/PatternType" in walk.file.get_object(gen):
        return "body", Visibility.VISIBLE
    return "invisible_text", Visibility.HIDDEN
