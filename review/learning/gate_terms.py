"""Chooses the cue words of the gate: frequent in risky windows, rare in published text.

A word weighs the natural log of how much oftener a risky window shows it, a character of text, than a
published line. The threshold comes from paragraphs of genres that the words were not chosen from.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from review.automaton import Automaton
from review.model.gate import Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

LEAST_SEEDS = 4
"""Seeds that a cue word must stand in, unless it is a word of an idea."""
LEAST = 3.5
"""Weight below which a word is no cue: one that statutes use costs time in every statute."""
MOST = 6.0
SHARE = 0.99
"""Risky paragraphs of a genre never seen that the gate lets through."""
_UNSEEN = 0.5
_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Candidates and where they stand.

    Attributes:
        risky: a row a risky window, a column a word; 1 where the word stands in the window.
        seeds, paragraphs: of each row; ``sizes`` are the characters of the windows.
        published: share of published characters that begin a line's first use of the word.
        ideas: which words are words of an idea.
    """

    words: Sequence[str]
    risky: sp.csr_matrix
    seeds: NDArray[np.int_]
    paragraphs: NDArray[np.int_]
    sizes: NDArray[np.int_]
    published: NDArray[np.float64]
    ideas: NDArray[np.bool_]

    def weights(self, rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Weight of every word by these rows; 0 for what is no cue."""
        here = self.risky[rows]
        often = (np.asarray(here.sum(axis=0)).ravel() + _UNSEEN) / self.sizes[rows].sum()
        weight = np.round(np.minimum(np.log(often / self.published), MOST), 2)
        known = (_seeds_of(here, self.seeds[rows]) >= LEAST_SEEDS) | self.ideas
        return np.where((weight >= LEAST) & known, weight, 0.0)


def find_cues(
    ideas: Iterable[str], strings: Iterable[str], risky: Sequence[tuple[int, int, str]], clean: Sequence[str]
) -> Cues:
    """Look for candidates in risky windows (seed, paragraph, window) and in clean lines."""
    chosen = set(ideas)
    words = sorted(w for w in chosen | set(strings) if len(w) >= _LETTERS and not w.isdecimal())
    automaton = Automaton((word, i) for i, word in enumerate(words))
    counts = np.zeros(len(words))
    for line in clean:
        counts[sorted(_columns(automaton, line))] += 1
    return Cues(
        words=words,
        risky=_presence(automaton, [window for _, _, window in risky], len(words)),
        seeds=np.array([seed for seed, _, _ in risky]),
        paragraphs=np.array([paragraph for _, paragraph, _ in risky]),
        sizes=np.array([len(window) for _, _, window in risky]),
        published=(counts + _UNSEEN) / max(sum(map(len, clean)), 1),
        ideas=np.array([word in chosen for word in words]),
    )


def make_gate(cues: Cues, fold: NDArray[np.int_]) -> Gate:
    """The gate whose threshold ``SHARE`` of the paragraphs reach in a window, their own fold not asked."""
    best: dict[int, float] = {}
    for k in sorted(set(fold.tolist())):
        new = fold == k
        sums = cues.risky[new] @ cues.weights(~new)
        for paragraph, reached in zip(cues.paragraphs[new].tolist(), sums.tolist(), strict=True):
            best[paragraph] = max(best.get(paragraph, 0.0), reached)
    ordered = sorted(best.values())
    weights = cues.weights(np.ones(len(fold), dtype=bool)).tolist()
    return Gate(
        terms={word: weight for word, weight in zip(cues.words, weights, strict=True) if weight},
        threshold=math.floor(ordered[int((1 - SHARE) * len(ordered))] * 100) / 100,
    )


def _columns(automaton: Automaton, text: str) -> set[int]:
    return {i for _, _, payloads in automaton.raw(text) for i in payloads}


def _presence(automaton: Automaton, texts: Sequence[str], width: int) -> sp.csr_matrix:
    ends, columns = [0], list[int]()
    for text in texts:
        columns += sorted(_columns(automaton, text))
        ends.append(len(columns))
    return sp.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), width))


def _seeds_of(presence: sp.csr_matrix, seeds: NDArray[np.int_]) -> NDArray[np.int_]:
    """In how many seeds each column stands."""
    rows = sp.csr_matrix((np.ones(len(seeds)), (seeds, np.arange(len(seeds)))))
    return np.asarray(((rows @ presence) > 0).sum(axis=0)).ravel()
