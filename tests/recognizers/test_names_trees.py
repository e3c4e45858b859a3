"""Trees judged all at once lead where walking them leads."""

from __future__ import annotations

import json
from math import fsum
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.recognizers.names_trees import Trees
from review.resources import data_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.recognizers.names_trees import Row

_FEATURES = 4
_NUMBERS = st.integers(-3, 3).map(float)


def _rows(tree: object) -> list[Row]:
    """A nested tree in rows, the root first."""
    rows: list[Row] = []

    def add(node: object) -> int:
        at = len(rows)
        if isinstance(node, tuple):
            feature, threshold, left, right = node
            rows.append((feature, threshold, 0, 0))
            rows[at] = (feature, threshold, add(left), add(right))
        else:
            assert isinstance(node, float)
            rows.append((-1, node, 0, 0))
        return at

    add(tree)
    return rows


def _walked(rows: Sequence[Row], features: Sequence[float]) -> float:
    feature, number, left, right = rows[0]
    while feature >= 0:
        feature, number, left, right = rows[left if features[feature] <= number else right]
    return number


_TREES = st.recursive(
    _NUMBERS,
    lambda node: st.tuples(st.integers(0, _FEATURES - 1), _NUMBERS, node, node),
    max_leaves=40,
).map(_rows)


@given(
    trees=st.lists(_TREES, max_size=5),
    features=st.lists(_NUMBERS, min_size=_FEATURES, max_size=_FEATURES),
)
def test_the_same_leaves_as_by_walking(trees: list[list[Row]], features: list[float]) -> None:
    """Whatever the trees, questions asked twice and thresholds met exactly among them."""
    assert Trees(trees)(features) == fsum(_walked(rows, features) for rows in trees)


@given(st.data())
def test_the_same_for_the_model_that_ships(data: st.DataObject) -> None:
    """At its own thresholds and beside them."""
    model = json.loads((data_folder("models") / "names" / "model.json").read_text(encoding="utf-8"))
    thresholds = {number for rows in model["trees"] for feature, number, *_ in rows if feature >= 0}
    values = st.sampled_from(sorted(thresholds)) | st.floats(-5, 15)
    count = len(model["features"])
    features = data.draw(st.lists(values, min_size=count, max_size=count))
    assert Trees(model["trees"])(features) == fsum(_walked(rows, features) for rows in model["trees"])


def test_a_tree_with_too_many_leaves() -> None:
    """Refused: a lane has 64 bits at most."""
    rows: list[Row] = [
        row for i in range(64) for row in ((0, float(i), 2 * i + 1, 2 * i + 2), (-1, 1.0, 0, 0))
    ]
    with pytest.raises(ValueError, match="leaves"):
        Trees([[*rows, (-1, 2.0, 0, 0)]])
