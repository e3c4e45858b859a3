"""Earlier states of a PDF that are still in the file, and bytes outside all of them.

A PDF is changed by writing the changes after it (ISO 32000-1, 7.5.6); cut at an earlier end mark, the
file is what it was. A linearized file has two end marks without having been changed, so the count
says nothing: only text that is no longer in the file as it stands is told.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2

from review.document import BlockKind, Visibility
from review.readers.pdf_objects import Walk, squeezed
from review.readers.pdf_strings import reads_as_text, strings_in, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 50
_END = re.compile(rb"%%EOF[\r\n]{0,2}")
_WORDS = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,} [A-Za-z]{2,}|\d{6}|@")
_TAIL = 64
_COMMENT = re.compile(rb"^%(?!PDF-|%EOF|[\x80-\xff]{4}[\r\n])([^\r\n]{3,300})", re.MULTILINE)
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)


def add_revisions(walk: Walk) -> None:
    """Add what earlier states say and the last one does not, comments of the file, bytes after its end."""
    data = walk.source.data
    ends = [found.end() for found in _END.finditer(data)]
    for number, end in enumerate(ends[:-1][:_MOST], 1):
        _add_state(walk, data[:end], number)
    if len(ends) - 1 > _MOST:
        walk.builder.gap("too_large", walk.source.at(part="earlier_revision", index=_MOST + 1))
    _add_comments(walk, data)
    _add_tail(walk, data[ends[-1] :] if ends else b"")


def _add_state(walk: Walk, data: bytes, number: int) -> None:
    for page, lines in _pages(data):
        new = "\n".join(line for line in lines if walk.is_new(line))
        place = walk.source.at(part="earlier_revision", index=number, page=page)
        walk.builder.add(new, BlockKind.OTHER, place, Visibility.HIDDEN)
        walk.learn(new)
    for text in _strings(data):
        if walk.is_new(text):
            place = walk.source.at(part="earlier_revision", index=number)
            walk.builder.add(text, BlockKind.OTHER, place, Visibility.HIDDEN)
            walk.learn(text)


def _pages(data: bytes) -> Iterator[tuple[int, list[str]]]:
    from review.readers.pdf_view import lines_of

    try:
        yield from enumerate(lines_of(data), 1)
    except pypdfium2.PdfiumError:
        return  # the first part of a linearized file is no file of its own


def _strings(data: bytes) -> Iterator[str]:
    from review.readers.pdf_objects import says_something

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True, attempt_recovery=False) as file:
            for thing in (thing for thing in file.objects if hasattr(thing, "objgen")):
                for key, raw, _around in strings_in(thing):
                    text = text_of(raw)
                    if text and says_something(key, text):
                        yield text
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return


def _add_comments(walk: Walk, data: bytes) -> None:
    """Lines that begin with a percent sign between objects: no program shows them."""
    if data.count(b"\n%") + data.count(b"\r%") <= 1 + data.count(b"%%EOF"):
        return
    for found in _COMMENT.finditer(_STREAM.sub(b"stream", data)):
        text = text_of(found[1].strip())
        if text and _WORDS.search(text) and reads_as_text(text) and walk.is_new(text):
            place = walk.source.at(part="metadata", name="%")
            walk.builder.add(text, BlockKind.OTHER, place, Visibility.METADATA)


def _add_tail(walk: Walk, tail: bytes) -> None:
    """Bytes after the last end mark: text is read, anything else is a gap."""
    if not tail.strip(b"\0\r\n\t "):
        return
    text = text_of(tail)
    if text is None or len(tail) > 1 << 20:
        walk.builder.gap("unknown_part", walk.source.at(part="part", name="after %%EOF"), f"{len(tail)} B")
    elif squeezed(text):
        place = walk.source.at(part="orphan", name="after %%EOF")
        walk.builder.add(text.strip(), BlockKind.OTHER, place, Visibility.HIDDEN)
