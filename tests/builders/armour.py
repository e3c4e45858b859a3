"""What ssh-keygen writes around a signature."""

from __future__ import annotations

import base64


def armor(blob: bytes) -> bytes:
    """The form ``ssh-keygen -Y`` reads and writes."""
    text = base64.b64encode(blob)
    lines = [text[i : i + 70] for i in range(0, len(text), 70)]
    return b"\n".join((b"-----BEGIN SSH SIGNATURE-----", *lines, b"-----END SSH SIGNATURE-----", b""))
