"""Words in the metadata of a picture: Exif, XMP, IPTC, comments, text chunks, bytes after its end."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from review.readers.decode import decode
from review.readers.exif import exif_texts
from review.readers.image_size import segments

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXIF = b"Exif\0\0"
_APP1, _APP13, _COMMENT = 0xE1, 0xED, 0xFE
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_ELEMENT = re.compile(r"<([\w:.-]+)[^<>]*>([^<]+)(?=</)")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_WORDS = re.compile(r"[^\W\d_]{2}|\d{5}")
_TECHNICAL = re.compile(
    r"xmlns|rdf:|.*(?:[iI]D|Date|when|ICCProfile|softwareAgent|action|format|Format)$|x:xmptk|crs:"
)
_IPTC = {
    5: "ObjectName",
    80: "By-line",
    90: "City",
    101: "Country",
    105: "Headline",
    116: "Copyright",
    120: "Caption",
    25: "Keyword",
}
_MOST = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A name and its text; no text for bytes that are there and mean nothing known."""

    name: str
    text: str | None


def tags_of(data: bytes, media: str) -> Iterator[Tag]:
    """Everything a picture says in words beside what it shows."""
    reader = {"jpeg": _jpeg, "png": _png, "tiff": _tiff, "webp": _webp, "gif": _gif}.get(media)
    if reader is not None:
        try:
            yield from reader(data)
        except (struct.error, zlib.error, IndexError):
            yield Tag(name=media, text=None)
    for packet in _XMP.finditer(data):
        yield from _xmp(packet[0])


def _tiff(data: bytes) -> Iterator[Tag]:
    for name, text in exif_texts(data):
        yield Tag(name=name, text=text)


def _jpeg(data: bytes) -> Iterator[Tag]:
    for marker, start, end in segments(data):
        part = data[start:end]
        if marker == _APP1 and part.startswith(_EXIF):
            yield from _tiff(part[len(_EXIF) :])
        elif marker == _APP13:
            yield from _iptc(part)
        elif marker == _COMMENT and part.strip(b"\0 "):
            yield Tag(name="comment", text=decode(part.strip(b"\0 ")).text)
    end = data.rfind(b"\xff\xd9")
    if end >= 0:
        yield from _after(data[end + 2 :])


def _png(data: bytes) -> Iterator[Tag]:
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in {b"tEXt", b"zTXt", b"iTXt"}:
            yield _png_text(kind, body)
        elif kind == b"eXIf":
            yield from _tiff(body)
        elif kind == b"IEND":
            yield from _after(data[at:])
            return


def _png_text(kind: bytes, body: bytes) -> Tag:
    key, _zero, rest = body.partition(b"\0")
    name = key.decode("latin-1")
    if kind == b"tEXt":
        return Tag(name=name, text=decode(rest).text)
    if kind == b"zTXt":
        return Tag(name=name, text=decode(_inflated(rest[1:])).text)
    _language, _zero, tail = rest[2:].partition(b"\0")
    text = tail.partition(b"\0")[2]
    return Tag(name=name, text=decode(_inflated(text) if rest[:1] == b"\1" else text).text)


def _inflated(data: bytes) -> bytes:
    return zlib.decompressobj().decompress(data, _MOST)


def _gif(data: bytes) -> Iterator[Tag]:
    for found in re.finditer(rb"!\xfe((?:[\x01-\xff].{1,255}?)+?)\x00", data, re.DOTALL):
        raw = found[1]
        text, at = b"", 0
        while at < len(raw):
            text += raw[at + 1 : at + 1 + raw[at]]
            at += 1 + raw[at]
        yield Tag(name="comment", text=decode(text).text)


def _webp(data: bytes) -> Iterator[Tag]:
    at = 12
    while at + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind == b"EXIF":
            yield from _tiff(data[at + 8 : at + 8 + length].removeprefix(_EXIF))
        at += 8 + length + length % 2


def _iptc(data: bytes) -> Iterator[Tag]:
    """Records 2 of IPTC-IIM inside Photoshop's resource blocks."""
    for found in re.finditer(rb"\x1c\x02(.)(..)", data, re.DOTALL):
        length = int.from_bytes(found[2], "big")
        raw = data[found.end() : found.end() + length]
        if found[1][0] in _IPTC and raw:
            yield Tag(name=_IPTC[found[1][0]], text=decode(raw).text)


def _xmp(packet: bytes) -> Iterator[Tag]:
    markup = decode(packet).text
    for name, text in (*_ELEMENT.findall(markup), *_ATTRIBUTE.findall(markup)):
        if (
            _WORDS.search(text)
            and (name == "rdf:li" or not _TECHNICAL.match(name))
            and not text.startswith("http")
        ):
            yield Tag(name=f"XMP {name.rpartition(':')[2]}", text=unescape(text).strip())


def _after(tail: bytes) -> Iterator[Tag]:
    """Bytes after the end of the picture: text is told, anything else is unknown."""
    if tail.strip(b"\0\r\n\t \xff"):
        decoded = decode(tail)
        clear = decoded.sure and not decoded.bad and "\0" not in decoded.text
        yield Tag(name="after the end", text=decoded.text.strip() if clear else None)
