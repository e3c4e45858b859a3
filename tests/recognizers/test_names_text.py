"""Names set apart by spaces are found where the automaton tells of a surname with a space."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from review.automaton import Automaton
from review.identifiers.names import looks_like_name
from review.recognizers.names_text import _spread, spread_heads
from review.text.characters import is_han

_HEADS = Automaton((head, None) for head in spread_heads())
_SPACED = re.compile(r"(?=(.[ \u3000]{1,3}[^\W0-9A-Za-z]))")


@given(st.text("张伟王芳的条 \u3000，1A\n", max_size=24))
@example("姓名 张\u3000 伟\n王   芳 李 强，张    芳")
def test_two_characters_that_stand_apart_are_a_name(text: str) -> None:
    """One to three spaces between a surname and a given name, and no Chinese character beside them."""
    found = [(start, end) for start, end, *_ in _spread(text, _HEADS.hits(text))]
    assert found == [
        match.span(1)
        for match in _SPACED.finditer(text)
        if looks_like_name(match[1][0] + match[1][-1])
        and not is_han(text[max(match.start() - 1, 0) : match.start()])
        and not is_han(text[match.end(1) : match.end(1) + 1])
    ]
