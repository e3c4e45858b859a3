"""The short strings of a window that the risk model has weights for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any, cast

from review.automaton import as_units
from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

_DIGITS = lazy(r"[0-9]+(?:\.[0-9]+)?")
_GAPS = lazy(r"\s+")
_RUN = lazy(r"[0-9A-Za-z㐀-鿿]+")
PATIENCE = 16_000
"""Characters cut into pieces before an automaton of all known strings is worth its 12 ms and 2 MB."""
_REMEMBERED = 4096
"""Runs whose strings are remembered: labels of a form and places of a list come again and again."""


def plain(window: str) -> str:
    """A window with each number as one ``0``, each gap as one space, and small letters."""
    return _DIGITS.sub("0", _GAPS.sub(" ", window)).lower()


def strings(short: str) -> frozenset[str]:
    """Strings of 1 to 4 characters inside runs of letters of a plain window."""
    return frozenset(chain.from_iterable(map(_pieces, _RUN.findall(short))))


def _pieces(run: str) -> Iterator[str]:
    """Each string that is one character longer is one that is known, with the next character behind it."""
    two = list(map(add, run, run[1:]))
    three = list(map(add, two, run[2:]))
    return chain(run, two, three, map(add, three, run[3:]))


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
        units = as_units(short).decode("latin-1")  # what ends on the first byte of two is out of step
        return {row for last, row in self._automaton.iter(units) if last % 2}

    def _look_up(self, run: str) -> AbstractSet[int]:
        self._patience -= len(run)
        found = set(map(self._rows.get, _pieces(run)))
        found.discard(None)
        return cast("AbstractSet[int]", found)

    @cached_property
    def _automaton(self) -> Any:
        import ahocorasick

        automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        for text, row in self._rows.items():
            automaton.add_word(as_units(text).decode("latin-1"), row)
        automaton.make_automaton()
        return automaton
