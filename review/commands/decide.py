"""``review decide``: decide the findings of a sheet in the terminal, one after the other."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from review.commands.check import the_policy
from review.commands.decided import decided_sheet
from review.commands.next_step import next_step
from review.commands.one_file import POLICY, SHEET, OneFileCommand
from review.commands.paths import typed
from review.errors import UsageError
from review.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from review.sheet.record import Sheet


@click.command(
    "decide",
    cls=OneFileCommand,
    help=_(
        "Decide the findings and gaps of SHEET one after the other.\n\n"
        "Each is shown with its passage, read again from the draft and shown on this screen only. "
        "Every verdict is saved at once; stop with q and go on later."
    ),
)
@click.argument("sheet", type=SHEET)
@click.option("--decided-by", metavar="NAME", help=_("who decides; git's user.name if not given"))
@click.option("--all", "everything", is_flag=True, help=_("go through what is decided already, too"))
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(  # noqa: D103 - its help stands above
    sheet: Path, *, decided_by: str | None, everything: bool, policy_path: Path | None
) -> None:
    from review.commands.decide_walk import Terminal, Walk
    from review.sheet.file import draft_path, read_sheet, save_sheet, sheet_path

    path = sheet if sheet.name.endswith(".review.yaml") else sheet_path(sheet)
    before = read_sheet(path)
    draft = draft_path(path)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        remedy = _("run it in a terminal, or write the decisions into the sheet by hand")
        raise UsageError(_("deciding needs a terminal"), where=str(path), remedy=remedy)
    found = decided_sheet(draft, the_policy(policy_path, str(draft)))
    who = decided_by or _git_name() or click.prompt(_("your name"))
    walk = Walk(
        sheet=before, scan=found.scan, decided_by=who, now=_now, save=partial(save_sheet, path),
        terminal=Terminal(key=click.getchar, ask=_ask, show=click.echo),
    )  # fmt: skip
    try:
        after = walk.run(before.ids() if everything else before.undecided())
    except (KeyboardInterrupt, EOFError):
        after = walk.sheet
    _farewell(path, after)


def _git_name() -> str:
    try:
        done = subprocess.run(
            ["git", "config", "user.name"], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip()


def _ask(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False)
    return answer


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def _farewell(path: Path, sheet: Sheet) -> None:
    from review.signoff.case import outcome_name

    left = len(sheet.undecided())
    click.echo()
    if left:
        click.echo(
            _("{n} left to decide; go on with: review decide {sheet}").format(n=left, sheet=typed(path))
        )
        return
    outcome = outcome_name(sheet.outcome or "")
    click.echo(_("everything is decided; outcome: {outcome}").format(outcome=outcome))
    click.echo(next_step(sheet, path))
