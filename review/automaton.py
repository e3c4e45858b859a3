"""All fixed strings of all recognizers in one pass over the text (Aho–Corasick).

An engine goes through bytes. Those of UTF-16 give a node of the automaton a hundred children at most, where
code points would give thousands, and a Chinese character two steps, where UTF-8 has three and more nodes.
What matches out of step, half of one character and half of the next, is no hit. Hits come back as offsets in
code points.
"""

from __future__ import annotations

from codecs import getencoder
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from review.automaton_engines import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.automaton_engines import Engine

_encode = getencoder("utf-16-be")
"""For a single term three times as fast as ``str.encode``, which looks the codec up each time."""
ALLOWANCE = 60_000
"""Look-ups that an automaton may cost before it is worth building: about 6 ms."""


class Hit(NamedTuple):
    """One entry's term at ``text[start:end]`` of the folded text; there are thousands to a megabyte."""

    start: int
    end: int
    payload: Any


def as_units(text: str) -> bytes:
    """UTF-16, in which a character of the first plane is two bytes."""
    return _encode(text, "surrogatepass")[0]


class Automaton:
    """Finds every occurrence of every term, overlapping ones too.

    The automaton itself takes longer to build than a short text takes to search by looking up its pieces,
    so it is built when enough text has come. Both ways give the same hits in the same order (law 4).

    Args:
        entries: (term in folded form, payload); equal terms may come several times.

    Raises:
        ValueError: an empty term.
    """

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        grouped: dict[str, list[Any]] = {}
        for term, payload in entries:
            if not term:
                raise ValueError("an empty term matches everywhere")
            grouped.setdefault(term, []).append(payload)
        self._payloads = grouped
        self._lengths = sorted({len(term) for term in grouped}, reverse=True)
        self._allowance = ALLOWANCE

    def __len__(self) -> int:
        return len(self._payloads)

    @cached_property
    def built(self) -> Engine:
        """The engine over UTF-16: length of the term and payloads behind each hit."""
        return build({as_units(term): (len(term), payloads) for term, payloads in self._payloads.items()})

    def raw(self, text: str) -> Iterator[tuple[int, int, Sequence[Any]]]:
        """Every hit as (start, end, payloads), offsets in code points, ordered by end, longest first."""
        if not self._payloads:
            return
        self._allowance -= len(text) * len(self._lengths)
        if self._allowance >= 0:
            yield from self._by_pieces(text)
            return
        units = as_units(text)
        if len(units) == 2 * len(text):
            for last, (length, payloads) in self.built(units):
                if last % 2:  # a hit out of step ends on the first byte of two
                    end = last // 2 + 1
                    yield end - length, end, payloads
            return
        at, reached = 0, 0
        for last, (length, payloads) in self.built(units):
            if last % 2:
                # Only the stretch since the last hit is decoded: its length in code points moves the counter.
                reached += len(units[at : last + 1].decode("utf-16-be", "surrogatepass"))
                at = last + 1
                yield reached - length, reached, payloads

    def _by_pieces(self, text: str) -> Iterator[tuple[int, int, Sequence[Any]]]:
        """Every piece of the text that is as long as some term, looked up."""
        for end in range(1, len(text) + 1):
            for length in self._lengths:
                if length <= end:
                    payloads = self._payloads.get(text[end - length : end])
                    if payloads is not None:
                        yield end - length, end, payloads

    def payloads(self, text: str) -> Iterator[Any]:
        """The payloads of every hit, in the order of ``raw``; cheaper where nobody asks for offsets."""
        if self._allowance > 0 or not self._payloads:
            hits = (payloads for _start, _end, payloads in self.raw(text))
        else:
            hits = (payloads for last, (_, payloads) in self.built(as_units(text)) if last % 2)
        return chain.from_iterable(hits)

    def hits(self, text: str) -> Iterator[Hit]:
        """Every hit of every payload, ordered by end, longest first."""
        for start, end, payloads in self.raw(text):
            for payload in payloads:
                yield Hit(start, end, payload)


def leftmost_longest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap: the leftmost first, the longest of those that begin together."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def longest_only(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that lie in no longer hit (极机密, not the 机密 in it); others may overlap."""
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.end > reach or (kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)):
            kept.append(hit)
            reach = max(reach, hit.end)
    return kept
