"""Pictures without what cameras and programs write into them: place, author, serial number, captions."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.publish.masking import Targets

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN = 0xDA
_DROPPED_MARKERS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""APP1 to APP13, APP15 and comments (JPEG, ISO/IEC 10918-1 B.1); APP0 and APP14 say how to draw."""
_KEPT_CHUNKS = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    }
)
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def redact_picture(data: bytes, _targets: Targets) -> bytes:
    """The same picture without metadata; what is seen in it stays, for that is not text."""
    return without_metadata(data)


def without_metadata(data: bytes) -> bytes:
    """The same picture without metadata; other formats, and pictures that are not sound, as they are."""
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
    except (struct.error, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> bytes:
    kept, at = [_JPEG], 2
    while at < len(data):
        if data[at] != 0xFF:  # noqa: PLR2004 - every marker begins with it
            return data
        marker = data[at + 1]
        if marker == _START_OF_SCAN:
            end = data.rfind(b"\xff\xd9")
            kept.append(data[at : end + 2 if end > at else len(data)])
            break
        size = 0 if marker in _STANDALONE else struct.unpack_from(">H", data, at + 2)[0]
        if marker not in _DROPPED_MARKERS:
            kept.append(data[at : at + 2 + size])
        at += 2 + size
    return b"".join(kept)


def _png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in _KEPT_CHUNKS:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break
    return b"".join(kept)
