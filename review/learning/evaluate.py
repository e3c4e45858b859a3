"""Measures a model on labelled rows, and two models against each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from review.i18n import _
from review.learning.figures import Figures, figures
from review.model.labels import LABELS
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from review.learning.rows import Row
    from review.model.risk_model import RiskModel

ANY = "any"
"""The row of the table for "risky at all"."""
WORSE = 0.01
"""A new model may lose so much F1 or average precision before it counts as worse."""


def evaluate(model: RiskModel, rows: Sequence[Row]) -> tuple[Figures, ...]:
    """Figures of every label, then of ``any``."""
    scored = [model.highest(fold_term(row.text)) for row in rows]
    found = [[p >= t for p, t in zip(ps, model.thresholds, strict=True)] for ps in scored]
    labels = [
        figures(label, [label in row.labels for row in rows], [p[i] for p in scored], [f[i] for f in found])
        for i, label in enumerate(LABELS)
    ]
    risky = [1 - math.prod(1 - p for p in ps) for ps in scored]
    return (*labels, figures(ANY, [bool(row.labels) for row in rows], risky, [any(f) for f in found]))


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"


def worse(old: Iterable[Figures], new: Iterable[Figures], named: Callable[[str], str] = str) -> list[str]:
    """What the new model does worse than the old one, in words; empty when it may take its place.

    ``named`` says how a person calls a label.
    """
    found = []
    for before, after in zip(old, new, strict=True):
        for name, b, a in (
            ("F1", before.f1, after.f1),
            (_("average precision"), before.average_precision, after.average_precision),
        ):
            if not math.isnan(b) and (math.isnan(a) or a < b - WORSE):
                found.append(f"{named(before.label)}: {name} {_number(b)} → {_number(a)}")
    return found
