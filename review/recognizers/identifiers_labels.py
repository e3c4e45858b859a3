"""Which words announce a number: right before it, in its clause, in the cell beside it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from review.identifiers.label_words import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

_WINDOW = 28
"""Characters before a number in which a word still speaks of it."""
_JOINTS = " \u00a0\u3000：:=＝为是（(【[“\"'#“‘<>_-"
_CLAUSE = "。！？；!?;\n\r\t|"
_CELL = "\n\r\t"


class Label(NamedTuple):
    """The word before a number: the kind it announces, the word, and whether it stands right there."""

    kind: str = ""
    word: str = ""
    direct: bool = False


NONE = Label()


@cache
def _words() -> dict[str, str]:
    return {word.lower(): kind for kind, words in LABELS.items() for word in words}


@cache
def _by_last_character() -> dict[str, tuple[int, ...]]:
    """Last character of labels to the lengths of those that end so, the longest first."""
    index: dict[str, set[int]] = {}
    for word in _words():
        index.setdefault(word[-1], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in index.items()}


def label_of(text: str) -> Label:
    """The last label in a short text, such as a column's header; the longest of those that end there."""
    text = text.lower()
    lengths = _by_last_character()
    for end in range(len(text), 1, -1):
        if text[end - 1] in lengths:
            found = _ending(text, end)
            if found.kind:
                return found if end == len(text) else found._replace(direct=False)
    return NONE


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
        if self._column and start and self._text[start - 1] in _CELL:
            above = self._column(start)
            if above is not None:
                return above
        left = max(start - _WINDOW, 0)
        window = self._text[left:start].lower()
        bare = window.rstrip(_JOINTS)
        direct = _ending(bare, len(bare)) if bare else NONE
        if direct.kind:
            return direct
        if bare and bare[-1] in _CELL:
            above = self._column(start) if self._column else None
            return above or self._beside(bare)
        if bare:
            clause = bare[max(bare.rfind(mark) for mark in _CLAUSE) + 1 :]
            loose = label_of(clause)
            if loose.kind:
                return loose._replace(direct=False)
        return (self._column(start) if self._column else None) or NONE

    @staticmethod
    def _beside(bare: str) -> Label:
        """The label that fills the cell, or the line, before this one (forms have them side by side)."""
        cell = bare.rstrip(_CELL + _JOINTS)
        cell = cell[max(cell.rfind(mark) for mark in _CELL) + 1 :].strip(_JOINTS)
        found = _ending(cell, len(cell))
        return found if found.kind and len(found.word) * 2 >= len(cell) else NONE
