"""Numbers and codes that identify a person or an organisation."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from review.finding import Evidence, Severity, new_match
from review.identifiers.kinds import KINDS
from review.patterns import lazy
from review.recognizers.identifiers_cells import WholeCells
from review.recognizers.identifiers_labels import Labels
from review.recognizers.identifiers_letters import HOUSES, Letters
from review.recognizers.identifiers_numbers import Numbers
from review.recognizers.identifiers_runs import pairs, runs_of, zones
from review.recognizers.tables_grid import grids_of
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from review.finding import Match
    from review.recognizers.identifiers_labels import Label
    from review.recognizers.identifiers_numbers import Found
    from review.recognizers.view import Settings, View

_FIGURES, _HOUSE = "figures", "house"
_SAMPLES = ("虚构", "非真实", "SPECIMEN", "样本证件", "样张", "样证")
"""Words of a line that say of its numbers that they are made up, to show a form."""
_EXAMPLE = lazy(r"(?:[例比譬]如|[（(，,：:、 \n]如|(?<!案)例)[：:]?[“\"「『]?$")
_EXAMPLE_ENDS = lazy(r"[)）”\"」』，,、。；;]|等|$")
"""如13800000001） is an example; 如13800000001无人接听 is a number to call."""
_EXAMPLE_WORDS = ("如", "例")
_LONGEST_EXAMPLE = 5
_NOBODY = Evidence(kind="context", detail="said to be made up")
_LONGEST_LINE = 300


class Identifiers:
    """Every identifier of ``review.identifiers.kinds``, each by its form, its check and its label."""

    name = "identifiers"

    def __init__(self, settings: Settings) -> None:
        self._jurisdiction = settings.jurisdiction

    def vocabulary(self) -> Iterable[tuple[str, Any]]:
        """Two Chinese figures, and the words of deeds; digits are found more cheaply without."""
        return (*((pair, _FIGURES) for pair in pairs()), *((word, _HOUSE) for word in HOUSES))

    def find(self, view: View) -> Iterator[Match]:
        """Matches, in order; of two that overlap the surer, then the longer one."""
        grids = grids_of(view)
        original = view.folded.original
        labels = Labels(view.text, (lambda start: grids.label(original(start))) if grids.all else None)
        numbers = Numbers(view.text, labels, self._jurisdiction)
        spans = runs_of(view)
        near = zones(view.text, spans)
        hits = view.hits_of(self.name)
        figures, houses = ([hit.start for hit in hits if hit.payload == of] for of in (_FIGURES, _HOUSE))
        found = list(numbers.odd(near, figures))
        cells = WholeCells(view, labels, self._jurisdiction, found)
        found += numbers.plain(cells.sift(spans))
        found += Letters(view.text, labels, spans, near, houses).find()
        span = view.folded.span if view.folded.breaks else None
        matches = [_match(one, span) for one in surest(found + cells.single())]
        if any(word in view.text for word in (*_SAMPLES, *_EXAMPLE_WORDS)):
            matches = [_sample(match) if _is_sample(view, match) else match for match in matches]
        columns = cells.columns()
        return iter(sorted(matches + columns, key=attrgetter("start")) if columns else matches)


def _is_sample(view: View, match: Match) -> bool:
    """Whether the line of a number, or the word before it, says that it is nobody's."""
    text = view.document.text
    before = max(match.start - _LONGEST_EXAMPLE, 0)
    if _EXAMPLE.search(text, before, match.start) and _EXAMPLE_ENDS.match(text, match.end):
        return True
    first, stop = text.rfind("\n", 0, match.start) + 1, text.find("\n", match.end)
    line = fold_term(text[first : stop if stop >= 0 else len(text)][:_LONGEST_LINE])
    return any(word in line for word in _SAMPLES)


def _sample(match: Match) -> Match:
    return replace(match, severity=Severity.NOTICE, evidence=(*match.evidence, _NOBODY))


def surest(found: list[Found]) -> list[Found]:
    """Drop what overlaps something surer, or longer where both are as sure, or earlier."""
    kept: list[Found] = []
    reach = 0
    for one in sorted(found, key=itemgetter(0)):
        if one.start >= reach or not kept:
            kept.append(one)
        elif _strength(one) > _strength(kept[-1]):
            kept[-1] = one
        else:
            continue
        reach = one.end
    return kept


def _strength(found: Found) -> tuple[int, int]:
    return found.verdict.confidence.rank, found.end - found.start


def _match(found: Found, span: Callable[[int, int], tuple[int, int]] | None) -> Match:
    """``span`` leads back to the document's text where folding has moved offsets."""
    start, end, (kind_name, value, confidence, evidence), label = found
    kind = KINDS[kind_name]
    if span is not None:
        start, end = span(start, end)
    return new_match(
        rule=kind.rule,
        category=kind.category,
        severity=kind.severity,
        confidence=confidence,
        start=start,
        end=end,
        preview=kind.preview(value),
        evidence=evidence + _label_evidence(label, kind.category) if label.kind else evidence,
        basis=kind.basis,
        key=value,
    )


@lru_cache(maxsize=512)
def _label_evidence(label: Label, category: str) -> tuple[Evidence, ...]:
    named = KINDS.get(label.kind)
    if named is None or (named.category != category and not label.direct):
        return ()
    return (Evidence(kind="label", detail=label.word),)
