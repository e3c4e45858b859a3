"""Windows of one passage overlap: what stands in them is put together from parts, each looked at once.

Where one window begins or ends, a part ends. What is looked for reaches over no end of a sentence, a clause
or a line, and no window goes on behind another end: a clause is cut elsewhere only to be as long as a window
may be (``review.model.windows``). So a window holds what its parts hold.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

T = TypeVar("T")
Span = tuple[int, int]


class Parts:
    """The parts of a passage between the ends of some of its windows, half-open spans."""

    def __init__(self, passage: str, windows: Iterable[Span]) -> None:
        self._passage = passage
        self._ends = sorted({end for window in windows for end in window})

    def of(self, start: int, end: int) -> Iterable[Span]:
        """The parts of a window."""
        first = bisect_left(self._ends, start)
        return pairwise(self._ends[first : bisect_left(self._ends, end, first) + 1])

    def sets(self, look: Callable[[str], AbstractSet[T]]) -> Callable[[int, int], AbstractSet[T]]:
        """What ``look`` finds in a window."""
        known: dict[Span, AbstractSet[T]] = {}

        def found(start: int, end: int) -> AbstractSet[T]:
            pieces = []
            for part in self.of(start, end):
                piece = known.get(part)
                if piece is None:
                    piece = known[part] = look(self._passage[slice(*part)])
                pieces.append(piece)
            return pieces[0] if len(pieces) == 1 else set().union(*pieces)

        return found
