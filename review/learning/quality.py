"""What cross-validation says of the model, label by label and script by script, for the model card."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from review.learning.figures import average_precision, calibration_error, recall_at
from review.model.labels import LABELS
from review.model.scores import logistic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from review.learning.compose import Paragraph
    from review.learning.examples import Example

CLERK = 0.005
"""False alarms a clerk accepts: one in two hundred clean paragraphs."""


def cross_quality(
    paragraphs: Sequence[Paragraph],
    examples: Sequence[Example],
    scores: NDArray[np.float64],
    calibration: Sequence[tuple[float, float]],
    clean: tuple[NDArray[np.float64], int],
) -> dict[str, Any]:
    """Figures per paragraph (its highest window) from scores of windows a model had not seen.

    ``clean`` has the scores of all windows of held-out published text that pass the gate, and the number of
    its paragraphs, for recall at the clerk's rate on real text.
    """
    published, held = clean
    highest = np.full((len(paragraphs), len(LABELS)), -np.inf)
    np.maximum.at(highest, [example.paragraph for example in examples], scores)
    risky = [bool(p.labels) for p in paragraphs]
    found: dict[str, Any] = {}
    for i, label in enumerate(LABELS):
        truth = [label in p.labels for p in paragraphs]
        column = highest[:, i].tolist()
        chances = [logistic(calibration[i][0] * z + calibration[i][1]) for z in column]
        found[label] = {
            "average_precision": _round(average_precision(truth, column)),
            **{s: _round(_within(paragraphs, truth, column, s)) for s in ("hans", "hant")},
            "recall_at_0.5%_of_hard_negatives": _round(
                recall_at(truth, column, [z for z, r in zip(column, risky, strict=True) if not r], CLERK)
            ),
            "recall_at_0.5%_of_published_paragraphs": _round(
                recall_at(truth, column, _padded(published[:, i].tolist(), held), CLERK) if held else None
            ),
            "calibration_error": _round(calibration_error(truth, chances)),
        }
    best = highest.max(axis=1).tolist()
    found["any"] = {"average_precision": _round(average_precision(risky, best))}
    return found


def _within(paragraphs: Sequence[Paragraph], truth: list[bool], column: list[float], script: str) -> float:
    at = [i for i, p in enumerate(paragraphs) if p.script == script]
    return average_precision([truth[i] for i in at], [column[i] for i in at])


def _padded(scores: list[float], total: int) -> list[float]:
    """Scores with one of minus infinity for each paragraph that the gate stopped."""
    return scores + [-math.inf] * (total - len(scores))


def _round(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 3)
