"""Trains the model of personal names: sentences of the project, names of open lists, statutes without names.

Run ``python -m review.learning.names --statutes FOLDER -o models/names``. The statutes stay where they are:
the card names each file by its digest. Given and family names are drawn by their frequency from
``lexicons/facts``; nothing else comes from outside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from bisect import bisect
from hashlib import sha256
from itertools import accumulate
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.identifiers.facts import given_odds, surname_odds
from review.recognizers.names_features import (
    NAMES,
    candidate_pattern,
    compound_pattern,
    features,
    spans,
)
from review.resources import data_folder
from review.text.folding import fold
from review.text.segment import Segmenter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CORPUS = Path(__file__).with_name("names_corpus")
_SEED = 20
_COPIES = 60
"""How often each sentence is filled with other names."""
_TWO_GIVEN = 0.8
_COMPOUND_SHARE = 0.02
_PAIR, _LONGEST_ROLE = 2, 4
_COMMON = 800
"""Frequency in jieba's dictionary from which a word rules a name out."""
_STATUTE_SHARE = 3
_PLANTED, _SENTENCE = 25, 60
_TREES = 80


def lines(name: str) -> list[str]:
    """Sentences of one corpus file."""
    text = (_CORPUS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


class NameDice:
    """Names as people have them: surname and given characters by frequency."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - the same training everywhere, no secret
        self._surnames = [s for s in surname_odds() if len(s) == 1][:300]
        self._surname_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._surnames))))
        self._roles, self._verbs = _role_words()
        self._compound = [s for s in surname_odds() if len(s) > 1][:12]
        self._given = list(given_odds())[:2400]
        self._given_weights = list(accumulate(1 / (rank + 60) for rank in range(len(self._given))))

    def _draw(self, values: Sequence[str], weights: Sequence[float]) -> str:
        return values[bisect(weights, self._random.random() * weights[-1])]

    def words(self, text: str) -> str:
        """{R} and {V} become some word for a person and some verb."""
        while "{R}" in text:
            text = text.replace("{R}", self._random.choice(self._roles), 1)
        while "{V}" in text:
            text = text.replace("{V}", self._random.choice(self._verbs), 1)
        return text

    def place(self, count: int) -> int:
        """Some place among so many words."""
        return self._random.randrange(count)

    def name(self) -> str:
        """One name."""
        rare = self._random.random() < _COMPOUND_SHARE
        surname = (
            self._random.choice(self._compound) if rare else self._draw(self._surnames, self._surname_weights)
        )
        count = 2 if self._random.random() < _TWO_GIVEN else 1
        return surname + "".join(self._draw(self._given, self._given_weights) for _ in range(count))


def _role_words() -> tuple[list[str], list[str]]:
    """Nouns for persons and verbs, out of jieba's dictionary, so that a name's neighbours vary."""
    import jieba

    roles: list[str] = []
    verbs: list[str] = []
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, flag = line.split(" ")
        if (
            flag == "n"
            and _PAIR <= len(word) <= _LONGEST_ROLE
            and word[-1] in _PERSONS
            and int(count) > _SEEN
        ):
            roles.append(word)
        if flag == "v" and len(word) == _PAIR and int(count) > _OFTEN:
            verbs.append(word)
    return roles, verbs


_PERSONS = "员人者长师手民友生工家任授官兵医士父母妻弟妹兄姐"
_SEEN, _OFTEN = 20, 300


def filled(template: str, dice: NameDice) -> tuple[str, set[tuple[int, int]]]:
    """A template with names, and where they stand."""
    pieces: list[str] = []
    gold: set[tuple[int, int]] = set()
    at = 0
    for i, part_ in enumerate(template.split("{N}")):
        if i:
            name = dice.name()
            gold.add((at, at + len(name)))
            pieces.append(name)
            at += len(name)
        part = dice.words(part_)
        pieces.append(part)
        at += len(part)
    return "".join(pieces), gold


def candidates(text: str) -> Iterator[tuple[int, int, str]]:
    """Every span that may be a name, with its surname."""
    for match in candidate_pattern().finditer(text):
        for start, end in spans(text, match.start(), match.group()[0]):
            yield start, end, match.group()[0]
    for match in compound_pattern().finditer(text):
        for start, end in spans(text, match.start(), match.group()):
            yield start, end, match.group()


def examples(text: str, gold: set[tuple[int, int]]) -> Iterator[tuple[list[float], int]]:
    """Features and truth of every candidate of a text."""
    for start, end, surname in candidates(text):
        yield features(text, start, end, surname), int((start, end) in gold)


def statutes(folder: Path) -> Iterator[tuple[str, str]]:
    """(file name with digest, text) of published statutes, every third; the rest is for measuring."""
    for path in sorted(folder.glob("laws_*.jsonl.gz")):
        digest = sha256(path.read_bytes()).hexdigest()
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for number, row in enumerate(rows):
                if number % _STATUTE_SHARE == 0:
                    yield f"{path.name} sha256:{digest}", fold(json.loads(row)["text"]).text


def planted(text: str, dice: NameDice) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    """Sentences of a statute with a name between two of their words: neighbours of every kind."""
    cut = Segmenter().words
    for sentence in text.split("。")[:_PLANTED]:
        words = cut(sentence[-_SENTENCE:])
        if len(words) > 1:
            at = dice.place(len(words))
            yield filled("".join((*words[:at], "{N}", *words[at:])), dice)


def common_words() -> tuple[list[str], list[str]]:
    """Common words of two characters: beginnings of names by their look, and ends in a surname."""
    import jieba

    first: list[str] = []
    across: list[str] = []
    surnames = {s for s in surname_odds() if len(s) == 1}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, flag = line.split(" ")
        if len(word) != _PAIR or int(count) < _COMMON:
            continue
        if candidate_pattern().match(word) and not flag.startswith("nr"):
            first.append(word)
        if word[1] in surnames:
            across.append(word)
    return sorted(first), sorted(across)


def train(folder: Path, out: Path) -> None:
    """Fit and write ``model.json``."""
    import numpy as np
    from sklearn.ensemble import GradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    dice = NameDice(_SEED)
    rows: list[tuple[list[float], int]] = []
    for template in lines("templates.txt"):
        for _ in range(_COPIES):
            rows += examples(*filled(template, dice))
    for sentence in lines("without.txt"):
        rows += list(examples(sentence, set())) * 10
    files: dict[str, None] = {}
    for name, text in statutes(folder):
        files[name] = None
        rows += list(examples(text, set()))
        rows += [row for sentence in planted(text, dice) for row in examples(*sentence) if row[1]]
    x = np.array([row for row, _ in rows])
    y = np.array([truth for _, truth in rows])
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(x, y)
    weights = [round(float(w), 4) for w in fitted.coef_[0]]
    grown = GradientBoostingClassifier(
        n_estimators=_TREES,
        max_depth=4,
        learning_rate=0.15,
        subsample=0.7,
        min_samples_leaf=30,
        random_state=_SEED,
    ).fit(x, y)
    prior = float(y.mean())
    first, across = common_words()
    model = {
        "format": "names/1",
        "features": list(NAMES),
        "weights": weights,
        "bias": round(float(fitted.intercept_[0]), 4),
        "least": -4.0,
        "threshold": 0.3,
        "prior": round(log(prior / (1 - prior)), 6),
        "rate": 0.15,
        "trees": [_tree(estimator.tree_) for estimator in grown.estimators_[:, 0]],
        "never": first,
        "across": across,
        "trained_on": {"examples": len(rows), "names": int(y.sum()), "statutes": list(files)},
    }
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(model, ensure_ascii=False, sort_keys=True)
    (out / "model.json").write_text(text + "\n", encoding="utf-8")


def _tree(tree: Any) -> list[list[float]]:
    """A tree as rows: feature (−1 in a leaf), threshold or value, row if not greater, row if greater."""
    rows: list[list[float]] = []
    for i in range(tree.node_count):
        feature = int(tree.feature[i])
        if feature < 0:
            rows.append([-1, round(float(tree.value[i][0][0]), 4), 0, 0])
        else:
            threshold = round(float(tree.threshold[i]), 4)
            rows.append([feature, threshold, int(tree.children_left[i]), int(tree.children_right[i])])
    return rows


def main() -> None:
    """Command line of the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statutes", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, default=data_folder("models") / "names")
    given = parser.parse_args()
    train(given.statutes, given.out)


if __name__ == "__main__":
    main()
