"""Law 4: the automaton gives what the naïve search gives, for each named match semantics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review import automaton_engines
from review.automaton import Automaton, Hit, as_units, leftmost_longest, longest_only

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.automaton_engines import Engine

ALPHABET = "机密绝秘九嵎a1é極\U0001f600\u3000★"
WORDS = st.text(alphabet=ALPHABET, min_size=1, max_size=4)
LEXICONS = st.lists(WORDS, max_size=12)
TEXTS = st.text(alphabet=ALPHABET + "。x", max_size=60)


def naive(lexicon: list[str], text: str) -> list[tuple[int, int, int]]:
    """Every place of every term, by slicing."""
    return sorted(
        (start, start + len(term), i)
        for i, term in enumerate(lexicon)
        for start in range(len(text) - len(term) + 1)
        if text[start : start + len(term)] == term
    )


def naive_leftmost_longest(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """From the left, the longest that begins first; then on behind it."""
    kept: list[tuple[int, int]] = []
    at = 0
    while True:
        rest = [span for span in spans if span[0] >= at]
        if not rest:
            return kept
        first = min(span[0] for span in rest)
        kept.append(max((span for span in rest if span[0] == first), key=lambda span: span[1]))
        at = kept[-1][1]


@given(LEXICONS, TEXTS)
def test_all_occurrences_equal_naive_search(lexicon: list[str], text: str) -> None:
    """Semantics "all": every occurrence of every term, overlapping and equal ones too."""
    automaton = Automaton((term, i) for i, term in enumerate(lexicon))
    assert sorted((h.start, h.end, h.payload) for h in automaton.hits(text)) == naive(lexicon, text)


@given(LEXICONS, TEXTS)
def test_short_and_long_texts_are_searched_alike(lexicon: list[str], text: str) -> None:
    """Looking up pieces and running the automaton give the same hits in the same order."""
    lazy, eager = (Automaton((term, i) for i, term in enumerate(lexicon)) for _ in range(2))
    eager._allowance = -1
    assert list(lazy.hits(text)) == list(eager.hits(text))


@given(LEXICONS, TEXTS)
def test_hits_come_ordered_by_end(lexicon: list[str], text: str) -> None:
    """Recognizers rely on the order."""
    ends = [hit.end for hit in Automaton((term, i) for i, term in enumerate(lexicon)).hits(text)]
    assert ends == sorted(ends)


@given(st.lists(WORDS, max_size=12, unique=True), TEXTS)
def test_leftmost_longest_equals_naive_search(lexicon: list[str], text: str) -> None:
    """Semantics "leftmost longest": no two overlap, the leftmost first, then the longest."""
    hits = Automaton((term, i) for i, term in enumerate(lexicon)).hits(text)
    spans = {(start, end) for start, end, _i in naive(lexicon, text)}
    assert [(h.start, h.end) for h in leftmost_longest(hits)] == naive_leftmost_longest(spans)


@given(LEXICONS, TEXTS)
def test_longest_only_equals_naive_search(lexicon: list[str], text: str) -> None:
    """Semantics "longest only": those that lie in no longer one (极机密, not the 机密 in it)."""
    hits = Automaton((term, i) for i, term in enumerate(lexicon)).hits(text)
    every = naive(lexicon, text)
    kept = [
        (start, end, i)
        for start, end, i in every
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _j in every)
    ]
    assert sorted((h.start, h.end, h.payload) for h in longest_only(hits)) == kept


@given(TEXTS)
def test_an_empty_lexicon_finds_nothing(text: str) -> None:
    """No terms, no hits, no error."""
    assert list(Automaton(()).hits(text)) == []


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4)), max_size=10))
def test_semantics_do_not_depend_on_the_order_of_hits(places: list[tuple[int, int]]) -> None:
    """Same hits, same choice."""
    hits = [Hit(start, start + length, 0) for start, length in places]
    for choose in (leftmost_longest, longest_only):
        assert choose(hits) == choose(list(reversed(hits)))


@pytest.mark.parametrize("name", ["in_c", "in_rust"])
@given(LEXICONS, TEXTS)
def test_every_engine_gives_every_place_in_order(name: str, lexicon: list[str], text: str) -> None:
    """Whichever engine is installed: ordered by where a hit ends, the longest first."""
    if name == "in_rust":
        pytest.importorskip("ahocorasick_rs", reason="the extra `fast` is not installed")
    engine: Callable[[dict[bytes, Any]], Engine] = getattr(automaton_engines, name)
    keys, data = {as_units(word) for word in lexicon}, as_units(text)
    places = [(last, key) for last in range(len(data)) for key in keys if data[: last + 1].endswith(key)]
    found = list(engine({key: key for key in keys})(data)) if keys else []
    assert found == sorted(places, key=lambda place: (place[0], -len(place[1])))
