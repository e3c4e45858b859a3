"""The risk model's first stage: cue words and the weight a window's cues must reach together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Cue words in folded form with positive weights, and the sum that opens the gate."""

    terms: Mapping[str, float] = field(repr=False)
    threshold: float

    def sum(self, cues: Iterable[tuple[int, int, str, float]], start: int, end: int) -> float:
        """Weight of the distinct cues that lie wholly in ``[start, end)``.

        Cues are (start, end, term, weight). A line's sum is an upper bound of its windows' sums.
        """
        inside = {term: weight for s, e, term, weight in cues if start <= s and e <= end}
        return sum(inside.values())
