"""Old office formats turned into new ones by LibreOffice, where it is installed."""

from __future__ import annotations

from dataclasses import replace

from review.errors import RefusedError, UsageError
from review.i18n import _
from review.readers.old_formats import TARGETS, converted, program
from review.readers.source import DEFAULT_LIMITS

CONVERTED = {**TARGETS, "rtf": "docx"}
"""Old format → the one that can be redacted."""
_SECONDS = 180


def convert(data: bytes, media: str, name: str) -> tuple[bytes, str]:
    """The file in the newer format, and that format.

    Raises:
        UsageError: ``name``, which the copy will have, does not end as the newer format does.
        RefusedError: LibreOffice is not there, takes too long or makes nothing of the file.
    """
    wanted = CONVERTED[media]
    if not name.lower().endswith(f".{wanted}"):
        remedy = _("let the name of the copy end with .{ending}").format(ending=wanted)
        raise UsageError(
            _("the copy of a {media} file becomes {ending}").format(media=media, ending=wanted), remedy=remedy
        )
    remedy = _("save it as {ending} and check again").format(ending=wanted)
    if program() is None:
        raise RefusedError(_("this old format needs LibreOffice, which is not installed"), remedy=remedy)
    made = converted(data, media, wanted, replace(DEFAULT_LIMITS, libreoffice_seconds=_SECONDS))
    if made is None:
        raise RefusedError(_("LibreOffice could not convert the file"), remedy=remedy)
    return made, wanted
