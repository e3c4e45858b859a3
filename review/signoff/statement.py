"""What a sign-off says, and its form as an in-toto Statement v1."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import Any

from review.i18n import _
from review.signoff.dsse import canonical_json
from review.signoff.refusals import Refusal

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://prepub-review.dev/signoff/v1"
_HEX = re.compile(r"[0-9a-f]{64}")
_YEARS = (2000, 9000)
"""NOTE: nearer the ends of the calendar, local time and expiry could not be reckoned."""
_OFFICE_TIME = dt.timezone(dt.timedelta(hours=8))
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One person's signature under one document and its sheet, in one role.

    Attributes:
        stage: place in the order of the policy, from 1.
        signer: principal of the key in ``allowed_signers``.
        previous: digest of the envelope before; empty for the first of the file.
        released_name, released_sha256: the redacted copy that may go out instead, if there is one.
    """

    stage: int
    role: str
    signer: str
    outcome: str
    document_name: str
    document_sha256: str
    sheet_name: str
    sheet_sha256: str
    policy_sha256: str
    signed_at: dt.datetime
    expires_at: dt.datetime
    previous: str = ""
    released_name: str = ""
    released_sha256: str = ""


def utc(moment: dt.datetime) -> str:
    """``2026-01-31T08:30:00Z``."""
    return moment.astimezone(dt.UTC).strftime(_TIME)


def day(moment: dt.datetime) -> str:
    """The day of a moment as offices of all four jurisdictions reckon it (UTC+8): ``2026-01-31``.

    NOTE: never the machine's zone, or a server would judge a key's last day otherwise than a desk.
    """
    return moment.astimezone(_OFFICE_TIME).date().isoformat()


def dump_statement(signoff: SignOff) -> bytes:
    """The payload to sign."""
    subjects = [
        _subject(signoff.document_name, signoff.document_sha256),
        _subject(signoff.sheet_name, signoff.sheet_sha256),
    ]
    if signoff.released_sha256:
        subjects.append(_subject(signoff.released_name, signoff.released_sha256))
    return canonical_json({
        "_type": STATEMENT_TYPE,
        "subject": subjects,
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "stage": signoff.stage,
            "role": signoff.role,
            "signer": signoff.signer,
            "outcome": signoff.outcome,
            "policy": {"sha256": signoff.policy_sha256},
            "signedAt": utc(signoff.signed_at),
            "expiresAt": utc(signoff.expires_at),
            "previous": {"sha256": signoff.previous} if signoff.previous else None,
        },
    })  # fmt: skip


def _subject(name: str, sha256: str) -> dict[str, Any]:
    return {"name": name, "digest": {"sha256": sha256}}


def load_statement(payload: bytes, where: str) -> SignOff:
    """The sign-off in a verified payload; it has one spelling, so unknown or doubled keys are refused.

    Raises:
        Refusal: ``signoffs_unreadable``.
    """
    try:
        fields = json.loads(payload)
        signoff = _signoff(fields["subject"], fields["predicate"])
        same = dump_statement(signoff) == payload
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        same = False
    if not same:
        raise Refusal("signoffs_unreadable", where=where, detail=_("this is no sign-off of a document"))
    return signoff


def _signoff(subjects: list[Any], predicate: dict[str, Any]) -> SignOff:
    names = [_text(s["name"]) for s in subjects]
    digests = [_digest(s["digest"]) for s in subjects]
    released = len(subjects) > 2  # noqa: PLR2004 - document, sheet, and perhaps the copy to release
    previous = predicate["previous"]
    if type(predicate["stage"]) is not int:
        raise TypeError("stage")
    return SignOff(
        stage=predicate["stage"], role=_text(predicate["role"]), signer=_text(predicate["signer"]),
        outcome=_text(predicate["outcome"]),
        document_name=names[0], document_sha256=digests[0], sheet_name=names[1], sheet_sha256=digests[1],
        released_name=names[2] if released else "", released_sha256=digests[2] if released else "",
        policy_sha256=_digest(predicate["policy"]), previous="" if previous is None else _digest(previous),
        signed_at=_moment(predicate["signedAt"]), expires_at=_moment(predicate["expiresAt"]),
    )  # fmt: skip


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _digest(value: Any) -> str:
    text = _text(value["sha256"])
    if not _HEX.fullmatch(text):
        raise ValueError("digest")
    return text


def _moment(value: Any) -> dt.datetime:
    moment = dt.datetime.strptime(_text(value), _TIME).replace(tzinfo=dt.UTC)
    if not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError("year")
    return moment
