"""The policy: read strictly, each slip named with its place in review.yaml."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from review.errors import DataError, UsageError
from review.finding import Severity
from review.policy import _LIMITS, LEVELS, Policy, default_policy, find_policy, load_policy, read_policy
from review.readers.source import DEFAULT_LIMITS, Limits
from tests.builders.office import POLICY

if TYPE_CHECKING:
    from pathlib import Path

SHORT = "format: policy/1\njurisdiction: cn\n"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("format: policy/2\njurisdiction: cn\n", "format", "unknown value"),
        ("format: policy/1\n", "jurisdiction", "this key is missing"),
        (SHORT + "jurisdiction: tw\n", "jurisdiction", "this key stands twice"),
        (SHORT + "treshold: block\n", "treshold", "unknown key"),
        (SHORT + "people: [{name: A, role: reviewer, keys: [{principal: a}]}]", "people[0].roles", "missing"),
        (SHORT + "people: [{name: A, roles: [reviwer], keys: [{principal: a}]}]", "people[0].roles[0]", "no stage"),
        (SHORT + "people: [{name: A, roles: [leader], keys: []}]", "people[0].keys", "empty"),
        (SHORT + "people: [{name: A, roles: [leader], keys: [{principal: a, retired: soon}]}]",
         "people[0].keys[0].retired", "date"),
        (SHORT + "people: [{name: A, roles: [leader], keys: [{principal: a}]}, "
         "{name: B, roles: [leader], keys: [{principal: A}]}]", "people[1].keys[0].principal", "somebody else"),
        (SHORT + "people: [{name: A, roles: [leader], keys: [{principal: a}]}, "
         "{name: ' a', roles: [leader], keys: [{principal: b}]}]", "people[1].name", "somebody else"),
        (SHORT + "stages: {clear: []}", "stages.clear", "nobody"),
        (SHORT + "stages: {block: [leader]}", "stages.block", "less"),
        (SHORT + "stages: {blocker: [leader]}", "stages.blocker", "unknown key"),
        (SHORT + "scope: {include: []}", "scope.include", "empty"),
        (SHORT + "releasable: [withhold]", "releasable[0]", "unknown value"),
        (SHORT + "expires_days: 0", "expires_days", "between"),
        (SHORT + "limits: {minutes: 1}", "limits.minutes", "unknown key"),
        (SHORT + "limits: {file_megabytes: -1}", "limits.file_megabytes", "between"),
        (SHORT + "threshold: grave", "threshold", "unknown value"),
    ],
)  # fmt: skip
def test_a_slip_is_named_with_its_place(text: str, where: str, what: str) -> None:
    """File, path inside the file, and what is wrong there."""
    with pytest.raises(DataError) as caught:
        load_policy(text.encode())
    assert caught.value.where == f"review.yaml: {where}"
    assert what in caught.value.what


def test_the_sentence() -> None:
    """One line that a clerk can act on."""
    with pytest.raises(DataError) as caught:
        load_policy((SHORT + "threshold: grave").encode())
    expected = "review.yaml: threshold: unknown value → write one of: block, consent, discretion, notice"
    assert str(caught.value) == expected


def test_everything_is_read() -> None:
    """The sample of the tests, and the digest of its exact bytes."""
    policy = load_policy(POLICY.encode())
    assert policy.sha256 == hashlib.sha256(POLICY.encode()).hexdigest()
    assert policy.expires_days == 30
    assert policy.stages.for_severity(Severity.BLOCK) == ("department_head", "reviewer", "leader")
    assert policy.stages.for_severity(None) == ("department_head", "reviewer")
    assert [p.name for p in policy.holders("leader")] == ["李四", "王五", "赵六"]
    person = policy.person("wang-2@office")
    assert person is not None
    assert person.name == "王五"
    assert person.key("nobody") is None


@pytest.mark.parametrize(
    ("jurisdiction", "language"), [("cn", "zh_Hans"), ("tw", "zh_Hant"), ("hk", "zh_Hant")]
)
def test_the_language_goes_with_the_jurisdiction(jurisdiction: str, language: str) -> None:
    """Nobody has to write down both."""
    assert load_policy(f"format: policy/1\njurisdiction: {jurisdiction}".encode()).language == language


def test_limits_are_given_in_people_s_units() -> None:
    """Megabytes in the file, bytes in the program."""
    assert load_policy((SHORT + "limits: {file_megabytes: 3}").encode()).limits.file_bytes == 3 << 20


def test_every_limit_of_the_readers_can_be_set() -> None:
    """What a reader may take is the organisation's to say: time, memory, sizes, depth."""
    given = load_policy((SHORT + f"limits: {{{', '.join(f'{key}: 7' for key in _LIMITS)}}}").encode()).limits
    assert {name for name, _factor in _LIMITS.values()} == {f.name for f in fields(Limits)}
    assert (given.seconds, given.memory_bytes, given.depth) == (7, 7 << 20, 7)
    assert load_policy((SHORT + "limits: {}").encode()).limits == DEFAULT_LIMITS


def test_the_default_covers_everything_and_signs_nothing() -> None:
    """Without review.yaml a check goes by the default; it has no digest that a sign-off could name."""
    policy = default_policy()
    assert policy == Policy()
    assert policy.sha256 == ""
    assert all(getattr(policy.stages, level) for level in LEVELS)
    assert policy.scope.covers("anything/at all.docx")


def test_exclude_wins() -> None:
    """What is excluded is out of scope whatever includes it."""
    policy = load_policy((SHORT + "scope: {include: ['公开/**'], exclude: ['公开/草稿/']}").encode())
    assert policy.scope.covers("公开/通知.docx")
    assert not policy.scope.covers("公开/草稿/通知.docx")
    assert not policy.scope.covers("内部/公开/通知.docx")


def test_the_nearest_policy_is_found(tmp_path: Path) -> None:
    """In the folder or one around it."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "review.yaml").write_text(SHORT, encoding="utf-8")
    found = find_policy(inner)
    assert found == tmp_path / "review.yaml"
    assert read_policy(found).beside("x") == tmp_path / "x"


def test_a_policy_that_is_not_there(tmp_path: Path) -> None:
    """A named file must exist."""
    with pytest.raises(UsageError) as caught:
        read_policy(tmp_path / "none.yaml")
    assert "review init" in caught.value.remedy


def test_a_file_that_is_no_policy_says_so() -> None:
    """Any text given as ``--policy``: what is wrong, and what to look at."""
    with pytest.raises(DataError, match=r"^a\.txt: must be a mapping → .*right file"):
        load_policy("关于值班的通知\n".encode(), "a.txt")
