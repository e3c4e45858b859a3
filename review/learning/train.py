"""Trains the risk model: corpus → windows → gate → weights → calibration → thresholds → ``models/risk``.

Everything is ordered and seeded, so the same repository and the same clean texts give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from review.learning.clean_texts import CleanSet, read_clean
from review.learning.compose import Paragraph, compose
from review.learning.examples import Example, examples
from review.learning.fit import Fitted, fit, matrix_of, platt
from review.learning.gate_terms import choose_terms, set_threshold
from review.learning.seeds import CORPUS, Seed, read_seeds
from review.learning.vocabulary import gram_features, idea_features, read_concepts, widespread
from review.model import LABELS, RiskModel, logistic
from review.model_features import Lens, Seen
from review.model_files import FORMAT, load, save
from review.model_gate import Gate
from review.model_windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

FOLDS = 5
GATE_SEEDS = 8
"""Seeds a string must stand in to be a cue word."""
GATE_LEAST = 1.5
GATE_SHARE = 0.98
"""Risky windows that the gate lets through."""
FLOOR = 0.5
"""No threshold lies below this probability."""
PER_LABEL = 400_000
"""Characters of held-out published text for one finding of one label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a model is fitted on: windows as seen, their labels, and where they come from."""

    examples: Sequence[Example]
    seen: Sequence[Seen]
    paragraphs: Sequence[Paragraph]
    targets: NDArray[np.bool_] = field(repr=False)


def train(
    out: Path, *, clean: Path | None = None, extra: Sequence[Paragraph] = (), say: Callable[[str], None] = print
) -> RiskModel:
    """Train on the corpus (and more), write the model folder, load it again and give it back.

    Raises:
        DataError: corpus or clean texts are not what they must be.
    """
    seeds = read_seeds()
    clean_set = read_clean(clean)
    lens = Lens(read_concepts())
    training = prepare([*compose(seeds), *extra], lens)
    say(f"{len(training.paragraphs)} paragraphs from {len(seeds)} seeds, {len(training.examples)} windows")
    gate = make_gate(training, clean_set, lens.concepts)
    negatives = [lens.look(w) for w in _passing(gate, (t.text for t in clean_set.texts if not t.held_out))]
    say(f"gate: {len(gate.terms)} cues, threshold {gate.threshold}; {len(negatives)} published windows pass")
    ideas, grams = vocabulary(training)
    seen = [*training.seen, *negatives]
    targets = np.vstack([training.targets, np.zeros((len(negatives), len(LABELS)), dtype=bool)])
    fitted = fit(matrix_of(seen, ideas, grams), targets)
    out_of_fold = cross_scores(training, negatives, ideas, grams, by="topic")
    calibration = [
        platt(out_of_fold[:, i], training.targets[:, i]) for i in range(len(LABELS))
    ]
    record = {
        "format": FORMAT, "labels": LABELS, "thresholds": [FLOOR] * len(LABELS), "calibration": calibration,
        "gate": {"threshold": gate.threshold, "terms": gate.terms}, "concepts": lens.concepts, "ideas": ideas,
        "grams": grams, "card": card(seeds, training, clean_set),
    }  # fmt: skip
    save(out, record, fitted.weights.tolist(), fitted.intercepts.tolist())
    record["thresholds"], alarms = thresholds(load(out), clean_set)
    record["card"] = {**card(seeds, training, clean_set), "published_text": alarms}
    save(out, record, fitted.weights.tolist(), fitted.intercepts.tolist())
    return load(out)


def prepare(paragraphs: Sequence[Paragraph], lens: Lens) -> Training:
    """Windows of paragraphs, looked at."""
    rows = list(examples(paragraphs))
    targets = np.array([[label in row.labels for label in LABELS] for row in rows], dtype=bool)
    return Training(
        examples=rows, seen=[lens.look(r.window) for r in rows], paragraphs=paragraphs, targets=targets
    )


def vocabulary(training: Training) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ideas and strings that become features."""
    pairs = [
        (training.paragraphs[row.paragraph].seed, one)
        for row, one in zip(training.examples, training.seen, strict=True)
    ]
    return idea_features(pairs), gram_features(pairs)


