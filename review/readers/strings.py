"""Readable strings in bytes that nobody understands."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from review.readers.common_characters import COMMON
from review.readers.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASCII = re.compile(rb"[\x20-\x7e]{6,}")
_WIDE_ASCII = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef\u2010-\u2030\x20-\x7e\r\n\t]{2,}")
_UTF8 = re.compile(rb"(?:[\x20-\x7e]|[\xe3-\xef][\x80-\xbf]{2}){4,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PACKED, _LONG = 24, 64
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_FEW, _SHORT, _SURE = 2, 4, 3
_GB = re.compile(rb"(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe]){4,}")
_KNOWN = frozenset(COMMON)


def strings(data: bytes) -> list[str]:
    """Each run once: ASCII and UTF-8, UTF-16 at either alignment; runs of rare characters are noise."""
    found: dict[str, None] = {}
    for text in (*_narrow(data), *_wide(data, 0), *_wide(data, 1)):
        found[text.strip()] = None
    return [text for text in found if text]


def unpacked(text: str) -> list[str]:
    """The strings in a text that is base64, as data of form fields is; the text itself if it is not."""
    if len(text) < _PACKED or not _BASE64.fullmatch(text):
        return [text]
    try:
        return strings(base64.b64decode(text)) or [text]
    except ValueError:
        return [text]


def file_in_base64(text: str) -> bytes | None:
    """A file written as base64 into XML, as Power Query and older forms of shapes do; None for other text."""
    if len(text) < _LONG or not _BASE64.fullmatch(text):
        return None
    try:
        data = base64.b64decode(text)
    except ValueError:
        return None
    at = data.find(b"PK\x03\x04", 0, 16)
    return data[at:] if at > 0 else data if sniff(data) not in ("unknown", "txt") else None


def _narrow(data: bytes) -> Iterator[str]:
    for run in _ASCII.finditer(data):
        yield run[0].decode("ascii")
    for run in _UTF8.finditer(data):
        text = run[0].decode("utf-8", "ignore")
        if _HAN.search(text) and _common(text):
            yield text
    for run in _GB.finditer(data):
        text = run[0].decode("gb18030", "ignore")
        if len(_HAN.findall(text)) >= _SURE and set(_HAN.findall(text)) <= _KNOWN:
            yield text


def _wide(data: bytes, shift: int) -> Iterator[str]:
    if not shift:
        for run in _WIDE_ASCII.finditer(data):
            yield run[0].decode("utf-16-le")
    for found in _WIDE.finditer(data[shift:].decode("utf-16-le", "replace")):
        if len(found[0]) >= _SHORT and len(_HAN.findall(found[0])) >= _FEW and _common(found[0]):
            yield found[0]


def _common(text: str) -> bool:
    """Every Chinese character is of GB 2312 or of Big5 level 1: what random bytes hardly ever make."""
    han = "".join(_HAN.findall(text))
    try:
        han.encode("gb2312")
    except UnicodeEncodeError:
        try:
            return all(c.encode("big5") < b"\xc9" for c in han)
        except UnicodeEncodeError:
            return False
    return True
