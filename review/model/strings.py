"""The short strings of a window that the risk model has weights for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from review.automaton import as_latin
from review.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

_DIGITS = lazy(r"[0-9]+(?:\.[0-9]+)?")
_GAPS = lazy(r"\s+")
_RUN = lazy(r"[0-9A-Za-z㐀-鿿]+")
SIZES = (1, 2, 3, 4)
"""Characters that a string has."""
PATIENCE = 400
"""Windows cut into pieces before an automaton of all known strings is worth its 0.1 s."""


def plain(window: str) -> str:
    """A window with each number as one ``0``, each gap as one space, and small letters."""
    return _DIGITS.sub("0", _GAPS.sub(" ", window)).lower()


def strings(window: str) -> frozenset[str]:
    """Strings of 1 to 4 characters inside runs of letters of a window; a number is one ``0``."""
    found: set[str] = set()
    for run in _RUN.finditer(plain(window)):
        word = run.group()
        for size in SIZES:
            found.update([word[i : i + size] for i in range(len(word) - size + 1)])
    return frozenset(found)


class KnownStrings:
    """Which of a model's strings stand in a window.

    A few windows are cut into all their pieces and each is looked up; for many an automaton finds the known
    ones only, three times faster. Both give the same rows: a known string holds nothing but letters and
    digits, so it cannot reach over the end of a run.
    """

    def __init__(self, rows: Mapping[str, int]) -> None:
        self._rows = rows
        self._patience = PATIENCE

    def rows(self, window: str) -> set[int]:
        """Rows of the known strings in a window of folded text, each once."""
        self._patience -= 1
        if self._patience >= 0:
            return {self._rows[text] for text in strings(window) if text in self._rows}
        return {row for _, row in self._automaton.iter(as_latin(plain(window)))}

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for text, row in self._rows.items():
            automaton.add_word(as_latin(text), row)
        automaton.make_automaton()
        return automaton
