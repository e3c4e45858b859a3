"""``review redact``: write the copy that may be published, with everything decided for redaction removed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from review.categories import category_title
from review.commands.check import the_policy
from review.commands.decided import decided_sheet
from review.commands.one_file import DRAFT, NEW_FILE, POLICY, OneFileCommand, refusing
from review.commands.paths import must_end_alike, shown, typed
from review.errors import UsageError
from review.i18n import _
from review.sheet.verdicts import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from review.policy import Policy
    from review.publish.mask_styles import Mask
    from review.publish.redact import Copy
    from review.sheet.record import Sheet


@click.command(
    "redact",
    cls=OneFileCommand,
    help=_(
        "Write a copy of DRAFT with everything removed that its sheet decides to redact.\n\n"
        "The copy is read again in full and is not handed out while anything can still be found in it. "
        "Comments, tracked changes, hidden content and personal properties are removed as well. The sheet "
        "then names the copy, which is what may be published; whoever signed before must sign again."
    ),
)
@click.argument("draft", type=DRAFT)
@click.option("--output", "-o", type=NEW_FILE, required=True, help=_("write the copy to this file"))
@click.option("--mask", type=click.Choice(["full", "partial"]),
              help=_("black out all of a value, or keep what its preview shows (138****8000); "
                     "without it the masks of the policy hold"))  # fmt: skip
@click.option("--leave-out", "left_out", metavar="NAME", multiple=True,
              help=_("do without this file inside DRAFT; may be given several times"))  # fmt: skip
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(  # noqa: D103 - its help stands above
    draft: Path, *, output: Path, mask: str | None, left_out: tuple[str, ...], policy_path: Path | None
) -> None:
    from review.publish.convert import CONVERTED
    from review.publish.redact import redact
    from review.sheet.file import sheet_path

    if output.exists() and output.resolve() in (draft.resolve(), sheet_path(draft).resolve()):
        remedy = _("choose another place")
        raise UsageError(_("the copy must not replace the draft"), where=str(output), remedy=remedy)
    policy = the_policy(policy_path, str(draft))
    found = decided_sheet(draft, policy)
    _must_redact(found.sheet, draft)
    if found.scan.document.media not in CONVERTED:
        must_end_alike(output, draft)
    with refusing(draft):
        copy = redact(
            found.data, found.sheet, found.scan, found.scanner,
            name=output.name, mask=_mask(mask, policy), left_out=left_out,
        )  # fmt: skip
    _hand_out(copy, output, draft, found.sheet)
    _tell(copy, output, draft, found.sheet)


def _mask(wanted: str | None, policy: Policy) -> Mask | None:
    """The option wins over the policy."""
    from review.publish.mask_styles import by_policy, by_preview

    if wanted is None and policy.masks:
        return by_policy(policy.masks)
    return by_preview if wanted == "partial" else None


def _hand_out(copy: Copy, output: Path, draft: Path, sheet: Sheet) -> None:
    """Write the copy, which nobody may read who may not read the draft, and name it in the sheet."""
    from review.sheet.file import replace_file, save_sheet, sheet_path
    from review.sheet.record import Released

    replace_file(output, copy.data, like=draft)
    digest = hashlib.sha256(copy.data).hexdigest()
    released = Released(
        name=output.name,
        sha256=digest,
        removed=copy.removed,
        left_out=copy.left_out,
        converted=copy.converted,
    )
    save_sheet(sheet_path(draft), replace(sheet, released=released))


def _tell(copy: Copy, output: Path, draft: Path, sheet: Sheet) -> None:
    from review.sheet.file import sheet_path

    click.echo(shown(output))
    n = sum(d.verdict == "redact" for d in sheet.decisions)
    click.echo("  " + _("{n} findings removed; the copy was read again and none of them found").format(n=n))
    if copy.converted:
        click.echo(
            "  "
            + _("converted from {media} by LibreOffice; look through the copy").format(media=copy.converted)
        )
    for kind, count in (one.split(": ") for one in copy.removed):
        click.echo("  " + _("removed: {kind} ({count})").format(kind=category_title(kind), count=count))
    for one in copy.left_out:
        click.echo("  " + _("left out: {name}").format(name=one))
    step = _("next: review check {copy}, then review sign {sheet} --as ROLE --key FILE")
    click.echo("  " + step.format(copy=typed(output), sheet=typed(sheet_path(draft))))


def _must_redact(sheet: Sheet, draft: Path) -> None:
    if sheet.undecided():
        remedy = _("decide first: review decide SHEET")
        raise UsageError(_("not everything is decided"), where=str(draft), remedy=remedy)
    if sheet.outcome not in (Outcome.PUBLISH_REDACTED, Outcome.ON_REQUEST):
        remedy = _("decide on what is to be redacted: review decide SHEET")
        raise UsageError(_("the sheet does not ask for a redacted copy"), where=str(draft), remedy=remedy)
