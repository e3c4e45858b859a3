"""What is found: matches by recognizers, findings that a person decides on."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from review.light import light, maker

if TYPE_CHECKING:
    from array import array
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from review.document import Location, Visibility


class _Ordinal(StrEnum):
    """Members are written strongest first; ``rank`` grows with strength up to 0."""

    rank: int

    def __init__(self, *_value: str) -> None:
        self.rank = -len(type(self).__members__)

    __hash__ = str.__hash__

    def at_least(self, other: _Ordinal) -> bool:
        return self.rank >= other.rank


class Severity(_Ordinal):
    """What the law says (政府信息公开条例 14, 15, 16)."""

    BLOCK = "block"
    CONSENT = "consent"
    DISCRETION = "discretion"
    NOTICE = "notice"


class Confidence(_Ordinal):
    """How sure the program is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Evidence(NamedTuple):
    """One reason: ``kind`` is a word of the program (label, checksum, context, model, …).

    NOTE: ``detail`` never holds a found value (law 7); a label or rule term may stand there.
    """

    kind: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}" if self.detail else self.kind


class Cells(NamedTuple):
    """Where one match stands in many cells of a column: index of the cell in its table, span, preview."""

    indexes: array[int]
    starts: array[int]
    ends: array[int]
    previews: list[str]


@light(frozen=True, slots=True, kw_only=True)
class Match:
    """A raw hit of one recognizer. Offsets are code points of ``Document.text``, half open.

    Attributes:
        preview: masked form, fit for any report.
        key: the value in normal form. Equal keys of one rule become one finding. In memory only.
        group: matches of one group (a table column, say) become one finding whatever their keys.
        place: where a grouped finding stands as a whole (``表1 B2:B3420``).
        cells: all its places, in order, if they are cells of one column that are alike in all but their
            values; ``start``, ``end`` and ``preview`` are then those of the first.
    """

    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    start: int
    end: int
    preview: str
    evidence: tuple[Evidence, ...] = ()
    basis: tuple[str, ...] = ()
    key: str = field(default="", repr=False)
    group: Hashable | None = None
    place: Location | None = None
    cells: Cells | None = field(default=None, repr=False, hash=False)

    @property
    def starts(self) -> Sequence[int]:
        """Where it begins, in each of its places."""
        return (self.start,) if self.cells is None else self.cells.starts

    @property
    def spans(self) -> Iterable[tuple[int, int]]:
        """All its places."""
        if self.cells is None:
            return ((self.start, self.end),)
        return zip(self.cells.starts, self.cells.ends, strict=True)

    def each(self) -> Iterator[Match]:
        """Itself for each of its places."""
        if self.cells is None:
            yield self
            return
        for _index, start, end, preview in zip(*self.cells, strict=True):
            yield new_match(
                rule=self.rule, category=self.category, severity=self.severity, confidence=self.confidence,
                start=start, end=end, preview=preview, evidence=self.evidence, basis=self.basis,
                key=self.key, group=self.group, place=self.place,
            )  # fmt: skip


new_match = maker(Match)
"""``Match``, for recognizers that make one for each line of a list."""


@light(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One place of a finding; ``span`` in code points of the document's text, half open."""

    location: Location
    span: tuple[int, int]
    preview: str
    visibility: Visibility


@light(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a person decides on: the same thing in one or more places.

    Attributes:
        id: ``F1``, ``F2``, … in the order of the document.
        occurrences: a tuple, or a ``review.column.Column`` that makes each one when it is looked at.
        place: the finding's place as a whole, where it is more than its first occurrence's.
    """

    id: str
    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    occurrences: Sequence[Occurrence]
    evidence: tuple[Evidence, ...] = ()
    basis: tuple[str, ...] = ()
    place: Location | None = None

    def __post_init__(self) -> None:
        if not self.occurrences:
            raise ValueError("a finding stands somewhere")
