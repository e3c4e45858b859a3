"""``review verify``: who signed a draft, and whether it may go out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from review.commands.beside import Decided, document_path, gather, must_list_all
from review.commands.one_file import MANY_SIGNED, POLICY, SIGNED, OneFileCommand
from review.commands.paths import shown
from review.errors import ExitCode
from review.i18n import _
from review.legible import legible
from review.signoff.case import outcome_name, role_name, who
from review.signoff.refusals import Refusal
from review.signoff.statement import utc

if TYPE_CHECKING:
    from pathlib import Path

    from review.policy import Policy
    from review.signoff.verify import Verified


@click.command(
    "verify",
    cls=OneFileCommand,
    many=MANY_SIGNED,
    help=_(
        "Show who signed a draft and whether the signatures hold.\n\n"
        "Exit codes: 0 it may go out, 12 it may not, 1 the program failed, 2 wrong usage."
    ),
)
@click.argument("draft", type=SIGNED, metavar="DRAFT")
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(draft: Path, *, policy_path: Path | None) -> int:  # noqa: D103 - its help stands above
    from review.signoff.verify import verify, verify_bundle

    decided = gather(draft, policy_path)
    case = decided.case
    click.echo(f"{shown(document_path(draft))}  sha256:{case.sha256}")
    click.echo(_("stages: {stages}").format(stages=" → ".join(map(role_name, case.stages))))
    for number, one in enumerate(verify_bundle(decided.bundle, case.bundle_name), 1):
        click.echo(_line(number, one, case.policy))
    try:
        verify(case, decided.bundle)
        must_list_all(decided, reviewed=False)
    except Refusal as refusal:
        click.echo(_("REFUSED") + f"  {refusal}")
        if refusal.code == "only_redacted":
            _tell_of_copy(decided)
        return ExitCode.REFUSED
    click.echo(_("MAY GO OUT"))
    return ExitCode.CLEAR


def _tell_of_copy(decided: Decided) -> None:
    """Whether the redacted copy that the sheet names may go out in the draft's place."""
    from review.signoff.verify import verify

    name, sha256 = decided.case.subject
    try:
        verify(replace(decided.case, name=name, sha256=sha256), decided.bundle)
    except Refusal as refusal:
        click.echo(_("REFUSED") + f"  {name}: {refusal}")
    else:
        click.echo(_("MAY GO OUT") + f"  {name}  sha256:{sha256}")


def _line(number: int, one: Verified, policy: Policy) -> str:
    signed = one.signoff
    return legible(
        f"{number}. {utc(signed.signed_at)}  {role_name(signed.role)}  {who(policy, signed.signer)}"
        f"  {outcome_name(signed.outcome)}  "
        + _("sheet {sheet}, until {until}").format(
            sheet=signed.sheet_sha256[:12], until=utc(signed.expires_at)[:10]
        )
    )
