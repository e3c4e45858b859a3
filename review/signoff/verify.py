"""Verify what people signed under a document and its sheet, in numbered steps.

Every step can only refuse. A document passes when no step does ("deny unless").

The review itself (``check_review``, ``check_outcome``):

1. The sheet is of this very document: digest and file name.
2. Nothing is left undecided or decided in time to come, and the document has an outcome.
3. The author is named.
4. The outcome lets the document out; with a redacted outcome, only the copy that the sheet names.

The file of sign-offs (``verify_bundle``):

5. Every line is an envelope in its one spelling.
6. Every signature fits its payload, in our namespace, with an algorithm that is accepted. From here on
   only payloads that were verified are read.
7. Every sign-off names the digest of the one before. The file only grows; when something changed, all
   stages sign again below. The last sign-off of stage 1 begins the round that counts.

Every sign-off of that round (``_check_signer``, ``_check_content``, ``_check_time``, ``_check_order``):

8. The key stands in ``allowed_signers`` for its principal and our namespace, within its dates.
9. The principal is a person of the policy, and the key is nobody else's, not compromised, not retired.
10. It was signed over this policy, document, file name, sheet and outcome.
11. It was signed neither in the future nor before its predecessor, and has not expired.
12. Its role is the one whose turn it was; the person holds it, is not the author, and did not sign before.

The whole (``verify``):

13. Every stage that the gravest finding asks for has signed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from review.signoff.case import PUBLISH_REDACTED, holders_of, outcome_name, role_name, who
from review.signoff.dsse import Envelope, envelope_digest, load_bundle, verified_payload
from review.signoff.keys import keys_of, why_none
from review.signoff.refusals import Refusal
from review.signoff.statement import SignOff, day, load_statement

if TYPE_CHECKING:
    from review.policy import Person
    from review.signoff.case import Case
    from review.signoff.keys import SignerKey

CLOCK_SKEW = dt.timedelta(minutes=5)
_FEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sign-off whose signature was verified, with its key."""

    signoff: SignOff
    public_key: bytes
    digest: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who signs, or wants to."""

    role: str
    signer: str
    person: Person
    where: str = ""


def verify(case: Case, bundle: bytes) -> tuple[SignOff, ...]:
    """The sign-offs of the round that counts, when the document may go out (steps 1 to 13).

    Raises:
        Refusal: the first step that refuses.
    """
    check_review(case)
    check_outcome(case)
    signed = current_round(case, bundle)
    check_round(case, signed)
    check_complete(case, signed)
    return tuple(v.signoff for v in signed)


def check_review(case: Case) -> None:
    """Steps 1 to 3: a sheet that fails here is not ready to be signed.

    Raises:
        Refusal: sheet_of_another, undecided, decided_in_future, no_outcome, author_missing or
            no_redacted_copy.
    """
    facts = case.facts
    fits = (facts.document_name, facts.document_sha256) == (case.name, case.sha256)
    if not fits and facts.outcome != PUBLISH_REDACTED:
        raise Refusal("sheet_of_another", name=case.shown_name)
    if facts.undecided:
        few = facts.undecided[:_FEW]
        items = ", ".join(few) + (" …" if len(few) < len(facts.undecided) else "")
        raise Refusal("undecided", count=str(len(facts.undecided)), items=items, sheet=case.shown_sheet)
    if facts.decided_last is not None and facts.decided_last[1] > case.now + CLOCK_SKEW:
        raise Refusal("decided_in_future", item=facts.decided_last[0], sheet=case.shown_sheet)
    if not facts.outcome:
        raise Refusal("no_outcome", sheet=case.shown_sheet)
    if not facts.author.strip():
        raise Refusal("author_missing", name=case.shown_name)
    if facts.outcome == PUBLISH_REDACTED and not facts.released_sha256:
        raise Refusal("no_redacted_copy", name=case.shown_name)


def check_outcome(case: Case) -> None:
    """Step 4.

    Raises:
        Refusal: not_releasable or only_redacted.
    """
    if case.facts.outcome not in case.policy.releasable:
        raise Refusal("not_releasable", outcome=outcome_name(case.facts.outcome))
    if case.subject != (case.name, case.sha256):
        raise Refusal("only_redacted", copy=case.facts.released_name)


def verify_bundle(bundle: bytes, where: str) -> tuple[Verified, ...]:
    """Every sign-off of the file, old rounds too (steps 5 to 7).

    Raises:
        Refusal: signoffs_unreadable, chain_broken, or as ``verify_signature``.
    """
    verified: list[Verified] = []
    for envelope in load_bundle(bundle, where):
        verified.append(_verify_one(envelope))
        if verified[-1].signoff.previous != (verified[-2].digest if len(verified) > 1 else ""):
            raise Refusal("chain_broken", where=envelope.where)
    return tuple(verified)


def _verify_one(envelope: Envelope) -> Verified:
    payload, public_key = verified_payload(envelope)
    return Verified(
        signoff=load_statement(payload, envelope.where), public_key=public_key,
        digest=envelope_digest(envelope), where=envelope.where,
    )  # fmt: skip


def current_round(case: Case, bundle: bytes) -> tuple[Verified, ...]:
    """The sign-offs from the last one of stage 1 on.

    Raises:
        Refusal: as ``verify_bundle``, or chain_broken when no stage 1 stands there.
    """
    verified = verify_bundle(bundle, case.bundle_name)
    starts = [i for i, v in enumerate(verified) if v.signoff.stage == 1]
    if verified and not starts:
        raise Refusal("chain_broken", where=verified[0].where)
    return verified[starts[-1] :] if starts else ()


def check_round(case: Case, signed: tuple[Verified, ...]) -> None:
    """Steps 8 to 12 for each sign-off.

    Raises:
        Refusal: the first that does not hold.
    """
    people: list[Person] = []
    before = dt.datetime.min.replace(tzinfo=dt.UTC) + CLOCK_SKEW
    for place, one in enumerate(signed):
        person = check_signer(case, one.signoff, one.public_key, one.where)
        _check_content(case, one)
        _check_time(case, one, before)
        candidate = Candidate(
            role=one.signoff.role, signer=one.signoff.signer, person=person, where=one.where
        )
        check_turn(case, candidate, tuple(people))
        if one.signoff.stage != place + 1:
            raise Refusal("chain_broken", where=one.where)
        people.append(person)
        before = one.signoff.signed_at


def check_signer(case: Case, signoff: SignOff, public_key: bytes, where: str = "") -> Person:
    """Steps 8 and 9: the person who signed.

    Raises:
        Refusal: unknown_key, key_for_other_use, key_not_yet_valid, key_expired, unknown_person, key_shared,
            key_compromised or key_retired.
    """
    signer, moment = signoff.signer, signoff.signed_at
    lines = keys_of(case.signers, public_key, signer)
    if not lines:
        raise Refusal(why_none(case.signers, public_key), where=where, signer=signer)
    person = case.policy.person(signer)
    if person is None:
        raise Refusal("unknown_person", where=where, signer=signer)
    _check_key(case, signoff, public_key, person, where)
    if all(line.valid_after is not None and moment < line.valid_after for line in lines):
        raise Refusal("key_not_yet_valid", where=where, signer=who(case.policy, signer), date=day(moment))
    if not any(_within(line, moment) for line in lines):
        raise Refusal("key_expired", where=where, signer=who(case.policy, signer), date=day(moment))
    return person


def _check_key(case: Case, signoff: SignOff, public_key: bytes, person: Person, where: str) -> None:
    """Step 9 for the key itself, under whatever names it is listed: a stolen key is stolen by every name."""
    names = {name for line in case.signers if line.public_key == public_key for name in line.principals}
    owners = {owner.name for owner in map(case.policy.person, names) if owner}
    keys = [key for name in names for key in [person.key(name)] if key]
    signer, date = who(case.policy, signoff.signer), day(signoff.signed_at)
    if owners != {person.name}:
        raise Refusal("key_shared", where=where, signer=signer, holders=", ".join(sorted(owners)))
    if any(key.compromised for key in keys):
        raise Refusal("key_compromised", where=where, signer=signer)
    if any(key.retired and date > key.retired.isoformat() for key in keys):
        raise Refusal("key_retired", where=where, signer=signer, date=date)


def _within(line: SignerKey, moment: dt.datetime) -> bool:
    begun = line.valid_after is None or line.valid_after <= moment
    return begun and (line.valid_before is None or moment <= line.valid_before)


def _check_content(case: Case, one: Verified) -> None:
    """Step 10, the gravest change first."""
    signed, facts = one.signoff, case.facts
    released = (signed.released_name, signed.released_sha256)
    same = {
        "document_changed": signed.document_sha256 == facts.document_sha256,
        "document_renamed": (signed.document_name, signed.sheet_name)
        == (facts.document_name, case.sheet_name),
        "sheet_changed": signed.sheet_sha256 == case.sheet_sha256,
        "policy_changed": signed.policy_sha256 == case.policy.sha256 != "",
        "outcome_differs": signed.outcome == facts.outcome,
        "only_redacted": released == (facts.released_name, facts.released_sha256),
    }
    for code, holds in same.items():
        if not holds:
            raise Refusal(
                code,
                where=one.where,
                signer=who(case.policy, signed.signer),
                name=case.shown_name,
                copy=facts.released_name,
            )


def _check_time(case: Case, one: Verified, before: dt.datetime) -> None:
    """Step 11. The time is the signer's own word; it is held against the predecessor and the clock."""
    signed = one.signoff
    if signed.signed_at > case.now + CLOCK_SKEW or signed.signed_at < before - CLOCK_SKEW:
        raise Refusal("signed_in_future", where=one.where, signer=who(case.policy, signed.signer))
    latest = signed.signed_at + dt.timedelta(days=case.policy.expires_days)
    if signed.expires_at > latest:
        raise Refusal("expires_too_late", where=one.where, signer=who(case.policy, signed.signer))
    if case.now >= signed.expires_at:
        raise Refusal(
            "expired", where=one.where, signer=who(case.policy, signed.signer), date=day(signed.expires_at)
        )


