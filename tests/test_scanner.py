"""The scanner: merging, order, ids, gaps."""

from __future__ import annotations

import gc
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import Gap, Location, Visibility, plain_document
from review.errors import DataError
from review.finding import Confidence, Evidence, Match, Severity
from review.merging import merge
from review.scanner import Scanner, ScanOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.recognizers.view import View


def match(start: int, end: int, **given: Any) -> Match:
    """A match with the fields a test does not care about filled in."""
    fields: dict[str, Any] = {
        "rule": "r", "category": "personal.name", "severity": Severity.CONSENT, "confidence": Confidence.LOW,
        "preview": "*",
    }  # fmt: skip
    return Match(start=start, end=end, **(fields | given))


class Word:
    """A recognizer of one word."""

    name = "word"

    def __init__(self, word: str) -> None:
        self.word = word

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        yield self.word, "payload"

    def find(self, view: View) -> Iterable[Match]:
        for hit in view.hits_of(self.name):
            start, end = view.span(hit.start, hit.end)
            yield match(start, end, key=self.word)


class Broken:
    """A recognizer whose data is missing."""

    name = "broken"

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        return ()

    def find(self, view: View) -> Iterable[Match]:  # noqa: ARG002
        raise DataError("no model")


def test_equal_keys_are_one_finding() -> None:
    """The same value in three places is one finding with three occurrences, at its original offsets."""
    scan = Scanner(recognizers=[Word("机密")], combiners=[]).scan_text("機\u200b密，机密。\n机密")
    assert [len(f.occurrences) for f in scan.findings] == [3]
    assert [o.span for o in scan.findings[0].occurrences] == [(0, 3), (4, 6), (8, 10)]
    assert scan.outcome() is ScanOutcome.FINDINGS


def test_groups_are_one_finding() -> None:
    """Matches of one group are one finding whatever their keys; evidence and basis are joined in order."""
    document = plain_document("甲乙丙丁", name="x", sha256="")
    place = Location(table=1, cell="B2:B3")
    findings = merge(document, [
        match(2, 3, key="b", group="column", evidence=(Evidence(kind="label", detail="手机"),), basis=("条例 15",)),
        match(0, 1, key="a", group="column", confidence=Confidence.HIGH, place=place),
        match(3, 4),
    ])  # fmt: skip
    assert [(f.id, len(f.occurrences), f.confidence.value) for f in findings] == [
        ("F1", 2, "high"),
        ("F2", 1, "low"),
    ]
    assert findings[0].place == place
    assert findings[0].basis == ("条例 15",)


def test_a_match_inside_another_goes() -> None:
    """Within a category the outermost match stands; other categories are untouched."""
    document = plain_document("0123456789", name="x", sha256="")
    findings = merge(document, [match(2, 5), match(0, 8), match(3, 4, category="personal.health")])
    assert [(f.category, f.occurrences[0].span) for f in findings] == [
        ("personal.name", (0, 8)),
        ("personal.health", (3, 4)),
    ]


@given(
    st.permutations(
        [match(0, 2, key="a"), match(4, 6, key="a"), match(2, 4, rule="s"), match(7, 9, category="c")]
    )
)
def test_order_of_matches_does_not_matter(matches: list[Match]) -> None:
    """Same matches, same findings, whichever recognizer was first."""
    document = plain_document("x" * 10, name="x", sha256="")
    assert merge(document, matches) == merge(document, sorted(matches, key=lambda m: m.start))


def test_a_recognizer_without_its_data_is_a_gap() -> None:
    """What could not look is never silent."""
    scan = Scanner(recognizers=[Broken()], combiners=[]).scan_text("无")
    assert [gap.code for gap in scan.gaps] == ["model_missing"]
    assert scan.outcome() is ScanOutcome.GAPS


@pytest.mark.parametrize(
    ("severity", "threshold", "outcome"),
    [
        (Severity.NOTICE, Severity.DISCRETION, ScanOutcome.CLEAR),
        (Severity.NOTICE, Severity.NOTICE, ScanOutcome.FINDINGS),
        (Severity.BLOCK, Severity.DISCRETION, ScanOutcome.FINDINGS),
    ],
)
def test_outcome_by_threshold(severity: Severity, threshold: Severity, outcome: ScanOutcome) -> None:
    """Findings below the threshold do not make a verdict."""

    class Always:
        name = "always"

        def vocabulary(self) -> Iterable[tuple[str, Any]]:
            return ()

        def find(self, view: View) -> Iterable[Match]:  # noqa: ARG002
            yield match(0, 1, severity=severity)

    assert Scanner(recognizers=[Always()], combiners=[]).scan_text("字").outcome(threshold) is outcome


def test_gaps_of_the_document_stay() -> None:
    """What a reader could not read is in the scan."""
    gap = Gap(code="image_page", location=Location(page=1))
    document = plain_document("字", name="x", sha256="", gaps=(gap,))
    scan = Scanner(recognizers=[], combiners=[]).scan_document(document)
    assert scan.gaps == (gap,)
    assert scan.document.locate(0, 1)[1] is Visibility.VISIBLE


class Defective(Word):
    """A recognizer with a defect."""

    def find(self, view: View) -> Iterable[Match]:  # noqa: ARG002  # the protocol's name
        raise RuntimeError("broken")


@pytest.mark.parametrize("recognizer", [Word("word"), Defective("word")])
@pytest.mark.parametrize("running", [True, False])
def test_garbage_collection_is_as_it_was_after_a_scan(recognizer: Word, *, running: bool) -> None:
    """A scan pauses the collector, and leaves it to the caller as it was, also after an error."""
    before = gc.isenabled()
    (gc.enable if running else gc.disable)()
    try:
        with suppress(RuntimeError):
            Scanner(recognizers=(recognizer,), combiners=()).scan_text("a word")
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()
