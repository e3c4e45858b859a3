"""Recognizers, one file a kind; this table says which there are and in what order they look."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from review.recognizers.view import Combiner, Recognizer, Settings

RECOGNIZERS = (
    "review.recognizers.marks:Marks",
    "review.recognizers.openness:Openness",
    "review.recognizers.struck:Struck",
    "review.recognizers.terms:Terms",
    "review.recognizers.identifiers:Identifiers",
    "review.recognizers.names:Names",
    "review.recognizers.addresses:Addresses",
    "review.recognizers.tables:Tables",
    "review.recognizers.masks:Masks",
    "review.recognizers.hidden:Hidden",
)
COMBINERS: tuple[str, ...] = (
    "review.recognizers.openness:OpennessConflict",
    "review.recognizers.sensitive:Sensitive",
    "review.recognizers.risk:Risk",
    "review.recognizers.combination:Combination",
    "review.recognizers.tables_columns:Columns",
)


def build_recognizers(settings: Settings) -> tuple[Recognizer, ...]:
    """All recognizers, ready for any number of documents."""
    return tuple(_load(path)(settings) for path in RECOGNIZERS)


def build_combiners(settings: Settings) -> tuple[Combiner, ...]:
    """What looks at the matches of a whole document."""
    return tuple(_load(path)(settings) for path in COMBINERS)


def _load(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
