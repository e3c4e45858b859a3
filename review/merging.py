"""Matches become findings: the same thing in many places is decided on once."""

from __future__ import annotations

from array import array
from itertools import chain, pairwise
from operator import attrgetter, le
from typing import TYPE_CHECKING

from review.column import column_of
from review.finding import Cells, Finding, Match, Occurrence
from review.light import maker

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from review.document import Document

_new_finding, _new_occurrence = maker(Finding), maker(Occurrence)


def merge(document: Document, matches: Iterable[Match]) -> tuple[Finding, ...]:
    """One finding for the same thing, however often it stands there, in the order of the document.

    Matches of one group are one finding, and so are those of one rule with an equal key. A match that
    lies in another of the same category says nothing new and goes.
    """
    bundles: dict[Hashable, list[Match]] = {}
    for number, match in enumerate(_outermost(_apart(list(matches)))):
        own = (match.key or number) if match.group is None else None
        bundles.setdefault((match.rule, match.category, match.group, own), []).append(match)
    return tuple(
        [_finding(document, f"F{number}", bundle) for number, bundle in enumerate(bundles.values(), start=1)]
    )


def _apart(matches: list[Match]) -> list[Match]:
    """Columns stay whole where nothing of their category overlaps; else each cell is a match of its own."""
    columns: dict[str, list[Match]] = {match.category: [] for match in matches if match.cells is not None}
    for match in matches if columns else ():
        if match.category in columns:
            columns[match.category].append(match)
    mixed = {category for category, same in columns.items() if not _disjoint(same)}
    if not mixed:
        return matches
    return [one for match in matches for one in (match.each() if match.category in mixed else (match,))]


def _disjoint(matches: Sequence[Match]) -> bool:
    """Whether no two places overlap: sorted, each end then comes before the start after it."""
    starts = sorted(chain.from_iterable(match.starts for match in matches))
    ends = sorted(chain.from_iterable((m.end,) if m.cells is None else m.cells.ends for m in matches))
    return all(map(le, ends, starts[1:]))


_START = attrgetter("start")


def _outermost(matches: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    reach: dict[str, int] = {}
    for match in _ordered(matches):
        if match.end > reach.get(match.category, -1):
            kept.append(match)
            reach[match.category] = match.end
    return kept


def _ordered(matches: Iterable[Match]) -> list[Match]:
    """By place; of those that begin together the longest, gravest and surest first."""
    ordered = sorted(matches, key=_START)
    together = 0
    for i, (one, other) in enumerate(pairwise(map(_START, ordered)), 1):
        if one != other:
            if i - together > 1:
                ordered[together:i] = sorted(ordered[together:i], key=_weight)
            together = i
    ordered[together:] = sorted(ordered[together:], key=_weight)
    return ordered


def _weight(match: Match) -> tuple[int, int, int, str]:
    return -match.end, -match.severity.rank, -match.confidence.rank, match.rule


def _finding(document: Document, identifier: str, matches: Sequence[Match]) -> Finding:
    first = strongest = surest = matches[0]
    evidence, basis = first.evidence, first.basis
    if len(matches) > 1:
        strongest = max(matches, key=lambda m: m.severity.rank)
        surest = max(matches, key=lambda m: m.confidence.rank)
        evidence = tuple(dict.fromkeys(chain.from_iterable(m.evidence for m in matches)))
        basis = tuple(dict.fromkeys(chain.from_iterable(m.basis for m in matches)))
    return _new_finding(
        id=identifier,
        rule=first.rule,
        category=first.category,
        severity=strongest.severity,
        confidence=surest.confidence,
        occurrences=_occurrences(document, matches),
        evidence=evidence,
        basis=basis,
        place=first.place,
    )


def _occurrences(document: Document, matches: Sequence[Match]) -> Sequence[Occurrence]:
    """A whole column as arrays, everything else one by one."""
    if matches[0].cells is None:
        return _each(document, matches)
    whole = column_of(document.block_at(matches[0].start), _joined(matches))
    if whole is not None:
        return whole
    return _each(document, sorted(chain.from_iterable(match.each() for match in matches), key=_START))


def _joined(matches: Sequence[Match]) -> Cells:
    """The cells of several matches of one column, in the order of the document."""
    parts = [match.cells for match in matches if match.cells is not None]
    if len(parts) == 1:
        return parts[0]
    order = sorted(chain.from_iterable(zip(*part, strict=True) for part in parts))
    indexes, starts, ends, previews = zip(*order, strict=True)
    return Cells(array("i", indexes), array("q", starts), array("q", ends), list(previews))


def _each(document: Document, matches: Iterable[Match]) -> tuple[Occurrence, ...]:
    return tuple(
        [
            _new_occurrence(location=location, span=span, preview=match.preview, visibility=visibility)
            for match in matches
            for span in ((match.start, match.end),)
            for location, visibility in (document.locate(*span),)
        ]
    )
