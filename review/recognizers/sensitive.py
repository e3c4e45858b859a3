"""Sensitive content in running text, where the same sentence says who it is about.

A health article, a policy or a list of diseases is nobody's personal data: without a name or a number of a
person in the same sentence nothing is found.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache
from itertools import chain, starmap
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import PERSON
from review.patterns import lazy
from review.recognizers.births import born, dated, is_child, written_on
from review.recognizers.sensitive_ages import AGE
from review.recognizers.sensitive_brackets import in_brackets
from review.recognizers.sensitive_cells import child_age
from review.recognizers.sensitive_family import family
from review.recognizers.sensitive_lines import of_lines
from review.recognizers.sensitive_masked import masked_minors
from review.recognizers.sensitive_minors import (
    CASES,
    beside_name,
    in_case,
    minor,
    of_births,
    party,
    punished_pupil,
    punishes,
)
from review.recognizers.sensitive_named import tell
from review.recognizers.sensitive_only import only_ones
from review.recognizers.sensitive_placed import placed
from review.recognizers.sensitive_pronouns import speaks_of
from review.recognizers.sensitive_roles import complainants, complains, has_office, is_bystander, is_patient
from review.recognizers.sensitive_school import marks_of
from review.recognizers.sensitive_tied import tied
from review.recognizers.sensitive_unnamed import unnamed_minors
from review.recognizers.sensitive_words import WORDS, category_of, said_of_somebody
from review.recognizers.tables_grid import grids_of
from review.recognizers.tables_headers import column_type, header_words
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.recognizers.view import Settings, View

_NAME = "personal.name"
_END = lazy(r"[。！？!?\n\r；;]")
_LATER = 2
"""Sentences behind the one that names a person, in which a pronoun may mean that person."""
_MOST = 160
"""Characters of a sentence on either side of the person."""
_NEAR = 40
_LONGEST_FORM = 20_000
_IDENTIFYING = ("personal.id.", "personal.contact.mobile", "personal.finance.bank", "personal.travel.")
_POLICY = lazy(
    r"应当|可以申请|不得|符合下列|条件之一|办法|条例|规定的|申请人|政策|(?<![超逾过合])标准|对象范围|宣传|科普|预防|"
    r"防治知识|日活动|被继承人"
)
_SPECIALITY = lazy(r"(?:研究|擅长|专长|主攻|诊治|诊疗|从事|致力)[^，,。；;]{0,24}$")
"""What somebody knows about, right before the illness."""
_CASE = lazy(CASES)
_LONGEST_WORD = 16
"""More than any sensitive word has: one may begin inside another."""


class Sensitive:
    """Health, hardship, records, belief and the like, tied to a person in the same sentence."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, view: View, matches: Sequence[Match]) -> Iterable[Match]:
        """All matches, and those of sensitive words beside persons."""
        births = tuple(_births(view))
        found = dict.fromkeys(births)
        grids, persons = grids_of(view), [match for match in matches if _tells_who(view, match)]
        found.update(dict.fromkeys(masked_minors(view)))
        found.update(dict.fromkeys(chain(unnamed_minors(view), only_ones(view), placed(view))))
        found.update(dict.fromkeys(_forms(view, persons)))
        found.update(dict.fromkeys(of_lines(view, persons)))
        found.update(dict.fromkeys(_complainants(view, matches)))
        found.update(dict.fromkeys(_punished(view, matches)))
        found.update(dict.fromkeys(family(view, matches)))
        sentences = _Sentences(view.document.text if persons else "")
        found.update(dict.fromkeys(of_births(view, births, persons, sentences.around)))
        found.update(dict.fromkeys(marks_of(view, persons)))
        for match in persons:
            if match.category == _NAME and (told := list(in_brackets(view, match))):
                found.update(dict.fromkeys(told))
                tell(view, match, told)
        persons = _near_hints(view, persons)
        named = (
            sorted(match.start for match in matches if match.category.startswith(_NAME)) if persons else ()
        )
        read = cache(lambda start, end: _reading(view, start, end))
        for match in persons:
            grid = grids.at(match.start)
            if grid is None or not grid.headers:
                span = sentences.around(match)
                sentence = read(*span)
                told = list(_beside(sentence, match)) if sentence is not None else []
                later = sentences.behind(span) if _is_meant(view.document.text, match) else ()
                for sentence in filter(None, starmap(read, later)):
                    told += _said_later(sentence, match, named)
                found.update(dict.fromkeys(told))
                if match.category == _NAME:
                    tell(view, match, told)
        return [*matches, *found]


