"""Trains the risk model: corpus → windows → gate → weights → calibration → thresholds → ``models/risk``.

Everything is ordered and seeded, so the same repository and the same clean texts give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from review.learning.clean_texts import CleanSet, read_clean
from review.learning.compose import Paragraph, compose
from review.learning.cross import cross_scores, folds
from review.learning.examples import Example, examples
from review.learning.fit import fit, matrix_of, platt
from review.learning.gate_terms import LEAST_SEEDS, find_cues, make_gate
from review.learning.quality import cross_quality
from review.learning.seeds import CORPUS, Seed, read_seeds
from review.learning.vocabulary import gram_features, idea_features, read_concepts, widespread
from review.model.features import Lens, Seen
from review.model.files import FORMAT, load, save
from review.model.gate import Gate
from review.model.labels import LABELS
from review.model.passages import passages
from review.model.scores import logistic
from review.model.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from review.model.risk_model import RiskModel

SPLITS = ("seed", "genre")
"""What a window's fold is chosen by: a model never saw its seed, or never its genre."""
NEGATIVE_SHARE = 0.4
"""Published windows that reach so much of the gate's threshold are negatives to learn from."""
OPEN_SHARE = 0.66
"""Windows that reach so much of it are judged: one strong word opens (decision 0121)."""
FLOOR = 0.5
"""No threshold lies below: a finding is likelier than not. What it costs and finds is in docs/quality.md."""
PER_LABEL = 1_000_000
"""Characters of held-out published text for one finding of one label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a model is fitted on: windows as seen, their labels, and where they come from."""

    examples: Sequence[Example]
    seen: Sequence[Seen]
    paragraphs: Sequence[Paragraph]
    targets: NDArray[np.bool_] = field(repr=False)


def train(
    out: Path,
    *,
    clean: Path | None = None,
    extra: Sequence[Paragraph] = (),
    say: Callable[[str], None] = print,
) -> RiskModel:
    """Train on the corpus (and more), write the model folder, load it again and give it back.

    NOTE: one thread only: sums of several threads differ from run to run, and waiting threads are slow.

    Raises:
        DataError: corpus or clean texts are not what they must be.
    """
    with threadpool_limits(limits=1):
        return _train(out, read_clean(clean), extra, say)


def _train(
    out: Path, clean_set: CleanSet, extra: Sequence[Paragraph], say: Callable[[str], None]
) -> RiskModel:
    seeds = read_seeds()
    lens = Lens(read_concepts())
    training = prepare([*compose(seeds), *extra], lens)
    say(f"{len(training.paragraphs)} paragraphs from {len(seeds)} seeds, {len(training.examples)} windows")
    gate = gate_of(training, clean_set, lens.concepts)
    near = Gate(terms=gate.terms, threshold=gate.threshold * NEGATIVE_SHARE)
    negatives = [lens.look(w) for w in _passing(near, (t.text for t in clean_set.texts if not t.held_out))]
    say(f"gate: {len(gate.terms)} cues, threshold {gate.threshold}; {len(negatives)} published windows")
    ideas, grams = vocabulary(training)
    seen = [*training.seen, *negatives]
    targets = np.vstack([training.targets, np.zeros((len(negatives), len(LABELS)), dtype=bool)])
    fitted = fit(matrix_of(seen, ideas, grams), targets)
    say("cross-validating by seed and by genre")
    known, beside = matrix_of(training.seen, ideas, grams), matrix_of(negatives, ideas, grams)
    paragraphs = [training.paragraphs[row.paragraph] for row in training.examples]
    splits = {by: folds([getattr(paragraph, by) for paragraph in paragraphs]) for by in SPLITS}
    scores = cross_scores(known, beside, training.targets, splits)
    both = np.vstack(list(scores.values()))
    truth = np.vstack([training.targets] * len(scores))
    calibration = [platt(both[:, i], truth[:, i]) for i in range(len(LABELS))]
    record: dict[str, Any] = {
        "format": FORMAT, "labels": LABELS, "thresholds": [FLOOR] * len(LABELS), "calibration": calibration,
        "gate": {"threshold": round(gate.threshold * OPEN_SHARE, 2), "terms": gate.terms},
        "concepts": lens.concepts, "ideas": fitted.kept(ideas),
        "grams": fitted.kept(grams, len(ideas)), "card": {},
    }  # fmt: skip
    save(out, record, fitted.arrays())
    published = published_scores(load(out), clean_set)
    held = sum(t.text.count("\n") + 1 for t in clean_set.texts if t.held_out)
    record["thresholds"], alarms = thresholds(published, calibration, clean_set.characters(held_out=True))
    record["card"] = {
        **card(seeds, training, clean_set),
        "extra_paragraphs": len(extra),
        "published_text": alarms,
        "quality": {
            f"split by {by}": cross_quality(
                training.paragraphs, training.examples, score, calibration, clean=(published, held)
            )
            for by, score in scores.items()
        },
    }
    save(out, record, fitted.arrays())
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


