"""Records and strings of Excel's binary format ([MS-XLS] 2.1.4, 2.5.293)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTINUE = 0x3C
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


@dataclass(slots=True, kw_only=True)
class Record:
    """A record with the bodies of the records that continue it; ``at`` is its place in the stream."""

    kind: int
    at: int
    data: bytes
    more: list[bytes] = field(default_factory=list)


def records(data: bytes) -> Iterator[Record]:
    """Every record in order; stops where the stream is cut off."""
    waiting: Record | None = None
    at = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        body = data[at + 4 : at + 4 + size]
        if kind == _CONTINUE and waiting is not None:
            waiting.more.append(body)
        else:
            if waiting is not None:
                yield waiting
            waiting = Record(kind=kind, at=at, data=body)
        at += 4 + size
    if waiting is not None:
        yield waiting


def short_text(data: bytes, *, wide: bool) -> str:
    """A text whose length is one byte."""
    if not data:
        return ""
    return _text(data[1:], data[0], wide=wide)


def long_text(data: bytes, *, wide: bool) -> str:
    """A text whose length is two bytes."""
    if len(data) < 2:  # noqa: PLR2004  the length itself
        return ""
    return _text(data[2:], struct.unpack_from("<H", data)[0], wide=wide)


def _text(data: bytes, length: int, *, wide: bool) -> str:
    """Before version 8 texts are in the code page of the machine, which for our files is GB18030."""
    if not wide:
        return data[:length].decode("gb18030", "replace")
    flags = data[0] if data else 0
    skip = 1 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
    if flags & _WIDE:
        return data[skip : skip + 2 * length].decode("utf-16-le", "replace")
    return data[skip : skip + length].decode("latin-1")


def unpacked(value: int) -> float:
    """An RK number: 30 bits of an integer or of a double, perhaps times a hundred ([MS-XLS] 2.5.217)."""
    if value & 2:
        number = float((value >> 2) - (1 << 30 if value >> 31 else 0))
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))
    return number / 100 if value & 1 else number


def shared_strings(record: Record) -> list[str]:
    """All shared strings; a string that runs over into the next record says its width there again."""
    (count,) = struct.unpack_from("<I", record.data, 4)
    reader = _Pieces([record.data[8:], *record.more])
    found: list[str] = []
    try:
        while len(found) < count:
            found.append(reader.string())
    except (IndexError, struct.error):
        return found
    return found


class _Pieces:
    """Reads across the borders of records."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = 0

    def string(self) -> str:
        length, flags = struct.unpack("<HB", self._bytes(3))
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self._bytes(4))[0] if flags & _EXTENDED else 0
        text = self._characters(length, wide=bool(flags & _WIDE))
        self._bytes(4 * runs + extra)
        return text

    def _characters(self, length: int, *, wide: bool) -> str:
        texts: list[str] = []
        while length > 0:
            if self._at >= len(self._pieces[self._piece]):
                self._next()
                wide = bool(self._pieces[self._piece][0] & _WIDE)
                self._at = 1
            width = 2 if wide else 1
            room = (len(self._pieces[self._piece]) - self._at) // width
            take = min(length, max(room, 1))
            raw = self._pieces[self._piece][self._at : self._at + take * width]
            texts.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += take * width
            length -= take
        return "".join(texts)

    def _bytes(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            if self._at >= len(self._pieces[self._piece]):
                self._next()
            more = self._pieces[self._piece][self._at : self._at + size - len(found)]
            self._at += len(more)
            found += more
        return found

    def _next(self) -> None:
        """The next record; IndexError after the last one ends the reading."""
        self._piece += 1
        self._at = 0
        if not self._pieces[self._piece]:
            self._next()
