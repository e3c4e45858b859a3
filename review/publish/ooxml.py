"""Word, Excel and PowerPoint files, redacted in place: the values, and all that a reader does not see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import Masker
from review.publish.ooxml_cells import drop_hidden_cells, write_masked_numbers
from review.publish.ooxml_clean import clean
from review.publish.package import CONTENT_TYPES, close_parts, drop_orphans, open_parts
from review.publish.pictures import without_metadata
from review.publish.xml_masking import mask_part

if TYPE_CHECKING:
    from review.publish.masking import Targets

_DEEPEST = 4
_PACKAGES = (b"PK\x03\x04",)


def redact_package(data: bytes, targets: Targets) -> bytes:
    """The package without the values and without hidden content; its layout stays.

    Raises:
        RefusedError: a part is not understood.
    """
    return _redact(
        data, Masker(targets.values, targets.masks), 0, embedded="hidden.embedded" not in targets.hidden
    )


def _redact(data: bytes, masker: Masker, depth: int, *, embedded: bool) -> bytes:
    parts = open_parts(data)
    if CONTENT_TYPES not in parts.data:
        what = _("a file inside the file cannot be redacted")
        raise RefusedError(what, remedy=_("remove it from the draft by hand and write the sheet again"))
    clean(parts, embedded=embedded)
    drop_hidden_cells(parts)
    drop_orphans(parts)
    write_masked_numbers(parts, masker)
    for name in parts.xml_names():
        mask_part(parts.root(name), masker)
    for name, inner in parts.data.items():
        parts.data[name] = without_metadata(inner)
        if inner.startswith(_PACKAGES) and depth < _DEEPEST:
            parts.data[name] = _redact(inner, masker, depth + 1, embedded=embedded)
    return close_parts(parts)
