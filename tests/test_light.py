"""Light dataclasses: what a frozen one promises, but for the guard at run time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from review.document import Location, Visibility
from review.finding import Confidence, Evidence, Finding, Match, Occurrence, Severity
from review.light import maker

if TYPE_CHECKING:
    from pathlib import Path


def test_equal_fields_are_equal_values() -> None:
    """Same fields, same hash; another field, another value; no room for fields of one's own."""
    place = Location(paragraph=3, container=("a.zip",))
    assert place == replace(place)
    assert hash(place) == hash(replace(place))
    assert place != replace(place, paragraph=4)
    assert not hasattr(place, "__dict__")
    assert {Evidence("label", "手机"), Evidence(kind="label", detail="手机")} == {("label", "手机")}


@pytest.mark.parametrize(
    ("of", "given"),
    [
        (Location, {}),
        (Location, {"part": "header", "line": 3, "container": ("a.zip",)}),
        (
            Match,
            {
                "rule": "r", "category": "c", "severity": Severity.BLOCK, "confidence": Confidence.LOW,
                "start": 1, "end": 2, "preview": "*", "key": "k",
            },
        ),
    ],
)  # fmt: skip
def test_a_maker_makes_what_the_class_does(of: Any, given: dict[str, Any]) -> None:
    """The same value, of the same class, with the same defaults; a field too many or too few is an error."""
    make = maker(of)
    assert make(**given) == of(**given)
    assert type(make(**given)) is of
    with pytest.raises(TypeError):
        make(**given, nothing_of_ours=1)
    if of is Match:
        with pytest.raises(TypeError):
            make(rule="r")


def test_a_maker_checks_what_the_class_checks() -> None:
    """A finding that stands nowhere is refused either way."""
    place = Occurrence(location=Location(), span=(0, 1), preview="*", visibility=Visibility.VISIBLE)
    of = Finding(
        id="F1", rule="r", category="c", severity=Severity.BLOCK, confidence=Confidence.LOW,
        occurrences=(place,),
    )  # fmt: skip
    fields = {name: getattr(of, name) for name in ("id", "rule", "category", "severity", "confidence")}
    assert maker(Finding)(**fields, occurrences=(place,)) == of
    with pytest.raises(ValueError, match="somewhere"):
        maker(Finding)(**fields, occurrences=())


@pytest.mark.slow
def test_the_type_checker_guards_the_fields(tmp_path: Path) -> None:
    """What is not frozen at run time is frozen to mypy."""
    pytest.importorskip("mypy")
    module = tmp_path / "sets.py"
    module.write_text("from review.document import Location\nLocation().part = 'x'\n")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path), str(module)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "read-only" in done.stdout
