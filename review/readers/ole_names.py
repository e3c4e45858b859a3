"""Which format an OLE compound file is, by the streams at its root."""

from __future__ import annotations

from review.readers.ole import OleError, OleFile

_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("__properties_version1.0", "msg"),
    ("PowerPoint Document", "ppt"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("\x01Ole10Native", "ole_package"),
)


def media(data: bytes) -> str:
    """doc, xls, ppt, msg, ole_package, encrypted (an office file behind a password) or ole."""
    try:
        entries = OleFile(data).entries
    except OleError:
        return next((kind for name, kind in _STREAMS if (name + "\0").encode("utf-16-le") in data), "ole")
    names = {e.name for e in entries if len(e.path) == 1}
    return next((kind for name, kind in _STREAMS if name in names), "ole")
