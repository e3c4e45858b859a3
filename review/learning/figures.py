"""Figures of quality: precision, recall, F1, average precision, calibration, each with its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.scores import logistic

if TYPE_CHECKING:
    from collections.abc import Sequence

_Z = 1.96
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share with its 95 % Wilson interval; NaN when nothing was counted."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """Hits over total."""
        return self.hits / self.total if self.total else math.nan

    def record(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "hits": self.hits, "total": self.total, "value": _plain(self.value),
            "interval": [_plain(x) for x in self.interval()],
        }  # fmt: skip

    def interval(self) -> tuple[float, float]:
        """Lower and upper end (Wilson 1927)."""
        if not self.total:
            return math.nan, math.nan
        n, p = self.total, self.value
        centre = p + _Z * _Z / (2 * n)
        spread = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n))
        return max((centre - spread) / (1 + _Z * _Z / n), 0.0), min(
            (centre + spread) / (1 + _Z * _Z / n), 1.0
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Quality of one label. ``calibration`` is the expected calibration error over ten equal bins."""

    label: str
    rows: int
    precision: Share
    recall: Share
    false_alarms: Share
    average_precision: float
    average_precision_interval: tuple[float, float]
    calibration: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when nothing right was found."""
        found, wanted, right = self.precision.total, self.recall.total, self.recall.hits
        return 2 * right / (found + wanted) if found + wanted else math.nan

    def record(self) -> dict[str, object]:
        """Plain values for JSON; NaN becomes None."""
        shares = {"precision": self.precision, "recall": self.recall, "false_alarms": self.false_alarms}
        numbers = {
            "f1": _plain(self.f1), "average_precision": _plain(self.average_precision),
            "average_precision_interval": [_plain(x) for x in self.average_precision_interval],
            "calibration_error": _plain(self.calibration),
        }  # fmt: skip
        return {
            "label": self.label,
            "rows": self.rows,
            **{k: v.record() for k, v in shares.items()},
            **numbers,
        }


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def figures(
    label: str, truth: Sequence[bool], probabilities: Sequence[float], found: Sequence[bool]
) -> Figures:
    """Figures of one label over rows; ``found`` says which rows the model reports."""
    right = sum(f and t for f, t in zip(found, truth, strict=True))
    wanted = sum(truth)
    average = average_precision(truth, probabilities)
    return Figures(
        label=label, rows=len(truth), precision=Share(hits=right, total=sum(found)),
        recall=Share(hits=right, total=wanted),
        false_alarms=Share(hits=sum(found) - right, total=len(truth) - wanted),
        average_precision=average, average_precision_interval=_logit_interval(average, wanted),
        calibration=calibration_error(truth, probabilities),
    )  # fmt: skip


def average_precision(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """Area under precision over recall, rows of equal score taken together; NaN without a true row."""
    order = sorted(range(len(truth)), key=lambda i: -scores[i])
    wanted = sum(truth)
    if not wanted:
        return math.nan
    area, right, before, i = 0.0, 0, 0, 0
    while i < len(order):
        j = i
        while j < len(order) and scores[order[j]] == scores[order[i]]:
            right += truth[order[j]]
            j += 1
        area += (right - before) / wanted * (right / j)
        before, i = right, j
    return area


def calibration_error(truth: Sequence[bool], probabilities: Sequence[float]) -> float:
    """Mean gap between what was promised and what came true, over ten bins, weighted by their size."""
    bins: list[list[int]] = [[] for _ in range(BINS)]
    for i, p in enumerate(probabilities):
        bins[min(int(p * BINS), BINS - 1)].append(i)
    gap = sum(abs(sum(probabilities[i] for i in b) - sum(truth[i] for i in b)) for b in bins)
    return gap / len(truth) if truth else math.nan


def recall_at(truth: Sequence[bool], scores: Sequence[float], clean: Sequence[float], share: float) -> float:
    """Recall at the score that at most ``share`` of the clean scores reach."""
    ordered = sorted(clean, reverse=True)
    allowed = int(share * len(ordered))
    limit = ordered[allowed] if allowed < len(ordered) else -math.inf
    wanted = sum(truth)
    return sum(t and s > limit for t, s in zip(truth, scores, strict=True)) / wanted if wanted else math.nan


def _logit_interval(value: float, n: int) -> tuple[float, float]:
    """95 % interval of an average precision over ``n`` true rows (Boyd, Eng and Page 2013)."""
    if not n or not 0 < value < 1:
        return value, value
    centre, spread = math.log(value / (1 - value)), _Z / math.sqrt(n * value * (1 - value))
    return logistic(centre - spread), logistic(centre + spread)
