"""Gather what a verification needs from files on disk."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.errors import DataError, UsageError
from review.gate.diskstore import DiskTree
from review.gate.judge import Copies
from review.i18n import _
from review.policy import POLICY_NAME, find_policy, read_policy
from review.sheet.facts import read_facts
from review.signoff.case import SHEET_SUFFIX, SIGNOFF_SUFFIX, Case
from review.signoff.keys import load_signers
from review.signoff.refusals import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from review.policy import Policy
    from review.signoff.keys import SignerKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A reviewed document with what stands beside it: the case to verify, and its sign-offs.

    Attributes:
        document: the draft that was reviewed.
        data: the bytes of what is to go out, the draft or its redacted copy.
        sheet: the bytes of the sheet.
    """

    document: Path
    case: Case
    bundle: bytes
    data: bytes
    sheet: bytes

    @property
    def bundle_path(self) -> Path:
        """The file of sign-offs."""
        return _beside(self.document, SIGNOFF_SUFFIX)


def document_path(given: Path) -> Path:
    """The document, given its path or that of its sheet or sign-offs."""
    for suffix in (SHEET_SUFFIX, SIGNOFF_SUFFIX):
        if given.name.endswith(suffix) and given.name != suffix:
            return given.with_name(given.name.removesuffix(suffix))
    return given


def the_rules(given: Path | None, near: Path) -> tuple[Policy, tuple[SignerKey, ...]]:
    """Policy and keys: the file given, else the nearest ``review.yaml`` around ``near``.

    Raises:
        Refusal: policy_missing; signing and the gate never go by a default.
        UsageError, DataError: a file cannot be read, or is not as it must be.
    """
    path = given or find_policy(near if near.is_dir() else near.parent)
    if path is None:
        raise Refusal("policy_missing", where=POLICY_NAME, ref=str(near.resolve().parent))
    policy = read_policy(path)
    keys = policy.beside(policy.allowed_signers)
    return policy, load_signers(read(keys, _("run review init, or ask whoever keeps it")), str(keys))


def read(path: Path, remedy: str) -> bytes:
    """A file's bytes.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError(_("the file cannot be read"), where=str(path), remedy=remedy) from None


def gather(given: Path, policy_path: Path | None) -> Decided:
    """Everything about one document on disk; for a redacted copy, what stands beside its draft.

    Raises:
        Refusal: the sheet or the policy is missing, or the sheet is not as it must be.
        UsageError, DataError: another file cannot be read, or is not as it must be.
    """
    going_out = document_path(given)
    data = read(going_out, _("check the path"))
    sha256 = hashlib.sha256(data).hexdigest()
    policy, signers = the_rules(policy_path, going_out)
    document = (
        going_out if _beside(going_out, SHEET_SUFFIX).is_file() else _draft_of(going_out, sha256, policy)
    )
    path = _beside(document, SHEET_SUFFIX)
    sheet = read(path, _("check its rights"))
    try:
        facts = read_facts(sheet, str(path))
    except DataError as error:
        raise Refusal("sheet_unreadable", detail=str(error)) from None
    case = Case(
        name=going_out.name, sha256=sha256, sheet_sha256=hashlib.sha256(sheet).hexdigest(),
        facts=facts, policy=policy, signers=signers, now=dt.datetime.now(dt.UTC),
        reviewed=str(document),
    )  # fmt: skip
    bundle = _beside(document, SIGNOFF_SUFFIX)
    signed = bundle.read_bytes() if bundle.is_file() else b""
    return Decided(document=document, case=case, bundle=signed, data=data, sheet=sheet)


def must_list_all(decided: Decided, *, reviewed: bool) -> None:
    """Scan again, if the policy says so: a sheet that lists less than is found is not to be signed.

    ``reviewed`` says that what is to be redacted may still stand in the document: it is the draft.

    Raises:
        Refusal: not_in_sheet.
    """
    case = decided.case
    if not case.policy.rescan:
        return
    from review.gate.rescan import comparer

    unlisted = comparer(case.policy, reviewed=reviewed)(case.name, decided.data, decided.sheet)
    if unlisted:
        raise Refusal("not_in_sheet", name=case.shown_name, items=", ".join(unlisted))


def _beside(document: Path, suffix: str) -> Path:
    return document.with_name(document.name + suffix)


def _draft_of(copy: Path, sha256: str, policy: Policy) -> Path:
    """The draft under the policy's folder whose sheet names this file as its redacted copy."""
    top = policy.beside("")
    copies = Copies(DiskTree(top), read_facts)
    draft = copies.draft_of(sha256)
    if draft is not None:
        return top / draft
    other = copies.draft_named(copy.name)
    if other is not None:
        raise Refusal("copy_changed", where=str(copy), name=str(copy), draft=str(top / other))
    raise Refusal("sheet_missing", where=str(copy), name=str(copy))
