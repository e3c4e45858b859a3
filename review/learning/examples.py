"""Windows with labels: what the model is fitted on.

A window beside the risky span of a paragraph is a clean example; one that holds part of it only is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model.passages import passages
from review.model.windows import windows
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.learning.compose import Paragraph

_MOST = 0.6
"""Share of a risky span from which a window that holds it is risky."""
_ENOUGH = 60
"""Characters of a long risky span that suffice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window in folded form; ``paragraph`` numbers the paragraph it comes from."""

    window: str
    labels: frozenset[str]
    paragraph: int


def examples(paragraphs: Iterable[Paragraph]) -> Iterator[Example]:
    """Every window of every paragraph that is plainly risky or plainly not."""
    for number, paragraph in enumerate(paragraphs):
        text = fold_term(paragraph.text)
        for at, stop in passages(text):
            for start, end in windows(text[at:stop]):
                labels = _labels(paragraph, at + start, at + end)
                if labels is not None:
                    yield Example(window=text[at + start : at + end], labels=labels, paragraph=number)


def _labels(paragraph: Paragraph, start: int, end: int) -> frozenset[str] | None:
    found: set[str] = set()
    for left, right, labels in paragraph.cores:
        shared = min(end, right) - max(start, left)
        if shared >= min(_MOST * (right - left), _ENOUGH):
            found |= labels
        elif shared > 0 and labels:
            return None
    return frozenset(found)
