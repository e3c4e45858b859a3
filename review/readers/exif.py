"""Exif data of a picture: who, when, with what, and where (CIPA DC-008, TIFF 6.0)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from review.readers.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = str | int | float | bytes | tuple[float, ...]
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_POINTERS = {0x8769, 0x8825, 0xA005}
_NAMES = {
    0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software",
    0x0132: "DateTime", 0x013B: "Artist", 0x013C: "HostComputer", 0x8298: "Copyright", 0x9286: "UserComment",
    0x9003: "DateTimeOriginal", 0x9C9B: "Title", 0x9C9C: "Comment", 0x9C9D: "Author", 0x9C9E: "Keywords",
    0x9C9F: "Subject", 0xA420: "ImageUniqueID", 0xA430: "CameraOwner", 0xA431: "SerialNumber",
    0xA434: "LensModel",
}  # fmt: skip
_WINDOWS = range(0x9C9B, 0x9CA0)
_USER_COMMENT = 0x9286
_GPS = 1 << 16  # so that tags of the GPS directory have numbers of their own
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = (_GPS + n for n in (1, 2, 3, 4))
_MOST_ENTRIES, _MOST_DIRECTORIES, _MOST_BYTES = 1000, 20, 1 << 20


def exif_texts(tiff: bytes) -> Iterator[tuple[str, str]]:
    """Name and text of every telling entry; the place of the picture as decimal degrees."""
    values = dict(entries(tiff, tiff))
    for tag, name in _NAMES.items():
        text = _text(tag, values.get(tag))
        if text:
            yield name, text
    place = _place(values)
    if place:
        yield "GPS", place


def entries(tiff: bytes, data: bytes) -> Iterator[tuple[int, Value]]:
    """Tag and value of every entry of every directory; ends where the data makes no sense."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:  # noqa: PLR2004  the header
        return
    waiting = [(struct.unpack_from(order + "I", tiff, 4)[0], 0)]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_DIRECTORIES:
        at, base = waiting.pop(0)
        if at in seen or at + 2 > len(data):
            continue
        seen.add(at)
        count = min(struct.unpack_from(order + "H", data, at)[0], _MOST_ENTRIES)
        for i in range(count):
            entry = at + 2 + 12 * i
            if entry + 12 > len(data):
                return
            tag, kind, number = struct.unpack_from(order + "HHI", data, entry)
            value = _value(data, order, entry + 8, kind, number)
            if tag in _POINTERS and isinstance(value, int):
                waiting.append((value, _GPS if tag == 0x8825 else 0))  # noqa: PLR2004  the GPS directory
            elif value is not None:
                yield tag + base, value
        if not base and at + 2 + 12 * count + 4 <= len(data):
            waiting.append((struct.unpack_from(order + "I", data, at + 2 + 12 * count)[0], 0))


def _value(data: bytes, order: str, at: int, kind: int, count: int) -> Value | None:
    size = _SIZES.get(kind, 0) * count
    if not 0 < size <= _MOST_BYTES:
        return None
    if size > 4:  # noqa: PLR2004  longer values stand elsewhere
        at = struct.unpack_from(order + "I", data, at)[0]
    raw = data[at : at + size]
    if len(raw) < size:
        return None
    if kind in {5, 10}:
        numbers = struct.unpack(order + ("I" if kind == 5 else "i") * 2 * count, raw)  # noqa: PLR2004
        return tuple(a / b if b else 0.0 for a, b in zip(numbers[::2], numbers[1::2], strict=True))
    if kind in _CODES and count == 1:
        value: int | float = struct.unpack(order + _CODES[kind], raw)[0]
        return value
    return raw


def _text(tag: int, value: Value | None) -> str:
    if not isinstance(value, bytes):
        return ""
    if tag in _WINDOWS:
        return value.decode("utf-16-le", "replace").strip("\0 ")
    if tag == _USER_COMMENT:
        head, value = value[:8], value[8:]
        if head.startswith(b"UNICODE"):
            return value.decode(
                "utf-16-le" if value[1::2].count(0) >= value[::2].count(0) else "utf-16-be", "replace"
            ).strip("\0 ")
    return decode(value.strip(b"\0 ")).text if value.strip(b"\0 ") else ""


def _place(values: dict[int, Value]) -> str:
    degrees: list[str] = []
    for tag, reference, signs in ((_LATITUDE, _LATITUDE_REF, b"NS"), (_LONGITUDE, _LONGITUDE_REF, b"EW")):
        parts, side = values.get(tag), values.get(reference)
        if not isinstance(parts, tuple) or len(parts) < 3:  # noqa: PLR2004  degrees, minutes, seconds
            return ""
        letter = side[:1] if isinstance(side, bytes) else signs[:1]
        degrees.append(f"{parts[0] + parts[1] / 60 + parts[2] / 3600:.6f}{letter.decode('latin-1')}")
    return " ".join(degrees)
