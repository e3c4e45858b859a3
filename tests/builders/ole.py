"""Compound files made in code."""

from __future__ import annotations

import struct

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors; streams are padded so that all stand in the main table."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    directory_sectors = (len(padded) + 4) // 4
    table = [_TABLE, *range(2, directory_sectors + 1), _END]
    body = bytearray()
    starts: list[int] = []
    for content in padded.values():
        sectors = -(-len(content) // 512)
        starts.append(len(table))
        table += [*range(len(table) + 1, len(table) + sectors), _END]
        body += content.ljust(sectors * 512, b"\0")
    assert len(table) <= 128
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, content) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, starts[number - 1], len(content), right=right))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + struct.pack("<128I", *table, *[_FREE] * (128 - len(table))) + directory + bytes(body)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    words = struct.pack("<HBB", len(raw) + 2, kind, 1) + struct.pack("<III", _FREE, right, child)
    return raw.ljust(64, b"\0") + words + bytes(36) + struct.pack("<III", start, size, 0)


def packed_file(name: str, content: bytes) -> bytes:
    """A file as the Object Packager embeds it: an ``Ole10Native`` stream in a compound file."""
    path = b"C:\\" + name.encode() + b"\0"
    inner = struct.pack("<H", 2) + name.encode() + b"\0" + path + struct.pack("<HH", 0, 3)
    inner += struct.pack("<I", len(path)) + path + struct.pack("<I", len(content)) + content
    return compound({"\x01Ole10Native": struct.pack("<I", len(inner)) + inner})
