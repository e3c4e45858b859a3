"""Fits hidden units (scikit-learn): a small network over the features that weigh anything.

Its inputs drop out at random, most of them, so that no unit can lean on one word; what ships is the mean of
the last passes over the examples, which is calmer than any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.neural_network import MLPClassifier

from review.model.units import GRAIN, MOST, UNITS

if TYPE_CHECKING:
    import scipy.sparse as sp
    from numpy.typing import NDArray

DROPPED = 0.65
"""Share of a window's features that a pass leaves out."""
PASSES, AVERAGED = 10, 5
"""Passes over all windows, and how many of the last are averaged."""
BATCH, PACE, PENALTY = 4096, 0.009, 3e-4
"""Windows of one step, Adam's step, and the cost of a squared weight."""
PLACES = 3
"""Decimals kept of a number that is no whole part of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedUnits:
    """``table`` has a row a feature and a column a unit, ``outputs`` a row a unit and a column a label."""

    table: NDArray[np.int8]
    biases: NDArray[np.float64]
    outputs: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def scores(self, matrix: sp.csr_matrix) -> NDArray[np.float64]:
        """One row a window, one column a label, as ``review.model.units`` scores them."""
        units = np.asarray(matrix @ (self.table / GRAIN)) + self.biases
        return np.asarray(np.maximum(units, 0) @ self.outputs + self.intercepts)


def fit_units(matrix: sp.csr_matrix, targets: NDArray[np.bool_], kept: NDArray[np.bool_]) -> FittedUnits:
    """Units for the features ``kept``; ``targets`` has a column a label. Deterministic: fixed seed."""
    windows, truth = matrix[:, kept].astype(np.float32), targets.astype(int)
    network = MLPClassifier(
        (UNITS,), alpha=PENALTY, batch_size=min(BATCH, matrix.shape[0]), learning_rate_init=PACE,
        random_state=0,
    )  # fmt: skip
    dice = np.random.default_rng(0)
    last: list[list[NDArray[np.float64]]] = []
    for number in range(PASSES):
        network.partial_fit(_thinned(windows, dice), truth, classes=np.arange(truth.shape[1]))
        if number >= PASSES - AVERAGED:
            last.append([part.astype(np.float64) for part in (*network.coefs_, *network.intercepts_)])
    inputs, outputs, biases, intercepts = (np.mean(parts, axis=0) for parts in zip(*last, strict=True))
    table = np.zeros((matrix.shape[1], UNITS), dtype=np.int8)
    table[kept] = np.clip(np.round(inputs * GRAIN), -MOST, MOST)
    return FittedUnits(
        table=table, biases=np.round(biases, PLACES), outputs=np.round(outputs, PLACES),
        intercepts=np.round(intercepts, PLACES),
    )  # fmt: skip


def _thinned(windows: sp.csr_matrix, dice: np.random.Generator) -> sp.csr_matrix:
    """The same with most features left out and the others made up for it."""
    thin = windows.copy()
    thin.data *= (dice.random(len(thin.data)) > DROPPED) / np.float32(1 - DROPPED)
    return thin
