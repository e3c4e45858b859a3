# ruff: noqa: D103 - the names of these tests are sentences
"""Cross-validation on several cores gives what one model after the other gives."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from review.errors import ReviewError
from review.learning import cross
from review.learning.cross import cross_scores, folds
from review.learning.fit import fit
from review.model.labels import LABELS

_DICE = np.random.default_rng(3)
ROWS, FEATURES = 240, 30
MATRIX = sp.csr_matrix(_DICE.integers(0, 2, (ROWS, FEATURES)).astype(float))
BESIDE = sp.csr_matrix(_DICE.integers(0, 2, (8, FEATURES)).astype(float))
TARGETS = np.asarray(MATRIX[:, : len(LABELS)].todense(), dtype=bool) & (_DICE.random((ROWS, 1)) < 0.5)
SPLITS = {"seed": np.arange(ROWS) % 3, "genre": np.arange(ROWS) // 120}


def test_each_window_is_scored_by_a_model_that_has_not_seen_its_fold() -> None:
    scores = cross_scores(MATRIX, BESIDE, TARGETS, SPLITS)
    for by, fold in SPLITS.items():
        new = fold == 1
        clean = np.zeros((BESIDE.shape[0], len(LABELS)), dtype=bool)
        alone = fit(sp.vstack([MATRIX[~new], BESIDE]).tocsr(), np.vstack([TARGETS[~new], clean]))
        assert scores[by][new].tolist() == alone.scores(MATRIX[new]).tolist()
        assert scores[by].any(axis=1).all()


def test_a_fit_that_never_ends_well_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross, "answers", lambda _work, jobs, _count: ((job, None) for job, _ in jobs))
    with pytest.raises(ReviewError, match="memory"):
        cross_scores(MATRIX, BESIDE, TARGETS, SPLITS)


def test_equal_names_share_a_fold() -> None:
    assert folds(["甲", "乙", "甲"])[0] == folds(["甲"])[0]
