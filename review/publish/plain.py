"""Plain text and csv, redacted where the findings stand, in the encoding the file has."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import black_out
from review.readers.decode import decode

if TYPE_CHECKING:
    from review.publish.masking import Targets

_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
    "\ufeff".encode("gb18030"),
)
"""The four-byte marks stand before the two-byte ones that they begin with."""


def redact_text(data: bytes, targets: Targets) -> bytes:
    """The file with ■ in place of each character of a value, wherever the value stands.

    Raises:
        RefusedError: the file cannot be written back in its own encoding.
    """
    decoded = decode(data)
    if decoded.bad:
        raise RefusedError(
            _("bytes that are no text in the file's encoding"),
            remedy=_("save the file as UTF-8 and check again"),
        )
    masked = targets.masker().mask(decoded.text)
    # What stands at a finding's own place goes even if the masker left it, a single character say.
    left = [(a, b) for a, b in targets.spans if b <= len(masked) and masked[a:b] == decoded.text[a:b]]
    masked = black_out(masked, left)
    mark = next((m for m in _MARKS if data.startswith(m)), b"")
    try:
        return mark + masked.encode(decoded.encoding)
    except UnicodeEncodeError:
        raise RefusedError(
            _("the file cannot be written in its own encoding"),
            remedy=_("save the file as UTF-8 and check again"),
        ) from None
