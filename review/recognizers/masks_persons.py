"""Persons behind masked numbers: what is needed to find the same one in another document of a run.

A document's scan says nothing of other documents; ``review.batch_across`` lays the masks of several together.
"""

from __future__ import annotations

import hmac
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Occurrence
from review.identifiers.masks import STAR
from review.identifiers.names import MASKS, in_name_column, is_masked
from review.patterns import lazy
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.document import Location
    from review.finding import Match
    from review.identifiers.masks import Known
    from review.recognizers.view import View

MEMO = "masked"
PREVIEW = STAR * 8
_MASKED_NAME = lazy(r"([\u3400-\u9fff](?:某{1,2}|[*＊○〇×]{1,2})[\u3400-\u9fff]?)[^\n]{0,16}$")
_BEFORE = 24
"""Characters before a number among which its holder's name stands in a sentence."""
_ALIAS = frozenset("甲乙丙丁0123456789")
_SHORT = 2
_DIGEST = 10
"""Bytes of a digest: two of a billion names are not mixed up."""


class Masked(NamedTuple):
    """A masked number in the document's text; ``value`` has one star for each hidden character."""

    start: int
    end: int
    value: str
    known: Known
    name: str


class PersonName(NamedTuple):
    """A name or what a mask leaves of it: ``whole`` is empty for a mask, ``last`` where it is hidden.

    As read in memory; keyed digests wherever it is kept or sent.
    """

    whole: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPerson:
    """A masked number, as it stands in the document, and whose it is."""

    name: PersonName = field(repr=False)
    value: str = field(repr=False)
    occurrence: Occurrence

    def at(self, place: Location) -> MaskedPerson:
        """The same at a place whose names of worksheets and files hold no values."""
        return replace(self, occurrence=replace(self.occurrence, location=place))


def sealed(persons: Iterable[MaskedPerson], key: bytes) -> tuple[MaskedPerson, ...]:
    """The same with digests for the parts of names: equal names stay equal, nothing can be read."""

    @cache
    def digest(part: str) -> str:
        return (
            hmac.digest(key, part.encode("utf-8", "surrogatepass"), "sha256")[:_DIGEST].hex() if part else ""
        )

    return tuple(replace(person, name=PersonName(*map(digest, person.name))) for person in persons)


def person_name(text: str) -> PersonName | None:
    """What a cell or a piece of a sentence says of a name; None if it is none."""
    folded = fold_term(text.strip())
    if is_masked(folded):
        seen = len(folded) > _SHORT and folded[-1] not in MASKS and folded[-1] not in _ALIAS
        return PersonName("", folded[0], folded[-1] if seen else "")
    return PersonName(folded, folded[0], folded[-1]) if in_name_column(folded) else None


def masked_persons(view: View, matches: Sequence[Match]) -> tuple[MaskedPerson, ...]:
    """The persons of a scanned document whose numbers are masked; few documents have any."""
    masks: Sequence[Masked] = view.memo.get(MEMO, ())
    if not masks:
        return ()
    names = sorted(span for m in matches if m.category == "personal.name" for span in m.spans)
    return tuple(_persons(view, masks, names))


def _persons(view: View, masks: Sequence[Masked], names: list[tuple[int, int]]) -> Iterable[MaskedPerson]:
    for mask in masks:
        name = person_name(mask.name or _beside(view.document.text, mask.start, names))
        if name is not None and STAR in mask.value:
            location, visibility = view.document.locate(mask.start, mask.end)
            yield MaskedPerson(
                name=name,
                value=mask.value,
                occurrence=Occurrence(
                    location=location, span=(mask.start, mask.end), preview=PREVIEW, visibility=visibility
                ),
            )


def _beside(text: str, number: int, names: list[tuple[int, int]]) -> str:
    """The name or masked name before a number in a sentence; empty if none."""
    start = max(text.rfind("\n", 0, number) + 1, number - _BEFORE)
    masked = _MASKED_NAME.search(text[start:number])
    if masked:
        return masked.group(1)
    i = bisect_right(names, (number, number)) - 1
    return text[slice(*names[i])] if i >= 0 and names[i][0] >= start else ""
