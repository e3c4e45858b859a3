"""Which format an OLE compound file is, by the streams inside."""

from __future__ import annotations

_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("__properties_version1.0", "msg"),
    ("PowerPoint Document", "ppt"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)


def media(data: bytes) -> str:
    """doc, xls, ppt, msg, encrypted (an office file behind a password) or ole."""
    for stream, kind in _STREAMS:
        if (stream + "\0").encode("utf-16-le") in data:
            return kind
    return "ole"
