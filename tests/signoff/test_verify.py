"""Verification in steps: every way a sign-off can be wrong has its own refusal."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from review import i18n
from review.finding import Severity
from review.sheet.record import Decision, Outcome, Released, Sheet, Verdict, dump_sheet
from review.signoff.case import outcome_name, who
from review.signoff.refusals import REFUSALS, Refusal
from review.signoff.verify import verify
from tests.builders.office import NOW, Desk, desk, sheet, signed_desk, signers_file

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = NOW + dt.timedelta(days=31)
ZEROS = "0" * 64


def first(**changes: Any) -> Desk:
    """A first sign-off that says something else than it should."""
    return desk().forged("li@office", **changes)


def with_policy(old: str, new: str, base: Desk | None = None) -> Desk:
    """The policy edited before anybody signed."""
    empty = base or desk()
    assert old in empty.policy.decode()
    return replace(empty, policy=empty.policy.decode().replace(old, new).encode())


def signed_by_two(base: Desk) -> Desk:
    """Head of department and reviewer."""
    return base.forged("li@office", role="department_head").forged("wang@office", role="reviewer")


WRONG: dict[str, Callable[[], Desk]] = {
    "sheet_of_another": lambda: replace(signed_desk(), data=b"another text"),
    "undecided": lambda: replace(
        signed_desk(), sheet=dump_sheet(sheet(severities=(Severity.CONSENT,)).undo("F1"))
    ),
    "decided_in_future": lambda: replace(desk(), sheet=dump_sheet(_decided(NOW + dt.timedelta(hours=1)))),
    "no_outcome": lambda: replace(desk(), sheet=dump_sheet(replace(sheet(), outcome=None))),
    "not_releasable": lambda: replace(
        signed_desk(), sheet=dump_sheet(replace(sheet(), outcome=Outcome.WITHHOLD))
    ),
    "author_missing": lambda: desk(author="").forged("li@office").forged("wang@office"),
    "signoffs_missing": desk,
    "missing_stage": lambda: desk().signed("li@office", "department_head"),
    "signoffs_unreadable": lambda: replace(signed_desk(), bundle=signed_desk().bundle[:-1]),
    "bad_signature": lambda: replace(first(), bundle=_swap_payload(first())),
    "wrong_namespace": lambda: desk().forged("li@office", namespace="git"),
    "unknown_key": lambda: replace(signed_desk(), signers=signers_file(("wang@office",))),
    "key_for_other_use": lambda: replace(
        signed_desk(), signers=signers_file().replace(b"review-signoff", b"git")
    ),
    "unknown_person": lambda: replace(
        first(signer="nobody@office"),
        signers=signers_file().replace(b"li@office", b"li@office,nobody@office"),
    ),
    "key_shared": lambda: replace(signed_desk(), signers=_two_names_for_one_key()),
    "no_redacted_copy": lambda: Desk(sheet=dump_sheet(_redact_sheet())),
    "key_not_yet_valid": lambda: replace(
        signed_desk(), signers=signers_file(options=',valid-after="20260401Z"')
    ),
    "key_expired": lambda: replace(signed_desk(), signers=signers_file(options=',valid-before="20260101Z"')),
    "key_retired": lambda: signed_by_two(
        with_policy("principal: li@office", "principal: li@office, retired: 2026-03-01")
    ),
    "key_compromised": lambda: signed_by_two(
        with_policy("principal: li@office", "principal: li@office, compromised: 2026-12-31")
    ),
    "role_not_held": lambda: desk().forged("wang@office", role="department_head"),
    "authors_own": lambda: desk(author="李四").forged("li@office"),
    "same_person": lambda: _same_person(),  # noqa: PLW0108 - it stands below
    "wrong_order": lambda: desk().forged("wang@office", role="reviewer", stage=1),
    "document_changed": lambda: first(document_sha256=ZEROS),
    "document_renamed": lambda: first(document_name="另一个.txt"),
    "sheet_changed": lambda: replace(signed_desk(), sheet=signed_desk().sheet + "# 备注\n".encode()),
    "policy_changed": lambda: replace(signed_desk(), policy=signed_desk().policy + b"# \n"),
    "outcome_differs": lambda: first(outcome="withhold"),
    "only_redacted": lambda: first(released_name="x.txt", released_sha256=ZEROS),
    "signed_in_future": lambda: first(
        signed_at=NOW + dt.timedelta(hours=1), expires_at=NOW + dt.timedelta(days=30)
    ),
    "expires_too_late": lambda: first(expires_at=NOW + dt.timedelta(days=31)),
    "expired": lambda: replace(signed_desk(), now=LATER),
    "unexpected_signoff": lambda: signed_desk().forged("zhao@office", role="leader"),
    "chain_broken": lambda: replace(signed_desk(), bundle=signed_desk().bundle.splitlines(keepends=True)[1]),
}


def _decided(when: dt.datetime) -> Sheet:
    """A sheet whose one decision bears this time."""
    one = sheet(severities=(Severity.CONSENT,))
    return replace(one, decisions=tuple(replace(d, decided_at=when.isoformat()) for d in one.decisions))


def _swap_payload(good: Desk) -> bytes:
    """Another sign-off's payload under this one's signature."""
    other = json.loads(first(outcome="withhold").bundle)
    mine = json.loads(good.bundle)
    mine["payload"] = other["payload"]
    return (json.dumps(mine, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _two_names_for_one_key() -> bytes:
    return signers_file().replace(b"li@office", b"li@office,zhao@office")


def _same_person() -> Desk:
    """Two stages, two keys, one person."""
    edited = with_policy("roles: [reviewer, leader]", "roles: [department_head, reviewer]")
    return edited.forged("wang-2@office", role="department_head").forged("wang@office", role="reviewer")


@pytest.mark.parametrize("code", WRONG)
def test_every_wrong_has_its_own_refusal(code: str) -> None:
    """What is wrong is called by its name."""
    assert WRONG[code]().refusal() == code


def test_a_clock_that_is_a_little_ahead_stops_nobody() -> None:
    """Decided on a machine whose clock runs three minutes ahead of the one that signs."""
    ahead = replace(desk(), sheet=dump_sheet(_decided(NOW + dt.timedelta(minutes=3))))
    assert ahead.refusal() == "signoffs_missing"


@pytest.mark.parametrize("stage", [0, 3, -2])
def test_stages_count_up(stage: int) -> None:
    """A second sign-off that calls itself something else than the second is none."""
    done = desk().signed("li@office", "department_head")
    assert done.forged("wang@office", role="reviewer", stage=stage).refusal() == "chain_broken"


def test_a_good_one_passes() -> None:
    """Two people, in order: it may go out, and what was verified is given back."""
    good = signed_desk()
    assert [s.role for s in verify(good.case(), good.bundle)] == ["department_head", "reviewer"]


def test_an_outcome_is_said_in_words() -> None:
    """Nobody need know the codes of a sheet."""
    withheld = replace(signed_desk(), sheet=dump_sheet(replace(sheet(), outcome=Outcome.WITHHOLD)))
    with pytest.raises(Refusal, match="the sheet says do not publish"):
        verify(withheld.case(), withheld.bundle)


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_has_words(outcome: Outcome) -> None:
    """None is left out that a sheet may have."""
    i18n.use("zh_Hans")
    assert re.fullmatch("[一-鿿]+", outcome_name(outcome))


def test_sentences_differ() -> None:
    """No two refusals say the same."""
    sentences = [what for what, _remedy in REFUSALS.values()]
    assert len(set(sentences)) == len(sentences)


def test_compromised_counts_for_all_time() -> None:
    """A signature made before the day the key was reported does not count either."""
    assert WRONG["key_compromised"]().refusal() == "key_compromised"


@pytest.mark.parametrize("state", ["compromised: 2026-01-01", "retired: 2026-01-01"])
def test_a_stolen_key_is_stolen_under_every_name(state: str) -> None:
    """The same key under the owner's other principal does not count either."""
    edited = with_policy("principal: wang-2@office", f"principal: wang-2@office, {state}")
    both = replace(edited, signers=signers_file().replace(b"wang@office", b"wang@office,wang-2@office"))
    assert signed_by_two(both).refusal() == "key_" + state.partition(":")[0]


