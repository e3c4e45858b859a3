"""What a person may decide, for which reason: verdicts, reason codes and outcomes as tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from review.finding import Severity
from review.i18n import marked


class Verdict(StrEnum):
    """A reviewer's word on one finding; ``INSPECTED`` is for gaps: a person has looked at the part."""

    RELEASE = "release"
    REDACT = "redact"
    WITHHOLD = "withhold"
    REFER = "refer"
    INSPECTED = "inspected"


class Outcome(StrEnum):
    """The verdict on the document as a whole."""

    PUBLISH = "publish"
    PUBLISH_REDACTED = "publish_redacted"
    ON_REQUEST = "on_request"
    WITHHOLD = "withhold"
    REFER = "refer"


FINDING_VERDICTS = (Verdict.RELEASE, Verdict.REDACT, Verdict.WITHHOLD, Verdict.REFER)
GAP_VERDICTS = (Verdict.INSPECTED, Verdict.WITHHOLD, Verdict.REFER)

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.RELEASE: (marked("release"), marked("it may be published as it stands")),
    Verdict.REDACT: (marked("redact"), marked("publish the document without it")),
    Verdict.WITHHOLD: (marked("withhold"), marked("because of it the document is not published")),
    Verdict.REFER: (marked("refer"), marked("ask the competent authority, another organ or a third party")),
    Verdict.INSPECTED: (marked("inspected"), marked("a person has looked at what could not be read")),
}
"""Verdict → its word, what it means."""

