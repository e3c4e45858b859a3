"""The risk model: how likely is a stretch of text a secret, private or unfinished matter?

Two stages. The *gate* adds the weights of the distinct cue words in a window; below its threshold the window
is not risky, whatever else it says. Only windows that pass are looked at in full. The gate is part of the
model's definition, so judging lazily (from cue hits of a shared automaton) and eagerly give the same result.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.model.features import Lens
from review.model.labels import HEADS, LABELS
from review.model.passages import passages
from review.model.scores import both, logistic, logit
from review.model.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from review.model.gate import Cue, Gate
    from review.model.weights import Rows, Weights

Reasons = tuple[tuple[str, tuple[str, ...]], ...]
"""Ideas, strongest first, each with the words that showed it."""

REASONS = 5
_MARGIN = 1e-6
"""What rounding may take from a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A window (half-open span in the passage it was cut from) with a label above its threshold.

    Attributes:
        probability: calibrated, 0 to 1.
    """

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, kw_only=True)
class RiskModel:
    """One model, whole.

    Attributes:
        read_weights: gives the weights, once the first window has passed the gate.
        calibration: per label (slope, intercept) of a logistic curve over the score.
        thresholds: per label, the probability from which a window is a finding.
        card: what ``review model card`` prints.
    """

    gate: Gate
    concepts: Mapping[str, tuple[str, ...]]
    read_weights: Callable[[], Weights] = field(repr=False)
    calibration: Sequence[tuple[float, float]]
    thresholds: Sequence[float]
    card: Mapping[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def lens(self) -> Lens:
        """What looks at windows for this model."""
        return Lens(self.concepts)

    @cached_property
    def weights(self) -> Weights:
        """What it has learned.

        Raises:
            DataError: they do not fit the vocabulary or are not finite.
        """
        return self.read_weights()

    @cached_property
    def _least(self) -> float:
        """The score of being risky at all below which no label can reach its threshold."""
        return min(
            (logit(threshold) - offset) / slope if slope > 0 else -math.inf
            for threshold, (slope, offset) in zip(self.thresholds, self.calibration, strict=True)
        )

    def scores(self, window: str) -> list[float]:
        """One raw score a label for a window of folded text; the gate is not asked."""
        seen = self._seen(window)
        return self._labels(seen, self.weights.score(seen, 0))

    def _seen(self, window: str) -> Rows:
        return self.weights.rows(window, self.lens.ideas(window))

    def _labels(self, seen: Rows, risky: float) -> list[float]:
        return [both(risky, self.weights.score(seen, head)) for head in range(1, len(HEADS))]

    def probabilities(self, window: str) -> list[float]:
        """One calibrated probability a label for a window of folded text; the gate is not asked."""
        return self._chances(self.scores(window))

    def _chances(self, scores: Iterable[float]) -> list[float]:
        return [
            logistic(slope * z + offset) for z, (slope, offset) in zip(scores, self.calibration, strict=True)
        ]

    def judge(self, passage: str, cues: Iterable[Cue] | None = None) -> list[Judged]:
        """What is risky in a passage of folded text: for each label the strongest windows, none overlapping.

        Args:
            passage: a paragraph, a table row, or some lines (``review.model.passages``).
            cues: hits of the gate's terms in it, searched for when None.
        """
        found = list(self.gate.cues(passage) if cues is None else cues)
        if self.gate.sum(found, 0, len(passage)) < self.gate.threshold:
            return []
        above: list[Judged] = []
        for start, end in windows(passage):
            if self.gate.sum(found, start, end) >= self.gate.threshold:
                above += self._above(passage[start:end], start, end)
        return _strongest(passage, above)

    def highest(self, text: str, *, gated: bool = True) -> list[float]:
        """The highest probability of each label over all windows of a text (already folded)."""
        best = [0.0] * len(LABELS)
        for passage in (text[start:end] for start, end in passages(text)):
            cues = list(self.gate.cues(passage)) if gated else []
            for start, end in windows(passage):
                if not gated or self.gate.sum(cues, start, end) >= self.gate.threshold:
                    chances = self.probabilities(passage[start:end])
                    best = [max(pair) for pair in zip(best, chances, strict=True)]
        return best

    def _above(self, window: str, start: int, end: int) -> Iterator[Judged]:
        seen = self._seen(window)
        risky = self.weights.score(seen, 0)
        if risky < self._least - _MARGIN:
            return
        for label, chance, least in zip(
            LABELS, self._chances(self._labels(seen, risky)), self.thresholds, strict=True
        ):
            if chance >= least:
                yield Judged(start=start, end=end, label=label, probability=chance)

    def reasons(self, window: str, label: str) -> Reasons:
        """Ideas of a window by what they and their pairs added to one label's score, the strongest five."""
        ideas, column = self.lens.ideas(window), HEADS.index(label)
        moved: dict[str, float] = {}
        for name, row in self.weights.features(ideas):
            parts = name.removesuffix("²").split("+")
            weight = self.weights.of(row, 0) + self.weights.of(row, column)
            for part in parts:
                moved[part] = moved.get(part, 0.0) + weight / len(parts)
        order = sorted((-weight, name) for name, weight in moved.items() if weight > 0)
        return tuple((name, ideas[name]) for _, name in order[:REASONS])


def _strongest(passage: str, judged: Iterable[Judged]) -> list[Judged]:
    """Per label the most probable windows, none overlapping another; in order of place and label.

    Lines come before runs of lines: those are for what no line says alone.
    """
    kept: list[Judged] = []
    for one in sorted(judged, key=lambda j: (*_rank(passage, j), j.start, j.label)):
        if all(one.label != k.label or one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda j: (j.start, j.end, LABELS.index(j.label)))


def _rank(passage: str, judged: Judged) -> tuple[bool, float, int]:
    return "\n" in passage[judged.start : judged.end], -judged.probability, judged.end - judged.start
