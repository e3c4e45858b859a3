"""Source of macros, unpacked from the streams of a VBA project ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers.ole import OleError, OleFile
from review.readers.strings import strings

if TYPE_CHECKING:
    from review.readers.ooxml import Office

_CHUNK = 4096
_SIGNATURE = 0x01
_SOURCE = b"\x00Attribut"
"""How the source of a module begins once unpacked: ``Attribute VB_Name``, after a flag byte."""


def read_project(office: Office, part: str, data: bytes) -> None:
    """Give the source of every module and the strings of the other streams."""
    try:
        project = OleFile(data)
    except OleError as error:
        office.builder.gap("unread_part", office.at(part="script", name=part), str(error))
        return
    for entry in project.entries:
        if not entry.is_stream:
            continue
        try:
            stream = project.read(entry)
        except OleError as error:
            office.builder.gap("unread_part", office.at(part="script", name=part), str(error))
            continue
        text = module_source(stream)
        if text is None:
            text = "\n".join(strings(stream))
        office.add(text, BlockKind.SCRIPT, Visibility.HIDDEN, part="script", name=entry.name)


def module_source(stream: bytes) -> str | None:
    """The compressed source that ends a module's stream, or None."""
    at = stream.find(_SOURCE)
    if at < 3:  # noqa: PLR2004  signature byte and chunk header stand before it
        return None
    raw = decompress(stream[at - 3 :])
    for codec in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def decompress(data: bytes) -> bytes:
    """A compressed container ([MS-OVBA] 2.4.1.3); stops where the bytes make no sense."""
    if not data or data[0] != _SIGNATURE:
        return b""
    out = bytearray()
    at = 1
    while at + 2 <= len(data):
        (header,) = struct.unpack_from("<H", data, at)
        end = min(at + (header & 0x0FFF) + 3, len(data))
        if header >> 12 & 7 != 3:  # noqa: PLR2004  the fixed signature of a chunk
            break
        if header >> 15:
            _chunk(data, at + 2, end, out)
        else:
            out += data[at + 2 : end][:_CHUNK]
        at = end
    return bytes(out)


def _chunk(data: bytes, at: int, end: int, out: bytearray) -> None:
    start = len(out)
    while at < end:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= end:
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
            elif at + 2 > end or len(out) == start:
                return
            else:
                (token,) = struct.unpack_from("<H", data, at)
                _copy(token, start, out)
                at += 2


def _copy(token: int, start: int, out: bytearray) -> None:
    """Repeat earlier bytes; where the token divides depends on how far the chunk is (2.4.1.3.19.1)."""
    bits = max((len(out) - start - 1).bit_length(), 4)
    length = (token & (0xFFFF >> bits)) + 3
    offset = (token >> (16 - bits)) + 1
    for _ in range(min(length, _CHUNK)):
        if offset > len(out):
            return
        out.append(out[-offset])
