"""Cross-validation: what a model would say of windows whose seed, or whose genre, it has never seen."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from review.cores import cores
from review.errors import ReviewError
from review.i18n import _
from review.learning.fit import fit
from review.workers import answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Folds = Mapping[str, NDArray[np.int_]]
    """What windows are split by → the fold of each."""

FOLDS = 5


def folds(names: Sequence[str], count: int = FOLDS) -> NDArray[np.int_]:
    """A fold for each row, the same for equal names."""
    return np.array([sha256(name.encode()).digest()[0] % count for name in names])


def cross_scores(
    matrix: sp.csr_matrix, beside: sp.csr_matrix, targets: NDArray[np.bool_], splits: Folds
) -> dict[str, NDArray[np.float64]]:
    """For each split the scores of all windows, each by a model fitted on the other folds; on all cores.

    ``beside`` are harmless windows that every one of these models learns from.

    Raises:
        ReviewError: a fit was killed again and again.
    """
    scores = {by: np.zeros(targets.shape) for by in splits}
    parts = partial(_scores_of, matrix, beside, targets, splits)
    for (by, fold), found in answers(parts, ((job, job) for job in _jobs(splits)), cores()):
        if found is None:
            raise ReviewError(_("there was not enough memory to train"), remedy=_("close other programs"))
        scores[by][splits[by] == fold] = found
    return scores


def _jobs(splits: Folds) -> Iterator[tuple[str, int]]:
    for by, fold in splits.items():
        for number in sorted(set(fold.tolist())):
            yield by, number


def _scores_of(
    matrix: sp.csr_matrix,
    beside: sp.csr_matrix,
    targets: NDArray[np.bool_],
    splits: Folds,
    job: tuple[str, int],
) -> NDArray[np.float64]:
    by, number = job
    new = splits[by] == number
    clean = np.zeros((beside.shape[0], targets.shape[1]), dtype=bool)
    with threadpool_limits(limits=1):
        fitted = fit(sp.vstack([matrix[~new], beside]).tocsr(), np.vstack([targets[~new], clean]))
        return fitted.scores(matrix[new])
