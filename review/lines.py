"""Where the lines of a running text begin, and how many paragraphs there are up to each."""

from __future__ import annotations

from array import array
from bisect import bisect_right


class Lines:
    """Lines of ``text[start:end]``; ``first`` is the number of the first."""

    def __init__(self, text: str, start: int, end: int, first: int) -> None:
        self._starts = array("q")
        self._paragraphs = array("q")
        self._first = first
        at, paragraph = start, 0
        for line in text[start:end].split("\n"):
            paragraph += bool(line.strip())
            self._starts.append(at)
            self._paragraphs.append(paragraph)
            at += len(line) + 1

    def at(self, offset: int) -> tuple[int, int, int]:
        """Start, number and paragraph of the line that holds ``offset``."""
        i = bisect_right(self._starts, offset, 1) - 1
        return self._starts[i], self._first + i, self._paragraphs[i] or 1
