# ruff: noqa: D103 - the names of these tests are sentences
"""Calibration: the curve is the one that scikit-learn's unpenalised fit finds, and it never runs away."""

from __future__ import annotations

import numpy as np
import pytest

from review.learning.fit import platt


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_platt_finds_the_curve(share: float) -> None:
    from sklearn.linear_model import LogisticRegression

    dice = np.random.default_rng(7)
    truth = dice.random(4000) < share
    scores = dice.normal(np.where(truth, 1.0, -3.0), 2.5)
    slope, offset = platt(scores, truth)
    model = LogisticRegression(C=np.inf, max_iter=1000, tol=1e-10).fit(scores.reshape(-1, 1), truth)
    assert slope == pytest.approx(model.coef_[0][0], abs=0.002)
    assert offset == pytest.approx(model.intercept_[0], abs=0.002)


def test_platt_does_not_run_away_from_far_scores() -> None:
    truth = np.array([True] * 5 + [False] * 500)
    scores = np.concatenate([np.linspace(-2, 30, 5), np.linspace(-40, 3, 500)])
    slope, offset = platt(scores, truth)
    assert 0 < slope < 5
    assert abs(offset) < 20
