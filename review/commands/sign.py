"""``review sign``: put your signature, in your role, under a decided sheet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.commands.beside import gather, must_list_all
from review.commands.one_file import KEY, POLICY, SHEET, OneFileCommand
from review.commands.paths import shown, typed
from review.errors import ReviewError
from review.i18n import _
from review.signoff.case import SHEET_SUFFIX, holders_of, role_name, who
from review.signoff.sshkeygen import public_key_of, sign

if TYPE_CHECKING:
    from review.commands.beside import Decided
    from review.signoff.signing import Turn


@click.command(
    "sign",
    cls=OneFileCommand,
    help=_(
        "Sign a decided sheet in your role, with your SSH key.\n\n"
        "The signature covers the document, the sheet and the policy exactly as they are: "
        "whoever changes one of them needs new signatures.\n\n"
        "Exit codes: 0 signed, 12 refused, 1 the program failed, 2 wrong usage."
    ),
)
@click.argument("sheet", type=SHEET, metavar="SHEET")
@click.option(
    "--as", "role", required=True, metavar="ROLE", help=_("the role of review.yaml in which you sign")
)
@click.option("--key", "key", required=True, type=KEY, metavar="FILE",
              help=_("your SSH key; the .pub file if an agent or a hardware key holds it"))  # fmt: skip
@click.option("--policy", "policy_path", type=POLICY, help=_("use this review.yaml"))
def command(sheet: Path, *, role: str, key: Path, policy_path: Path | None) -> int:  # noqa: D103 - its help stands above
    from review.signoff.signing import prepare, sign_off

    decided = gather(sheet, policy_path)
    public_key = public_key_of(key)
    turn = prepare(decided.case, decided.bundle, role, public_key)
    must_list_all(decided, reviewed=decided.case.name == decided.document.name)
    if turn.stale is not None:
        click.echo(_("Earlier signatures do not count any more: {why}").format(why=turn.stale.what))
    line = sign_off(turn, public_key, lambda message: sign(message, key))
    _append(decided.bundle_path, decided.bundle, line)
    _say(decided, turn)
    return 0


def _append(path: Path, before: bytes, line: bytes) -> None:
    """Add one line; what stands there stays.

    Raises:
        ReviewError: somebody else signed meanwhile, or the file cannot be written.
    """
    try:
        with path.open("ab+") as file:
            file.seek(0)
            if file.read() != before:
                raise ReviewError(
                    _("somebody signed meanwhile"), where=str(path), remedy=_("run review sign again")
                )
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise ReviewError(
            _("the sign-off cannot be written"), where=str(path), remedy=_("check the rights of the folder")
        ) from None


def _say(decided: Decided, turn: Turn) -> None:
    case, signoff = decided.case, turn.signoff
    done = _("Signed: {name} by {signer} as {role}").format(
        name=shown(case.facts.document_name),
        signer=who(case.policy, signoff.signer),
        role=role_name(signoff.role),
    )
    click.echo(done)
    if not turn.following:
        click.echo(
            _("Every stage has signed. Check: review gate {name}").format(name=typed(_out(decided, turn)))
        )
        return
    role = turn.following[0]
    sheet = typed(f"{decided.document}{SHEET_SUFFIX}")
    click.echo(
        _("Next: {role}: {holders}").format(role=role_name(role), holders=_holders(decided, turn, role))
    )
    click.echo("  " + _("review sign {sheet} --as {role} --key FILE").format(sheet=sheet, role=role))


def _out(decided: Decided, turn: Turn) -> Path:
    """What goes out: the draft, or its copy, which mostly lies beside it."""
    name = turn.signoff.released_name
    beside = decided.document.with_name(name) if name else decided.document
    return beside if beside.is_file() else Path(name)


def _holders(decided: Decided, turn: Turn, role: str) -> str:
    """Who may sign next; those who signed in this round are left out."""
    from review.signoff.verify import current_round

    round_so_far = current_round(decided.case, decided.bundle_path.read_bytes())
    signers = [v.signoff.signer for v in round_so_far]
    people = (decided.case.policy.person(signer) for signer in (*signers, turn.signoff.signer))
    return holders_of(decided.case, role, tuple(p for p in people if p))
