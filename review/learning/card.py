"""The model card: what the model was made from, what was measured, and where its limits are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from review.i18n import _, marked
from review.model.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from review.model.risk_model import RiskModel

LIMITS = (
    marked("trained on text written for this purpose, not on real secrets: new kinds of matter are missed"),
    marked("judges windows of about 130 characters; what only a whole document gives away is not seen"),
    marked("a probability orders passages for a reader; it is no finding of law"),
    marked("names no opinion, person or place, and must not be taught any"),
)


def lines(model: RiskModel, named: Callable[[str], str] = str) -> Iterator[str]:
    """The card as lines of text; ``named`` says how a person calls a key of it."""
    card: dict[str, Any] = dict(model.card)
    yield _("labels and thresholds")
    for label, threshold in zip(LABELS, model.thresholds, strict=True):
        yield f"  {named(label)}: {threshold}"
    yield _("size: {ideas} ideas and pairs, {grams} strings, {cues} cue words").format(
        ideas=len(model.weights.ideas), grams=len(model.weights.strings), cues=len(model.gate.terms)
    )
    for key, value in card.items():
        yield from _entry(key, value, "", named)
    yield _("limits")
    for limit in LIMITS:
        yield f"  {_(limit)}"


def _entry(key: str, value: Any, indent: str, named: Callable[[str], str]) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"{indent}{named(key)}"
        for inner, one in value.items():
            yield from _entry(inner, one, indent + "  ", named)
    else:
        yield f"{indent}{named(key)}: {value}"
