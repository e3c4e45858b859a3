"""A copy of a draft with a comment at each finding, for the clerk who works where they write."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, cast

from review.categories import CONFIDENCES, SEVERITIES, category_title
from review.errors import RefusedError
from review.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.document import Location
    from review.finding import Finding
    from review.scanner import Scan

AUTHOR = "review"
_MOST_PLACES = 200
"""Comments for one finding: enough to work through, few enough to open the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One comment: what it says, the words it hangs on (in memory only), where they stand."""

    text: str
    value: str = field(repr=False)
    place: Location


def annotate(data: bytes, scan: Scan, reasons: Callable[[Finding], str]) -> bytes:
    """The annotated copy; no comment holds a value. ``reasons`` says why a finding was made.

    Raises:
        RefusedError: files of this kind cannot be annotated, or a part is not understood.
    """
    media = scan.document.media
    if media not in _WRITERS:
        raise RefusedError(
            _("files of this kind cannot be annotated ({media})").format(media=media),
            remedy=_("docx, xlsx, pptx and pdf can"),
        )
    module, _colon, function = _WRITERS[media].partition(":")
    writer = cast(
        "Callable[[bytes, list[Note]], bytes]", getattr(import_module(f"review.publish.{module}"), function)
    )
    return writer(data, list(notes(scan, reasons)))


_WRITERS = {
    "docx": "annotate_docx:annotate_docx",
    "xlsx": "annotate_xlsx:annotate_xlsx",
    "pptx": "annotate_pptx:annotate_pptx",
    "pdf": "annotate_pdf:annotate_pdf",
}


def notes(scan: Scan, reasons: Callable[[Finding], str]) -> Iterator[Note]:
    """A comment for each place of each finding; one for a finding that is a whole column."""
    for finding in scan.findings:
        text = _says(finding, reasons(finding))
        occurrences = finding.occurrences[: 1 if finding.place else _MOST_PLACES]
        for one in occurrences:
            value = scan.document.text[slice(*one.span)].strip()
            yield Note(text=text, value=value.split("\n")[0], place=one.location)


def _says(finding: Finding, why: str) -> str:
    """Number, category, severity, confidence, place as a whole, reasons, law."""
    words = [
        f"{finding.id} {category_title(finding.category)}",
        f"{_(SEVERITIES[finding.severity])}, {_(CONFIDENCES[finding.confidence])}",
    ]
    if finding.place is not None:
        words.append(finding.place.human(language()))
    if len(finding.occurrences) > 1:
        words.append(_("{n} places").format(n=len(finding.occurrences)))
    if why:
        words.append(f"{_('why')}: {why}")
    if finding.basis:
        words.append(f"{_('basis')}: {'; '.join(finding.basis)}")
    return " · ".join(words)
