"""The stretches of text that are judged one by one: sentences, and runs of sentences, of one line.

A risky sentence in a long paragraph must be found and pointed at, so a paragraph is judged in windows
of at most ``LONGEST`` characters. A table row is one line and is not cut at its tabs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 130
"""Characters in a run of sentences."""
SHORTEST = 6
"""A window below this says too little to be judged."""
_SENTENCE = lazy(r"[^。！？；!?;]*[。！？；!?;]+|[^。！？；!?;]+$")
_CLAUSE = lazy(r"[^，,、\t]*[，,、\t]+|[^，,、\t]+$")


def windows(line: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the windows of one line, in order of their beginning, each once."""
    pieces = list(_pieces(line))
    given: set[tuple[int, int]] = set()
    reach = -1
    for i, (start, end) in enumerate(pieces):
        stop = end
        for _, later in pieces[i + 1 :]:
            if later - start > LONGEST:
                break
            stop = later
        wide = () if stop <= reach else ((start, stop),)
        reach = max(reach, stop)
        for span in ((start, end), *wide):
            if span not in given and len(line[span[0] : span[1]].strip()) >= SHORTEST:
                given.add(span)
                yield span


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    """Sentences; one longer than a window is cut at its commas, and at last by length."""
    for sentence in _SENTENCE.finditer(line):
        start, end = sentence.span()
        if end - start <= LONGEST:
            yield start, end
        else:
            yield from _packed(line, start, end)


def _packed(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    reach = start
    for clause in _CLAUSE.finditer(line[start:end]):
        stop = start + clause.end()
        if stop - at > LONGEST and reach > at:
            yield at, reach
            at = reach
        while stop - at > LONGEST:
            yield at, at + LONGEST
            at += LONGEST
        reach = stop
    if at < end:
        yield at, end
