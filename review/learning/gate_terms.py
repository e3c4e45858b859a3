"""Chooses the cue words of the gate: frequent in risky windows, rare in published text."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from review.automaton import Automaton
from review.model_gate import Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LEAST = 0.8
"""Weight (natural log of the odds ratio) below which a word is no cue."""
MOST = 3.0
_UNSEEN = 0.5
_LETTERS = 2


def choose_terms(
    candidates: Iterable[str], risky: Sequence[str], clean: Sequence[str], *, least: float = LEAST
) -> dict[str, float]:
    """Word → weight, ordered by word: log of how much oftener it stands in risky than in clean text."""
    words = sorted({word for word in candidates if len(word) >= _LETTERS and not word.isdecimal()})
    automaton = Automaton((word, word) for word in words)
    in_risky, in_clean = _per_character(automaton, risky), _per_character(automaton, clean)
    risky_size, clean_size = _size(risky), max(_size(clean), 1)
    chosen: dict[str, float] = {}
    for word in words:
        here = (in_risky[word] + _UNSEEN) / risky_size
        there = (in_clean[word] + _UNSEEN) / clean_size
        weight = round(min(math.log(here / there), MOST), 2)
        if weight >= least:
            chosen[word] = weight
    return chosen


def _per_character(automaton: Automaton, texts: Sequence[str]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for text in texts:
        for _, _, payloads in automaton.raw(text):
            counts.update(payloads)
    return counts


def _size(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def set_threshold(terms: Mapping[str, float], risky: Sequence[str], *, share: float) -> Gate:
    """The gate that lets ``share`` of the risky windows through."""
    automaton = Automaton((term, (term, weight)) for term, weight in terms.items())
    gate = Gate(terms=terms, threshold=0.0)
    sums = sorted(
        gate.sum(((s, e, *p) for s, e, payloads in automaton.raw(w) for p in payloads), 0, len(w))
        for w in risky
    )
    at = min(int((1 - share) * len(sums)), len(sums) - 1)
    return Gate(terms=terms, threshold=math.floor(sums[at] * 100) / 100)
