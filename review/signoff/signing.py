"""Sign off: see whether this person may sign now, and write the envelope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.signoff.dsse import Envelope, dump_envelope, pae
from review.signoff.keys import why_none
from review.signoff.refusals import Refusal
from review.signoff.sshsig import NAMESPACE, fingerprint
from review.signoff.statement import SignOff, dump_statement
from review.signoff.verify import (
    Candidate,
    check_review,
    check_round,
    check_signer,
    check_turn,
    current_round,
    verify_bundle,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.signoff.case import Case
    from review.signoff.verify import Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A sign-off ready to be signed.

    Attributes:
        stale: why earlier sign-offs do not count any more, so that a new round begins.
        following: roles that must sign afterwards.
    """

    signoff: SignOff
    following: tuple[str, ...]
    stale: Refusal | None = None


def prepare(case: Case, bundle: bytes, role: str, public_key: bytes) -> Turn:
    """What the owner of ``public_key`` would sign as ``role``.

    Raises:
        Refusal: the sheet is not ready, the file of sign-offs was tampered with, or it is not their turn.
    """
    check_review(case)
    signed = current_round(case, bundle)
    stale = _stale(case, signed)
    counted = () if stale else signed
    if len(counted) == len(case.stages):
        raise Refusal("already_complete", name=case.shown_name)
    signer = _principal(case, public_key, role)
    signoff = _statement(case, bundle, len(counted) + 1, role, signer)
    person = check_signer(case, signoff, public_key)
    before = tuple(p for p in (case.policy.person(v.signoff.signer) for v in counted) if p)
    check_turn(case, Candidate(role=role, signer=signer, person=person), before)
    return Turn(signoff=signoff, following=case.stages[len(counted) + 1 :], stale=stale)


def _stale(case: Case, signed: tuple[Verified, ...]) -> Refusal | None:
    """Why the round does not count any more; its signatures were verified before."""
    try:
        check_round(case, signed)
    except Refusal as refusal:
        return refusal
    return None


def _principal(case: Case, public_key: bytes, role: str) -> str:
    """Under which name the key signs: one whose person holds the role, if there is one."""
    names = [
        name
        for line in case.signers
        if line.public_key == public_key and NAMESPACE in line.namespaces
        for name in line.principals
    ]
    for name in names:
        person = case.policy.person(name)
        if person is not None and role in person.roles:
            return name
    if not names:
        raise Refusal(why_none(case.signers, public_key), signer=fingerprint(public_key))
    return names[0]


def _statement(case: Case, bundle: bytes, stage: int, role: str, signer: str) -> SignOff:
    facts = case.facts
    now = case.now.astimezone(dt.UTC).replace(microsecond=0)
    earlier = verify_bundle(bundle, case.bundle_name)
    return SignOff(
        stage=stage, role=role, signer=signer, outcome=facts.outcome,
        document_name=facts.document_name, document_sha256=facts.document_sha256,
        sheet_name=case.sheet_name, sheet_sha256=case.sheet_sha256,
        released_name=facts.released_name, released_sha256=facts.released_sha256,
        policy_sha256=case.policy.sha256, signed_at=now,
        expires_at=now + dt.timedelta(days=case.policy.expires_days),
        previous=earlier[-1].digest if earlier else "",
    )  # fmt: skip


def sign_off(turn: Turn, public_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """The line to add to the sign-offs; ``sign`` makes an SSHSIG over a message.

    Raises:
        Refusal: the signature is not one that the gate would accept.
    """
    payload = dump_statement(turn.signoff)
    line = dump_envelope(Envelope(payload=payload, signature=sign(pae(payload)))) + b"\n"
    return _checked(line, payload, public_key)


def _checked(line: bytes, payload: bytes, public_key: bytes) -> bytes:
    """Read back what was made before anybody relies on it."""
    from review.signoff.dsse import load_bundle, verified_payload

    (envelope,) = load_bundle(line, "")
    if verified_payload(envelope) != (payload, public_key):
        raise Refusal("bad_signature")
    return line
