"""Outlook messages ([MS-OXMSG]): every text property, recipients, attachments, messages in messages."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.decode import decode
from review.readers.ole import OleEntry, OleError, OleFile
from review.readers.text import add_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.readers.source import Source

_STREAM = "__substg1.0_"
_ATTACHMENT, _RECIPIENT = "__attach_version1.0_", "__recip_version1.0_"
_NAMES = {
    "0037": "Subject", "0042": "SentRepresenting", "0065": "SentRepresentingAddress", "0C1A": "Sender",
    "0C1F": "SenderAddress", "0E02": "Bcc", "0E03": "Cc", "0E04": "To", "0E1D": "NormalizedSubject",
    "0070": "ConversationTopic", "007D": "TransportHeaders", "1035": "MessageId", "3001": "DisplayName",
    "3003": "EmailAddress", "39FE": "SmtpAddress", "3704": "AttachFilename", "3707": "AttachLongFilename",
    "370D": "AttachPathname", "3FFA": "LastModifier", "5D01": "SenderSmtp", "5D02": "SentRepresentingSmtp",
}  # fmt: skip
_TECHNICAL = frozenset(
    {"001A", "0064", "0075", "0077", "0C1E", "3002", "370B", "370E", "3716", "0E28", "0E29"}
)
_BODY, _HTML, _RTF = "1000", "1013", "1009"
_DATA, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_UNICODE, _STRING, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20"
    rb"\b\i\u\tab\tx"
)
_COMPRESSED = b"LZFu"
_LONGEST = 1 << 28
_RING = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """A message, recipient or attachment: the properties right below one storage."""

    file: OleFile
    path: tuple[str, ...]

    def streams(self) -> list[tuple[str, str, OleEntry]]:
        """Property id, type and entry of every property."""
        return [
            (
                entry.name[len(_STREAM) : len(_STREAM) + 4].upper(),
                entry.name[len(_STREAM) + 4 :][:4].upper(),
                entry,
            )
            for entry in self.file.entries
            if entry.path[:-1] == self.path and entry.name.lower().startswith(_STREAM)
        ]

    def folders(self, prefix: str) -> list[_Folder]:
        """Storages right below, by the beginning of their name."""
        return [
            _Folder(file=self.file, path=entry.path)
            for entry in self.file.entries
            if entry.path[:-1] == self.path and entry.name.lower().startswith(prefix) and not entry.is_stream
        ]

    def text(self, wanted: str) -> str | None:
        """A text property."""
        for number, kind, entry in self.streams():
            if number == wanted and kind in {_UNICODE, _STRING}:
                return _text(self.file.read(entry), kind)
        return None


def read(source: Source, builder: DocumentBuilder) -> None:
    """Add a message: properties, body, attachments."""
    try:
        file = OleFile(source.data)
        _add_message(_Folder(file=file, path=()), source, builder)
    except OleError:
        builder.gap("damaged", source.at(part="file"))


def _add_message(folder: _Folder, source: Source, builder: DocumentBuilder) -> None:
    known: list[str] = []
    for number, kind, entry in folder.streams():
        data = folder.file.read(entry)
        if number == _BODY and kind in {_UNICODE, _STRING}:
            known.append(_text(data, kind))
            add_text(known[-1], source, builder)
        elif number == _HTML:
            _add_html(data if kind == _BINARY else _text(data, kind).encode(), source, builder)
        elif kind in {_UNICODE, _STRING}:
            _add_property(number, _text(data, kind), source, builder)
    _add_rtf(folder, "".join(known), source, builder)
    for recipient in folder.folders(_RECIPIENT):
        for number, kind, entry in recipient.streams():
            if kind in {_UNICODE, _STRING}:
                _add_property(number, _text(folder.file.read(entry), kind), source, builder)
    for attachment in folder.folders(_ATTACHMENT):
        _add_attachment(attachment, source, builder)


def _add_property(number: str, text: str, source: Source, builder: DocumentBuilder) -> None:
    if number in _TECHNICAL:
        return
    place = source.at(part="mail_header", name=_NAMES.get(number, number))
    builder.add(text, BlockKind.PROPERTY, place, Visibility.METADATA)


def _add_html(data: bytes, source: Source, builder: DocumentBuilder) -> None:
    from dataclasses import replace

    from review.readers.html import read as read_html

    read_html(replace(source, data=data), builder)


def _add_rtf(folder: _Folder, known: str, source: Source, builder: DocumentBuilder) -> None:
    """The body as rich text: read when there is no other, or when it says something else."""
    from review.readers.rtf import plain_lines

    squeezed = "".join(known.split())
    has_html = any(number == _HTML for number, _kind, _entry in folder.streams())
    for number, _kind, entry in folder.streams():
        if number != _RTF:
            continue
        rich = decompressed(folder.file.read(entry))
        if rich is None:
            builder.gap("unread_part", source.at(part="body", name="RTF"))
        elif not known and not has_html:
            builder.add("\n".join(plain_lines(rich)), BlockKind.TEXT, source.at())
        elif not has_html:
            new = [line for line in plain_lines(rich) if "".join(line.split()) not in squeezed]
            builder.add(
                "\n".join(new),
                BlockKind.TEXT,
                source.at(part="alternative_text", name="RTF"),
                Visibility.HIDDEN,
            )


def _add_attachment(folder: _Folder, source: Source, builder: DocumentBuilder) -> None:
    from review.readers import read_into

    told = folder.text(_LONG_NAME) or folder.text(_SHORT_NAME) or folder.text("3001")
    name = told or "attachment"
    for number, kind, entry in folder.streams():
        if number == _DATA and kind == _BINARY:
            read_into(source.inner(name, folder.file.read(entry)), builder, named=told is not None)
        elif number != _DATA and kind in {_UNICODE, _STRING} and number not in {_LONG_NAME, _SHORT_NAME}:
            _add_property(number, _text(folder.file.read(entry), kind), source, builder)
    for inner in folder.folders(_STREAM + _DATA + _OBJECT.lower()):
        _add_embedded(inner, source.inner(name, b""), builder)


def _add_embedded(folder: _Folder, source: Source, builder: DocumentBuilder) -> None:
    """A message in the message, or another program's object, whose streams nobody here understands."""
    if len(source.container) > source.limits.depth:
        builder.gap("too_deep", source.at(part="file"))
    elif folder.streams():
        _add_message(folder, source, builder)
    else:
        builder.gap("embedded_object", source.at(part="embedded"))


