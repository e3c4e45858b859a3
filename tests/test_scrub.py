"""Names of things lose the values found in the document, and nothing else."""

from __future__ import annotations

import pytest

from review.document import Gap, Location, plain_document
from review.finding import Confidence, Evidence, Finding, Occurrence, Severity
from review.scrub import Scrubber

TEXT = "手机13800138000，低保户张三丰，附件1380013。"


def finding(word: str, category: str, **place: object) -> Finding:
    """A finding on a word of the text."""
    document = plain_document(TEXT, name="a", sha256="0" * 64)
    span = (TEXT.index(word), TEXT.index(word) + len(word))
    _location, seen = document.locate(*span)
    one = Occurrence(location=Location(**place), span=span, preview="*", visibility=seen)  # type: ignore[arg-type]
    return Finding(
        id="F1", rule="r", category=category, severity=Severity.CONSENT, confidence=Confidence.HIGH,
        occurrences=(one,), evidence=(Evidence(kind="label", detail=f"在{word}旁"),),
    )  # fmt: skip


def scrubber() -> Scrubber:
    """One that knows a number, a name and a word."""
    found = (
        finding("13800138000", "personal.contact.mobile"),
        finding("张三丰", "personal.name"),
        finding("低保", "personal.hardship"),
    )
    return Scrubber(plain_document(TEXT, name="a", sha256="0" * 64), found)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("名单-13800138000", "名单-■■■■■■■■■■■"),
        ("张三丰同志任职", "■■■同志任职"),
        ("13800138000与13800138000", "■■■■■■■■■■■与■■■■■■■■■■■"),
        ("低保公示", "低保公示"),
        ("138001380", "138001380"),
        ("", ""),
    ],
)
def test_values_are_blacked_out(words: str, expected: str) -> None:
    """Values that point to somebody go; words that say what it is about stay."""
    assert scrubber()(words) == expected


def test_places_and_evidence() -> None:
    """A worksheet, a part, a file inside a file, and the reason given."""
    scrub = scrubber()
    place = Location(sheet="张三丰", name="13800138000", container=("张三丰.zip", "b"))
    clean = scrub.place(place)
    assert (clean.sheet, clean.name, clean.container) == ("■■■", "■■■■■■■■■■■", ("■■■.zip", "b"))
    found = scrub.finding(finding("13800138000", "personal.contact.mobile", sheet="张三丰"))
    assert found.occurrences[0].location.sheet == "■■■"
    assert found.evidence[0].detail == "在■■■■■■■■■■■旁"
    assert scrub.gap(Gap(code="image_text", location=place)).location == clean