def test_retired_keys_keep_their_old_signatures() -> None:
    """Signed on the last day: it stands."""
    last = with_policy("principal: li@office", "principal: li@office, retired: 2026-03-02")
    assert signed_by_two(last).refusal() == ""


def test_the_author_may_sign_as_drafter() -> None:
    """The author proposes; others approve."""
    four = replace(desk(), policy=_with_drafter(desk().policy))
    done = four.signed("zhang@office", "drafter").signed("li@office", "department_head")
    assert done.signed("wang@office", "reviewer").refusal() == ""


def _with_drafter(policy: bytes) -> bytes:
    return policy.replace(b": [department_head", b": [drafter, department_head")


@pytest.mark.parametrize("severity", list(Severity))
def test_the_gravest_finding_sets_the_stages(severity: Severity) -> None:
    """Two signatures are enough for little, not for much."""
    two = desk(severity).signed("li@office", "department_head").signed("wang@office", "reviewer")
    grave = severity.at_least(Severity.CONSENT)
    assert two.refusal() == ("missing_stage" if grave else "")
    if grave:
        assert two.signed("zhao@office", "leader").refusal() == ""


@pytest.mark.parametrize(
    "name",
    ["zhang@office", "张 三", "ZHANG@office", "張三", "李四、张三", "张三（办公室）", "Zhang <zhang@office>"],
)
def test_the_author_is_known_by_name_or_principal(name: str) -> None:
    """Blanks, case, script and company do not turn an author into an approver."""
    assert desk(author=name).forged("zhang@office").refusal() == "authors_own"


