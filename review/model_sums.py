"""Sums of rows of weights, all labels in one addition and exact.

A sum of floats depends on the order of its terms and a set has none. Here a weight is a whole number of
2⁻⁴⁰ and the weights of a row stand side by side in one large integer, so that adding rows adds the weights
of every label at once, in any order with the same result, without numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ONE = 1 << 40
"""What stands for a weight of 1; float32 weights of 0.00001 and more are exact."""
_WIDTH = 120
"""Bits of a field: four of the interpreter's digits."""
_MASK = (1 << _WIDTH) - 1
_ZERO = 1 << 60
"""Added to every weight, so that no field is negative."""


class Sums:
    """Adds up rows.

    Args:
        weights: row after row.
        width: numbers in a row.
    """

    def __init__(self, weights: Sequence[float], width: int) -> None:
        self._weights = weights
        self._width = width
        self._packed: dict[int, int] = {}

    def of(self, rows: Collection[int]) -> list[float]:
        """The sum of each number over the rows; each row counts once."""
        packed = self._packed
        try:
            total = sum([packed[row] for row in rows])
        except KeyError:
            packed.update({row: self._pack(row) for row in rows if row not in packed})
            total = sum([packed[row] for row in rows])
        zero = len(rows) * _ZERO
        return [((total >> shift & _MASK) - zero) / ONE for shift in range(0, self._width * _WIDTH, _WIDTH)]

    def _pack(self, row: int) -> int:
        at = row * self._width
        return sum(
            round(weight * ONE) + _ZERO << i * _WIDTH
            for i, weight in enumerate(self._weights[at : at + self._width])
        )
