"""Boosted trees, all of them at once: a question rules out leaves in every tree that asks it.

Each leaf is a bit of one large whole number, those of one tree side by side. The answer *greater* to a
question rules out the leaves below its other branch; of the leaves that remain to a tree, the first is the
one it leads to. So a feature needs one look-up and one *and* for all trees together, where walking them one
by one takes a step for each question on the way (Lucchese et al., QuickScorer, SIGIR 2015).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from math import fsum
from operator import getitem
from struct import Struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Row = tuple[int, float, int, int]
"""Feature (−1 in a leaf), threshold or the leaf's value, row if not greater, row if greater."""
_LANES = {8: "B", 16: "H", 32: "I", 64: "Q"}
"""Bits for the leaves of a tree, and how ``struct`` calls them."""


class Trees:
    """Trees in rows, the root first.

    Raises:
        ValueError: a tree has more than 64 leaves.
    """

    def __init__(self, trees: Sequence[Sequence[Row]]) -> None:
        leaves = [[rows[at][1] for at in _leaves(rows)] for rows in trees]
        width = next((bits for bits in _LANES if bits >= max(map(len, leaves), default=0)), None)
        if width is None:
            raise ValueError("a tree has too many leaves")
        self._values: list[Mapping[int, float]] = [
            {1 << i: value for i, value in enumerate(of_tree)} for of_tree in leaves
        ]
        self._lanes = Struct(f"<{len(trees)}{_LANES[width]}")
        self._ones = sum(1 << width * number for number in range(len(trees)))
        self._all = self._ones * ((1 << width) - 1)
        self._alive = sum(
            ((1 << len(of_tree)) - 1) << width * number for number, of_tree in enumerate(leaves)
        )
        self._questions = list(self._grouped(trees, width))

    def _grouped(
        self, trees: Sequence[Sequence[Row]], width: int
    ) -> Iterator[tuple[int, float, list[float], list[int]]]:
        """For each feature its thresholds, the least first, and what remains when so many are exceeded."""
        asked: defaultdict[int, defaultdict[float, int]] = defaultdict(lambda: defaultdict(int))
        for number, rows in enumerate(trees):
            for feature, threshold, ruled_out in _questions(rows):
                asked[feature][threshold] |= ruled_out << width * number
        for feature, by_threshold in sorted(asked.items()):
            thresholds = sorted(by_threshold)
            remaining = [self._all]
            for threshold in thresholds:
                remaining.append(remaining[-1] & ~by_threshold[threshold])
            yield feature, thresholds[0], thresholds, remaining

    def __call__(self, features: Sequence[float]) -> float:
        """Sum of the leaves that the trees lead to."""
        alive = self._alive
        for feature, least, thresholds, remaining in self._questions:
            value = features[feature]
            if value > least:
                alive &= remaining[bisect_left(thresholds, value)]
        first = alive & ((alive ^ self._all) + self._ones)  # the lowest bit of each lane: none is empty
        reached = self._lanes.unpack(first.to_bytes(self._lanes.size, "little"))
        return fsum(map(getitem, self._values, reached))


def _leaves(rows: Sequence[Row], at: int = 0) -> list[int]:
    """Leaves from left to right."""
    feature, _, left, right = rows[at]
    return [at] if feature < 0 else [*_leaves(rows, left), *_leaves(rows, right)]


def _questions(rows: Sequence[Row]) -> Iterator[tuple[int, float, int]]:
    """Feature, threshold, and the leaves that *greater* rules out, as bits."""
    order = {at: i for i, at in enumerate(_leaves(rows))}
    for feature, threshold, left, _ in rows:
        if feature >= 0:
            yield feature, threshold, sum(1 << order[leaf] for leaf in _leaves(rows, left))