def gate_of(training: Training, clean: CleanSet, concepts: Mapping[str, tuple[str, ...]]) -> Gate:
    """Cue words from the ideas' words and from strings that several risky seeds share."""
    rows = list(_labelled(training))
    risky = [training.paragraphs[row.paragraph] for row, _ in rows]
    number = {seed: i for i, seed in enumerate(dict.fromkeys(p.seed for p in risky))}
    strings = widespread(
        ((p.seed, seen.grams) for p, (_, seen) in zip(risky, rows, strict=True)), LEAST_SEEDS
    )
    lines = [line for t in clean.texts if not t.held_out for line in t.text.split("\n")]
    cues = find_cues(
        (word for words in concepts.values() for word in words), strings,
        [(number[p.seed], row.paragraph, row.window) for p, (row, _) in zip(risky, rows, strict=True)],
        lines or [row.window for row in training.examples if not row.labels],
    )  # fmt: skip
    return make_gate(cues, folds([p.genre for p in risky]))


def _labelled(training: Training) -> Iterator[tuple[Example, Seen]]:
    return ((r, s) for r, s in zip(training.examples, training.seen, strict=True) if r.labels)


def _passing(gate: Gate, texts: Iterable[str]) -> Iterator[str]:
    """Windows of published texts that the gate does not stop."""
    for group in _passing_passages(gate, texts):
        yield from group


def _passing_passages(gate: Gate, texts: Iterable[str]) -> Iterator[list[str]]:
    """The same, passage by passage; those without such a window are left out."""
    for passage in (text[start:end] for text in texts for start, end in passages(text)):
        cues = list(gate.cues(passage))
        if gate.sum(cues, 0, len(passage)) >= gate.threshold:
            found = [passage[s:e] for s, e in windows(passage) if gate.sum(cues, s, e) >= gate.threshold]
            if found:
                yield found


def published_scores(model: RiskModel, clean: CleanSet) -> NDArray[np.float64]:
    """Highest scores of every held-out published paragraph that passes the gate, a row a paragraph."""
    texts = (t.text for t in clean.texts if t.held_out)
    lines = [
        np.max([model.scores(w) for w in group], axis=0) for group in _passing_passages(model.gate, texts)
    ]
    return np.array(lines).reshape(-1, len(LABELS))


def thresholds(
    published: NDArray[np.float64], calibration: Sequence[tuple[float, float]], characters: int
) -> tuple[list[float], dict[str, Any]]:
    """Per label the probability that held-out published text hardly ever reaches, and what was measured."""
    chances = [
        sorted((logistic(a * z + b) for z in column), reverse=True)
        for column, (a, b) in zip(published.T.tolist(), calibration, strict=True)
    ]
    chosen = [max(FLOOR, _limit(column, characters // PER_LABEL)) for column in chances]
    above = [sum(p >= t for p in column) for column, t in zip(chances, chosen, strict=True)]
    return chosen, {
        "held_out_characters": characters, "paragraphs_scored": len(published),
        "paragraphs_above_threshold": dict(zip(LABELS, above, strict=True)),
    }  # fmt: skip


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
