"""The stretches of a passage that are judged one by one: sentences, runs of sentences, and runs of lines.

A risky sentence in a long paragraph must be found and pointed at, so a paragraph is judged in windows
of at most ``LONGEST`` characters. A table row is one line and is not cut at its tabs; rows are judged with
those beside them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST = 130
"""Characters in a run of sentences."""
SHORTEST = 6
"""A window below this says too little to be judged."""
_CHINESE = lazy(r"(?s:(?>.*?[㐀-鿿]){4})")
"""Four Chinese characters, without which the model has nothing to go by; one class of them, for each takes a
millisecond to compile."""
_SENTENCE = lazy(r"[^。！？；!?;]*[。！？；!?;]+|[^。！？；!?;]+$")
_CLAUSE = lazy(r"[^，,、\t]*[，,、\t]+|[^，,、\t]+$")


def windows(passage: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the windows of a passage, each once: line by line, then those of several lines."""
    pieces: list[tuple[int, int]] = []
    at = 0
    for line in passage.split("\n"):
        in_line = [(at + start, at + end) for start, end in _pieces(line)]
        yield from _sensible(passage, _of_line(in_line))
        pieces += in_line
        at += len(line) + 1
    if "\n" in passage:
        runs = [span for span in _runs(pieces) if "\n" in passage[span[0] : span[1]]]
        yield from _sensible(passage, runs)


def _of_line(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each piece and each run, in order of their beginning."""
    return sorted({*pieces, *_runs(pieces)}) if len(pieces) > 1 else pieces


def _runs(pieces: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of pieces that are as long as may be, none within another."""
    reach, last = -1, 0
    for i, (start, _) in enumerate(pieces):
        last = max(last, i)
        while last + 1 < len(pieces) and pieces[last + 1][1] - start <= LONGEST:
            last += 1
        if pieces[last][1] > reach:
            reach = pieces[last][1]
            yield start, reach


def _sensible(passage: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that say enough to be judged."""
    for start, end in spans:
        window = passage[start:end]
        if len(window.strip()) >= SHORTEST and _CHINESE.match(window):
            yield start, end


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