@pytest.mark.parametrize("name", ["张四", "san.zhang@office", "xzhang@office", "zhang@office.example"])
def test_a_name_that_is_alike_is_another_s(name: str) -> None:
    """Nobody is held up for a colleague's name."""
    assert desk(author=name).forged("zhang@office").refusal() == "missing_stage"


def redacted() -> Desk:
    """A decided sheet that lets only a redacted copy out."""
    copy = Released(name="公开版.txt", sha256="ab" * 32)
    return Desk(sheet=dump_sheet(replace(_redact_sheet(), released=copy)))


def _redact_sheet() -> Sheet:
    one = sheet(severities=(Severity.NOTICE,))
    decision = Decision(
        finding_id="F1", verdict=Verdict.REDACT, reason_code="not_needed", decided_by="王五",
        decided_at="2026-03-01T09:00:00+08:00",
    )  # fmt: skip
    return replace(one.undo("F1").decide(decision), outcome=Outcome.PUBLISH_REDACTED)


def test_only_the_redacted_copy_goes_out() -> None:
    """With outcome publish_redacted the original is refused though everybody signed."""
    done = redacted().signed("li@office", "department_head").signed("wang@office", "reviewer")
    assert done.refusal() == "only_redacted"
    case = replace(done.case(), name="公开版.txt", sha256="ab" * 32)
    assert len(verify(case, done.bundle)) == 2


def test_a_new_round_begins_below_the_old_one() -> None:
    """After a change everybody signs again; the old lines stay and still count as evidence."""
    old = signed_desk()
    changed = replace(old, sheet=old.sheet + b"# x\n")
    assert changed.refusal() == "sheet_changed"
    again = changed.signed("li@office", "department_head")
    assert again.refusal() == "missing_stage"
    done = again.signed("wang@office", "reviewer")
    assert done.refusal() == ""
    assert done.bundle.startswith(old.bundle)
    assert replace(done, bundle=done.bundle.removeprefix(old.bundle)).refusal() == "chain_broken"


@pytest.mark.parametrize(
    ("signer", "role", "code"),
    [
        ("wang@office", "reviewer", "wrong_order"),
        ("wang@office", "department_head", "role_not_held"),
        ("zhang@office", "department_head", "authors_own"),
        ("nobody@office", "reviewer", "unknown_key"),
    ],
)
def test_sign_refuses_what_verify_would_refuse(signer: str, role: str, code: str) -> None:
    """Nobody finds out later that the signature was in vain."""
    with pytest.raises(Refusal) as refused:
        desk().signed(signer, role)
    assert refused.value.code == code


def test_a_complete_round_takes_no_more() -> None:
    """Whoever signs again is told that everything is done."""
    with pytest.raises(Refusal) as refused:
        signed_desk().signed("zhao@office", "leader")
    assert refused.value.code == "already_complete"


def test_sentences_name_who_may_sign() -> None:
    """The remedy leaves out the author and those who signed."""
    with pytest.raises(Refusal) as refused:
        verify(desk().case(), b"")
    assert "department_head" in refused.value.remedy


def test_no_control_characters_in_sentences() -> None:
    """A name from an unverified place cannot move the cursor."""
    assert "\x1b" not in str(Refusal("unknown_key", signer="a\x1b[2J\u202eb"))


@pytest.mark.parametrize(
    "code", ["authors_own", "role_not_held", "same_person", "key_expired", "key_retired"]
)
def test_a_refusal_names_the_person(code: str) -> None:
    """A principal alone says little to who reads it."""
    one = WRONG[code]()
    with pytest.raises(Refusal) as refused:
        verify(one.case(), one.bundle)
    assert re.search(r"[李王]. \(\S+@office\)", refused.value.what)


def test_who_signs() -> None:
    """Whom the policy does not know stays a principal."""
    policy = desk().case().policy
    assert who(policy, "li@office") == "李四 (li@office)"
    assert who(policy, "nobody@office") == "nobody@office"
