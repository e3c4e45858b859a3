"""Fits weights: regularised logistic regressions over ideas and strings (scikit-learn), and hidden units.

One head tells risky from clean; the others tell labels apart among what is risky, so each has one thing to
learn, and the first learns from all labels together. Units (``units.py``) learn from the same features.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from review.learning.units import FittedUnits, fit_units
from review.model.labels import HEADS
from review.model.weights import DOUBT, GRAM_SCALE, IDEA_SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from review.model.features import Seen

STRENGTHS = {"risky": 8.0}
"""Inverse of the regularisation (``C``) of a head."""
STRENGTH = 2.0
"""The same for every label."""
LENIENCE = 3.0
"""Added to the scores of labels: among what is risky a label need not be the likelier one."""
PLACES = 3
"""Decimals kept of a weight: finer ones move no decision and differ between processors."""
FAINT = 0.4
"""A feature whose weight is smaller than this for every head is dropped: two in three, at no loss."""
STEPS = 30
"""Newton's steps for two numbers; ten suffice."""
TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """``weights`` has a row a feature and a column a head."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    units: FittedUnits

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which features weigh anything."""
        return np.asarray(self.weights.any(axis=1))

    def kept(self, names: Sequence[str], start: int = 0) -> tuple[str, ...]:
        """Of the features from row ``start`` on, those that weigh anything."""
        return tuple(name for name, known in zip(names, self.known[start:], strict=False) if known)

    def scores(self, matrix: sp.csr_matrix) -> NDArray[np.float64]:
        """One row a window, one column a label, as ``RiskModel`` scores them."""
        raw = np.asarray(matrix @ self.weights) + self.intercepts
        weighed = -np.logaddexp(-raw[:, :1], -raw[:, 1:])
        return np.where(weighed < DOUBT, weighed, (weighed + self.units.scores(matrix)) / 2)

    def arrays(self) -> dict[str, Sequence[float]]:
        """What is kept of a model, by the names ``review.model.files`` keeps it by."""
        units = self.units
        return {
            "weights": self.weights[self.known].ravel().tolist(), "intercepts": self.intercepts.tolist(),
            "units": units.table[self.known].ravel().tolist(), "biases": units.biases.tolist(),
            "outputs": units.outputs.T.ravel().tolist(), "output_intercepts": units.intercepts.tolist(),
        }  # fmt: skip


def matrix_of(seen: Sequence[Seen], ideas: Sequence[str], grams: Sequence[str]) -> sp.csr_matrix:
    """Windows as rows, weighted as ``RiskModel`` weighs them."""
    idea_row = {name: i for i, name in enumerate(ideas)}
    gram_row = {gram: i for i, gram in enumerate(grams, start=len(ideas))}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for one in seen:
        rows = sorted(idea_row[name] for name in one.features() if name in idea_row)
        strings = sorted(gram_row[gram] for gram in one.grams if gram in gram_row)
        columns += rows + strings
        data += [IDEA_SCALE] * len(rows)
        data += [GRAM_SCALE / math.sqrt(len(strings) or 1)] * len(strings)
        ends.append(len(columns))
    return sp.csr_matrix((data, columns, ends), shape=(len(seen), len(ideas) + len(grams)))


def fit(matrix: sp.csr_matrix, targets: NDArray[np.bool_]) -> Fitted:
    """Weights for every head; ``targets`` has a column a label. Deterministic: one thread, fixed seed."""
    risky = targets.any(axis=1)
    among = matrix[risky]
    weights, intercepts = [], []
    for i, head in enumerate(HEADS):
        rows, truth = (among, targets[risky, i - 1]) if i else (matrix, risky)
        strength = STRENGTHS.get(head, STRENGTH)
        model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=300, tol=1e-2)
        model.fit(rows, truth)
        weights.append(np.round(model.coef_[0], PLACES))
        intercepts.append(round(float(model.intercept_[0]) + (LENIENCE if i else 0.0), PLACES))
    table = np.array(weights).T
    kept = np.abs(table).max(axis=1) >= FAINT
    table[~kept] = 0.0
    return Fitted(weights=table, intercepts=np.array(intercepts), units=fit_units(matrix, targets, kept))


def platt(scores: NDArray[np.float64], targets: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and intercept of the curve from scores to probabilities (Platt 1999), by Newton's steps."""
    x = np.column_stack([scores, np.ones(len(scores))])
    y = targets.astype(float)
    curve = np.array([0.0, math.log(y.mean() / (1 - y.mean()))])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ curve)))
        bend = x.T @ (x * (p * (1 - p))[:, None])
        step = np.linalg.solve(bend, x.T @ (y - p))
        # A full step can overshoot and run away; a halved one that lowers the loss cannot.
        while _loss(x @ (curve + step), y) > _loss(x @ curve, y) and np.abs(step).max() > TINY:
            step /= 2
        curve += step
    return round(float(curve[0]), PLACES), round(float(curve[1]), PLACES)


def _loss(z: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    return float(np.sum(np.logaddexp(0, z) - y * z))
