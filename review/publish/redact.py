"""The redacted copy: what was decided is taken out, and the copy is read again before it is handed out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.errors import RefusedError, UsageError
from review.i18n import _
from review.publish.convert import CONVERTED, convert
from review.publish.masking import targets
from review.publish.verify import left_over, must_be_known, must_hide_people
from review.publish.writers import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.publish.mask_styles import Mask
    from review.publish.masking import Targets
    from review.scanner import Scan, Scanner
    from review.sheet.record import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is handed out, and what of the draft it does without.

    Attributes:
        removed: hidden content that was taken out, decided on or not: ``hidden.comment: 3``.
        left_out: files inside the draft that the copy does without, their names without values.
        converted: the old format of the draft, if the copy has a newer one.
    """

    data: bytes = field(repr=False)
    removed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    converted: str = ""


def redact(
    data: bytes,
    sheet: Sheet,
    scan: Scan,
    scanner: Scanner,
    *,
    name: str = "",
    mask: Mask | None = None,
    left_out: Iterable[str] = (),
) -> Copy:
    """A copy of ``data`` without anything that ``sheet`` decides to redact.

    Args:
        data: the draft.
        sheet: of this very draft, fully decided.
        scan: of this very draft.
        scanner: reads the copy again.
        name: file name of the copy, which is published too; that of the draft if not given.
        mask: what stays of a value (138****8000), except in a PDF; without it nothing does.
        left_out: names of files inside the draft that the copy does without.

    Raises:
        UsageError: a file to be left out is not there, or ``name`` has the ending of an old format.
        RefusedError: the format cannot be redacted, a value cannot be removed safely, or something that
            was decided can still be found in the copy; the ids are named, never the values.
    """
    wanted = targets(sheet, scan, mask=mask, left_out=left_out)
    without = tuple(_left_out(wanted, scan))
    media = scan.document.media
    converted = media if media in CONVERTED else ""
    copy = write(*convert(data, media, name), wanted) if converted else write(data, media, wanted)
    again = scanner.scan_bytes(copy, name=name or scan.document.name)
    if converted:
        must_be_known(again, scan)
    if mask is not None:
        must_hide_people(again, scan)
    found = left_over(copy, again, wanted, scan)
    if found:
        raise RefusedError(
            _("the copy is not handed out: {ids} can still be found in it").format(ids=", ".join(found)),
            remedy=_("remove it from the draft by hand and write the sheet again"),
        )
    return Copy(data=copy, removed=tuple(_removed(scan, again)), left_out=without, converted=converted)


def _left_out(wanted: Targets, scan: Scan) -> Iterator[str]:
    """Names of files inside the draft that are to be left out."""
    doc = scan.document
    places = [*(block.location for block in doc.blocks), *(gap.location for gap in doc.gaps)]
    inside = dict.fromkeys(name for place in places for name in place.container)
    for given in wanted.left_out:
        found = [name for name in inside if replace(wanted, left_out=frozenset({given})).does_without(name)]
        if not found:
            remedy = _("name a file inside the draft: review read DRAFT lists them")
            raise UsageError(_("there is no such file inside the draft"), remedy=remedy)
        yield from (wanted.masker().mask(name) for name in found)


def _removed(before: Scan, after: Scan) -> Iterable[str]:
    """Kinds of hidden content with how many of each the draft has and the copy has not."""
    gone = _hidden(before)
    gone.subtract(_hidden(after))
    return (f"{kind}: {count}" for kind, count in sorted(gone.items()) if count > 0)


def _hidden(scan: Scan) -> Counter[str]:
    found: Counter[str] = Counter()
    for finding in scan.findings:
        if finding.category.startswith("hidden."):
            found[finding.category] += len(finding.occurrences)
    return found
