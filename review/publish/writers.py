"""Which writer takes the values out of which kind of file; files inside files go the same way."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from review.errors import RefusedError
from review.i18n import _, marked
from review.readers.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.publish.masking import Targets

    Writer = Callable[[bytes, Targets], bytes]

_WRITERS: dict[str, str] = {
    **dict.fromkeys(("txt", "md", "csv", "xml"), "plain:redact_text"),
    **dict.fromkeys(("html", "svg"), "web:redact_page"),
    **dict.fromkeys(("docx", "xlsx", "pptx"), "ooxml:redact_package"),
    **dict.fromkeys(("odt", "ods", "odp", "odg"), "odf:redact_odf"),
    **dict.fromkeys(("png", "jpeg"), "pictures:redact_picture"),
    "ofd": "ofd:redact_ofd",
    "pdf": "pdf:redact_pdf",
    "zip": "archive:redact_zip",
    **dict.fromkeys(("eml", "mht"), "mail:redact_mail"),
}
"""Media → module and function."""
_DEEPEST = 6
_USUAL = marked("save as docx, xlsx, pptx, pdf, html or txt and check again")
_REMEDIES: dict[str, str] = {
    "xlsb": marked("save it as xlsx and check again"),
    **dict.fromkeys(("msg", "mbox"), marked("save each message as eml and check again")),
    **dict.fromkeys(("gz", "7z", "rar", "bz2", "xz"), marked("pack it as zip and check again")),
    **dict.fromkeys(("doc", "rtf"), marked("save it as docx and check again")),
    "xls": marked("save it as xlsx and check again"),
    "ppt": marked("save it as pptx and check again"),
}


def write(data: bytes, media: str, targets: Targets) -> bytes:
    """The file without the values and without hidden content.

    Raises:
        RefusedError: files of this kind cannot be redacted, or a part is not understood.
    """
    if media not in _WRITERS:
        raise RefusedError(
            _("files of this kind cannot be redacted ({media})").format(media=media),
            where=shown(targets),
            remedy=_(_REMEDIES.get(media, _USUAL)),
        )
    module, _colon, function = _WRITERS[media].partition(":")
    writer = cast("Writer", getattr(import_module(f"review.publish.{module}"), function))
    return writer(data, targets)


def write_inner(data: bytes, name: str, targets: Targets) -> bytes:
    """A file inside the one being written; what cannot be redacted stays if nothing of it has to go.

    Raises:
        RefusedError: as ``write``, naming the file inside.
    """
    inner = targets.inside(name)
    media = sniff(data, name)
    if not data or (media not in _WRITERS and not inner.touched):
        return data
    if len(inner.where) > _DEEPEST:
        raise RefusedError(_("files are nested too deeply"), where=shown(inner), remedy=_(_USUAL))
    try:
        return write(data, media, inner)
    except RefusedError as error:
        raise RefusedError(error.what, where=error.where or shown(inner), remedy=error.remedy) from None


def shown(targets: Targets) -> str:
    """The files around, their names without values."""
    masker = targets.masker()
    return " › ".join(masker.mask(name) for name in targets.where)