_SECRET = (Verdict.REDACT, Verdict.WITHHOLD)
_FREE = (Verdict.RELEASE,)
_ASK = (Verdict.REFER,)
_SEEN = (Verdict.INSPECTED,)
_ALL = tuple(Severity)
_BELOW_BLOCK = (Severity.CONSENT, Severity.DISCRETION, Severity.NOTICE)
_MAY = (Severity.DISCRETION, Severity.NOTICE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason code.

    Attributes:
        verdicts: what it can be given for.
        severities: of findings; a release of what the law forbids needs a reason fit for it.
        block_heads: heads of categories for which it is fit at severity ``block`` as well.
        text: how an office puts it.
        basis: law and article.
        note: whether a note must say more (which authority, which date, which file).
    """

    verdicts: tuple[Verdict, ...]
    text: str
    basis: str = ""
    severities: tuple[Severity, ...] = _ALL
    block_heads: tuple[str, ...] = ()
    note: bool = False

    def fits(self, severity: Severity, category: str) -> bool:
        """Whether the reason carries a finding of this severity and category."""
        return severity in self.severities or category.partition(".")[0] in self.block_heads


_RULES = "政府信息公开条例"
_PERSONAL = "个人信息保护法"
SETTLED = "settled"
"""Release on the strength of other redactions: ``review redact`` sees whether it is true."""
REASONS: dict[str, Reason] = {
    # The eight grounds for not publishing of the annual report, 国办公开办函〔2021〕30号, table 3 (三)
    "state_secret": Reason(verdicts=_SECRET, text=marked("state secret"), basis=f"{_RULES} 第十四条"),
    "banned_by_law": Reason(
        verdicts=_SECRET,
        text=marked("publication banned by another law or administrative regulation"),
        basis=f"{_RULES} 第十四条",
    ),
    "endangers_security": Reason(
        verdicts=_SECRET,
        text=marked("would endanger national, public or economic security or social stability"),
        basis=f"{_RULES} 第十四条",
    ),
    "third_party": Reason(
        verdicts=_SECRET,
        text=marked("protects the lawful rights of a third party"),
        basis=f"{_RULES} 第十五条",
    ),
    "internal_affairs": Reason(
        verdicts=_SECRET,
        text=marked("internal affairs: personnel, logistics, work flow"),
        basis=f"{_RULES} 第十六条",
    ),
    "process": Reason(
        verdicts=_SECRET,
        text=marked("process: discussions, drafts, consultations, reports upward"),
        basis=f"{_RULES} 第十六条",
    ),
    "enforcement_file": Reason(
        verdicts=_SECRET,
        text=marked("file of an administrative enforcement case"),
        basis=f"{_RULES} 第十六条",
    ),
    "administrative_query": Reason(
        verdicts=_SECRET, text=marked("matter of an administrative query"), basis=f"{_RULES} 第三十六条"
    ),
    # Further grounds for leaving something out of the published copy
    "not_needed": Reason(
        verdicts=(Verdict.REDACT,),
        text=marked("not needed for the purpose of the publication"),
        basis=f"{_PERSONAL} 第六条",
    ),
    "not_meant": Reason(
        verdicts=(Verdict.REDACT,), text=marked("left in the file by accident, no part of the publication")
    ),
    # Grounds for release
    "false_alarm": Reason(verdicts=_FREE, text=marked("false alarm: it is not what the program took it for")),
    "statutory": Reason(
        verdicts=_FREE,
        text=marked("the law requires its publication"),
        basis=f"{_RULES} 第二十条",
        severities=_BELOW_BLOCK,
    ),
    "consented": Reason(
        verdicts=_FREE,
        text=marked("the person or third party has consented"),
        basis=f"{_RULES} 第十五条; {_PERSONAL} 第二十五条",
        severities=_BELOW_BLOCK,
        block_heads=("personal",),
    ),
    "public_interest": Reason(
        verdicts=_FREE,
        text=marked("withholding it would gravely harm the public interest"),
        basis=f"{_RULES} 第十五条",
        severities=_BELOW_BLOCK,
        note=True,
    ),
    "already_public": Reason(
        verdicts=_FREE,
        text=marked("lawfully public already"),
        basis=f"{_PERSONAL} 第二十七条",
        severities=_BELOW_BLOCK,
    ),
    "may_be_open": Reason(
        verdicts=_FREE,
        text=marked("may be withheld but need not be"),
        basis=f"{_RULES} 第十六条",
        severities=_MAY,
    ),
    "settled": Reason(
        verdicts=_FREE,
        text=marked("gone once the other findings are redacted; the copy is checked for it"),
        severities=_BELOW_BLOCK,
        block_heads=("personal",),
    ),
    "declassified": Reason(
        verdicts=_FREE,
        text=marked("declassified, or its term has ended"),
        basis="保守国家秘密法 第二十条; 第二十四条",
        note=True,
    ),
    "authority_ruled": Reason(
        verdicts=_FREE,
        text=marked("the competent authority has ruled that it may be published"),
        basis=f"{_RULES} 第十七条",
        note=True,
    ),
    # Grounds for asking
    "unclear": Reason(
        verdicts=_ASK, text=marked("it is not clear whether it may be published"), basis=f"{_RULES} 第十七条"
    ),
    "other_organ": Reason(
        verdicts=_ASK, text=marked("touches another organ, which must confirm"), basis=f"{_RULES} 第十一条"
    ),
    "ask_third_party": Reason(
        verdicts=_ASK, text=marked("the third party is to be asked in writing"), basis=f"{_RULES} 第三十二条"
    ),
    # Gaps
    "read_in_full": Reason(verdicts=_SEEN, text=marked("read in full by a person, nothing found")),
    "nothing_in_it": Reason(verdicts=_SEEN, text=marked("holds no text or data (ornament, logo, seal)")),
    "checked_apart": Reason(verdicts=_SEEN, text=marked("checked as a file of its own"), note=True),
    "cannot_tell": Reason(
        verdicts=(Verdict.WITHHOLD, Verdict.REFER), text=marked("nobody can tell what it holds")
    ),
}


def reasons_for(verdict: Verdict, severity: Severity | None, category: str = "") -> dict[str, Reason]:
    """The reason codes that go with a verdict on a finding; on a gap if ``severity`` is nothing."""
    return {
        code: reason
        for code, reason in REASONS.items()
        if verdict in reason.verdicts and (severity is None or reason.fits(severity, category))
    }


_ALLOWED: dict[Outcome, tuple[Outcome, ...]] = {
    Outcome.PUBLISH: (Outcome.PUBLISH, Outcome.ON_REQUEST, Outcome.REFER, Outcome.WITHHOLD),
    Outcome.PUBLISH_REDACTED: (Outcome.PUBLISH_REDACTED, Outcome.ON_REQUEST, Outcome.REFER, Outcome.WITHHOLD),
    Outcome.ON_REQUEST: (Outcome.ON_REQUEST, Outcome.REFER, Outcome.WITHHOLD),
    Outcome.REFER: (Outcome.REFER, Outcome.WITHHOLD),
    Outcome.WITHHOLD: (Outcome.WITHHOLD,),
}


def allowed_outcomes(derived: Outcome) -> tuple[Outcome, ...]:
    """The outcomes a person may state: what the decisions come to, or something stricter."""
    return _ALLOWED[derived]
