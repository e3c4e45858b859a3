"""The model is silent where exact findings say the same, and only there."""

from __future__ import annotations

from typing import Any

import pytest

from review.finding import Confidence, Match, Severity
from review.recognizers.echo import Echo
from review.recognizers.view import Settings


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
    ("rule", "other", "kept"),
    [
        ("model.risk.personal", match("personal.mobile", "personal.contact.mobile", 5, 16), False),
        ("model.risk.personal", match("personal.mobile", "personal.contact.mobile", 45, 56), True),
        ("model.risk.personal", match("personal.name", "personal.name", 5, 8, Severity.NOTICE), True),
        ("model.risk.sensitive_personal", match("personal.mobile", "personal.contact.mobile", 5, 16), True),
        ("model.risk.sensitive_personal", match("personal.health", "personal.health", 5, 9), False),
        ("model.risk.sensitive_personal", match("model.risk.x", "personal.health", 5, 9), True),
        ("model.risk.work_secret", match("personal.health", "personal.health", 5, 9), True),
    ],
)
def test_echoes(rule: str, other: Match, kept: bool) -> None:  # noqa: FBT001
    """A telephone number does not stand for an illness; other labels are never taken back."""
    model = match(rule, "personal.combination", 0, 40)
    view: Any = None
    found = list(Echo(Settings())(view, [model, other]))
    assert (model in found, other in found) == (kept, True)
