"""Which words announce a number: right before it, in its clause, in the cell beside it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from review.identifiers.label_words import LABELS
from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

_WINDOW = 28
"""Characters before a number in which a word still speaks of it."""
_JOINTS = " \u00a0\u3000：:=＝为是（(【[“\"'#“‘<>_-"
_CLAUSE = "。！？；!?;\n\r\t|"
CELL = "\n\r\t"
_ONE_WORD = lazy(r"[A-Z][A-Za-z]|[a-z]{2}")
_COMMA = "，"
"""Stands in no label."""


class Label(NamedTuple):
    """The word before a number: the kind it announces, the word, and whether it stands right there."""

    kind: str = ""
    word: str = ""
    direct: bool = False


NONE = Label()


@cache
def _words() -> dict[str, str]:
    """Label to kind; what is called 卡号 is called 卡号码 as well."""
    known = {word.lower(): kind for kind, words in LABELS.items() for word in words}
    return {f"{word}码": kind for word, kind in known.items() if word.endswith("号")} | known


@cache
def _by_last_character() -> dict[str, tuple[int, ...]]:
    """Last character of labels to the lengths of those that end so, the longest first."""
    index: dict[str, set[int]] = {}
    for word in _words():
        index.setdefault(word[-1], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in index.items()}


def label_of(text: str) -> Label:
    """The last label in a short text, such as a column's header; the longest of those that end there.

    An English label is a whole word: there is no ``tel`` in hotel and no ``BIR`` in birth.
    """
    lowered = text.lower()
    lengths = _by_last_character()
    for end in range(len(text), 1, -1):
        if lowered[end - 1] in lengths:
            found = _ending(lowered, end)
            if found.kind and not _inside_word(text, end - len(found.word), end):
                return found if end == len(text) else found._replace(direct=False)
    return NONE


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a letter of the same English word stands right before or behind (mobileNo is two words)."""
    around = text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1]
    return any(map(_ONE_WORD.fullmatch, around))


def _ending(text: str, end: int) -> Label:
    """The longest label that ends at ``end``."""
    words = _words()
    for length in _by_last_character().get(text[end - 1 : end], ()):
        word = text[end - length : end] if length <= end else ""
        if word in words:
            return Label(words[word], word, direct=True)
    return NONE


class Labels:
    """Labels of one folded text.

    ``column`` gives the label of the table column that holds an offset; None outside tables with headers.
    """

    def __init__(self, text: str, column: Callable[[int], Label | None] | None = None) -> None:
        self._text = text
        self._column = column

    def before(self, start: int) -> Label:
        """The label of the number that begins at ``start``."""
        text = self._text
        if start and text[start - 1] in CELL:
            above = self._above(start)
            if above is not None:
                return above
        left = max(start - _WINDOW, 0)
        direct = _direct(text[max(text.rfind(_COMMA, left, start) + 1, left) : start])
        return direct if direct.kind else self._farther(start, text[left:start].lower().rstrip(_JOINTS))

    def _farther(self, start: int, bare: str) -> Label:
        """The label in the clause before, in the cell beside, or above; ``bare`` stands before the number."""
        if bare and bare[-1] in CELL:
            return self._above(start) or self._beside(bare)
        if bare:
            loose = label_of(bare[max(map(bare.rfind, _CLAUSE)) + 1 :])
            if loose.kind:
                return loose._replace(direct=False)
        return self._above(start) or NONE

    def _above(self, start: int) -> Label | None:
        return self._column(start) if self._column else None

    @staticmethod
    def _beside(bare: str) -> Label:
        """The label that fills the cell, or the line, before this one (forms have them side by side)."""
        cell = bare.rstrip(CELL + _JOINTS)
        cell = cell[max(cell.rfind(mark) for mark in CELL) + 1 :].strip(_JOINTS)
        found = _ending(cell, len(cell))
        return found if found.kind and len(found.word) * 2 >= len(cell) else NONE


@lru_cache(maxsize=2048)
def _direct(clause: str) -> Label:
    """The label right before a number; lists say the same between comma and number in every line."""
    bare = clause.lower().rstrip(_JOINTS)
    return _ending(bare, len(bare))
