# ruff: noqa: D103 - the names of these tests are sentences
"""Hidden units: long integers add up as numpy adds rows, and training and run time score alike."""

from __future__ import annotations

from array import array

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from review.learning.units import FittedUnits, fit_units
from review.model.labels import LABELS
from review.model.units import GRAIN, MOST, UNITS, Units

ROWS = 40
_DICE = np.random.default_rng(5)
FITTED = FittedUnits(
    table=_DICE.integers(-MOST, MOST + 1, (ROWS, UNITS), dtype=np.int8),
    biases=_DICE.normal(size=UNITS).astype(np.float32).astype(float),
    outputs=_DICE.normal(size=(UNITS, len(LABELS))).astype(np.float32).astype(float),
    intercepts=_DICE.normal(size=len(LABELS)),
)
SHIPPED = Units(
    table=array("b", FITTED.table.ravel().tolist()),
    biases=FITTED.biases.tolist(),
    outputs=array("f", FITTED.outputs.T.ravel().tolist()),
    intercepts=FITTED.intercepts.tolist(),
)
_FEATURES = st.sets(st.integers(0, ROWS - 1))


@given(_FEATURES, _FEATURES, st.floats(0.01, 2))
def test_units_score_as_the_fitted_ones(ideas: set[int], strings: set[int], scale: float) -> None:
    window = np.zeros((1, ROWS))
    for rows, weight in ((ideas, 0.5), (strings, scale)):
        window[0, list(rows)] += weight
    found = SHIPPED.labels((0.5, SHIPPED.add(ideas)), (scale, SHIPPED.add(strings)))
    assert found == pytest.approx(FITTED.scores(sp.csr_matrix(window))[0].tolist(), abs=1e-6)


@given(st.permutations(range(ROWS)))
def test_the_order_of_features_changes_no_bit(order: list[int]) -> None:
    assert SHIPPED.labels((1.0, SHIPPED.add(order))) == SHIPPED.labels((1.0, SHIPPED.add(range(ROWS))))


def test_rows_at_their_limits_add_up() -> None:
    """Lanes never run into each other, however many rows are added."""
    flat = np.full((2, UNITS), -MOST, dtype=np.int8)
    flat[1] = MOST
    units = Units(
        table=array("b", flat.ravel().tolist()),
        biases=[0.0] * UNITS,
        outputs=array("f", [1.0] * UNITS * len(LABELS)),
        intercepts=[0.0] * len(LABELS),
    )
    assert units.labels((GRAIN, units.add([1] * 5000))) == [5000.0 * MOST * UNITS] * len(LABELS)
    assert units.labels((GRAIN, units.add([0] * 5000))) == [0.0] * len(LABELS)


def test_units_learn_what_no_sum_of_weights_can() -> None:
    """Two features of which exactly one is there."""
    dice = np.random.default_rng(1)
    windows = np.hstack([dice.integers(0, 2, (4000, 2)), np.ones((4000, 1)), dice.integers(0, 2, (4000, 5))])
    one = windows[:, 0] != windows[:, 1]
    targets = np.column_stack([one] * len(LABELS)).astype(bool)
    units = fit_units(
        sp.csr_matrix(windows.repeat(12, axis=0)), targets.repeat(12, axis=0), np.ones(8, dtype=bool)
    )
    found = units.scores(sp.csr_matrix(windows))[:, 0]
    assert np.median(found[one]) > np.median(found[~one]) + 0.5
