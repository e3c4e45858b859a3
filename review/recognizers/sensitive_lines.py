"""Forms whose fields stand on lines of their own: 患者：…, and below it 诊断：…."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from review.patterns import lazy
from review.recognizers.sensitive_cells import Said
from review.recognizers.sensitive_roles import is_bystander
from review.recognizers.sensitive_tied import tied
from review.recognizers.tables_headers import column_type
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.finding import Match
    from review.recognizers.view import View

_FIELD = lazy(r"(?m)^[ \t\u3000]*([^\s：:]{2,12})[ \u3000]?[：:][ \t\u3000]*(\S.{0,59})$")
_KINDS = frozenset({"health", "disability", "hardship", "religion", "criminal", "remark"})
_MOST = 10
"""Fields on either side that are looked at for the person."""
_AROUND = 20


class _Field(NamedTuple):
    """A line of the document with label and value; the value is at ``start:end``."""

    label: str
    value: str
    line: int
    start: int
    end: int


def of_lines(view: View, persons: Sequence[Match]) -> Iterator[Match]:
    """What a field says of the person whom another field of the same form names."""
    text = view.document.text
    fields = [
        _Field(field[1], field[2], field.start(), *field.span(2)) for field in _FIELD.finditer(text)
    ] if persons else []  # fmt: skip
    kinds = [column_type(field.label) for field in fields]
    starts = [match.start for match in persons]
    for at, kind in enumerate(kinds):
        if kind in _KINDS:
            form = _form(fields, at)
            said = Said(dict(enumerate(field.label for field in form)))
            here = form.index(fields[at])
            category = said.category(here, kind, fields[at].value)
            person = _named(text, persons, starts, form) if category else None
            if person is not None and not person.start <= fields[at].start < person.end:
                yield tied((fields[at].start, fields[at].end), fields[at].value, category, person)


def _form(fields: Sequence[_Field], at: int) -> list[_Field]:
    """The fields that follow one another without another line between them, some on either side."""
    first = last = at
    while first > max(at - _MOST, 0) and fields[first - 1].end + 1 == fields[first].line:
        first -= 1
    while last < min(at + _MOST, len(fields) - 1) and fields[last].end + 1 == fields[last + 1].line:
        last += 1
    return list(fields[first : last + 1])


def _named(
    text: str, persons: Sequence[Match], starts: Sequence[int], form: Sequence[_Field]
) -> Match | None:
    """Who a field of the form names, but for those who treat or judge."""
    first, last = bisect_left(starts, form[0].line), bisect_left(starts, form[-1].end)
    for person in persons[first:last]:
        before = fold_term(text[max(person.start - _AROUND, 0) : person.start])
        if not is_bystander(before, fold_term(text[person.end : person.end + _AROUND])):
            return person
    return None
