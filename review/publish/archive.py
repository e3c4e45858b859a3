"""Zip archives, each file in them redacted by the writer of its kind; names without values, no times."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from review.document import DocumentBuilder
from review.errors import RefusedError
from review.i18n import _
from review.publish.package import EPOCH
from review.publish.writers import shown, write_inner
from review.readers.package import open_package
from review.readers.source import Source

if TYPE_CHECKING:
    from review.publish.masking import Targets


def redact_zip(data: bytes, targets: Targets) -> bytes:
    """The archive without the values, without comments and without files that are to be left out.

    Raises:
        RefusedError: a file inside cannot be read or redacted; it is named.
    """
    package = open_package(Source(name="", data=data), DocumentBuilder(name="", sha256="", media="zip"))
    if package is None:
        raise RefusedError(
            _("the archive is not built as it should be"), where=shown(targets),
            remedy=_("pack it again, or check the files inside one by one"),
        )  # fmt: skip
    masker = targets.masker()
    taken: set[str] = set()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in package.names:
            if not targets.does_without(name):
                info = zipfile.ZipInfo(_free(masker.mask(name), taken), EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, _written(package.read(name), name, targets))
    return out.getvalue()


def _written(data: bytes | None, name: str, targets: Targets) -> bytes:
    leave = _("leave it out: --leave-out {name}").format(name=targets.masker().mask(name))
    if data is None:
        where = shown(targets.inside(name))
        raise RefusedError(_("a part of the file could not be read"), where=where, remedy=leave)
    try:
        return write_inner(data, name, targets)
    except RefusedError as error:
        raise RefusedError(error.what, where=error.where, remedy=f"{error.remedy}; {leave}") from None


def _free(name: str, taken: set[str]) -> str:
    """Names that differ only in values would be the same without them."""
    path, found, number = PurePosixPath(name), name, 1
    while found in taken:
        number += 1
        found = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
    taken.add(found)
    return found
