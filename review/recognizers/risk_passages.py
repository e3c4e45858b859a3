"""Passages of a document in which the gate's cue words suffice for the risk model to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from review.model.passages import passage_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.automaton import Hit
    from review.document import Document
    from review.model.gate import Cue
    from review.recognizers.view import View


class Passage(NamedTuple):
    """A passage of the folded text with the cues that lie in it, counted from its beginning."""

    start: int
    end: int
    cues: list[Cue]


def passages_of(view: View, hits: Iterable[Hit], threshold: float) -> Iterator[Passage]:
    """Passages whose cues together reach the threshold; hits come ordered by their end."""
    start, end, weight = 0, -1, 0.0
    cues: list[Cue] = []
    for first, last, (term, value) in hits:
        if last > end:
            if weight >= threshold:
                yield Passage(start, end, cues)
            start, end = _passage(view, first)
            cues, weight = [], 0.0
        cues.append((first - start, last - start, term, value))
        weight += value
    if weight >= threshold:
        yield Passage(start, end, cues)


def _passage(view: View, offset: int) -> tuple[int, int]:
    """The passage that holds an offset, as far as one who sees that place sees it: no note beside a page."""
    start, end = passage_at(view.text, offset)
    if view.text.find("\n", start, end) < 0:
        return start, end
    here = _where(view, offset)
    while _where(view, start) != here:
        start = view.text.index("\n", start) + 1
    while _where(view, end - 1) != here:
        end = view.text.rindex("\n", start, end)
    return start, end


def _where(view: View, offset: int) -> tuple[object, ...]:
    block = view.document.block_at(view.folded.original(offset))
    of = block.location
    return of.part, of.index, of.sheet, of.container, block.visibility


def preview_of(document: Document, start: int, end: int) -> str:
    """Where a passage stands and how long it is: of what it says nothing can be shown."""
    first, last = (document.locate(at, at + 1)[0].human("zh_Hans") for at in (start, end - 1))
    place = first if first == last else f"{first}至{last.removeprefix(first).removeprefix('正文')}"
    return f"（{place}，{end - start}字）"
