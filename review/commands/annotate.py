"""``review annotate``: write a copy with a comment at each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from review.commands.check import the_policy
from review.commands.one_file import DRAFT, NEW_FILE, POLICY, OneFileCommand, refusing
from review.commands.paths import must_end_alike, shown
from review.errors import UsageError
from review.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    "annotate",
    cls=OneFileCommand,
    help=_(
        "Write a copy of DRAFT with a comment at each finding: in Word, on slides, on cells, as highlights "
        "in a PDF.\n\nNo comment repeats what was found. The copy is for work, not for publication."
    ),
)
@click.argument("draft", type=DRAFT)
@click.option("--output", "-o", type=NEW_FILE, required=True, help=_("write the copy to this file"))
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(draft: Path, *, output: Path, policy_path: Path | None) -> None:  # noqa: D103 - its help stands above
    from review.publish.annotate import annotate
    from review.reports.wording import reasons_of
    from review.scanner import Scanner
    from review.sheet.file import replace_file

    if output.exists() and output.resolve() == draft.resolve():
        remedy = _("choose another place")
        raise UsageError(_("the copy must not replace the draft"), where=str(output), remedy=remedy)
    must_end_alike(output, draft)
    scanner = Scanner.from_policy(the_policy(policy_path, str(draft)))
    try:
        data = draft.read_bytes()
    except OSError:
        raise UsageError(_("the file cannot be read"), where=str(draft), remedy=_("check the path")) from None
    scan = scanner.scan_bytes(data, name=draft.name)
    with refusing(draft):
        copy = annotate(data, scan, reasons_of)
    replace_file(output, copy)
    click.echo(shown(output))
    click.echo("  " + _("{n} findings").format(n=len(scan.findings)))
