"""May these files go out? One verdict for each document.

The gate knows three kinds of call: files on disk, what is staged, and a range of commits. For the last
two it reads what git stores. Policy and keys come from a commit that is not under check.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from review.errors import DataError
from review.policy import POLICY_NAME, SIGNERS_NAME, load_policy
from review.signoff.case import SHEET_SUFFIX, SIGNOFF_SUFFIX, Case
from review.signoff.keys import load_signers
from review.signoff.refusals import Refusal
from review.signoff.verify import verify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from review.policy import Policy
    from review.signoff.case import ReviewFacts
    from review.signoff.keys import SignerKey
    from review.signoff.statement import SignOff

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_REFUSED_KINDS = {"symlink": "symlink", "submodule": "submodule", "other": "not_a_file"}


_SET_UP = frozenset({
    POLICY_NAME, SIGNERS_NAME, ".gitattributes", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml",
})  # fmt: skip


class Tree(Protocol):
    """Where files are looked up: git or a folder."""

    def kind(self, path: str) -> str:
        """``file``, ``symlink``, ``submodule``, ``other`` or ``missing``."""

    def read(self, path: str) -> bytes:
        """The bytes of a file."""

    def ending_with(self, suffix: str) -> Iterable[str]:
        """Paths of all files whose name ends so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the gate goes by.

    Attributes:
        read_sheet: a sheet's bytes and file name to what the gate must know of it.
        compare: document name, document bytes and sheet bytes to the findings that a new scan finds and
            the sheet does not list; nothing when the gate does not scan again.
    """

    policy: Policy
    signers: tuple[SignerKey, ...]
    now: dt.datetime
    read_sheet: Callable[[bytes, str], ReviewFacts]
    compare: Callable[[str, bytes, bytes], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``refusal`` says why the file may not go out; without one it may."""

    path: str
    refusal: Refusal | None = None
    signoffs: tuple[SignOff, ...] = ()


def document_of(path: str) -> str:
    """The document to which a sheet or a file of sign-offs belongs; any other path is its own."""
    for suffix in (SHEET_SUFFIX, SIGNOFF_SUFFIX):
        if path.endswith(suffix) and path != suffix and not path.endswith("/" + suffix):
            return path.removesuffix(suffix)
    return path


def load_rules_from(tree: Tree, ref: str) -> tuple[Policy, tuple[SignerKey, ...]]:
    """Policy and keys as they stand in ``tree``.

    Raises:
        Refusal: policy_missing or keys_missing.
        DataError: one of them cannot be read.
    """
    if tree.kind(POLICY_NAME) != "file":
        raise Refusal("policy_missing", ref=ref)
    policy = load_policy(tree.read(POLICY_NAME), f"{ref}:{POLICY_NAME}")
    if tree.kind(policy.allowed_signers) != "file":
        raise Refusal("keys_missing", ref=ref, files=policy.allowed_signers)
    data = tree.read(policy.allowed_signers)
    return policy, load_signers(data, f"{ref}:{policy.allowed_signers}")


class Copies:
    """Drafts by the digest of their redacted copy; read when first asked, since most files have a sheet.

    NOTE: finding a draft here proves nothing; ``verify`` sees whether its sheet lets this very file out.
    """

    def __init__(self, tree: Tree, read_sheet: Callable[[bytes, str], ReviewFacts]) -> None:
        """Nothing is read yet."""
        self._tree, self._read_sheet = tree, read_sheet

    def draft_of(self, sha256: str) -> str | None:
        """The draft whose sheet names a copy with this digest."""
        return self._by_digest.get(sha256)

    def draft_named(self, name: str) -> str | None:
        """A draft whose sheet names a copy of this name, whatever is in it."""
        return self._by_name.get(name)

    def of(self, draft: str) -> str | None:
        """The copy that goes out by the sheet of a draft, and by no other sheet."""
        path = draft + SHEET_SUFFIX
        if self._tree.kind(path) != "file":
            return None
        with suppress(DataError, Refusal):
            facts = self._read_sheet(self._tree.read(path), path)
            if facts.released_sha256 and self.draft_of(facts.released_sha256) == draft:
                return next(
                    (c for c in self._tree.ending_with(facts.released_name) if self._is(c, facts)), None
                )
        return None

    def _is(self, path: str, facts: ReviewFacts) -> bool:
        tree = self._tree
        return (
            path.rpartition("/")[2] == facts.released_name
            and (tree.kind(path), tree.kind(path + SHEET_SUFFIX)) == ("file", "missing")
            and hashlib.sha256(tree.read(path)).hexdigest() == facts.released_sha256
        )

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        return {facts.released_sha256: draft for facts, draft in self._releases}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {facts.released_name: draft for facts, draft in self._releases}

    @cached_property
    def _releases(self) -> list[tuple[ReviewFacts, str]]:
        """What sheets say that name a copy, and their drafts; a sheet that cannot be read names none."""
        found = []
        for sheet in self._tree.ending_with(SHEET_SUFFIX):
            with suppress(DataError, Refusal):
                facts = self._read_sheet(_read(self._tree, sheet), sheet)
                if facts.released_sha256:
                    found.append((facts, document_of(sheet)))
        return found


