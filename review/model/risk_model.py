"""The risk model: how likely is a stretch of text a secret, private or unfinished matter?

Two stages. The *gate* adds the weights of the distinct cue words in a window; below its threshold the window
is not risky, whatever else it says. Only windows that pass are looked at in full. The gate is part of the
model's definition, so judging lazily (from cue hits of a shared automaton) and eagerly give the same result.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.automaton import Automaton
from review.model.features import Lens, features
from review.model.labels import HEADS, LABELS
from review.model.scores import both, logistic, logit
from review.model.strings import KnownStrings
from review.model.windows import windows

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from review.model.features import Ideas
    from review.model.gate import Gate

_Rows = tuple[Collection[int], Collection[int]]
"""Rows of the ideas and rows of the strings that a window shows, each row once."""
Reasons = tuple[tuple[str, tuple[str, ...]], ...]
"""Ideas, strongest first, each with the words that showed it."""

GRAM_SCALE = 2.0
IDEA_SCALE = 0.5
REASONS = 5
_MARGIN = 1e-6
"""What rounding may take from a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A window (half-open span in the line it was cut from) with a label above its threshold.

    Attributes:
        probability: calibrated, 0 to 1.
    """

    start: int
    end: int
    label: str
    probability: float


@dataclass(frozen=True, kw_only=True)
class RiskModel:
    """Weights and words of one model.

    Attributes:
        ideas: feature name → row of ``weights``; so are ``grams`` for strings.
        weights: row after row, one number a head.
        calibration: per label (slope, intercept) of a logistic curve over the score.
        thresholds: per label, the probability from which a window is a finding.
        card: what ``review model card`` prints.
    """

    concepts: Mapping[str, tuple[str, ...]]
    ideas: Mapping[str, int]
    grams: Mapping[str, int]
    weights: array[float] = field(repr=False)
    intercepts: Sequence[float]
    calibration: Sequence[tuple[float, float]]
    thresholds: Sequence[float]
    gate: Gate
    card: Mapping[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def lens(self) -> Lens:
        """What looks at windows for this model."""
        return Lens(self.concepts)

    @cached_property
    def _strings(self) -> KnownStrings:
        return KnownStrings(self.grams)

    @cached_property
    def _columns(self) -> tuple[array[float], ...]:
        """The weights of each head, a number a feature."""
        return tuple(self.weights[i :: len(HEADS)] for i in range(len(HEADS)))

    @cached_property
    def _least(self) -> float:
        """The score of being risky at all below which no label can reach its threshold."""
        return min(
            (logit(threshold) - offset) / slope if slope > 0 else -math.inf
            for threshold, (slope, offset) in zip(self.thresholds, self.calibration, strict=True)
        )

    @cached_property
    def _gate_automaton(self) -> Automaton:
        return Automaton((term, (term, weight)) for term, weight in self.gate.terms.items())

    def scores(self, window: str) -> list[float]:
        """One raw score a label for a window of folded text; the gate is not asked."""
        seen = self._seen(window)
        return self._labels(seen, self._score(seen, 0))

    def _seen(self, window: str) -> _Rows:
        return self._rows(self.lens.ideas(window)), self._strings.rows(window)

    def _labels(self, seen: _Rows, risky: float) -> list[float]:
        return [both(risky, self._score(seen, head)) for head in range(1, len(HEADS))]

    def _score(self, seen: _Rows, head: int) -> float:
        """One head's score. NOTE: ``fsum`` is exact, so the order of a set does not matter."""
        ideas, strings = seen
        weight = self._columns[head].__getitem__
        scale = GRAM_SCALE / math.sqrt(len(strings) or 1)
        return (
            self.intercepts[head]
            + IDEA_SCALE * math.fsum(map(weight, ideas))
            + scale * math.fsum(map(weight, strings))
        )

    def probabilities(self, window: str) -> list[float]:
        """One calibrated probability a label for a window of folded text; the gate is not asked."""
        return self._chances(self.scores(window))

    def _chances(self, scores: Iterable[float]) -> list[float]:
        return [
            logistic(slope * z + offset) for z, (slope, offset) in zip(scores, self.calibration, strict=True)
        ]

    def judge(self, line: str, cues: Iterable[tuple[int, int, str, float]] | None = None) -> list[Judged]:
        """What is risky in a line of folded text: for each label the strongest windows that do not overlap.

        Args:
            line: a paragraph or a table row.
            cues: hits of the gate's terms in the line as (start, end, term, weight); searched for when None.
        """
        found = list(self._cues(line) if cues is None else cues)
        if self.gate.sum(found, 0, len(line)) < self.gate.threshold:
            return []
        above: list[Judged] = []
        for start, end in windows(line):
            if self.gate.sum(found, start, end) >= self.gate.threshold:
                above += self._above(line[start:end], start, end)
        return _strongest(above)

    def highest(self, text: str, *, gated: bool = True) -> list[float]:
        """The highest probability of each label over all windows of a text (already folded)."""
        best = [0.0] * len(LABELS)
        for line in text.split("\n"):
            cues = list(self._cues(line)) if gated else []
            for start, end in windows(line):
                if not gated or self.gate.sum(cues, start, end) >= self.gate.threshold:
                    best = [max(pair) for pair in zip(best, self.probabilities(line[start:end]), strict=True)]
        return best

    def _cues(self, line: str) -> Iterator[tuple[int, int, str, float]]:
        for start, end, payloads in self._gate_automaton.raw(line):
            for term, weight in payloads:
                yield start, end, term, weight

    def _rows(self, ideas: Ideas) -> list[int]:
        return [row for name in features(ideas) if (row := self.ideas.get(name)) is not None]

    def _above(self, window: str, start: int, end: int) -> Iterator[Judged]:
        seen = self._seen(window)
        risky = self._score(seen, 0)
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
        for name in features(ideas):
            row = self.ideas.get(name)
            if row is None:
                continue
            parts = name.removesuffix("²").split("+")
            weight = self.weights[row * len(HEADS)] + self.weights[row * len(HEADS) + column]
            for part in parts:
                moved[part] = moved.get(part, 0.0) + weight / len(parts)
        order = sorted((-weight, name) for name, weight in moved.items() if weight > 0)
        return tuple((name, ideas[name]) for _, name in order[:REASONS])


def _strongest(judged: Iterable[Judged]) -> list[Judged]:
    """Per label the most probable windows, none overlapping another; in order of place and label."""
    kept: list[Judged] = []
    for one in sorted(judged, key=lambda j: (-j.probability, j.end - j.start, j.start, j.label)):
        if all(one.label != k.label or one.end <= k.start or one.start >= k.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda j: (j.start, j.end, LABELS.index(j.label)))
