"""The risk model's first stage: cue words and the weight a window's cues must reach together."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.automaton import Automaton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Cue = tuple[int, int, str, float]
"""Start, end, term, weight."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """Cue words in folded form with positive weights, and the sum that opens the gate."""

    terms: Mapping[str, float] = field(repr=False)
    threshold: float

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton((term, (term, weight)) for term, weight in self.terms.items())

    def cues(self, line: str) -> Iterator[Cue]:
        """The cues of a line of folded text."""
        for start, end, payloads in self._automaton.raw(line):
            for term, weight in payloads:
                yield start, end, term, weight

    def passing(self, windows: Iterable[tuple[int, int]], cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
        """The windows whose cues open the gate; cues come ordered by their end."""
        ends = [end for _, end, _, _ in cues]
        for start, end in windows:
            near = cues[bisect_right(ends, start) : bisect_right(ends, end)]
            if self.sum(near, start, end) >= self.threshold:
                yield start, end

    def sum(self, cues: Iterable[Cue], start: int, end: int) -> float:
        """Weight of the distinct cues that lie wholly in ``[start, end)``."""
        inside = {term: weight for s, e, term, weight in cues if start <= s and e <= end}
        return sum(inside.values())