def judge(tree: Tree, path: str, rules: Rules, copies: Copies | None = None) -> Verdict:
    """Whether the file at ``path`` may go out. Everything that is not a clear yes is a refusal."""
    try:
        return Verdict(
            path=path, signoffs=_judged(tree, path, rules, copies or Copies(tree, rules.read_sheet))
        )
    except Refusal as refusal:
        return Verdict(path=path, refusal=refusal)


def judge_all(tree: Tree, paths: Iterable[str], rules: Rules) -> tuple[Verdict, ...]:
    """A verdict for each path, in order."""
    copies = Copies(tree, rules.read_sheet)
    return tuple(judge(tree, path, rules, copies) for path in paths)


def _judged(tree: Tree, path: str, rules: Rules, copies: Copies) -> tuple[SignOff, ...]:
    name = path.rpartition("/")[2]
    data = _read(tree, path)
    if data.startswith(LFS_POINTER):
        raise Refusal("lfs_pointer")
    sha256 = hashlib.sha256(data).hexdigest()
    reviewed = path if tree.kind(path + SHEET_SUFFIX) != "missing" else copies.draft_of(sha256)
    if reviewed is None:
        raise _unreviewed(path, copies.draft_named(name))
    sheet = _read(tree, reviewed + SHEET_SUFFIX)
    case = Case(
        name=name, sha256=sha256, sheet_sha256=hashlib.sha256(sheet).hexdigest(),
        facts=_facts(sheet, reviewed.rpartition("/")[2], rules),
        policy=rules.policy, signers=rules.signers, now=rules.now, reviewed=reviewed,
    )  # fmt: skip
    bundle = reviewed + SIGNOFF_SUFFIX
    signoffs = verify(case, b"" if tree.kind(bundle) == "missing" else _read(tree, bundle))
    _compare(case, data, sheet, rules)
    return signoffs


def _unreviewed(path: str, draft: str | None) -> Refusal:
    """Why a file has no sheet: it was changed after it was made of a draft, or nobody wrote one."""
    if document_of(path) != path:
        return Refusal("without_document", name=path)
    return Refusal("copy_changed", name=path, draft=draft) if draft else Refusal("sheet_missing", name=path)


def _read(tree: Tree, path: str) -> bytes:
    kind = tree.kind(path)
    if kind != "file":
        raise Refusal(_REFUSED_KINDS.get(kind, "not_a_file"))
    return tree.read(path)


def _facts(sheet: bytes, name: str, rules: Rules) -> ReviewFacts:
    try:
        return rules.read_sheet(sheet, name + SHEET_SUFFIX)
    except DataError as error:
        raise Refusal("sheet_unreadable", detail=str(error)) from None


def _compare(case: Case, data: bytes, sheet: bytes, rules: Rules) -> None:
    """Scan once more: what a hand took out of the sheet is missed here."""
    unlisted = rules.compare(case.name, data, sheet) if rules.compare else ()
    if unlisted:
        raise Refusal("not_in_sheet", name=case.shown_name, items=", ".join(unlisted))


def documents_in(
    changed: Iterable[str], tree: Tree, policy: Policy, copies: Copies | None = None
) -> tuple[str, ...]:
    """The documents in scope that a change touches, by themselves or by what stands beside them.

    A sheet or file of sign-offs whose document is not there belongs to the redacted copy that goes out by
    it; without one it is itself taken for a document, so that nothing slips out under such a name. What was
    deleted does not go out.
    """
    found = set()
    for path in changed:
        document = document_of(path)
        if tree.kind(document) == "missing":
            copy = copies.of(document) if copies else None
            document = copy if copy and _in_scope(copy, "file", policy) else path
        if _in_scope(document, tree.kind(document), policy):
            found.add(document)
    return tuple(sorted(found))


def _in_scope(path: str, kind: str, policy: Policy) -> bool:
    """A link or submodule may lead to a whole folder, so it is in scope if something below it would be.

    The policy's own files are no documents, else a scope of ``**`` could never be changed again.
    """
    if kind == "missing" or guarded_files(policy, (path,)):
        return False
    return policy.scope.covers(path) or (kind != "file" and policy.scope.may_cover_below(path))


def guarded_files(policy: Policy, changed: Iterable[str]) -> tuple[str, ...]:
    """Changed files that decide what may go out: policy, keys, own lexicons and model."""
    guarded = (POLICY_NAME, policy.allowed_signers, *policy.lexicons, *filter(None, [policy.model]))
    return tuple(p for p in changed if any(p == g or p.startswith(g + "/") for g in guarded))


def judge_change(
    changed: tuple[str, ...], tree: Tree, rules: Rules, guarded: tuple[str, ...] = ()
) -> tuple[Verdict, ...]:
    """A verdict for each document in scope that a change touches; ``tree`` is how things stand after it.

    ``guarded`` are files of the policy that the change makes other than they are where it was read from.
    """
    documents = documents_in(changed, tree, rules.policy, Copies(tree, rules.read_sheet))
    if guarded:
        refusal = Refusal("policy_in_same_change", files=", ".join(guarded))
        return tuple(Verdict(path=path, refusal=refusal) for path in documents)
    return judge_all(tree, documents, rules)


def only_sets_up(changed: Iterable[str]) -> bool:
    """Whether a change holds nothing but the files that ``review init`` writes and CI settings."""
    return all(path in _SET_UP or path.startswith((".github/", ".gitlab/")) for path in changed)
