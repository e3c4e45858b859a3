"""Light dataclasses: what a frozen one promises, but for the guard at run time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review.document import Location
from review.finding import Evidence

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


@pytest.mark.slow
def test_the_type_checker_guards_the_fields(tmp_path: Path) -> None:
    """What is not frozen at run time is frozen to mypy."""
    pytest.importorskip("mypy")
    module = tmp_path / "sets.py"
    module.write_text("from review.document import Location\nLocation().part = 'x'\n")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path), str(module)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "read-only" in done.stdout
