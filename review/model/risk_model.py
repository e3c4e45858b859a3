"""The risk model: how likely is a stretch of text a secret, private or unfinished matter?

Three stages. The *gate* adds the weights of the distinct cue words in a window; below its threshold the
window is not risky, whatever else it says. Of those that pass, the *strings* are added up; below ``SILENT``
the same holds. What is left is looked at in full. All stages are part of the model's definition, so judging
lazily (from cue hits of a shared automaton, and part by part) and eagerly give the same result.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.model.features import Lens, ideas_of, shown_by
from review.model.labels import HEADS, LABELS
from review.model.parts import Parts
from review.model.passages import passages
from review.model.scores import logistic, logit
from review.model.weights import DOUBT, NEVER, Strings
from review.model.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from review.model.gate import Cue, Gate
    from review.model.parts import Span
    from review.model.weights import Weights

Reasons = tuple[tuple[str, tuple[str, ...]], ...]
"""Ideas, strongest first, each with the words that showed it."""

Said = Callable[[int, int], Collection[str]]
"""Labels that need not be told of a window of a line, for plain facts tell them."""
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
    def _needed(self) -> tuple[float, ...]:
        """For each label the score below which it cannot reach its threshold."""
        return tuple(
            (logit(threshold) - offset) / slope - _MARGIN if slope > 0 else -math.inf
            for threshold, (slope, offset) in zip(self.thresholds, self.calibration, strict=True)
        )

    def scores(self, window: str) -> list[float]:
        """One raw score a label for a window of folded text; the gate is not asked."""
        strings = Strings(self.weights, self.weights.rows(window))
        if strings.are_silent:
            return [NEVER] * len(LABELS)
        sight = self.weights.sight(strings, self.lens.signs(window))
        return [sight.score(i) for i in range(len(LABELS))]

    def probabilities(self, window: str) -> list[float]:
        """One calibrated probability a label for a window of folded text; the gate is not asked."""
        return list(map(_chance, self.scores(window), self.calibration))

    def judge(
        self, passage: str, cues: Iterable[Cue] | None = None, said: Said = lambda _start, _end: ()
    ) -> list[Judged]:
        """What is risky in a passage of folded text: for each label the strongest windows, none overlapping.

        Args:
            passage: a paragraph, a table row, or some lines (``review.model.passages``).
            cues: hits of the gate's terms in it, searched for when None.
            said: what need not be told. A label that need not be told of any window is not asked for.
        """
        found = list(self.gate.cues(passage) if cues is None else cues)
        told = {span: said(*span) for span in self.gate.passing(windows(passage), found)}
        spare = set(LABELS).intersection(*told.values())
        asked = [i for i, label in enumerate(LABELS) if label not in spare]
        above = list(self._above(passage, told, asked)) if asked else []
        strongest = _strongest(passage, above) if above else ()
        return [judged for judged in strongest if judged.label not in told[judged.start, judged.end]]

    def highest(self, text: str, *, gated: bool = True) -> list[float]:
        """The highest probability of each label over all windows of a text (already folded)."""
        best = [0.0] * len(LABELS)
        for passage in (text[start:end] for start, end in passages(text)):
            spans = windows(passage)
            for start, end in self.gate.passing(spans, list(self.gate.cues(passage))) if gated else spans:
                chances = self.probabilities(passage[start:end])
                best = [max(pair) for pair in zip(best, chances, strict=True)]
        return best

    def _above(self, passage: str, spans: Iterable[Span], asked: Sequence[int]) -> Iterator[Judged]:
        """Those of the labels asked for that windows reach; no score below ``DOUBT`` exceeds ``risky``."""
        parts = Parts(passage, spans)
        rows, words = parts.sets(self.weights.rows), parts.sets(self.lens.words)
        least = min(DOUBT, *(self._needed[i] for i in asked))
        for start, end in spans:
            strings = Strings(self.weights, rows(start, end))
            if strings.are_silent:
                continue
            signs = words(start, end) | frozenset(self.lens.shapes(passage[start:end]))
            sight = self.weights.sight(strings, signs)
            for i in asked if sight.risky >= least else ():
                needed = self._needed[i]
                if sight.risky >= min(needed, DOUBT) and (score := sight.score(i)) >= needed:
                    chance = _chance(score, self.calibration[i])
                    if chance >= self.thresholds[i]:
                        yield Judged(start=start, end=end, label=LABELS[i], probability=chance)

    def reasons(self, window: str, label: str) -> Reasons:
        """Ideas of a window by what they and their pairs added to one label's score, the strongest five."""
        signs = self.lens.signs(window)
        ideas, column = ideas_of(signs), HEADS.index(label)
        moved: dict[str, float] = {}
        for name, row in self.weights.features(shown_by(signs)):
            parts = name.removesuffix("²").split("+")
            weight = self.weights.of(row, 0) + self.weights.of(row, column)
            for part in parts:
                moved[part] = moved.get(part, 0.0) + weight / len(parts)
        order = sorted((-weight, name) for name, weight in moved.items() if weight > 0)
        return tuple((name, ideas[name]) for _, name in order[:REASONS])


def _chance(score: float, calibration: tuple[float, float]) -> float:
    slope, offset = calibration
    return logistic(slope * score + offset)


def _strongest(passage: str, judged: Iterable[Judged]) -> list[Judged]:
    """Per label the most probable windows, none overlapping another; in order of place and label.

    Lines come before runs of lines: those are for what no line says alone.
    """
    kept: list[Judged] = []
    taken: dict[str, list[tuple[int, int]]] = {label: [] for label in LABELS}
    for one in sorted(judged, key=lambda j: (*_rank(passage, j), j.start, j.label)):
        spans = taken[one.label]
        at = bisect_left(spans, (one.start, one.end))
        if (not at or spans[at - 1][1] <= one.start) and (at == len(spans) or one.end <= spans[at][0]):
            spans.insert(at, (one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda j: (j.start, j.end, LABELS.index(j.label)))


def _rank(passage: str, judged: Judged) -> tuple[bool, float, int]:
    return "\n" in passage[judged.start : judged.end], -judged.probability, judged.end - judged.start
