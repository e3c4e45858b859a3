"""Mail and saved web pages in mail form: eml, mbox, mht; Outlook's own format is in ``msg``."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from typing import TYPE_CHECKING

from review.document import BlockKind, DocumentBuilder, Visibility
from review.readers.decode import decode, decode_labelled
from review.readers.text import add_text, decoding_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from review.readers.source import Source

_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n")
_PROTECTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})
_USUAL = re.compile(
    r"^This is a (?:cryptographically signed )?(?:multi-?part )?message in MIME format\.?$", re.IGNORECASE
)
_UUENCODED = re.compile(r"^begin [0-7]{3} [^\r\n]+\r?\n[M-` -L]", re.MULTILINE)
_SUFFIXES = {
    "text/html": ".html",
    "text/css": ".css",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}
_TECHNICAL = frozenset(
    {"mime-version", "content-type", "content-transfer-encoding", "content-disposition"}
) | {"content-id", "content-location", "content-length", "lines", "content-language"}
_MOST_PARTS = 10_000


def read_eml(source: Source, builder: DocumentBuilder) -> None:
    """Add a message, a saved page, or every message of a mailbox, each as a file of its own."""
    starts = [found.end() for found in _FROM.finditer(source.data)] if source.data[:5] == b"From " else []
    if len(starts) <= 1:
        _add_message(
            message_from_bytes(source.data[starts[0] if starts else 0 :], policy=policy.compat32),
            source,
            builder,
        )
        return
    ends = [*(found.start() for found in _FROM.finditer(source.data)), len(source.data)][1:]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        inner = source.inner(f"{number}.eml", source.data[start:end])
        _add_message(message_from_bytes(inner.data, policy=policy.compat32), inner, builder)


def read_msg(source: Source, builder: DocumentBuilder) -> None:
    """Add a message of Outlook."""
    from review.readers.msg import read

    read(source, builder)


def _add_message(message: Message, source: Source, builder: DocumentBuilder) -> None:
    _add_headers(message, source, builder)
    parts = list(_leaves(message))
    for part in parts[:_MOST_PARTS]:
        _add_part(part, message, source, builder)
    if len(parts) > _MOST_PARTS:
        builder.gap("too_large", source.at(part="attachment", index=_MOST_PARTS + 1))


def _add_headers(message: Message, source: Source, builder: DocumentBuilder) -> None:
    for name, value in message.raw_items():
        if name.lower() in _TECHNICAL:
            continue
        place = source.at(part="mail_header", name=name)
        builder.add(header_text(str(value)), BlockKind.PROPERTY, place, Visibility.METADATA)
        if _words(str(value)) is None:
            builder.gap("unread_part", place)


def header_text(value: str) -> str:
    """A header's text: encoded words read (RFC 2047), bytes decoded; as it stands if it is broken."""
    words = _words(value)
    if words is None:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    pieces = []
    for raw, charset in words:
        if isinstance(raw, str):
            raw = raw.encode("utf-8", "surrogateescape")  # noqa: PLW2901  one name for one thing
        elif charset is None:
            raw = raw.decode("latin-1").encode("latin-1")  # noqa: PLW2901
        pieces.append(decode_labelled(raw, charset).text)
    return "".join(pieces)


def _words(value: str) -> list[tuple[str | bytes, str | None]] | None:
    """The encoded words of a header; nothing if their base64 does not decode."""
    try:
        return list(decode_header(re.sub(r"\r?\n[ \t]+", " ", value)))
    except HeaderParseError:
        return None


def _leaves(message: Message) -> Iterator[Message]:
    """Parts with content of their own, in order; an attached message is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            yield part
            waiting += [inner for inner in reversed(payload) if not isinstance(inner, str)]
        else:
            yield part


def _add_part(part: Message, root: Message, source: Source, builder: DocumentBuilder) -> None:
    if part is not root:
        _add_headers(part, source, builder)
    if part.get_content_type() in _PROTECTED:
        builder.gap("encrypted", source.at(part="attachment"), part.get_content_type())
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        _add_margins(part, source, builder)
        return
    if part.get_content_maintype() == "message" and part.is_multipart():
        _add_attached_messages(part, source, builder)
        return
    data = _payload(part, source, builder)
    name = file_name(part)
    attached = part.get_content_disposition() == "attachment" or name is not None
    if part.get_content_type() == "text/plain" and not attached:
        _add_plain(part, data, source, builder)
    elif part.get_content_type() == "text/html" and part.get_content_disposition() != "attachment":
        _add_html(part, data, source, builder)
    elif data:
        _add_file(attachment_name(part), data, source, builder, named=name is not None)


def _payload(part: Message, source: Source, builder: DocumentBuilder) -> bytes:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if any("Base64" in type(defect).__name__ for defect in part.defects):
        builder.gap("unread_part", source.at(part="attachment", name=file_name(part)), "base64")
    return data


def _add_plain(part: Message, data: bytes, source: Source, builder: DocumentBuilder) -> None:
    decoded = decode_labelled(data, part.get_content_charset())
    text = decoded.text
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<=[^\r\n]) \r?\n(?![>\r\n])", "" if part.get_param("delsp") == "yes" else " ", text)
    if _UUENCODED.search(text):
        builder.gap("embedded_object", source.at(part="attachment"), "uuencode")
    add_text(text, source, builder)
    for gap in decoding_gaps(data, decoded, source.container) if data.strip() else ():
        builder.gap(gap.code, gap.location, gap.detail)


def _add_html(part: Message, data: bytes, source: Source, builder: DocumentBuilder) -> None:
    from dataclasses import replace

    from review.readers.html import read, read_labelled

    page = replace(source, data=data)
    charset = part.get_content_charset()
    if charset:
        read_labelled(page, builder, charset)
    else:
        read(page, builder)


def _add_attached_messages(part: Message, source: Source, builder: DocumentBuilder) -> None:
    payload = part.get_payload()
    for number, inner in enumerate(payload if isinstance(payload, list) else [], 1):
        if not isinstance(inner, str):
            name = file_name(part) or f"message{number}.eml"
            try:
                _add_file(name, inner.as_bytes(), source, builder, named=file_name(part) is not None)
            except (UnicodeError, ValueError, TypeError, AttributeError) as error:
                builder.gap("unread_part", source.at(part="attachment", name=name), type(error).__name__)


def _add_margins(part: Message, source: Source, builder: DocumentBuilder) -> None:
    """Text before the first and after the last boundary, which mail programs do not show."""
    for name, text in (("preamble", part.preamble), ("epilogue", part.epilogue)):
        said = decode((text or "").encode("utf-8", "surrogateescape")).text.strip()
        if said and not _USUAL.match(said):
            builder.add(said, BlockKind.OTHER, source.at(part="part", name=name), Visibility.HIDDEN)


def _add_file(name: str, data: bytes, source: Source, builder: DocumentBuilder, *, named: bool) -> None:
    from review.readers import read_into

    read_into(source.inner(name, data), builder, named=named)


def attachment_name(part: Message) -> str:
    """What a part is called inside the mail, whether a person named it or not."""
    return file_name(part) or "part" + _SUFFIXES.get(part.get_content_type(), "")


def file_name(part: Message) -> str | None:
    """Name of an attachment, however it is written: RFC 2231, RFC 2047 or plain bytes."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = part.get_param(parameter, None, header)
        if isinstance(value, tuple):
            charset, _language, text = value
            return decode_labelled(str(text).encode("raw-unicode-escape"), charset).text
        if value:
            return header_text(str(value))
    location = part.get("Content-Location")
    return re.split(r"[/\\]", header_text(str(location)).rstrip("/"))[-1] or None if location else None
