"""What a file is, by its content; the name is a hint between kinds of text only."""

from __future__ import annotations

import re
from pathlib import PurePath

from review.readers import ole_names, zip_names

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00\x00\x03", "wmf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"%!PS", "ps"),
)
_HEAD = 8192
_TEXT_NAMES = {".md": "md", ".markdown": "md", ".csv": "csv", ".tsv": "csv", ".txt": "txt"}
_HTML_NAMES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|script)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SVG = re.compile(rb"<svg\b", re.IGNORECASE)
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_MAIL = frozenset({b"from", b"to", b"subject", b"date", b"received", b"return-path", b"delivered-to"})
_MAIL_SURE = frozenset({b"mime-version", b"message-id", b"received", b"return-path"})
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b")
_FEW_CONTROLS = 0.02
_MOSTLY_TEXT = 0.9


def sniff(data: bytes, name: str = "") -> str:
    """Media of ``data``: docx, xlsx, pdf, html, txt, …; ``unknown`` when nothing fits."""
    for magic, media in _MAGIC:
        if data.startswith(magic):
            return media
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_names.media(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ole_names.media(data)
    return _odd_binary(data) or _text(data, PurePath(name).suffix.lower())


def is_plain(data: bytes, name: str = "") -> bool:
    """Whether the file is empty or running text, which is safe to read; no container is opened to tell."""
    binary = data.startswith((b"PK", b"\xd0\xcf\x11\xe0", *(magic for magic, _media in _MAGIC)))
    return not data or (not binary and sniff(data, name) in _PLAIN)


def belies_name(media: str, name: str) -> str:
    """The ending of a file that is only text though no program opens text under that ending; else nothing.

    The document itself may be missing: what was saved is a page with an error, or a pointer to the file.
    Old endings (.doc, .xls, .wps) are no such promise: their programs open text, and offices hand it out so.
    """
    suffix = PurePath(name).suffix.lower()
    return suffix if media in _ONLY_TEXT and suffix in _NEVER_TEXT else ""


_ONLY_TEXT = frozenset({"txt", "md", "csv", "xml", "html"})
_NEVER_TEXT = frozenset({
    ".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".pptx", ".pptm", ".ppsx",
    ".potx", ".odt", ".ods", ".odp", ".odg", ".pdf", ".ofd", ".msg",
    ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".zip", ".rar", ".7z", ".gz",
})  # fmt: skip
_PLAIN = frozenset({"txt", "md", "csv", "unknown"})


def _odd_binary(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        return "emf"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00" and b"\x00" in data[10:16]:
        return "bmp"
    # The standard allows junk before %PDF, and viewers accept 1,024 bytes of it (ISO 32000-1 annex H.3.4.1).
    return "pdf" if b"%PDF-" in data[:1024] and b"\x00" in data[:_HEAD] else None


def _text(data: bytes, suffix: str) -> str:
    head = data[:_HEAD]
    if not is_text(head):
        return (
            _TEXT_NAMES.get(suffix, "unknown") if suffix in _TEXT_NAMES and b"\x00" not in head else "unknown"
        )
    ascii_head = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n")
    mail = _mail(ascii_head, sure=suffix in _TEXT_NAMES)
    if mail is not None:
        return mail
    if suffix in _TEXT_NAMES and not _PAGE.match(ascii_head):
        return _TEXT_NAMES[suffix]
    if ascii_head.startswith(b"<"):
        return _markup(ascii_head, suffix)
    return "html" if suffix in _HTML_NAMES and b"<" in head else "txt"


def _markup(head: bytes, suffix: str) -> str:
    if b"<pkg:package" in head or b"schemas.microsoft.com/office/2006/xmlPackage" in head:
        return "flat_opc"
    if _SVG.search(head) and not _HTML.search(head.partition(b"<svg")[0]):
        return "svg"
    if _HTML.search(head) or suffix in _HTML_NAMES:
        return "html"
    return "xml" if head.startswith(b"<?xml") else "txt"


def _mail(head: bytes, *, sure: bool) -> str | None:
    """Mail by its header lines; in a file named as text only by headers nobody writes by hand."""
    if head.startswith(b"From ") and _HEADER.search(head[:2000]):
        return "mbox"
    if not _HEADER.match(head):
        return None
    lines = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {name.lower() for name in _HEADER.findall(lines)}
    if not names & _MAIL_SURE and (sure or len(names & _MAIL) < 2):  # noqa: PLR2004  one such word is prose
        return None
    if len(names & (_MAIL | _MAIL_SURE)) < 2:  # noqa: PLR2004  one such word is prose
        return None
    return "mht" if b"multipart/related" in lines.lower() and b"received" not in names else "eml"


def is_text(head: bytes) -> bool:
    """Whether the bytes look like text of some encoding: UTF-8, GB18030, Big5, UTF-16 (marked or not)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if b"\x00" not in head and _controls(head) <= _FEW_CONTROLS:
        return True
    return _utf16(head, "utf-16-le") or _utf16(head, "utf-16-be")


def _controls(head: bytes) -> float:
    return (len(head) - len(head.translate(None, _CONTROLS))) / max(len(head), 1)


def _utf16(head: bytes, codec: str) -> bool:
    text = head[: len(head) // 2 * 2].decode(codec, "replace")
    if not text or "\x00" in text:
        return False
    good = sum(
        c in "\t\r\n" or " " <= c <= "~" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
        for c in text
    )
    return good >= _MOSTLY_TEXT * len(text)
