"""What a person does next with a sheet, as a line to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.commands.paths import typed
from review.i18n import _
from review.sheet.verdicts import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from review.sheet.record import Sheet


def next_step(sheet: Sheet, path: Path) -> str:
    """Decide, name the drafter without whom nobody can sign, make the redacted copy if one goes out, sign."""
    from review.sheet.file import draft_path

    shown = typed(path)
    if sheet.undecided():
        return _("next: review decide {sheet}").format(sheet=shown)
    if not sheet.item.author.strip():
        return _("next: review sheet {draft} --set author=NAME").format(draft=typed(draft_path(path)))
    if sheet.outcome is Outcome.PUBLISH_REDACTED and sheet.released is None:
        return _("next: review redact {draft} -o COPY").format(draft=typed(draft_path(path)))
    return _("next: review sign {sheet} --as ROLE --key FILE").format(sheet=shown)
