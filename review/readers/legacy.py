"""Compound files: Word, Excel and PowerPoint before 2007, WPS, and objects packed into other files."""

from __future__ import annotations

import re
import struct
from functools import partial
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.readers import MEDIA, legacy_doc, legacy_ppt, legacy_xls, read_into
from review.readers.ole import OleEntry, OleError, OleFile
from review.readers.ole_properties import read_properties
from review.readers.sniff import sniff
from review.readers.strings import strings
from review.readers.sweep import telling
from review.readers.vba import module_source

if TYPE_CHECKING:
    from review.document import DocumentBuilder
    from review.readers.source import Source

_PLUMBING = re.compile(
    r"\x01CompObj|\x01Ole|\x03ObjInfo|\x03LinkInfo|\x03OCXNAME|Current User"
    r"|PROJECT(wm)?|dir|_VBA_PROJECT|__SRP_\w+|\x06DataSpaces|Equation Native"
)
"""Streams that hold no text of their own, or whose text another stream's reader gives."""
_BESIDE = re.compile(r"[01]Table|Data")
"""Streams of Word that hold names beside the text: authors, bookmarks, styles, items of lists."""
_LANGUAGE = re.compile(r"[\u3400-\u9fff]|://|\w@\w+\.\w|[A-Za-z]{3,} [A-Za-z]{3,}")
"""What is no accident among the bytes of pictures."""
_PICTURES = re.compile(r"\x02OlePres\d+|\x03E?PRINT|\x03META|Pictures")
_NATIVE = "\x01Ole10Native"


def read(source: Source, builder: DocumentBuilder) -> None:
    """Read every stream; the formats of old are read as far as their text goes, which stays a gap."""
    try:
        ole = OleFile(source.data)
    except OleError as error:
        builder.gap("damaged", source.at(part="file"), str(error))
        builder.add(
            "\n".join(strings(source.data)), BlockKind.OTHER, source.at(part="part"), Visibility.HIDDEN
        )
        return
    for entry in ole.entries:
        if entry.is_stream:
            _stream(source, builder, ole, entry)
    if ole.truncated:
        builder.gap("damaged", source.at(part="file"), "truncated")


def _stream(source: Source, builder: DocumentBuilder, ole: OleFile, entry: OleEntry) -> None:
    try:
        data = ole.read(entry)
    except OleError as error:
        builder.gap("unread_part", source.at(part="part", name=_shown(entry)), str(error))
        return
    reader = _READERS.get(entry.name)
    if reader is not None and not entry.orphan:
        builder.gap("legacy_format", source.at(part="file"), reader.__name__.rpartition("_")[2])
        reader.read(source, builder, ole, entry, data)
    elif entry.name.startswith("\x05"):
        for name, text in read_properties(data):
            builder.add(text, BlockKind.PROPERTY, source.at(part="property", name=name), Visibility.METADATA)
    elif entry.name == _NATIVE:
        _package(source, builder, data)
    elif _PICTURES.fullmatch(entry.name):
        if sniff(data) == "emf":
            read_into(source.inner(_shown(entry), data), builder, named=False)
        elif data:
            builder.gap("image_text", source.at(part="image", name=_shown(entry)))
    elif not _PLUMBING.fullmatch(entry.name) or entry.orphan:
        _other(source, builder, entry, data)


_READERS = {
    "WordDocument": legacy_doc,
    "Workbook": legacy_xls,
    "Book": legacy_xls,
    "PowerPoint Document": legacy_ppt,
}


def _shown(entry: OleEntry) -> str:
    return "/".join(entry.path).translate(dict.fromkeys(range(32)))


def _package(source: Source, builder: DocumentBuilder, data: bytes) -> None:
    """A file packed by the Object Packager: its name, where it lay, its bytes ([MS-OLEDS] 2.3.6)."""
    try:
        name, path, inner = _native(data)
    except (struct.error, ValueError):
        read_into(source.inner(_NATIVE[1:], data[4:]), builder, named=False)
        return
    where = source.at(part="embedded", name="path")
    builder.add("\n".join(dict.fromkeys((name, path))), BlockKind.PROPERTY, where, Visibility.METADATA)
    read_into(source.inner(name or "package", inner), builder, named=False)


def _native(data: bytes) -> tuple[str, str, bytes]:
    at = 6
    texts = []
    for _ in range(2):
        end = data.index(b"\0", at)
        texts.append(data[at:end].decode("gb18030", "replace"))
        at = end + 1
    (length,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + length
    (size,) = struct.unpack_from("<I", data, at)
    if size > len(data) - at - 4:
        raise ValueError("size")
    return texts[0], texts[1], data[at + 4 : at + 4 + size]


def _other(source: Source, builder: DocumentBuilder, entry: OleEntry, data: bytes) -> None:
    """A macro, a whole file in a stream, or bytes nobody understands."""
    if not data:
        return
    where = source.at(part="part", name=_shown(entry))
    if _BESIDE.fullmatch(entry.name) and not entry.orphan:
        sure = _LANGUAGE.search if entry.name == "Data" else partial(telling, quiet=True)
        words = "\n".join(text for text in strings(data) if sure(text))
        builder.add(words, BlockKind.NAME, where, Visibility.METADATA)
        return
    code = module_source(data)
    if code is not None:
        builder.add(code, BlockKind.SCRIPT, source.at(part="script", name=entry.name), Visibility.HIDDEN)
    elif sniff(data) in MEDIA and sniff(data) != "txt":
        read_into(source.inner(_shown(entry), data), builder, named=False)
    else:
        builder.add("\n".join(strings(data)), BlockKind.OTHER, where, Visibility.HIDDEN)
        builder.gap("unknown_part", where)
