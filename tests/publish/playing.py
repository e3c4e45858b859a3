"""A recognizer for tests and a draft decided in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.finding import Confidence, Match, Severity
from review.policy import default_policy
from review.publish.masking import Targets
from review.recognizers.hidden import Hidden
from review.recognizers.view import Settings
from review.ruleset import Ruleset
from review.scanner import Scanner
from review.sheet.record import Decision, Sheet, Verdict, new_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.recognizers.view import View
    from review.scanner import Scan

AT = "2026-01-31T09:30:00+08:00"
PHONE = "13800138000"
RULESET = Ruleset(lexicons="sha256:1", model="", policy="")


class Phones:
    """Eleven digits, blanks between them or not, are a finding."""

    name = "phones"

    def vocabulary(self) -> Iterable[tuple[str, str]]:
        """Nothing fixed."""
        return ()

    def find(self, view: View) -> Iterator[Match]:
        """Every run of eleven digits."""
        for match in re.finditer(r"(?<!\d)1\d{10}(?!\d)", view.text):
            start, end = view.span(*match.span())
            yield Match(
                rule="test.phone", category="personal.contact.mobile", severity=Severity.CONSENT,
                confidence=Confidence.HIGH, start=start, end=end, preview="1**********", key=match[0],
            )  # fmt: skip


SCANNER = Scanner(recognizers=[Phones(), Hidden(Settings())], combiners=[])


def decided(scan: Scan, verdict: Verdict = Verdict.REDACT, code: str = "third_party") -> Sheet:
    """A sheet on which every finding has this verdict and every gap was looked at."""
    sheet = new_sheet(scan, default_policy(), RULESET)
    decisions = [
        Decision(
            finding_id=one, decided_by="李", decided_at=AT,
            verdict=verdict if sheet.finding(one) else Verdict.INSPECTED,
            reason_code=code if sheet.finding(one) else "read_in_full",
        )
        for one in sheet.ids()
    ]  # fmt: skip
    return sheet.decide(*decisions)


def wanted(*values: str) -> Targets:
    """Values to be removed, found nowhere in particular."""
    return Targets(values=values, spans=(), hidden=frozenset(), findings=())
