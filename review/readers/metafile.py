"""Words that a Windows metafile sets as text ([MS-EMF] 2.3.5, [MS-WMF] 2.3.3)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from review.readers.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSI, _WIDE, _SMALL = 83, 84, 108
_TEXT_OUT, _EXTENDED = 0x0521, 0x0A32
_PLACEABLE = b"\xd7\xcd\xc6\x9a"
_SHORT_CHARACTERS, _NO_RECT = 0x200, 0x100
_MOST = 1_000_000


def drawn_words(data: bytes, media: str) -> list[str]:
    """Every text in drawing order; ends where the records make no sense."""
    try:
        return [text for text in (_emf(data) if media == "emf" else _wmf(data)) if text.strip()]
    except struct.error:
        return []


def _emf(data: bytes) -> Iterator[str]:
    at = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or at + size > len(data):  # noqa: PLR2004  the record's own head
            return
        if kind in {_ANSI, _WIDE} and size >= 76:  # noqa: PLR2004  fixed part of the record
            count, offset = struct.unpack_from("<II", data, at + 44)
            yield _characters(data[at : at + size], offset, count, wide=kind == _WIDE)
        elif kind == _SMALL and size >= 36:  # noqa: PLR2004
            _x, _y, count, options = struct.unpack_from("<iiII", data, at + 8)
            start = 36 if options & _NO_RECT else 52
            yield _characters(data[at : at + size], start, count, wide=not options & _SHORT_CHARACTERS)
        at += size


_BITMAPS = {76: 100, 77: 108, 78: 128, 79: 140, 80: 76, 81: 80, 114: 108, 116: 108}
"""Records that may carry a bitmap ([MS-EMF] 2.3.1) → their size without one."""
_ICON = 32 * 32 * 4 + 1_100
"""Bytes of the largest icon and its colours: no room for words."""
_CURVES = frozenset({2, 3, 4, 5, 6, 7, 8, 85, 86, 87, 88, 89, 90, 91, 60, 61, 62, 63, 64})
_COMMENT, _PLUS, _MOST_CURVES = 70, b"EMF+", 8


def wholly_told(data: bytes) -> bool:
    """Whether an EMF sets all its words as text: no bitmap beyond an icon, next to no curves, no EMF+."""
    at = curves = 0
    while at + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 8 or at + size > len(data):  # noqa: PLR2004  the record's own head
            return False
        if kind in _BITMAPS and size > _BITMAPS[kind] + _ICON:
            return False
        if kind == _COMMENT and data[at + 12 : at + 16] == _PLUS:
            return False
        curves += kind in _CURVES
        at += size
    return at == len(data) and curves <= _MOST_CURVES


def _characters(record: bytes, offset: int, count: int, *, wide: bool) -> str:
    if wide:
        return record[offset : offset + 2 * count].decode("utf-16-le", "replace")
    return decode(record[offset : offset + count]).text


def _wmf(data: bytes) -> Iterator[str]:
    at = 22 if data.startswith(_PLACEABLE) else 0
    at += 18
    while at + 6 <= len(data):
        words, kind = struct.unpack_from("<IH", data, at)
        if words < 3 or at + 2 * words > len(data):  # noqa: PLR2004  the record's own head
            return
        if kind == _TEXT_OUT:
            (count,) = struct.unpack_from("<H", data, at + 6)
            yield decode(data[at + 8 : at + 8 + count]).text
        elif kind == _EXTENDED:
            _y, _x, count, options = struct.unpack_from("<HHHH", data, at + 6)
            start = at + (22 if options & 6 else 14)
            yield decode(data[start : start + count]).text
        at += 2 * words
