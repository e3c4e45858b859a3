"""Width and height of a picture from its first bytes, without decoding it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Size = tuple[int, int]
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})
_FRAMES = range(0xC0, 0xD0)
_BARE = frozenset({0x01, *range(0xD0, 0xDA)})
_WIDTH, _HEIGHT = 256, 257


def size_of(data: bytes, media: str) -> Size | None:
    """Pixels across and down; none for a picture that is damaged or of an unknown kind."""
    reader = _READERS.get(media)
    if reader is None:
        return None
    try:
        size = reader(data)
    except (struct.error, IndexError):
        return None
    return size if size and size[0] > 0 and size[1] > 0 else None


def _png(data: bytes) -> Size | None:
    return struct.unpack_from(">II", data, 16) if data[12:16] == b"IHDR" else None


def _gif(data: bytes) -> Size | None:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> Size | None:
    width, height = struct.unpack_from("<ii", data, 18)
    return abs(width), abs(height)


def _webp(data: bytes) -> Size | None:
    if data[12:16] == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if data[12:16] == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    bits = int.from_bytes(data[21:25], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _jpeg(data: bytes) -> Size | None:
    for marker, at, _end in segments(data):
        if marker in _FRAMES and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", data, at + 1)
            return width, height
    return None


def segments(data: bytes) -> list[tuple[int, int, int]]:
    """Marker, first and last offset of every segment of a JPEG before its picture data."""
    found: list[tuple[int, int, int]] = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004  every marker begins with it
        marker = data[at + 1]
        if marker in _BARE or marker == 0xFF:  # noqa: PLR2004  fill byte
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        length = struct.unpack_from(">H", data, at + 2)[0]
        found.append((marker, at + 4, min(at + 2 + length, len(data))))
        if marker == 0xDA:  # noqa: PLR2004  start of scan: the picture follows
            break
        at += 2 + length
    return found


def _tiff(data: bytes) -> Size | None:
    from review.readers.exif import entries

    values = {tag: value for tag, value in entries(data, data) if tag in {_WIDTH, _HEIGHT}}
    width, height = values.get(_WIDTH), values.get(_HEIGHT)
    return (width, height) if isinstance(width, int) and isinstance(height, int) else None


_READERS: dict[str, Callable[[bytes], Size | None]] = {
    "png": _png, "gif": _gif, "bmp": _bmp, "webp": _webp, "jpeg": _jpeg, "tiff": _tiff,
}  # fmt: skip
