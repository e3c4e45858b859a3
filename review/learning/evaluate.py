"""Measures a model on labelled rows, and two models against each other."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from review.i18n import _
from review.learning.figures import Figures, Share, figures
from review.model.labels import LABELS
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.learning.rows import Row
    from review.model.risk_model import RiskModel

ANY = "any"
"""The row of the table for "risky at all"."""
WORSE = 0.01
"""A new model may lose so much F1 or average precision before it counts as worse."""


def evaluate(model: RiskModel, rows: Sequence[Row]) -> tuple[Figures, ...]:
    """Figures of every label, then of ``any``."""
    scored = [model.highest(fold_term(row.text)) for row in rows]
    found = [[p >= t for p, t in zip(ps, model.thresholds, strict=True)] for ps in scored]
    labels = [
        figures(label, [label in row.labels for row in rows], [p[i] for p in scored], [f[i] for f in found])
        for i, label in enumerate(LABELS)
    ]
    risky = [1 - math.prod(1 - p for p in ps) for ps in scored]
    return (*labels, figures(ANY, [bool(row.labels) for row in rows], risky, [any(f) for f in found]))


def table(rows: Iterable[Figures]) -> Iterator[str]:
    """Lines for a terminal; shares with their 95 % intervals."""
    yield (
        f"{'':20}{_('rows'):>6} {_('precision'):>18} {_('recall'):>18} {'F1':>6} "
        f"{_('average precision'):>20} {_('false alarms'):>18} {_('calibration error'):>18}"
    )
    for one in rows:
        low, high = one.average_precision_interval
        average = f"{_number(one.average_precision)} [{_number(low)}–{_number(high)}]"
        yield (
            f"{one.label:20}{one.recall.total:6d} {_share(one.precision):>18} {_share(one.recall):>18} "
            f"{_number(one.f1):>6} {average:>20} "
            f"{_share(one.false_alarms):>18} {_number(one.calibration):>18}"
        )


def _share(share: Share) -> str:
    low, high = share.interval()
    return f"{_number(share.value)} [{_number(low)}–{_number(high)}]"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"


def worse(old: Iterable[Figures], new: Iterable[Figures]) -> list[str]:
    """What the new model does worse than the old one, in words; empty when it may take its place."""
    found = []
    for before, after in zip(old, new, strict=True):
        for name, b, a in (
            ("F1", before.f1, after.f1),
            (_("average precision"), before.average_precision, after.average_precision),
        ):
            if not math.isnan(b) and (math.isnan(a) or a < b - WORSE):
                found.append(f"{before.label}: {name} {_number(b)} → {_number(a)}")
    return found