def check_turn(case: Case, candidate: Candidate, before: tuple[Person, ...]) -> None:
    """Step 12: whether the candidate may sign after the persons of ``before``.

    Raises:
        Refusal: unexpected_signoff, role_not_held, wrong_order, authors_own or same_person.
    """
    stages, role, person = case.stages, candidate.role, candidate.person
    if len(before) >= len(stages):
        raise Refusal("unexpected_signoff", where=candidate.where)
    if role not in person.roles:
        _refuse(case, "role_not_held", candidate, before)
    if role != stages[len(before)]:
        raise Refusal(
            "wrong_order", where=candidate.where, role_name=role_name(role),
            expected=role_name(stages[len(before)]), stages=" → ".join(stages),
        )  # fmt: skip
    if role != case.policy.author_role and person.is_named_in(case.facts.author):
        _refuse(case, "authors_own", candidate, before)
    if person in before:
        _refuse(case, "same_person", candidate, before)


def _refuse(case: Case, code: str, candidate: Candidate, before: tuple[Person, ...]) -> NoReturn:
    raise Refusal(
        code, where=candidate.where, signer=who(case.policy, candidate.signer),
        role_name=role_name(candidate.role), holders=holders_of(case, candidate.role, before),
    )  # fmt: skip


def check_complete(case: Case, signed: tuple[Verified, ...]) -> None:
    """Step 13.

    Raises:
        Refusal: signoffs_missing or missing_stage, naming who is next.
    """
    if len(signed) < len(case.stages):
        role = case.stages[len(signed)]
        people = tuple(p for p in (case.policy.person(v.signoff.signer) for v in signed) if p)
        raise Refusal(
            "missing_stage" if signed else "signoffs_missing", role=role, role_name=role_name(role),
            sheet=case.shown_sheet, holders=holders_of(case, role, people),
        )  # fmt: skip
