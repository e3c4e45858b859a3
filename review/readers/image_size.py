"""Width and height of a picture from its first bytes, without decoding it."""

from __future__ import annotations

import struct
import zlib
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


_MOST = 1 << 26


def one_color(data: bytes) -> bool:
    """Whether a PNG is one colour all over, so that no word can be in it; no for one that is interlaced.

    Then every line is the first pixel again, whichever way its bytes are told from their neighbours
    (PNG specification §9.2): by themselves, or as no difference from the pixel before or above.
    """
    try:
        width, height, depth, color, _packing, _filter, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
        packed, at = b"", 8
        while at + 8 <= len(data):
            (length,) = struct.unpack_from(">I", data, at)
            if data[at + 4 : at + 8] == b"IDAT":
                packed += data[at + 8 : at + 8 + length]
            at += length + 12
        pixel = max({0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color] * depth // 8, 1)
        line = 1 + (width * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[color] * depth + 7) // 8
        if interlaced or line * height > _MOST:
            return False
        raw = zlib.decompressobj().decompress(packed, line * height + 1)
    except (struct.error, KeyError, zlib.error):
        return False
    return len(raw) == line * height and _even(raw, line, pixel, whole=depth >= 8)  # noqa: PLR2004  bits a sample


def _even(raw: bytes, line: int, pixel: int, *, whole: bool) -> bool:
    first = raw[1 : 1 + pixel]
    lines = {raw[at : at + line] for at in range(0, len(raw), line)}
    rest = line - 1 - pixel
    plain = b"\0" + (first * (line // pixel + 1))[: line - 1]
    if not whole:
        return lines == {plain} and len(set(raw[1:line])) == 1 and raw[1] in (0, 255)
    no_change = {bytes((how,)) + b"\0" * (line - 1) for how in (2, 4)}
    return lines <= {plain, b"\x01" + first + b"\0" * rest, *no_change} and raw[0] in (0, 1)


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
