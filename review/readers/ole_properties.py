"""Property sets of a compound file: title, author, company, and what users added ([MS-OLEPS])."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUMMARY = {
    2: "title", 3: "subject", 4: "creator", 5: "keywords",
    6: "description", 7: "template", 8: "lastModifiedBy",
    9: "", 18: "Application",
}  # fmt: skip
_DOCUMENT = {
    2: "category",
    3: "PresentationFormat",
    14: "Manager",
    15: "Company",
    26: "contentType",
    27: "contentStatus",
    28: "language",
}
_DOCUMENT_SET = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
_CODE_PAGE, _DICTIONARY = 1, 0
_NARROW, _WIDE = 0x1E, 0x1F
_CODECS = {936: "gb18030", 950: "big5hkscs", 1200: "utf-16-le", 65001: "utf-8"}
_MANY = 10_000


def read_properties(data: bytes) -> Iterator[tuple[str, str]]:
    """(name, text) of every text property; ends early where the bytes make no sense."""
    try:
        yield from _sets(data)
    except (struct.error, IndexError, LookupError):
        return


def _sets(data: bytes) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", data, 24)
    for number in range(min(count, 2)):
        kind = data[28 + 20 * number : 44 + 20 * number]
        (start,) = struct.unpack_from("<I", data, 44 + 20 * number)
        names = _DOCUMENT if kind == _DOCUMENT_SET else _SUMMARY if not number else {}
        yield from _properties(data, start, names)


def _properties(data: bytes, start: int, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", data, start + 4)
    places = {}
    for i in range(min(count, _MANY)):
        key, offset = struct.unpack_from("<II", data, start + 8 + 8 * i)
        places[key] = start + offset
    codec = "gb18030"
    if _CODE_PAGE in places:
        (page,) = struct.unpack_from("<H", data, places[_CODE_PAGE] + 4)
        codec = _CODECS.get(page, f"cp{page}")
    own = dict(_dictionary(data, places[_DICTIONARY], codec)) if _DICTIONARY in places else {}
    for key, at in places.items():
        if key in (_DICTIONARY, _CODE_PAGE):
            continue
        text, name = _text(data, at, codec), own.get(key, names.get(key, str(key)))
        if text.strip() and name:
            yield name, text
    for name in own.values():
        yield "name", name


def _text(data: bytes, at: int, codec: str) -> str:
    kind, size = struct.unpack_from("<II", data, at)
    if kind == _WIDE:
        return data[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace").rstrip("\0")
    if kind == _NARROW:
        return data[at + 8 : at + 8 + size].decode(codec, "replace").rstrip("\0")
    return ""


def _dictionary(data: bytes, at: int, codec: str) -> Iterator[tuple[int, str]]:
    (count,) = struct.unpack_from("<I", data, at)
    at += 4
    for _ in range(min(count, _MANY)):
        key, size = struct.unpack_from("<II", data, at)
        size = size * 2 if codec == "utf-16-le" else size
        yield key, data[at + 8 : at + 8 + size].decode(codec, "replace").rstrip("\0")
        at += 8 + size + (-size % 4 if codec == "utf-16-le" else 0)
