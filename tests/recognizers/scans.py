"""Marks, openness and terms alone, with the shipped rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Severity
from review.recognizers.marks import Marks
from review.recognizers.openness import Openness, OpennessConflict
from review.recognizers.terms import Terms
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from review.finding import Finding


def scanner(**options: object) -> Scanner:
    """A scanner of these three, with their combiner."""
    settings = Settings(**options)  # type: ignore[arg-type]
    return Scanner(
        settings,
        recognizers=(Marks(settings), Openness(settings), Terms(settings)),
        combiners=(OpennessConflict(settings),),
    )


CN = scanner()


def found(text: str, by: Scanner = CN) -> dict[str, Finding]:
    """Findings by rule, notices too."""
    return {finding.rule: finding for finding in by.scan_text(text).findings}


def alarms(text: str, by: Scanner = CN) -> set[str]:
    """Rules of the findings above notice."""
    return {rule for rule, finding in found(text, by).items() if finding.severity is not Severity.NOTICE}


def evidence(finding: Finding, kind: str) -> str:
    """The detail of one kind of evidence, or nothing."""
    return next((e.detail for e in finding.evidence if e.kind == kind), "")
