"""The short strings of a window that the risk model has weights for."""

from __future__ import annotations

from functools import cached_property, lru_cache
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
PATIENCE = 100_000
"""Characters cut into pieces before an automaton of all known strings is worth its 0.1 s and 20 MB."""
_REMEMBERED = 4096
"""Runs whose strings are remembered: labels of a form and places of a list come again and again."""


def plain(window: str) -> str:
    """A window with each number as one ``0``, each gap as one space, and small letters."""
    return _DIGITS.sub("0", _GAPS.sub(" ", window)).lower()


def strings(short: str) -> frozenset[str]:
    """Strings of 1 to 4 characters inside runs of letters of a plain window."""
    return frozenset[str]().union(*map(_pieces, _RUN.findall(short)))


def _pieces(run: str) -> set[str]:
    found = set(run)
    for size in SIZES[1:]:
        found.update([run[i : i + size] for i in range(len(run) - size + 1)])
    return found


class KnownStrings:
    """Which of a model's strings stand in a window.

    Runs are cut into all their pieces and each is looked up; when many have been cut, an automaton finds the
    known ones only, three times faster. Both give the same rows: a known string holds nothing but letters and
    digits, so it cannot reach over the end of a run.
    """

    def __init__(self, rows: Mapping[str, int], patience: int = PATIENCE) -> None:
        self._rows = rows
        self._patience = patience
        self._of_run = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def rows(self, short: str) -> set[int]:
        """Rows of the known strings in a plain window, each once."""
        if self._patience > 0:
            return set[int]().union(*map(self._of_run, _RUN.findall(short)))
        return {row for _, row in self._automaton.iter(as_latin(short))}

    def _look_up(self, run: str) -> frozenset[int]:
        self._patience -= len(run)
        return frozenset(map(self._rows.__getitem__, self._rows.keys() & _pieces(run)))

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for text, row in self._rows.items():
            automaton.add_word(as_latin(text), row)
        automaton.make_automaton()
        return automaton
