"""What one verification goes by: the file, what its sheet says, the policy, the keys, the time."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.i18n import _, marked

if TYPE_CHECKING:
    import datetime as dt

    from review.finding import Severity
    from review.policy import Person, Policy
    from review.signoff.keys import SignerKey

SHEET_SUFFIX = ".review.yaml"
SIGNOFF_SUFFIX = ".signoff.jsonl"
PUBLISH, PUBLISH_REDACTED = "publish", "publish_redacted"

_ROLE_NAMES = {
    "drafter": marked("drafter"),
    "department_head": marked("head of the drafting department"),
    "reviewer": marked("secrecy review body"),
    "leader": marked("leader in charge"),
}
_OUTCOME_NAMES = {
    PUBLISH: marked("publish"),
    PUBLISH_REDACTED: marked("publish with parts left out"),
    "on_request": marked("publish on request"),
    "withhold": marked("do not publish"),
    "refer": marked("refer for a ruling"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What the gate has to know of a sheet.

    Attributes:
        severity: of the gravest finding, whatever was decided on it; ``block`` when there is a gap.
        undecided: ids of findings and gaps without a decision.
        author: whom the sheet names as drafter.
        released_name, released_sha256: the redacted copy, where the outcome asks for one.
        decided_last: id and time of the decision that bears the latest.
    """

    document_name: str
    document_sha256: str
    severity: Severity | None
    undecided: tuple[str, ...]
    outcome: str
    author: str
    released_name: str = ""
    released_sha256: str = ""
    decided_last: tuple[str, dt.datetime] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything one verification goes by; names are file names without folders.

    Attributes:
        name, sha256: the file that is to go out.
        reviewed: path of the document that was reviewed, for sentences a person can copy from.
    """

    name: str
    sha256: str
    sheet_sha256: str
    facts: ReviewFacts
    policy: Policy
    signers: tuple[SignerKey, ...]
    now: dt.datetime
    reviewed: str = ""

    @property
    def shown_name(self) -> str:
        """The document as a person types it."""
        path = self.reviewed or self.facts.document_name
        return shlex.quote(path) if " " in path else path

    @property
    def shown_sheet(self) -> str:
        """Its sheet as a person types it."""
        path = (self.reviewed or self.facts.document_name) + SHEET_SUFFIX
        return shlex.quote(path) if " " in path else path

    @property
    def subject(self) -> tuple[str, str]:
        """Name and digest that the sheet lets out: the document, or its redacted copy."""
        facts = self.facts
        if facts.outcome == PUBLISH_REDACTED:
            return facts.released_name, facts.released_sha256
        return facts.document_name, facts.document_sha256

    @property
    def sheet_name(self) -> str:
        """File name of the sheet."""
        return self.facts.document_name + SHEET_SUFFIX

    @property
    def bundle_name(self) -> str:
        """File name of the sign-offs."""
        return self.facts.document_name + SIGNOFF_SUFFIX

    @property
    def stages(self) -> tuple[str, ...]:
        """The roles that must sign, in order."""
        return self.policy.stages.for_severity(self.facts.severity)


def who(policy: Policy, principal: str) -> str:
    """The person's name, where the policy knows it, and the principal of the key."""
    person = policy.person(principal)
    return f"{person.name} ({principal})" if person and person.name != principal else principal


def outcome_name(outcome: str) -> str:
    """In words; what this program does not know stands as it was signed."""
    return _(_OUTCOME_NAMES[outcome]) if outcome in _OUTCOME_NAMES else outcome


def role_name(role: str) -> str:
    """The role as typed, and what it means where the program knows."""
    return f"{role} ({_(_ROLE_NAMES[role])})" if role in _ROLE_NAMES else role


def holders_of(case: Case, role: str, before: tuple[Person, ...] = ()) -> str:
    """Names of those who may sign as ``role`` now."""
    others = case.policy.author_role != role
    names = [
        p.name
        for p in case.policy.holders(role)
        if p not in before and not (others and p.is_named_in(case.facts.author))
    ]
    return ", ".join(names) or _("nobody in review.yaml may")
