"""``review annotate``: write a copy with a comment at each finding."""

from __future__ import annotations

from pathlib import Path

import click

from review.commands.check import the_policy
from review.errors import UsageError
from review.i18n import _


@click.command(
    "annotate",
    help=_(
        "Write a copy of DRAFT with a comment at each finding: in Word, on slides, on cells, as highlights "
        "in a PDF.\n\nNo comment repeats what was found. The copy is for work, not for publication."
    ),
)
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help=_("write the copy to this file"))  # fmt: skip
@click.option("--policy", "policy_path", type=click.Path(path_type=Path), help=_("use this review.yaml"))
def command(draft: Path, *, output: Path, policy_path: Path | None) -> None:  # noqa: D103 - its help stands above
    from review.publish.annotate import annotate
    from review.scanner import Scanner
    from review.sheet.file import replace_file

    if output.exists() and output.resolve() == draft.resolve():
        remedy = _("choose another place")
        raise UsageError(_("the copy must not replace the draft"), where=str(output), remedy=remedy)
    scanner = Scanner.from_policy(the_policy(policy_path, str(draft)))
    try:
        data = draft.read_bytes()
    except OSError:
        raise UsageError(_("the file cannot be read"), where=str(draft), remedy=_("check the path")) from None
    scan = scanner.scan_bytes(data, name=draft.name)
    replace_file(output, annotate(data, scan))
    click.echo(str(output))
    click.echo("  " + _("{n} findings").format(n=len(scan.findings)))
