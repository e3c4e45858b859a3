"""Text of a PowerPoint 97–2003 presentation, record by record ([MS-PPT] 2.3)."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import read_into

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.document import DocumentBuilder
    from review.readers.ole import OleEntry, OleFile
    from review.readers.source import Source

_WIDE, _NARROW, _STRING, _OBJECT = 4000, 4008, 4026, 4113
_PLACES: dict[int, tuple[str, BlockKind, Visibility]] = {
    1006: ("body", BlockKind.PARAGRAPH, Visibility.VISIBLE),
    1008: ("notes", BlockKind.NOTES, Visibility.HIDDEN),
    1016: ("master", BlockKind.PARAGRAPH, Visibility.METADATA),
    12000: ("comment", BlockKind.COMMENT, Visibility.HIDDEN),
}
_LISTS = {
    0: _PLACES[1006],
    1: _PLACES[1016],
    2: _PLACES[1008],
}
_LIST = 4080
_ELSEWHERE = ("body", BlockKind.OTHER, Visibility.METADATA)
_DEEP = 64


def read(source: Source, builder: DocumentBuilder, _ole: OleFile, _entry: OleEntry, data: bytes) -> None:
    """Add the text of every record once a place; objects packed inside are read as files."""
    said: set[tuple[str, str]] = set()
    for kind, place, body in _records(data, 0, len(data), _ELSEWHERE, 0):
        if kind == _OBJECT:
            _object(source, builder, body)
        else:
            text = body.decode("utf-16-le" if kind != _NARROW else "latin-1", "replace").replace("\x0b", "\n")
            part, what, seen = place
            for line in text.split("\r"):
                if (part, line) not in said and not line.startswith("___PPT"):
                    said.add((part, line))
                    builder.add(line, what, source.at(part=part), seen)


def _records(
    data: bytes, at: int, end: int, place: tuple[str, BlockKind, Visibility], depth: int
) -> Iterator[tuple[int, tuple[str, BlockKind, Visibility], bytes]]:
    while at + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(at + 8 + size, end)
        if head & 0xF == 0xF and depth < _DEEP:  # noqa: PLR2004  the version that marks a container
            inner = _LISTS.get(head >> 4, place) if kind == _LIST else _PLACES.get(kind, place)
            yield from _records(data, at + 8, stop, inner, depth + 1)
        elif kind in (_WIDE, _NARROW, _STRING):
            yield kind, place, data[at + 8 : stop]
        elif kind == _OBJECT:
            yield kind, place, data[at + 8 + 4 * (head >> 4 & 1) : stop]
        at = stop


def _object(source: Source, builder: DocumentBuilder, body: bytes) -> None:
    if not body.startswith(b"\xd0\xcf"):
        unpacker = zlib.decompressobj()
        try:
            body = unpacker.decompress(body, source.limits.part_bytes)
        except zlib.error:
            builder.gap("embedded_object", source.at(part="embedded"))
            return
        if unpacker.unconsumed_tail:
            builder.gap("too_large", source.at(part="embedded"), "part_bytes")
            return
    read_into(source.inner("object", body), builder, named=False)
