# ruff: noqa: D103 - the names of these tests are sentences
"""Figures against values worked out by hand, and against scikit-learn."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.learning.figures import Share, average_precision, calibration_error, figures, recall_at

_ROWS = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])), min_size=1, max_size=60
)


@settings(deadline=None)
@given(_ROWS)
def test_average_precision_is_scikit_learns(rows: list[tuple[bool, float]]) -> None:
    from sklearn.metrics import average_precision_score

    truth, scores = [t for t, _ in rows], [s for _, s in rows]
    if any(truth):
        assert average_precision(truth, scores) == pytest.approx(average_precision_score(truth, scores))
    else:
        assert math.isnan(average_precision(truth, scores))


def test_wilson_interval_of_eight_in_ten() -> None:
    """Newcombe 1998, table I: 0.4902 and 0.9433 for 8 of 10."""
    low, high = Share(hits=8, total=10).interval()
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


def test_calibration_error_by_hand() -> None:
    assert calibration_error([True, False], [0.75, 0.75]) == pytest.approx(0.25)
    assert calibration_error([True, False], [1.0, 0.0]) == 0


def test_recall_at_a_share_of_false_alarms() -> None:
    clean = [i / 200 for i in range(200)]
    assert recall_at([True, True], [0.999, 0.5], clean, 0.005) == 0.5


def test_figures_of_a_label() -> None:
    one = figures("process", [True, True, False, False], [0.9, 0.2, 0.8, 0.1], [True, False, True, False])
    assert (one.precision.value, one.recall.value, one.f1, one.false_alarms.value) == (0.5, 0.5, 0.5, 0.5)
    assert one.record()["rows"] == 4


def test_a_nearly_perfect_label_has_an_interval() -> None:
    truth, scores = [True] * 60 + [False] * 60, [0.9] * 59 + [0.1] + [0.2] + [0.0] * 59
    low, high = figures("process", truth, scores, [s > 0.5 for s in scores]).average_precision_interval
    assert 0 < low < high <= 1
