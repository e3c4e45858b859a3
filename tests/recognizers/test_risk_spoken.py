"""The model is silent where exact findings say the same, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.finding import Confidence, Match, Severity
from review.recognizers.risk_spoken import Spoken


def match(rule: str, category: str, start: int, end: int, severity: Severity = Severity.CONSENT) -> Match:
    """A match of one rule."""
    return Match(
        rule=rule,
        category=category,
        severity=severity,
        confidence=Confidence.LOW,
        start=start,
        end=end,
        preview="*",
    )


@pytest.mark.parametrize(
    ("label", "other", "said"),
    [
        ("personal", match("personal.mobile", "personal.contact.mobile", 5, 16), True),
        ("personal", match("personal.mobile", "personal.contact.mobile", 45, 56), False),
        ("personal", match("personal.name", "personal.name", 5, 8, Severity.NOTICE), False),
        ("sensitive_personal", match("personal.mobile", "personal.contact.mobile", 5, 16), False),
        ("sensitive_personal", match("personal.health", "personal.health", 5, 9), True),
        ("work_secret", match("personal.health", "personal.health", 5, 9), False),
    ],
)
def test_what_is_said_already(label: str, other: Match, said: bool) -> None:  # noqa: FBT001
    """A telephone number does not stand for an illness; secrets are never said by personal data."""
    assert (label in Spoken([other]).says(0, 40)) is said


@pytest.mark.parametrize(("names", "said"), [(10, True), (3, False)])
def test_a_mere_list_of_names_needs_no_judgement(names: int, said: bool) -> None:  # noqa: FBT001
    """Ten names of three characters in forty, each with a mark behind it; three names are no list."""
    found = [match("personal.name", "personal.name", 4 * i, 4 * i + 3, Severity.NOTICE) for i in range(names)]
    assert ("work_secret" in Spoken(found).says(0, 40)) is said


SPANS = st.lists(st.integers(0, 60), max_size=8, unique=True).map(sorted)


@given(SPANS, st.integers(0, 50), st.integers(1, 20))
def test_what_lies_in_a_lawful_table_by_half_is_said(edges: list[int], start: int, length: int) -> None:
    """Looking at the stretches near a passage tells the same as looking at all of them."""
    stretches = list(zip(edges[::2], edges[1::2], strict=False))
    halves = [2 * (min(start + length, last) - max(start, first)) >= length for first, last in stretches]
    assert bool(Spoken([], reversed(stretches)).says(start, start + length)) is any(halves)


def test_whether_a_passage_names_anybody() -> None:
    """Names of private persons, in any order; a number is no name."""
    name = match("personal.name", "personal.name", 10, 13, Severity.NOTICE)
    spoken = Spoken([match("personal.mobile", "personal.contact.mobile", 30, 41), name])
    assert spoken.names(0, 40)
    assert spoken.names(10, 11)
    assert not spoken.names(0, 10)
    assert not spoken.names(13, 50)
