"""All fixed strings of all recognizers in one pass over the text (Aho–Corasick by pyahocorasick).

pyahocorasick searches a node's children one by one; over code points the root would have thousands.
UTF-8 bytes dressed as a Latin-1 string give no node more than 64 children, and UTF-8 cannot match out of
step: six times faster, the same matches. Hits come back as offsets in code points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Hit(NamedTuple):
    """One entry's term at ``text[start:end]`` of the folded text; there are thousands to a megabyte."""

    start: int
    end: int
    payload: Any


def as_latin(text: str) -> str:
    """UTF-8 bytes as a string of characters below 256."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


class Automaton:
    """Finds every occurrence of every term, overlapping ones too.

    Args:
        entries: (term in folded form, payload); equal terms may come several times.

    Raises:
        ValueError: an empty term.
    """

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        import ahocorasick

        self._terms = 0
        grouped: dict[str, list[Any]] = {}
        for term, payload in entries:
            if not term:
                raise ValueError("an empty term matches everywhere")
            grouped.setdefault(term, []).append(payload)
        self._automaton = ahocorasick.Automaton()
        for term, payloads in grouped.items():
            latin = as_latin(term)
            self._automaton.add_word(latin, (len(latin), len(term), tuple(payloads)))
        self._terms = len(grouped)
        if grouped:
            self._automaton.make_automaton()

    def __len__(self) -> int:
        return self._terms

    def raw(self, text: str) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
        """Every hit as (start, end, payloads), offsets in code points, ordered by end."""
        if not self._terms:
            return
        data = text.encode("utf-8", "surrogatepass")
        latin = data.decode("latin-1")
        if len(data) == len(text):
            for last, (_, length, payloads) in self._automaton.iter(latin):
                yield last + 1 - length, last + 1, payloads
            return
        byte, point = 0, 0
        for last, (_, length, payloads) in self._automaton.iter(latin):
            # Only the stretch since the last hit is decoded: its length in code points moves the counter.
            if last + 1 != byte:
                point += len(data[byte : last + 1].decode("utf-8", "surrogatepass"))
                byte = last + 1
            yield point - length, point, payloads

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
