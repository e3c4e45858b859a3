"""Plain text, and tables in plain text: csv, tsv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.document import Block, BlockKind, Document, DocumentBuilder, Gap, Location, plain_document
from review.readers.decode import Decoded, decode
from review.readers.delimited import delimiter_of, table_of

if TYPE_CHECKING:
    from review.readers.source import Source

_SHOWN = 5


def plain(data: bytes, name: str, sha256: str) -> Document:
    """A text file whose document text is exactly the decoded file; a csv or tsv also has its table."""
    decoded = decode(data)
    text, gaps = decoded.text, tuple(decoding_gaps(data, decoded, ()))
    delimiter = delimiter_of(text, name)
    table = table_of(text, delimiter) if delimiter else None
    if table is None:
        return plain_document(text, name=name, sha256=sha256, gaps=gaps)
    block = Block(start=0, end=len(text), kind=BlockKind.TABLE, location=Location(table=1), table=table)
    media = "tsv" if delimiter == "\t" else "csv"
    return Document(name=name, sha256=sha256, media=media, text=text, blocks=(block,), gaps=gaps)


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add a text file that lies inside another one."""
    decoded = decode(source.data)
    add_text(decoded.text, source, builder)
    for gap in decoding_gaps(source.data, decoded, source.container):
        builder.gap(gap.code, gap.location, gap.detail)


def add_text(text: str, source: Source, builder: DocumentBuilder) -> None:
    """Add text that is already decoded, as lines or as the table it is."""
    delimiter = delimiter_of(text, source.name)
    table = table_of(text, delimiter) if delimiter else None
    if table is None:
        builder.add(text, BlockKind.TEXT, source.at())
        return
    builder.add_text_table(text, table, source.at(table=1))


def decoding_gaps(data: bytes, decoded: Decoded, container: tuple[str, ...]) -> list[Gap]:
    """What of ``data`` did not decode, or decoded into nobody knows what."""
    text = decoded.text
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        where = ", ".join(map(str, decoded.bad[:_SHOWN])) + (" …" if len(decoded.bad) > _SHOWN else "")
        place = Location(line=line, container=container)
        return [Gap(code="undecodable", location=place, detail=f"{decoded.encoding}: {where}".rstrip(": "))]
    if not decoded.sure:
        return [Gap(code="encoding_unsure", location=Location(container=container), detail=decoded.encoding)]
    if not data:
        return [Gap(code="empty", location=Location(part="file", container=container))]
    return []
