"""What strangers named cannot show a screen something else than it says."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from review.document import Location
from review.legible import legible

_NAMES = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\n\r\x07\u202e\u2028\u200b\udcff\u3000")))


@given(_NAMES)
def test_nothing_moves_the_cursor(text: str) -> None:
    """No control, no line end, no turn of direction, no half of a character; all else stands where it stood."""
    shown = legible(text)
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode()  # no half of a character is left, which would raise
    assert all(new in (old, "\ufffd") for old, new in zip(text, shown, strict=True))
    assert legible(shown) == shown


@given(_NAMES, _NAMES)
def test_a_place_is_one_line(entry: str, sheet: str) -> None:
    """Names of entries and sheets stand in places, and places in reports, sheets and comments."""
    place = Location(container=(entry,), sheet=sheet, cell="B2")
    assert all(legible(human) == human for human in map(place.human, ("zh_Hans", "zh_Hant", "en")))
