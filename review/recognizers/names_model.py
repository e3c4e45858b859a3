"""The model of personal names at run time: a weighted sum of features, in plain Python."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, exp
from operator import itemgetter, mul
from typing import TYPE_CHECKING

from review.errors import DataError
from review.i18n import _
from review.identifiers.facts import given_odds, surname_odds
from review.recognizers.names_features import (
    MISSING,
    NAMES,
    candidate_pattern,
    compound_pattern,
    features,
    seen,
    signs,
    spans,
    strength,
)
from review.recognizers.names_trees import Trees
from review.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_WEAKEST = 0.0
"""Strength that nearly all names have; what is weaker needs a label or a column."""
_ADDRESS = frozenset({
    "先生", "女士", "小姐", "老师", "教授", "博士", "阿姨", "叔叔", "大爷", "大妈", "大娘", "奶奶",
    "爷爷", "师傅", "同学", "同志", "主任", "经理", "局长", "书记", "处长", "科长", "院长", "校长",
    "队长", "律师", "医生", "法官", "警官", "老板", "总", "某",
})  # fmt: skip
"""What follows a surname alone: 朱博士 names nobody in full."""
_MEMORY = 8_192
"""Candidates remembered: in lists of persons the same words stand around every name."""

Told = tuple[int, int, float, tuple[str, ...]]
"""A name's span, its probability, and what a person would point at (``signs``)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameModel:
    """A cheap sum that lets few candidates pass, and boosted trees that judge those.

    Attributes:
        least: score of the sum below which nothing is a name.
        threshold: probability wanted.
        never, across: common words: a name's first two characters, or its surname with the one before.
    """

    weights: tuple[float, ...]
    bias: float
    least: float
    threshold: float
    prior: float
    rate: float
    trees: Trees
    never: frozenset[str]
    across: frozenset[str]

    def probability(self, text: str, start: int, end: int, surname: str) -> float:
        """How likely ``text[start:end]`` is a name there."""
        values = features(text, start, end, surname)
        if self.bias + sum(map(mul, self.weights, values)) < self.least:
            return 0.0
        return 1 / (1 + exp(-(self.prior + self.rate * self.trees(values))))

    def names(self, text: str, known: frozenset[int] = frozenset()) -> list[Told]:
        """Names of a folded text that do not overlap; ``known`` ones begin there."""
        found: list[Told] = []
        judged = _judged(self)
        for start, surname in self._starts(text):
            if start not in known:
                here = judged(*seen(text, start, surname))
                if here:
                    found += [(start, start + length, sure, why) for length, sure, why in here]
        return _apart(found)

    def _starts(self, text: str) -> Iterator[tuple[int, str]]:
        """Where names may begin whose characters are a name's: nine in ten surnames go by one look-up."""
        worth = _worth(self)
        for match in candidate_pattern().finditer(text):
            start = match.start()
            if worth(text[start - 1 : start + 3] if start else f" {text[:3]}"):
                yield start, text[start]
        for match in compound_pattern().finditer(text):
            start = match.start()
            if match.group() not in self.never and text[start - 1 : start + 1] not in self.across:
                yield start, match.group()


@cache
def _judged(model: NameModel) -> Callable[[str, int, int], list[tuple[int, float, tuple[str, ...]]]]:
    """Length, probability and signs of each name that begins somewhere, by all that is looked at for it."""

    @lru_cache(maxsize=_MEMORY)
    def judged(around: str, start: int, length: int) -> list[tuple[int, float, tuple[str, ...]]]:
        surname = around[start : start + length]
        return [
            (end - start, sure, signs(around, start, end))
            for _, end in spans(around, start, surname)
            if around[start + length : end] not in _ADDRESS
            and strength(around[start:end], surname) >= _WEAKEST
            and (sure := model.probability(around, start, end, surname)) >= model.threshold
        ]

    return judged


@cache
def _worth(model: NameModel) -> Callable[[str], bool]:
    """Whether a name may begin at the second character of four: strong enough, and no common word there."""
    least = ceil(10 * _WEAKEST)

    @lru_cache(maxsize=16384)
    def worth(window: str) -> bool:
        surname, first = surname_odds()[window[1]], given_odds()[window[2]]
        second = given_odds().get(window[3:], MISSING)
        return (
            (surname + first >= least or 2 * surname + first + second >= 2 * least)
            and window[1:3] not in model.never
            and window[:2] not in model.across
        )

    return worth


def _apart(found: list[Told]) -> list[Told]:
    """Of those that overlap the likelier, in order."""
    kept: list[Told] = []
    for one in sorted(found, key=itemgetter(0)):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
        elif one[2] > kept[-1][2]:
            kept[-1] = one
    return kept


@cache
def name_model() -> NameModel:
    """The model that ships.

    Raises:
        DataError: it is missing or made for other features.
    """
    path = data_folder("models") / "names" / "model.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(
            _("the model of names cannot be read"), where=str(path), remedy=_("install the package again")
        ) from error
    if raw["features"] != list(NAMES):
        raise DataError(
            _("the model of names is for other features"),
            where=str(path),
            remedy=_("install the package again"),
        )
    return NameModel(
        weights=tuple(raw["weights"]), bias=raw["bias"], least=raw["least"], threshold=raw["threshold"],
        prior=raw["prior"], rate=raw["rate"],
        trees=Trees(raw["trees"]), never=frozenset(raw["never"]),
        across=frozenset(raw["across"]),
    )  # fmt: skip