@cache
def _hint() -> tuple[re.Pattern[str], frozenset[str]]:
    """Where a sensitive word may begin, and its first two characters, or the one it has."""
    words = {word[:2] for word in (*chain(*WORDS.values()), *CASES.split("|"), AGE)}
    first, second = ({re.escape(word[at]) for word in words if len(word) > at} for at in (0, 1))
    single = "".join(word for word in words if len(word) == 1)
    return lazy(f"[{''.join(first)}](?:(?=[{''.join(second)}])|(?<=[{single}]))"), frozenset(words)


def _near_hints(view: View, persons: list[Match]) -> list[Match]:
    """Those who have any sensitive word so near that it may be in their sentence; in most texts nobody."""
    if view.folded.breaks or not persons:
        return persons
    pattern, words = _hint()
    text = view.text
    starts = (hint.start() for hint in pattern.finditer(text))
    hints = array("q", (at for at in starts if text[at : at + 2] in words or text[at] in words))
    hints.append(len(text) + _MOST)
    return [
        match
        for match in persons
        if hints[bisect_left(hints, match.start - _MOST - _LONGEST_WORD)] < match.end + _MOST
    ]


class _Sentence(NamedTuple):
    """A folded sentence that has something sensitive in it."""

    text: str
    start: int
    words: tuple[tuple[int, int, str], ...]
    case: bool
    age: bool


def _reading(view: View, start: int, end: int) -> _Sentence | None:
    """The sentence, read once for all persons in it; nothing if it holds nothing sensitive."""
    sentence = fold_term(view.document.text[start:end]) if view.folded.breaks else view.text[start:end]
    if len(sentence) != end - start:
        return None
    words = tuple(
        (_whole(sentence, word.start()), _level(sentence, word.end()), word.group())
        for word in said_of_somebody(sentence)
    )
    case, age = _CASE.search(sentence) is not None, AGE in sentence
    return _Sentence(sentence, start, words, case, age) if words or case or age else None


_KIND_OF_ILLNESS = lazy(
    r"(?:[急慢恶良]性|先天性|后天性|原发性|继发性|遗传性|多发性|[早中晚]期|[轻中重]度)[\u4e00-\u9fff]{0,6}$|"
    r"(?:视力|听力|言语|肢体|智力|精神|多重)$"
)
_LEVEL = lazy(r"疾?人?(?:[、，]?(?:[一二三四1-4]级|[轻中重极]+度))?")
_DISABILITIES = frozenset({"残疾", "神残", "力残", "肢残", "障碍", "重残"})
_LONGEST_KIND = 9


def _whole(sentence: str, start: int) -> int:
    """Where the name of an illness begins: 急性淋巴细胞白血病, of which the list knows the last word."""
    kind = _KIND_OF_ILLNESS.search(sentence, max(start - _LONGEST_KIND, 0), start)
    return kind.start() if kind else start


def _level(sentence: str, end: int) -> int:
    """Where a disability ends: 精神残疾二级, of which the list knows the beginning."""
    level = _LEVEL.match(sentence, end) if sentence[end - 2 : end] in _DISABILITIES else None
    return level.end() if level else end


def _forms(view: View, persons: Sequence[Match]) -> Iterator[Match]:
    """Tables without headers, as forms are: whoever stands in one, the rest of it is about."""
    about: dict[int, Match] = {}
    grids = grids_of(view)
    forms = [grid for grid in grids.all if not grid.headers]
    for match in persons if forms else ():
        grid = grids.at(match.start)
        if grid is not None and not grid.headers and not _has_office(view, match):
            about.setdefault(grid.number, match)
    for grid in forms:
        person = about.get(grid.number)
        if person is not None and grid.end - grid.start <= _LONGEST_FORM:
            before = ""
            for _, _, i, text in grid.cells(view.document):
                yield from _in_form(view, (grid.table.starts[i], text, column_type(before)), person)
                before = text


def _has_office(view: View, person: Match) -> bool:
    text = view.document.text
    row = text[person.end : person.end + _NEAR].partition("\n")[0]
    return person.category == "personal.name" and has_office(fold_term(row))


def _in_form(view: View, cell: tuple[int, str, str], person: Match) -> Iterator[Match]:
    """What one cell says of the person of the form; its label stands in the cell before."""
    start, text, kind = cell
    folded = fold_term(text)
    if (kind == "age" and child_age(text)) or (
        kind == "birth_date" and is_child(born(text), written_on(view))
    ):
        yield minor(start, start + len(text), text)
    word = next(said_of_somebody(folded), None) if len(folded) == len(text) else None
    if word and not header_words(text):
        yield _sensitive(start + word.start(), start + word.end(), word.group(), person)


