"""What may become a feature: ideas and strings of several seeds, not only of several paragraphs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

from review.learning.seeds import CORPUS
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from review.model.features import Seen

LEAST_SEEDS = 8
"""A feature seen in fewer seeds would only remember them."""


def read_concepts(folder: Path = CORPUS) -> dict[str, tuple[str, ...]]:
    """Idea → words in folded form, each word once."""
    data: dict[str, list[object]] = yaml.safe_load((folder / "concepts.yaml").read_text(encoding="utf-8"))
    return {
        idea: tuple(dict.fromkeys(fold_term(str(word)) for word in words)) for idea, words in data.items()
    }


def widespread(seen: Iterable[tuple[str, Iterable[str]]], least: int = LEAST_SEEDS) -> tuple[str, ...]:
    """Features that stand in at least ``least`` seeds, in order; ``seen`` gives (seed, its features)."""
    seeds: Mapping[str, set[str]] = defaultdict(set)
    for seed, features in seen:
        for feature in features:
            seeds[feature].add(seed)
    return tuple(sorted(feature for feature, where in seeds.items() if len(where) >= least))


def idea_features(seen: Iterable[tuple[str, Seen]]) -> tuple[str, ...]:
    """The ideas and pairs of ideas to learn weights for."""
    return widespread((seed, one.features()) for seed, one in seen)


def gram_features(seen: Iterable[tuple[str, Seen]]) -> tuple[str, ...]:
    """The strings to learn weights for."""
    return widespread((seed, one.grams) for seed, one in seen)
