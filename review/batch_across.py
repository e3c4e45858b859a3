"""Masks of one person laid over each other across the documents of a run: together they may say all.

Each document is scanned by itself; this compares what the scans hold of masked numbers and their owners. Two
rows may be one person's if their names are equal or, where one is masked, agree in what is visible, and if
the visible digits do not contradict. The figure is the number of candidates over all rows that fit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Finding, Severity
from review.identifiers.masks import RESIDENT_LENGTH, STAR, candidates, merged
from review.recognizers.masks_numbers import BASIS, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.finding import Occurrence
    from review.recognizers.masks_persons import MaskedPerson
    from review.scanner import Scan

_CROWD = 50
"""Rows of one document that fit a masked name from which on they hide each other."""
Shape = tuple[int, ...]
Row = tuple[int, "MaskedPerson"]
"""Number of the document, and the person."""
Key = tuple[str, str, str]
"""How a row is filed: by what of its name, and the digits that all rows compared show."""
Filed = defaultdict[Key, dict[int, list[Row]]]
"""Rows by key and number of the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossFinding:
    """A finding over two documents; ``paths`` are those of its occurrences, one each."""

    finding: Finding
    paths: tuple[str, ...]


@dataclass(slots=True)
class _Pair:
    """What two documents say together."""

    counts: set[int] = field(default_factory=set)
    rows: defaultdict[int, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    named: bool = False
    places: dict[tuple[int, tuple[int, int]], Occurrence] = field(default_factory=dict)

    def add(self, row: Row, partners: list[Row], left: int) -> None:
        """One person whose number ``left`` candidates remain for."""
        self.counts.add(left)
        self.rows[row[0]].add(row[1].occurrence.span)
        self.named |= all(person.name.whole for _, person in (row, *partners))
        for number, person in (row, *partners):
            self.places[number, person.occurrence.span] = person.occurrence


class Across:
    """Collects the masked persons of scans; says at the end what they leave together."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._rows: list[Row] = []

    def add(self, path: str, scan: Scan) -> None:
        """One more document of the run."""
        if scan.masked:
            self._rows += [(len(self._paths), person) for person in scan.masked]
            self._paths.append(path)

    def findings(self) -> tuple[AcrossFinding, ...]:
        """One for each two documents that together undo a mask, in the order of the documents."""
        pairs: defaultdict[tuple[int, int], _Pair] = defaultdict(_Pair)
        if len(self._paths) > 1:
            for row, partners, left in _weakened(self._rows):
                two = sorted((row[0], partners[0][0]))
                pairs[two[0], two[1]].add(row, partners, left)
        return tuple(self._finding(f"R{i}", pair) for i, (_, pair) in enumerate(sorted(pairs.items()), 1))

    def _finding(self, identifier: str, pair: _Pair) -> AcrossFinding:
        low, high = min(pair.counts), max(pair.counts)
        places = sorted(pair.places.items())
        finding = Finding(
            id=identifier,
            rule="personal.masks_across_documents",
            category="personal.weak_mask",
            severity=Severity.CONSENT if pair.named else Severity.DISCRETION,
            confidence=Confidence.MEDIUM if pair.named else Confidence.LOW,
            occurrences=tuple(occurrence for _, occurrence in places),
            evidence=(
                Evidence(kind="candidates", detail=str(low) if low == high else f"{low}–{high}"),
                Evidence(kind="persons", detail=str(max(map(len, pair.rows.values())))),
                Evidence(kind="context", detail="masked differently in two documents"),
            ),
            basis=BASIS,
        )
        return AcrossFinding(finding=finding, paths=tuple(self._paths[number] for (number, _), _ in places))


def _weakened(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row], int]]:
    """Rows for which rows of another document leave few candidates, with those rows and the number."""
    by_shape: defaultdict[Shape, list[Row]] = defaultdict(list)
    for row in rows:
        by_shape[_shape(row[1].value)].append(row)
    for one, other in permutations(by_shape, 2):
        if one[0] == other[0] and not set(one) >= set(other):
            common = sorted(set(one[1:]) & set(other[1:]))
            own, theirs = _filed(by_shape[one], common), _filed(by_shape[other], common)
            for row in by_shape[one]:
                yield from _left(row, common, own, theirs)


def _shape(value: str) -> Shape:
    """Length, and which places are visible."""
    return (len(value), *(i for i, c in enumerate(value) if c != STAR))


def _filed(rows: list[Row], places: list[int]) -> Filed:
    """Rows by what may be asked of them and by document; equal ones once, what a crowd shares cut off."""
    found: Filed = defaultdict(dict)
    for row in rows:
        name, digits = row[1].name, _digits(row[1], places)
        own = ("whole", name.whole) if name.whole else ("masked", name.first)
        for word in (own, ("any", name.first)):
            same = found[(*word, digits)].setdefault(row[0], [])
            if len(same) <= _CROWD and not any(_equal(row[1], other[1]) for other in same):
                same.append(row)
    return found


def _equal(a: MaskedPerson, b: MaskedPerson) -> bool:
    return a.value == b.value and a.name == b.name


def _digits(person: MaskedPerson, places: list[int]) -> str:
    return "".join(person.value[i] for i in places)


def _left(row: Row, places: list[int], own: Filed, theirs: Filed) -> Iterator[tuple[Row, list[Row], int]]:
    """For each other document whose rows may be this person: those rows and the candidates they leave.

    Rows of the person's own document that look the same multiply the candidates.
    """
    number, person = row
    name, digits = person.name, _digits(person, places)
    whole, masked, surname = (
        (kind, word, digits)
        for kind, word in (("whole", name.whole), ("masked", name.first), ("any", name.first))
    )
    keys = (whole, masked) if name.whole else (surname,)
    for other in sorted({document for key in keys for document in theirs.get(key, ())} - {number}):
        rows = [fit for key in keys for fit in theirs.get(key, {}).get(other, ())]
        partners = [fit for fit in rows if _one_person(person, fit[1])]
        named = all(fit[1].name.whole for fit in partners) and bool(name.whole)
        peers = len(own[whole if named else surname][number])
        if 0 < len(partners) <= _CROWD and peers <= _CROWD:
            left = peers * sum(_together(person.value, fit[1].value) for fit in partners)
            alone = min(_count(one.value) for one in (person, *(fit[1] for fit in partners)))
            if 0 < left <= few(person.value) and left < alone:
                yield row, partners, left


def _one_person(a: MaskedPerson, b: MaskedPerson) -> bool:
    """Whether two names may be one. Beside a phone, which has no check, a surname says too little."""
    if a.name.whole and b.name.whole:
        return a.name.whole == b.name.whole
    agree = not a.name.last or not b.name.last or a.name.last == b.name.last
    return len(a.value) == RESIDENT_LENGTH and agree


@lru_cache(maxsize=4096)
def _count(value: str) -> int:
    return candidates(value)


def _together(a: str, b: str) -> int:
    both = merged(a, b)
    return _count(both) if both else 0
