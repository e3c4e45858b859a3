"""The redacted copy: what was decided is taken out, and the copy is read again before it is handed out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from review.errors import RefusedError
from review.i18n import _
from review.publish.masking import targets
from review.publish.verify import left_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.publish.masking import Targets
    from review.scanner import Scan, Scanner
    from review.sheet.record import Sheet

    Redactor = Callable[[bytes, Targets], bytes]

_REDACTORS: dict[str, str] = {
    **dict.fromkeys(("txt", "md", "csv", "xml"), "plain:redact_text"),
    **dict.fromkeys(("html", "svg"), "web:redact_page"),
    **dict.fromkeys(("docx", "xlsx", "pptx"), "ooxml:redact_package"),
    "ofd": "ofd:redact_ofd",
}
"""Media → module and function; PDF is by pages."""


def redact(
    data: bytes, sheet: Sheet, scan: Scan, scanner: Scanner, *, name: str = "", partial: bool = False
) -> bytes:
    """A copy of ``data`` without anything that ``sheet`` decides to redact.

    Args:
        data: the draft.
        sheet: of this very draft, fully decided.
        scan: of this very draft.
        scanner: reads the copy again.
        name: file name of the copy, which is published too; that of the draft if not given.
        partial: values keep what their preview shows (138****8000), except in a PDF.

    Raises:
        RefusedError: the format cannot be redacted, a value cannot be removed safely, or something that
            was decided can still be found in the copy; the ids are named, never the values.
    """
    wanted = targets(sheet, scan, partial=partial)
    redactor = _redactor(scan.document.media)
    copy = redactor(data, wanted, scan)
    found = left_over(copy, scanner.scan_bytes(copy, name=name or scan.document.name), wanted, scan)
    if found:
        raise RefusedError(
            _("the copy is not handed out: {ids} can still be found in it").format(ids=", ".join(found)),
            remedy=_("remove it from the draft by hand and write the sheet again"),
        )
    return copy


def _redactor(media: str) -> Callable[[bytes, Targets, Scan], bytes]:
    if media == "pdf":
        return _pdf
    if media not in _REDACTORS:
        raise RefusedError(
            _("files of this kind cannot be redacted ({media})").format(media=media),
            remedy=_("save as docx, xlsx, pptx, pdf, html or txt and check again"),
        )
    module, _colon, function = _REDACTORS[media].partition(":")
    plain = cast("Redactor", getattr(import_module(f"review.publish.{module}"), function))
    return lambda data, wanted, _scan: plain(data, wanted)


def _pdf(data: bytes, wanted: Targets, scan: Scan) -> bytes:
    """Pages on which a finding stands are made pictures even where the value itself is not found as text."""
    from review.publish.pdf import redact_pdf

    pages = {
        place.page
        for finding in wanted.findings
        for place in (o.location for o in finding.occurrences)
        if place.page is not None and not place.container
    }
    hidden = {
        scan.document.blocks[i].location.page
        for i in range(len(scan.document.blocks))
        if wanted.hidden and scan.document.blocks[i].visibility == "hidden"
    }
    return redact_pdf(data, wanted, pages=frozenset(p for p in pages | hidden if p is not None))