def make_gate(training: Training, clean: CleanSet, concepts: Mapping[str, tuple[str, ...]]) -> Gate:
    """Cue words from the ideas' words and from strings that many risky seeds share."""
    risky = [(training.paragraphs[r.paragraph].seed, s.grams, r.window) for r, s in _labelled(training)]
    strings = widespread(((seed, grams) for seed, grams, _ in risky), GATE_SEEDS)
    words = {word for words in concepts.values() for word in words} | set(strings)
    texts = [t.text for t in clean.texts if not t.held_out]
    texts = texts or [r.window for r in training.examples if not r.labels]
    positives = [window for _, _, window in risky]
    return set_threshold(
        choose_terms(words, positives, texts, least=GATE_LEAST), positives, share=GATE_SHARE
    )


def _labelled(training: Training) -> Iterator[tuple[Example, Seen]]:
    return ((r, s) for r, s in zip(training.examples, training.seen, strict=True) if r.labels)


def _passing(gate: Gate, texts: Iterator[str]) -> Iterator[str]:
    """Windows of published texts that the gate does not stop."""
    model = _only_gate(gate)
    for text in texts:
        for line in text.split("\n"):
            cues = list(model._cues(line))  # noqa: SLF001 - the same first stage as at run time
            if gate.sum(cues, 0, len(line)) < gate.threshold:
                continue
            for start, end in windows(line):
                if gate.sum(cues, start, end) >= gate.threshold:
                    yield line[start:end]


def _only_gate(gate: Gate) -> RiskModel:
    from array import array

    zeros = (0.0,) * len(LABELS)
    return RiskModel(
        concepts={}, ideas={}, grams={}, weights=array("f"), intercepts=zeros, gate=gate,
        calibration=((1.0, 0.0),) * len(LABELS), thresholds=zeros,
    )  # fmt: skip


def folds(names: Sequence[str], count: int = FOLDS) -> NDArray[np.int_]:
    """A fold for each row, the same for equal names."""
    return np.array([sha256(name.encode()).digest()[0] % count for name in names])


def cross_scores(
    training: Training, negatives: Sequence[Seen], ideas: Sequence[str], grams: Sequence[str], *, by: str
) -> NDArray[np.float64]:
    """Scores of every window by a model that never saw its ``by`` (seed, topic or genre)."""
    matrix, beside = matrix_of(training.seen, ideas, grams), matrix_of(negatives, ideas, grams)
    fold = folds([getattr(training.paragraphs[r.paragraph], by) for r in training.examples])
    scores = np.zeros(training.targets.shape)
    for k in range(FOLDS):
        known, new = fold != k, fold == k
        if new.any():
            scores[new] = _fit_with(matrix[known], beside, training.targets[known]).scores(matrix[new])
    return scores


def _fit_with(matrix: Any, beside: Any, targets: NDArray[np.bool_]) -> Fitted:
    import scipy.sparse as sp

    clean = np.zeros((beside.shape[0], len(LABELS)), dtype=bool)
    return fit(sp.vstack([matrix, beside]).tocsr(), np.vstack([targets, clean]))


def thresholds(model: RiskModel, clean: CleanSet) -> tuple[list[float], dict[str, Any]]:
    """Per label the probability that held-out published text hardly ever reaches, and what was measured."""
    best: list[list[float]] = [[] for _ in LABELS]
    for text in clean.texts:
        if text.held_out:
            for window in _passing(model.gate, iter((text.text,))):
                for i, (z, (a, b)) in enumerate(zip(model.scores(window), model.calibration, strict=True)):
                    best[i].append(logistic(a * z + b))
    size = clean.characters(held_out=True)
    chosen = [max(FLOOR, _limit(sorted(values, reverse=True), size // PER_LABEL)) for values in best]
    above = [sum(p >= t for p in values) for values, t in zip(best, chosen, strict=True)]
    return chosen, {"held_out_characters": size, "windows_above_threshold": above, "windows_scored": len(best[0])}


def _limit(ordered: Sequence[float], allowed: int) -> float:
    return round(ordered[allowed] + 0.001, 3) if allowed < len(ordered) else 0.0


def card(seeds: Sequence[Seed], training: Training, clean: CleanSet) -> dict[str, Any]:
    """What the model was made from."""
    files = sorted(p for p in CORPUS.rglob("*") if p.is_file())
    corpus = sha256(b"".join(sha256(p.read_bytes()).digest() for p in files)).hexdigest()
    counts = {label: sum(label in p.labels for p in training.paragraphs) for label in LABELS}
    counts["clean"] = sum(not p.labels for p in training.paragraphs)
    return {
        "corpus_sha256": corpus, "seeds": len(seeds), "paragraphs": counts,
        "scripts": {s: sum(p.script == s for p in training.paragraphs) for s in ("hans", "hant")},
        "windows": len(training.examples), "clean_files": clean.files,
    }  # fmt: skip
