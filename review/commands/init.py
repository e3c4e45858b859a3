"""``review init``: set up a repository with policy, keys and hooks; nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

import click

from review import i18n
from review.commands.init_files import (
    HOOKS,
    SCOPES,
    Signer,
    attributes_text,
    hook_text,
    people_text,
    policy_text,
    signers_text,
)
from review.errors import ReviewError, UsageError
from review.gate.gitstore import hooks_folder, top_of
from review.i18n import _
from review.policy import JURISDICTIONS, POLICY_NAME, ROLES, SIGNERS_NAME, load_policy, read_policy
from review.signoff.keys import load_signers
from review.signoff.sshkeygen import public_key_of


@click.command(
    "init",
    help=_(
        "Set up a repository: review.yaml, allowed_signers, .gitattributes and the git hooks.\n\n"
        "Nothing that is there already is changed."
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path), default=".")
@click.option("--jurisdiction", type=click.Choice(list(JURISDICTIONS)), default="cn", show_default=True,
              help=_("whose law applies"))  # fmt: skip
@click.option("--scope", multiple=True, metavar="GLOB", help=_("files that are documents to be published"))
@click.option("--signer", "signers", nargs=4, multiple=True, metavar="NAME ROLE PRINCIPAL KEY.pub",
              help=_("somebody who signs; may be given several times"))  # fmt: skip
@click.option("--hooks/--no-hooks", default=True, show_default=True, help=_("write the git hooks"))
def command(  # noqa: D103 - its help stands above
    folder: Path,
    *,
    jurisdiction: str,
    scope: tuple[str, ...],
    signers: tuple[tuple[str, str, str, str], ...],
    hooks: bool,
) -> None:
    people = tuple(_signer(*words) for words in signers)
    patterns = scope or (SCOPES[i18n.language()],)
    policy = policy_text(jurisdiction, i18n.language(), patterns, people)
    keys = signers_text(people)
    load_policy(policy.encode())
    load_signers(keys.encode(), SIGNERS_NAME)
    top = _top(folder) if hooks else folder
    told = _("add these lines to it:")
    _write(top / POLICY_NAME, policy, missing=told if people else "", lines=people_text(people))
    _write(top / SIGNERS_NAME, keys, missing=told if people else "")
    _write(top / ".gitattributes", attributes_text(patterns), missing=_("add these lines to it:"))
    for name in HOOKS if hooks else ():
        _write(hooks_folder(top) / name, hook_text(name), missing=_("add these lines to it:"), mode=0o755)
    _say_next(people=_has_people(top / POLICY_NAME))


def _top(folder: Path) -> Path:
    """The top of the repository.

    Raises:
        UsageError: there is none, and hooks have nowhere to go.
    """
    try:
        return top_of(folder)
    except UsageError as error:
        remedy = _("run git init first; in a folder without git: review init --no-hooks")
        raise UsageError(error.what, where=error.where, remedy=remedy) from None


def _signer(name: str, role: str, principal: str, key: str) -> Signer:
    if role not in ROLES:
        raise UsageError(
            _("this role stands in no stage"),
            where=f"--signer {role}",
            remedy=_("use {}").format(", ".join(ROLES)),
        )
    if any(c.isspace() or c in ',"*?!#' for c in principal):
        raise UsageError(
            _("a principal is one word"), where=principal, remedy=_("take an e-mail address, for instance")
        )
    return Signer(name=name, role=role, principal=principal, public_key=public_key_of(Path(key)))


def _write(path: Path, text: str, *, missing: str = "", lines: str = "", mode: int = 0o644) -> None:
    """Write a file that is not there yet; else say what should stand in it, ``lines`` or all.

    Raises:
        ReviewError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        path.chmod(mode)
    except FileExistsError:
        click.echo(_("kept as it is: {path}").format(path=path))
        if missing and path.read_text(encoding="utf-8", errors="replace") != text:
            click.echo("  " + missing)
            click.echo("".join(f"    {line}\n" for line in (lines or text).splitlines()), nl=False)
        return
    except OSError:
        raise ReviewError(
            _("the file cannot be written"), where=str(path), remedy=_("check the rights of the folder")
        ) from None
    click.echo(_("written: {path}").format(path=path))


def _has_people(path: Path) -> bool:
    """Whether the policy that is there names somebody; one that cannot be read names nobody."""
    try:
        return bool(read_policy(path).people)
    except ReviewError:
        return False


def _say_next(*, people: bool) -> None:
    steps = [
        _("Look through review.yaml: scope, stages, people."),
        _("Commit these files on their own: git add {files} && git commit").format(
            files=f"{POLICY_NAME} {SIGNERS_NAME} .gitattributes"
        ),
        _("Protect the branch, so that review.yaml and allowed_signers change only with approval."),
        _("For each draft: review sheet DRAFT, review decide SHEET, review sign SHEET --as ROLE --key FILE"),
    ]
    if not people:
        steps.insert(1, _("Add people to review.yaml and their public keys to allowed_signers."))
    click.echo("\n" + _("What to do next:"))
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")
