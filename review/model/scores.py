"""Scores and probabilities."""

from __future__ import annotations

import math


def both(risky: float, label: float) -> float:
    """The score of a label: a little below the lower of the two, so that neither makes up for the other."""
    return min(risky, label) - math.log1p(math.exp(-abs(risky - label)))


def logistic(z: float) -> float:
    """1 / (1 + e^-z), without overflow."""
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def logit(p: float) -> float:
    """The inverse of ``logistic``; 0 and 1 are without bound."""
    if p <= 0 or p >= 1:
        return math.copysign(math.inf, p - 0.5)
    return math.log(p / (1 - p))
