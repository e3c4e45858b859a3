"""PDF: page text with what a person does not see of it, and everything else the file holds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2
    from review.readers.pdf_objects import ObjectId, Walk
    from review.readers.source import Source

_MOST_PAGES = 20_000


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add the pages, each one block of lines, then the rest of the file.

    Two parsers read the file: pdfium what is drawn, pikepdf (qpdf) what is stored. What only one of
    them can open is a gap.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        builder.gap(_code(error), source.at(part="file"))
        document = None
    known = ""
    if document is not None:
        try:
            known = _add_pages(document, source, builder)
        finally:
            document.close()
    if document is not None or not builder.has_gap("encrypted"):
        _add_rest(known, source, builder)


def _code(error: Exception) -> str:
    return "encrypted" if "password" in str(error).lower() or "security" in str(error).lower() else "damaged"


def _add_pages(document: pypdfium2.PdfDocument, source: Source, builder: DocumentBuilder) -> str:
    """Add every page; returns all text of pages without blanks, by which repetitions are known."""
    import pypdfium2

    from review.readers.pdf_objects import squeezed
    from review.readers.pdf_view import PageReader

    document.init_forms()
    reader = PageReader(document, source, builder)
    known: list[str] = []
    for number in range(1, min(len(document), _MOST_PAGES) + 1):
        try:
            known.append(squeezed(reader.add(number)))
        except pypdfium2.PdfiumError:
            builder.gap("unread_part", source.at(page=number))
    if len(document) > _MOST_PAGES:
        builder.gap("too_large", source.at(page=_MOST_PAGES + 1))
    if not len(document):
        builder.gap("damaged", source.at(part="file"))
    return "\n".join(known)


def _add_rest(known: str, source: Source, builder: DocumentBuilder) -> None:
    import pikepdf

    from review.readers.pdf_objects import Walk, add_strings, survey
    from review.readers.pdf_revisions import add_revisions
    from review.readers.pdf_streams import add_streams

    try:
        with pikepdf.open(io.BytesIO(source.data), suppress_warnings=True) as file:
            walk = Walk(file=file, source=source, builder=builder, known=known)
            survey(walk)
            add_strings(walk)
            drawings = add_streams(walk)
            _add_drawings(walk, drawings)
            add_revisions(walk)
    except pikepdf.PasswordError:
        builder.gap("encrypted", source.at(part="file"))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError) as error:
        builder.gap("damaged", source.at(part="file"), type(error).__name__)


def _add_drawings(walk: Walk, drawings: list[ObjectId]) -> None:
    """Text of forms, appearances, patterns and deleted pages that no page shows."""
    from review.readers.pdf_streams import drawn_apart
    from review.readers.pdf_view import lines_of

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
        return "annotation", Visibility.VISIBLE
    if "/Pattern" in walk.roles.get(gen, set()):
        return "body", Visibility.VISIBLE
    return "invisible_text", Visibility.HIDDEN
