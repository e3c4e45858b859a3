"""The figures of a model as a table for the terminal, in the words of the person who reads it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from review.i18n import _, marked
from review.reports.terminal import pad, width
from review.reports.wording import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.learning.figures import Figures, Share

_HEAD = (
    marked("rows"),
    marked("precision"),
    marked("recall"),
    "F1",
    marked("average precision"),
    marked("false alarms"),
    marked("calibration error"),
)
_LEGEND = (
    marked("rows: those that a person gave this label; brackets: 95 % intervals; –: nothing to count"),
    marked("false alarms: share of the rows without the label that the model gives it to"),
    marked("calibration error: how far the model's probabilities lie from what comes true"),
)
_GAP = "  "
_CARD = {
    "any": marked("any of them"),
    "average_precision": marked("average precision"),
    "calibration_error": marked("calibration error"),
    "clean": marked("nothing risky"),
    "clean_files": marked("published texts used (SHA-256)"),
    "corpus_sha256": marked("corpus (SHA-256)"),
    "extra_paragraphs": marked("further paragraphs"),
    "hans": marked("simplified script"),
    "hant": marked("traditional script"),
    "held_out_characters": marked("characters kept from training"),
    "paragraphs": marked("paragraphs"),
    "paragraphs_above_threshold": marked("paragraphs above the threshold"),
    "paragraphs_scored": marked("paragraphs judged"),
    "published_text": marked("published text"),
    "quality": marked("quality"),
    "recall_at_0.5%_of_hard_negatives": marked("recall where 0.5 % of difficult harmless ones alarm"),
    "recall_at_0.5%_of_published_paragraphs": marked("recall where 0.5 % of published paragraphs alarm"),
    "scripts": marked("paragraphs by script"),
    "seeds": marked("seed sentences"),
    "split by genre": marked("tested on kinds of text not trained on"),
    "split by seed": marked("tested on seed sentences not trained on"),
    "windows": marked("passages"),
}
"""Keys of the model card → words."""


def table(figures: Iterable[Figures]) -> Iterator[str]:
    """A line for each label, columns aligned by what they take on a terminal; then what the columns mean."""
    head = ("", *(_(word) if word != "F1" else word for word in _HEAD))
    rows = [head, *(_cells(one) for one in figures)]
    wide = [max(width(row[i]) for row in rows) for i in range(len(head))]
    for label, *cells in rows:
        right = (" " * (w - width(cell)) + cell for cell, w in zip(cells, wide[1:], strict=True))
        yield _GAP.join((pad(label, wide[0]), *right))
    yield from (_(line) for line in _LEGEND)


def label_title(label: str) -> str:
    """A label of the risk model as the sheet calls it; ``any`` is "risky at all"."""
    return _(LABELS[label]) if label in LABELS else _("any of them")


def card_word(key: str) -> str:
    """A key of the model card as a person says it; a name of a file stands as it is."""
    word = LABELS.get(key) or _CARD.get(key)
    return _(word) if word else key


def _cells(one: Figures) -> tuple[str, ...]:
    return (
        label_title(one.label),
        str(one.recall.total),
        _share(one.precision),
        _share(one.recall),
        _number(one.f1),
        _ranged(one.average_precision, one.average_precision_interval),
        _share(one.false_alarms),
        _number(one.calibration),
    )


def _share(share: Share) -> str:
    return _ranged(share.value, share.interval())


def _ranged(value: float, interval: tuple[float, float]) -> str:
    if math.isnan(value):
        return _number(value)
    low, high = interval
    return f"{_number(value)} [{_number(low)}–{_number(high)}]"


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"
