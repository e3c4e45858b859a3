"""What the gate has to know of a sheet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from review.finding import Severity
from review.sheet.record import load_sheet
from review.signoff.case import ReviewFacts

if TYPE_CHECKING:
    from review.sheet.record import Sheet


def facts_of(sheet: Sheet) -> ReviewFacts:
    """NOTE: a part nobody could read may hold anything, so a gap asks for the stages of ``block``."""
    released = sheet.released
    return ReviewFacts(
        document_name=sheet.document.name,
        document_sha256=sheet.document.sha256,
        severity=Severity.BLOCK if sheet.gaps else sheet.highest(),
        undecided=sheet.undecided(),
        outcome=sheet.outcome.value if sheet.outcome else "",
        author=sheet.item.author,
        released_name=released.name if released else "",
        released_sha256=released.sha256 if released else "",
        decided_last=max(
            ((d.finding_id, dt.datetime.fromisoformat(d.decided_at)) for d in sheet.decisions),
            key=lambda one: one[1],
            default=None,
        ),
    )


def read_facts(data: bytes, where: str) -> ReviewFacts:
    """The facts of the sheet in ``data``.

    Raises:
        DataError: it is no sheet, or not as it must be.
    """
    return facts_of(load_sheet(data, where))
