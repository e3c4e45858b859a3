"""``review gate``: let documents out only with a valid sign-off."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.commands.beside import the_rules
from review.commands.one_file import POLICY
from review.commands.paths import missing
from review.errors import ExitCode, UsageError
from review.gate.diskstore import DiskTree
from review.gate.gitstore import (
    INDEX,
    NOTHING,
    GitTree,
    changed_paths,
    commit_of,
    head_of,
    merge_base,
    top_of,
)
from review.gate.judge import (
    Copies,
    Rules,
    Verdict,
    document_of,
    documents_in,
    guarded_files,
    judge_all,
    judge_change,
    load_rules_from,
    only_sets_up,
)
from review.i18n import _
from review.legible import legible
from review.policy import POLICY_NAME
from review.sheet.facts import read_facts
from review.signoff.case import who
from review.signoff.refusals import Refusal

if TYPE_CHECKING:
    from review.policy import Policy
    from review.signoff.keys import SignerKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A change in git: from ``old`` to ``new``, judged by the policy at ``rules``."""

    top: Path
    old: str
    new: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdicts, and the policy by which they were given; none where there is none."""

    verdicts: tuple[Verdict, ...]
    policy: Policy | None = None

    def who(self, principal: str) -> str:
        """Whose key it is."""
        return who(self.policy, principal) if self.policy else principal


@click.command(
    "gate",
    help=_(
        "Let documents out only with a valid sign-off.\n\n"
        "With --staged or --range it reads what git stores, and policy and keys from the commit before "
        "the change (or --policy-ref). With PATH it checks files on disk.\n\n"
        "Exit codes: 0 all may go out, 12 refused, 1 the program failed, 2 wrong usage."
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH…]")
@click.option("--staged", is_flag=True, help=_("check what the next commit would hold"))
@click.option("--range", "span", metavar="A..B", help=_("check what changes between two commits"))
@click.option("--policy-ref", metavar="REF", help=_("read policy and keys from this commit"))
@click.option(
    "--policy",
    "policy_path",
    type=POLICY,
    help=_("use this review.yaml (files on disk only)"),
)
@click.option("--rescan", is_flag=True, help=_("scan again even if the policy does not ask for it"))
@click.option("--quiet", "-q", is_flag=True, help=_("show refusals only"))
def command(  # noqa: D103 - its help stands above
    paths: tuple[Path, ...],
    *,
    staged: bool,
    span: str | None,
    policy_ref: str | None,
    policy_path: Path | None,
    rescan: bool,
    quiet: bool,
) -> int:
    _check_usage(paths, staged=staged, span=span, policy_ref=policy_ref, policy_path=policy_path)
    if paths:
        judged = _on_disk(paths, policy_path, rescan=rescan)
    else:
        judged = _in_git(_span(Path.cwd(), span, policy_ref), rescan=rescan)
    return _report(judged, quiet=quiet)


def _check_usage(
    paths: tuple[Path, ...],
    *,
    staged: bool,
    span: str | None,
    policy_ref: str | None,
    policy_path: Path | None,
) -> None:
    if sum(map(bool, (paths, staged, span))) != 1:
        raise UsageError(
            _("say what to check"), remedy=_("name files, or --staged, or --range A..B: one of the three")
        )
    if (paths and policy_ref) or (policy_path and not paths):
        raise UsageError(
            _("this option does not fit"), remedy=_("--policy goes with files, --policy-ref with git")
        )


def _span(folder: Path, given: str | None, policy_ref: str | None) -> Span:
    top = top_of(folder)
    if given is None:
        old, new = head_of(top), INDEX
    else:
        old, new = _ends(top, given)
    return Span(top=top, old=old, new=new, rules=commit_of(top, policy_ref) if policy_ref else old)


def _ends(top: Path, given: str) -> tuple[str, str]:
    """``A..B`` as it stands; ``A...B`` from where the two parted; nothing after the dots is HEAD."""
    one, dots, other = given.partition("...") if "..." in given else given.partition("..")
    if not dots or not one:
        raise UsageError(_("this is no range"), where=given, remedy=_("write it as A..B"))
    old, new = commit_of(top, one), commit_of(top, other or "HEAD")
    return (merge_base(top, old, new) if dots == "..." else old), new


def _in_git(span: Span, *, rescan: bool) -> Judged:
    with ExitStack() as stack:
        old, new = (stack.enter_context(GitTree(span.top, ref)) for ref in (span.old, span.new))
        base = old if span.rules == span.old else stack.enter_context(GitTree(span.top, span.rules))
        changed = changed_paths(old, new)
        try:
            policy, signers = load_rules_from(base, _named(span.rules))
        except Refusal as refusal:
            if only_sets_up(changed):
                return Judged(verdicts=())
            return Judged(verdicts=(Verdict(path=POLICY_NAME, refusal=refusal),))
        moved = set(changed_paths(base, new))
        guarded = guarded_files(policy, (path for path in changed if path in moved))
        verdicts = judge_change(changed, new, _rules(policy, signers, span.top, rescan=rescan), guarded)
        return Judged(verdicts=verdicts, policy=policy)


def _named(ref: str) -> str:
    return _("the commit before the first") if ref == NOTHING else ref[:12]


def _rules(policy: Policy, signers: tuple[SignerKey, ...], top: Path, *, rescan: bool) -> Rules:
    compare = None
    if rescan or policy.rescan:
        from review.gate.rescan import comparer

        compare = comparer(policy if policy.folder else replace(policy, folder=top))
    return Rules(
        policy=policy, signers=signers, now=dt.datetime.now(dt.UTC), read_sheet=read_facts, compare=compare
    )


def _on_disk(paths: tuple[Path, ...], policy_path: Path | None, *, rescan: bool) -> Judged:
    """Files that are named are checked whether in scope or not; folders only as far as in scope."""
    policy, signers = the_rules(policy_path, paths[0])
    top = policy.beside("").resolve()
    tree = DiskTree(top)
    copies = Copies(tree, read_facts)
    found: dict[str, None] = {}
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            found |= dict.fromkeys(documents_in(tree.walk(path.resolve()), tree, policy, copies))
        else:
            found[document_of(_inside(path, top))] = None
    verdicts = judge_all(tree, found, _rules(policy, signers, top, rescan=rescan))
    return Judged(verdicts=verdicts, policy=policy)


def _inside(path: Path, top: Path) -> str:
    """The path from the folder of the policy; a link is not followed."""
    place = path.parent.resolve() / path.name
    if not path.is_symlink() and not path.exists():
        raise missing(str(path))
    if not place.is_relative_to(top):
        remedy = _("run it from there, or name the policy with --policy")
        raise UsageError(_("the file lies outside the folder of the policy"), where=str(path), remedy=remedy)
    return place.relative_to(top).as_posix()


def _report(judged: Judged, *, quiet: bool) -> int:
    verdicts = judged.verdicts
    refused = [v for v in verdicts if v.refusal]
    for verdict in verdicts:
        if verdict.refusal:
            click.echo(_("REFUSED") + f"  {legible(verdict.path)}: {verdict.refusal}")
        elif not quiet:
            signed = ", ".join(f"{s.role} {judged.who(s.signer)}" for s in verdict.signoffs)
            click.echo(legible(_("may go out") + f"  {verdict.path}  ({signed})"))
    if refused:
        click.echo(_("{refused} of {total} may not go out").format(refused=len(refused), total=len(verdicts)))
        return ExitCode.REFUSED
    if not verdicts and not quiet:
        click.echo(_("no document in scope is touched"))
    return ExitCode.CLEAR
