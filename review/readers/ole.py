"""Storages and streams of an OLE compound file ([MS-CFB]), orphaned ones included."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_ENTRY = 128
_DIFAT_IN_HEADER = 109
_LAST_SECTOR = 0xFFFFFFFA
_NO_STREAM = 0xFFFFFFFF
_MINI_CUTOFF = 4096
_MAX_ENTRIES = 100_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class OleError(ValueError):
    """The bytes are no sound compound file; the message names the structure, never content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OleEntry:
    """A storage or stream.

    Attributes:
        path: names from the root downwards, the root itself left out.
        clsid: 16 bytes that name the program of a storage.
        orphan: in the directory but reachable from no storage: left over from an earlier state.
    """

    path: tuple[str, ...]
    is_stream: bool
    size: int
    start: int = field(repr=False)
    clsid: bytes = field(repr=False, default=b"")
    orphan: bool = False

    @property
    def name(self) -> str:
        """Last part of the path."""
        return self.path[-1] if self.path else ""


class OleFile:
    """A compound file in memory; streams are read on demand.

    Attributes:
        entries: storages and streams, the root left out.
        truncated: a sector that was asked for lies beyond the end.

    Raises:
        OleError: header, allocation table or directory is broken.
    """

    def __init__(self, data: bytes) -> None:
        """Read header, allocation table and directory."""
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise OleError("header")
        self._data = data
        self.truncated = False
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:  # noqa: PLR2004  the only sizes [MS-CFB] 2.2 allows
            raise OleError("sector size")
        self._size = 1 << shift
        fields = struct.unpack_from("<IIIIIIIII", data, 40)
        _directories, _fat_count, directory, _sig, _cutoff, mini_fat, _minis, difat, _difats = fields
        self._fat = self._table(self._fat_sectors(difat))
        self._mini_fat = self._table(self._chain(mini_fat)) if mini_fat < _LAST_SECTOR else ()
        self.entries, root = self._directory(directory)
        self._mini = self._read_chain(root.start, root.size) if root.start < _LAST_SECTOR else b""

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        self.truncated = self.truncated or at >= len(self._data)
        return self._data[at : at + self._size]

    def _fat_sectors(self, difat: int) -> list[int]:
        sectors = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self._data, 76))
        seen: set[int] = set()
        while difat < _LAST_SECTOR and difat not in seen:
            seen.add(difat)
            block = self._sector(difat)
            if len(block) < self._size:
                break
            *numbers, difat = struct.unpack(f"<{self._size // 4}I", block)
            sectors += numbers
        return [s for s in sectors if s < _LAST_SECTOR]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        joined = b"".join(self._sector(s) for s in sectors)
        return struct.unpack(f"<{len(joined) // 4}I", joined[: len(joined) // 4 * 4])

    def _chain(self, start: int) -> list[int]:
        chain: list[int] = []
        seen: set[int] = set()
        while start < len(self._fat):
            if start in seen:
                raise OleError("a chain of sectors bites its own tail")
            seen.add(start)
            chain.append(start)
            start = self._fat[start]
        return chain

    def _read_chain(self, start: int, size: int) -> bytes:
        return b"".join(self._sector(s) for s in self._chain(start))[:size]

    def _directory(self, start: int) -> tuple[tuple[OleEntry, ...], OleEntry]:
        raw = b"".join(self._sector(s) for s in self._chain(start))
        count = len(raw) // _ENTRY
        if not count or count > _MAX_ENTRIES or raw[66] != _ROOT:
            raise OleError("directory")
        nodes = [raw[i * _ENTRY : (i + 1) * _ENTRY] for i in range(count)]
        paths = _paths(nodes)
        found = [
            _entry(node, paths.get(i, (_name(node),)), orphan=i not in paths)
            for i, node in enumerate(nodes)
            if i and node[66] in (_STORAGE, _STREAM)
        ]
        return tuple(found), _entry(nodes[0], (), orphan=False)

    def read(self, entry: OleEntry) -> bytes:
        """Bytes of a stream; fewer than ``entry.size`` when the file is cut off.

        Raises:
            OleError: its chain of sectors is broken.
        """
        if entry.size >= _MINI_CUTOFF:
            return self._read_chain(entry.start, entry.size)
        pieces: list[bytes] = []
        at, left = entry.start, entry.size
        while at < len(self._mini_fat) and left > 0:
            pieces.append(self._mini[at * 64 : at * 64 + 64])
            left -= 64
            at = self._mini_fat[at]
        return b"".join(pieces)[: entry.size]

    def find(self, *path: str) -> OleEntry | None:
        """The entry at ``path``, names compared without case as [MS-CFB] does."""
        wanted = tuple(p.lower() for p in path)
        return next((e for e in self.entries if tuple(p.lower() for p in e.path) == wanted), None)


def _name(node: bytes) -> str:
    (length,) = struct.unpack_from("<H", node, 64)
    return node[: min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")


def _entry(node: bytes, path: tuple[str, ...], *, orphan: bool) -> OleEntry:
    (start,) = struct.unpack_from("<I", node, 116)
    (size,) = struct.unpack_from("<I", node, 120)
    return OleEntry(
        path=path, is_stream=node[66] == _STREAM, size=size, start=start, clsid=node[80:96], orphan=orphan
    )


def _paths(nodes: list[bytes]) -> dict[int, tuple[str, ...]]:
    """Path of every node that can be reached from the root; siblings form a tree by left and right."""
    paths: dict[int, tuple[str, ...]] = {0: ()}
    waiting: list[tuple[int, tuple[str, ...]]] = [(struct.unpack_from("<I", nodes[0], 76)[0], ())]
    while waiting:
        number, parent = waiting.pop()
        if number >= len(nodes) or number in paths:
            continue
        left, right, child = struct.unpack_from("<III", nodes[number], 68)
        paths[number] = (*parent, _name(nodes[number]))
        waiting += [(left, parent), (right, parent), (child, paths[number])]
    return paths
