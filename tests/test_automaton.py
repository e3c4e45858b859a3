"""The automaton: offsets in code points, whatever the characters."""

from __future__ import annotations

import pytest

from review.automaton import Automaton, Hit, leftmost_longest, longest_only


def test_offsets_are_code_points() -> None:
    """Three-byte, four-byte and one-byte characters before a hit do not move it."""
    hits = list(Automaton([("机密", "a"), ("x", "b")]).hits("甲𠀀x机密"))
    assert hits == [Hit(2, 3, "b"), Hit(3, 5, "a")]


def test_halves_of_two_characters_are_no_hit() -> None:
    """九九 has the bytes 4E 5D 4E 5D: the middle two are 嵎, which does not stand there."""
    automaton = Automaton([("嵎", "a"), ("九", "b")])
    automaton._allowance = -1
    assert list(automaton.hits("九九")) == [Hit(0, 1, "b"), Hit(1, 2, "b")]
    assert list(automaton.payloads("九九")) == ["b", "b"]


def test_all_payloads_of_a_term() -> None:
    """A term that two recognizers want is told to both."""
    assert [h.payload for h in Automaton([("密", 1), ("密", 2)]).hits("密")] == [1, 2]


def test_no_terms_no_hits() -> None:
    """An empty automaton finds nothing."""
    assert list(Automaton([]).hits("机密")) == []


def test_empty_term_is_refused() -> None:
    """It would match everywhere."""
    with pytest.raises(ValueError, match="empty"):
        Automaton([("", 1)])


def test_named_semantics() -> None:
    """Longest only drops what lies inside; leftmost longest drops what overlaps."""
    hits = [Hit(1, 3, "机密"), Hit(0, 3, "极机密"), Hit(2, 4, "密文")]
    assert [h.payload for h in longest_only(hits)] == ["极机密", "密文"]
    assert [h.payload for h in leftmost_longest(hits)] == ["极机密"]
