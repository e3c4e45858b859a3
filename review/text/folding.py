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
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DROPS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
"""One character: ``re`` looks for it three times faster than for a run of them."""
DROPPED = re.compile(f"{_DROPS.pattern}+")
_TAGS = re.compile("[\U000e0000-\U000e0fff]+")
"""Invisible tag characters, beyond the first plane like letters and digits that fold."""
_LONG = 400_000
"""Characters after which loading numpy (80 ms) pays for itself."""
_PAGE = 2_000
"""Characters from which it pays to look first whether any of them folds."""
_FIRST_PLANE = 0xFFFF


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
    """Code point to code point."""
    source, target, _ = Path(__file__).with_name("variants.txt").read_text(encoding="utf-8").split("\n")
    return {ord(a): ord(b) for a, b in zip(source, target, strict=True)}


@cache
def _foldable() -> re.Pattern[str]:
    """Finds a character of the first plane that folds.

    NOTE: a character beyond that plane in the class would make ``re`` search it three hundred times slower.
    """
    return re.compile(f"[{re.escape(''.join(chr(c) for c in _table() if c <= _FIRST_PLANE))}]")


@cache
def _array() -> NDArray[np.uint32]:
    import numpy as np

    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for source, target in _table().items():
        table[source] = target
    return table


class _Mapper:
    """Maps characters: by dictionary at first, by numpy once that has been slow for long enough.

    ``spent`` counts the characters that went through the dictionary in this process. It decides only how
    the same result is come by.
    """

    def __init__(self) -> None:
        self.spent = 0

    def __call__(self, text: str) -> str:
        self.spent += len(text)
        if self.spent < _LONG and "numpy" not in sys.modules:
            return text.translate(_table())
        import numpy as np

        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return _array()[codes].tobytes().decode("utf-32-le", "surrogatepass")


_map = _Mapper()


def _mapped(text: str, *, beyond: bool) -> str:
    if len(text) >= _PAGE and not beyond and not _foldable().search(text):
        return text
    return _map(text)


def _dropped(text: str, *, beyond: bool) -> list[tuple[int, int]]:
    """Runs of characters that folding leaves out, in order."""
    first = _DROPS.search(text)
    runs = [match.span() for match in DROPPED.finditer(text, first.start())] if first else []
    if beyond:
        runs = sorted(runs + [match.span() for match in _TAGS.finditer(text)])
    return runs


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
    beyond = _beyond(text)
    runs = _dropped(text, beyond=beyond)
    if not runs:
        return Folded(text=_mapped(text, beyond=beyond))
    shifts = tuple(accumulate(end - start for start, end in runs))
    breaks = tuple(end - shift for (_, end), shift in zip(runs, shifts, strict=True))
    starts = (0, *(end for _, end in runs))
    ends = (*(start for start, _ in runs), len(text))
    kept = "".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    return Folded(text=_mapped(kept, beyond=beyond), breaks=breaks, shifts=shifts)
