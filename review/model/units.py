"""Hidden units: what the words of a window mean together, which no sum of their weights can tell.

A unit adds up its own weights for the features of a window and counts if the sum is above zero; labels are
sums over the units that count. Its weights are whole 64ths, so sums are exact and no order matters. A row
(the weights of one feature for all units) is kept as one long integer with a lane a unit: adding two rows
adds all their lanes, which is as fast as numpy and needs no import of it.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import mul
from typing import TYPE_CHECKING

from review.model.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

UNITS = 48
GRAIN = 64
"""A weight of a unit is a whole number of these parts of one."""
MOST = 127
"""The largest whole number of them, either way."""
_LANE = array("I").itemsize


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The weights of some features added up, unit by unit; ``packed`` has ``count * (MOST + 1)`` too much."""

    packed: int
    count: int


@dataclass(frozen=True, kw_only=True)
class Units:
    """What the units have learned.

    Attributes:
        table: row after row, one whole number a unit.
        biases: one a unit.
        outputs: label after label, one number a unit.
        intercepts: one a label.
    """

    table: array[int] = field(repr=False)
    biases: Sequence[float]
    outputs: array[float] = field(repr=False)
    intercepts: Sequence[float]

    def add(self, rows: Collection[int]) -> Sums:
        """The sums of rows."""
        return Sums(packed=sum(map(self._row, rows)), count=len(rows))

    def labels(self, *weighed: tuple[float, Sums]) -> list[float]:
        """A score for each label, from sums and what one feature of each counts."""
        units = list(self.biases)
        for scale, sums in weighed:
            lanes = array("I", sums.packed.to_bytes(UNITS * _LANE, sys.byteorder))
            step, excess = scale / GRAIN, (MOST + 1) * sums.count
            units = [unit + step * (lane - excess) for unit, lane in zip(units, lanes, strict=True)]
        awake = [max(unit, 0.0) for unit in units]
        return [b + sum(map(mul, awake, out)) for b, out in zip(self.intercepts, self._outputs, strict=True)]

    @cached_property
    def _row(self) -> Callable[[int], int]:
        """One row as a long integer, each lane lifted above zero; kept once it was met."""

        def packed(row: int) -> int:
            numbers = self.table[row * UNITS : (row + 1) * UNITS]
            return int.from_bytes(array("I", [n + MOST + 1 for n in numbers]).tobytes(), sys.byteorder)

        return lru_cache(maxsize=None)(packed)

    @cached_property
    def _outputs(self) -> list[array[float]]:
        return [self.outputs[i * UNITS : (i + 1) * UNITS] for i in range(len(LABELS))]