def _complainants(view: View, matches: Sequence[Match]) -> Iterator[Match]:
    """Names behind 投诉人, 举报人, 信访人: who complains or reports must not become known by it."""
    text = view.document.text
    names = [match for match in matches if match.category == _NAME]
    for match in names if names and complainants(view.text) else ():
        if complains(fold_term(text[max(match.start - _NEAR, 0) : match.start])):
            yield tied((match.start, match.end), text[match.start : match.end], "personal.victim", match)


def _punished(view: View, matches: Sequence[Match]) -> Iterator[Match]:
    """Names of pupils whose punishment is told."""
    text = view.document.text
    names = [match for match in matches if match.category == _NAME] if punishes(view.text) else ()
    for match in names:
        for start, end in match.spans:
            around = text[max(start - _NEAR, 0) : start], text[end : end + _MOST]
            if punished_pupil(*map(fold_term, around)):
                yield tied((start, end), text[start:end], "personal.minor", match)


def _tells_who(view: View, match: Match) -> bool:
    if match.category == "personal.name":
        return match.confidence is not Confidence.LOW or is_patient(
            view.document.text, match.start, match.end
        )
    return match.category.startswith(_IDENTIFYING) and match.severity is Severity.CONSENT


class _Sentences:
    """Where the sentences of a text end, looked up once for all persons in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = array("q", (end.start() for end in _END.finditer(text)))

    def around(self, match: Match) -> tuple[int, int]:
        """The sentence around a match, or as much of it as matters."""
        ends = self._ends
        before = bisect_left(ends, match.start) - 1
        left = max(ends[before] + 1 if before >= 0 else 0, match.start - _MOST)
        after = bisect_left(ends, match.end)
        stop = ends[after] if after < len(ends) else len(self._text)
        return left, min(stop, match.end + _MOST)

    def behind(self, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The next sentences of the same paragraph."""
        at = bisect_left(self._ends, span[1])
        for stop in self._ends[at : at + _LATER]:
            if stop != span[1] or self._text[stop] in "\r\n":
                return
            at += 1
            span = (stop + 1, self._ends[at] if at < len(self._ends) else len(self._text))
            if span[1] - span[0] > _MOST:
                return
            yield span


def _beside(sentence: _Sentence, person: Match) -> Iterator[Match]:
    text, start = sentence.text, sentence.start
    named = person.category == "personal.name"
    at, stop = person.start - start, person.end - start
    if named and (is_bystander(text[:at], text[stop:]) or _POLICY.search(text)):
        return
    for first, last, word in sentence.words:
        near = not named or abs(first - at) <= _NEAR
        if named and _SPECIALITY.search(text, max(first - _NEAR, 0), first):
            continue
        if near and max(first, at) >= min(last, stop):
            yield _sensitive(start + first, start + last, word, person)
    if named and sentence.age:
        yield from in_case(text, start) if sentence.case else beside_name(text, start, (at, stop))
        yield from party(text, start, (at, stop))


def _is_meant(text: str, person: Match) -> bool:
    """Whether a pronoun may mean somebody named here: not one who speaks, treats or judges."""
    return person.category == _NAME and not is_bystander(
        fold_term(text[max(person.start - _NEAR, 0) : person.start]),
        fold_term(text[person.end : person.end + _NEAR]),
    )


def _said_later(sentence: _Sentence, person: Match, named: Sequence[int]) -> Iterator[Match]:
    """What a later sentence says of the person by a pronoun, if nobody else was named in between."""
    if _POLICY.search(sentence.text):
        return
    for first, last, word in sentence.words:
        at = sentence.start + first
        other = bisect_left(named, person.end)
        if speaks_of(sentence.text, first) and not (other < len(named) and named[other] < at):
            yield _sensitive(at, sentence.start + last, word, person)


def _sensitive(start: int, end: int, word: str, person: Match) -> Match:
    return tied((start, end), word, category_of()[word], person)


def _births(view: View) -> Iterator[Match]:
    """Full dates of birth; a year and month alone, as in 任前公示, is nothing."""
    for first, last in dated(view.text):
        start, end = view.span(first, last)
        yield Match(
            rule="personal.birth_date",
            category="personal.birth_date",
            severity=Severity.CONSENT,
            confidence=Confidence.MEDIUM,
            start=start,
            end=end,
            preview="****-**-**",
            evidence=(Evidence(kind="label", detail="出生"),),
            basis=PERSON,
            key=view.text[first:last],
        )