def _text(data: bytes, kind: str) -> str:
    text = data.decode("utf-16-le", "replace") if kind == _UNICODE else decode(data).text
    return text.replace("\x00", "")


def decompressed(data: bytes) -> bytes | None:
    """Rich text as [MS-OXRTFCP] packs it; none where it is damaged."""
    if len(data) < 16:  # noqa: PLR2004  the header
        return None
    _packed, size, kind, _check = struct.unpack_from("<II4sI", data)
    if kind == b"MELA":
        return data[16 : 16 + size]
    if kind != _COMPRESSED or size > _LONGEST:
        return None
    return _unpacked(data[16:])


def _unpacked(data: bytes) -> bytes:
    """Runs of literal bytes and references into a ring of 4,096 bytes ([MS-OXRTFCP] 2.2.2)."""
    window = bytearray(_DICTIONARY.ljust(_RING, b"\0"))
    at, write, out = 0, len(_DICTIONARY), bytearray()
    while at < len(data):
        control, at = data[at], at + 1
        for bit in range(8):
            if not control >> bit & 1:
                piece, at = data[at : at + 1], at + 1
            else:
                token, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                start, length = token >> 4, (token & 15) + 2
                if start == write or at > len(data):
                    return bytes(out)
                piece = bytes(_copied(window, start, write, length))
            for byte in piece:
                window[write] = byte
                write = (write + 1) % _RING
            out += piece
    return bytes(out)


def _copied(window: bytearray, start: int, write: int, length: int) -> Iterator[int]:
    """Bytes of the ring from ``start``; a run that reaches ``write`` repeats what it has just written."""
    period = (write - start) % _RING or _RING
    return (window[(start + k % period) % _RING] for k in range(length))
