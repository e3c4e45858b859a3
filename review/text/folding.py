"""Text in the form that rules are matched on, with every offset leading back to the original.

Folding drops zero-width and bidirectional controls and maps each character to one other: traditional
and variant characters to simplified ones, full-width letters, digits and a few marks to ASCII, digits
of other scripts to ASCII, radicals and compatibility characters to plain ones. Only dropping moves
offsets, so the way back is a short list of breaks.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DROP = "\u200b"
"""What every character that folding leaves out becomes at first."""
_DROPS = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""First and last code points; the last are invisible tags, beyond the first plane."""
_DROPPED = re.compile(f"{_DROP}+")
_PAGE = 1_000
"""Characters from which it pays to look first whether any of them folds."""
_PLANE = 0x10000
_HALF = 0xD800
"""Half of a pair, which no text of the first plane holds: stands for what becomes a character beyond it."""
_MAKING = 50_000
"""Characters of short texts that the dictionary folds in the time that making the list takes."""
_LOADING = 2_000_000
"""Characters of dense pages for which a list takes as much longer than numpy as loading numpy takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """Folded text. ``breaks[i]`` is the folded offset from which ``shifts[i]`` characters are missing."""

    text: str
    breaks: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def original(self, offset: int) -> int:
        """Offset in the original of the folded character at ``offset``."""
        if not self.breaks:
            return offset
        i = bisect_right(self.breaks, offset)
        return offset + (self.shifts[i - 1] if i else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open span in the original of a folded span, without dropped characters at its ends."""
        if not self.breaks:
            return start, end
        if start >= end:
            at = self.original(start)
            return at, at
        return self.original(start), self.original(end - 1) + 1


@cache
def _table() -> dict[int, int]:
    """Code point to code point; what is dropped leads to ``_DROP``."""
    source, target, _ = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").split("\n")
    table = {ord(a): ord(b) for a, b in zip(source, target, strict=True)}
    dropped = chain.from_iterable(range(first, last + 1) for first, last in _DROPS)
    return table | dict.fromkeys(dropped, ord(_DROP))


@cache
def _plane() -> list[int]:
    """The table for the whole first plane: twice as fast, as each character is found, but slow to build."""
    plane = list(range(_PLANE))
    for source, target in _table().items():
        if source < _PLANE:
            plane[source] = target
    return plane


@cache
def _foldable() -> re.Pattern[str]:
    """Finds a character of the first plane that folds.

    NOTE: a character beyond that plane in the class would make ``re`` search it three hundred times slower.
    """
    return re.compile(f"[{re.escape(''.join(chr(c) for c in _table() if c < _PLANE))}]")


@cache
def _array() -> NDArray[np.uint16]:
    """The same for numpy."""
    import numpy as np

    return np.array([target if target < _PLANE else _HALF for target in _plane()], "<u2")


class _Mapper:
    """Maps each character: a few short texts by the dictionary, long ones by the list, many by numpy.

    An element of an array takes a tenth of the time of one of the list, but numpy must be loaded first: that
    is done when the list has been used for as long as loading takes (docs/decisions/0116).
    """

    def __init__(self) -> None:
        self._short, self._left = _MAKING, _LOADING

    def __call__(self, text: str) -> str:
        if len(text) < _PAGE and self._short > 0:
            self._short -= len(text)
            return text.translate(_table())
        if self._left <= 0 or "numpy" in sys.modules:
            mapped = _by_numpy(text)
            if mapped is not None:
                return mapped
        pages = [text[at : at + _PAGE] for at in range(0, len(text), _PAGE)]
        if _beyond(text):
            return "".join([page.translate(_table() if _beyond(page) else _plane()) for page in pages])
        return self._by_list(pages)

    def _by_list(self, pages: list[str]) -> str:
        """By the page: few of simplified text have any character that folds."""
        search = _foldable().search
        dense = [search(page) is not None for page in pages]
        if 2 * sum(dense) > len(pages):
            self._left -= _PAGE * len(pages)
        return "".join(
            [page.translate(_plane()) if folds else page for page, folds in zip(pages, dense, strict=True)]
        )


_mapped = _Mapper()


def _by_numpy(text: str) -> str | None:
    """None for a text with characters beyond the first plane, on either side, or with halves of pairs."""
    import numpy as np

    try:
        units = text.encode("utf-16-le")
        if len(units) > 2 * len(text):
            return None
        mapped: bytes = _array().take(np.frombuffer(units, "<u2")).tobytes()
        return mapped.decode("utf-16-le")
    except UnicodeError:
        return None


def _beyond(text: str) -> bool:
    """Whether any character lies beyond the first plane: such a one takes four bytes of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def fold_term(term: str) -> str:
    """A rule's term in folded form."""
    return fold(term).text


def fold(text: str) -> Folded:
    """Fold a text; folding twice changes nothing more."""
    if text.isascii():
        return Folded(text=text)
    mapped = _mapped(text)
    if _DROP not in mapped:
        return Folded(text=mapped)
    runs = [match.span() for match in _DROPPED.finditer(mapped)]
    shifts = tuple(accumulate(end - start for start, end in runs))
    breaks = tuple(end - shift for (_, end), shift in zip(runs, shifts, strict=True))
    starts = (0, *(end for _, end in runs))
    ends = (*(start for start, _ in runs), len(mapped))
    kept = "".join(mapped[start:end] for start, end in zip(starts, ends, strict=True))
    return Folded(text=kept, breaks=breaks, shifts=shifts)
