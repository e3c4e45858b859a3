"""Marks of secrecy: a grammar of level, star and term in the places where marks stand, not keywords."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.patterns import lazy
from review.recognizers.context import KINDS, Context
from review.recognizers.marks_dates import date_of_issue, expiry
from review.recognizers.marks_grammar import COMMERCIAL, LAST_BLANKS, LEVEL
from review.recognizers.marks_issuer import beyond_issuer
from review.recognizers.marks_levels import LATIN, LEVELS, MARK_RULES, level_of
from review.recognizers.marks_place import PLACES, STRONG, Places
from review.recognizers.marks_reading import BLANKS, Reading
from review.recognizers.marks_words import FIELDS, LATIN_INTERNAL, WORK_WORDS, YES_NO
from review.text.characters import is_han

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from review.recognizers.marks_reading import FoundMark
    from review.recognizers.view import Settings, View

_LEVEL = lazy(LEVEL)
_CONDITION_END = lazy(r"(?:前|后|时|结束|解密)$")
_PAST = lazy(r"真题|历年试|模拟试|模拟题|模拟卷|押题|题库|往年试|试卷汇编")
_HEAD = 400
"""Characters in which the title of an old paper would stand."""
_AROUND = 40
_ROW = lazy(rf"(?<=\n)[ \u3000]*({LEVEL})[ \u3000]*\t")
_TABLE, _ALL_LEVELS = 250, 3
"""Characters to either side in which a table of levels stands, and how many levels there are."""
_SHOWN = 30
_ANCHORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("level", (*LEVEL.split("|"), *COMMERCIAL.split("|"))),
    ("star", ("★", "☆", "▲", "⭐")),
    ("spaced", tuple(f"{blank}{last}" for blank in LAST_BLANKS for last in "密阅")),
    ("spaced_work", tuple(f"内{blank}部" for blank in LAST_BLANKS)),
    ("misread", ("绝蜜", "机蜜", "秘蜜")),
    ("telegram", ("密电",)),
    ("declassify", ("解密",)),
    ("field", FIELDS),
    ("yes_no", YES_NO),
    ("work", WORK_WORDS),
)
"""Words that a mark cannot do without, by the reader that looks around them."""


class Marks:
    """Finds marks of state, work and commercial secrets of four jurisdictions."""

    name = "marks"

    def __init__(self, settings: Settings) -> None:
        """Hold the settings."""
        self._settings = settings

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """The anchors, each with its reader."""
        for reader, words in _ANCHORS:
            for word in words:
                yield word, reader
        for word in (*LATIN, *LATIN_INTERNAL):
            for form in {word, word.title(), word.capitalize(), word.lower()}:
                yield form, "latin"

    def find(self, view: View) -> Iterator[Match]:
        """The marks of a document."""
        hits = view.hits_of(self.name)
        if hits:
            weighing = _Weighing(view, self._settings.jurisdiction)
            for mark in Reading(view, weighing.places, weighing.context).marks(hits):
                yield from weighing.matches(mark)


class _Weighing:
    """What the marks of one document amount to, by their places and the words around them."""

    def __init__(self, view: View, jurisdiction: str) -> None:
        self._view = view
        self._text = view.text
        self._jurisdiction = jurisdiction
        self.places = Places(view)
        self.context = Context(view)

    def matches(self, mark: FoundMark) -> Iterator[Match]:
        """The match of a mark, and a second one where its issuer may not set it."""
        place = self.places.of(mark.start)
        talk = self._talk(mark, place)
        if not mark.rule:
            mark = replace(mark, rule=self._rule_of(mark))
        past = _CONDITION_END.search(mark.term)
        if past and mark.rule == "mark.cn.state":
            mark = replace(mark, rule="mark.cn.condition")
        yield self._match(mark, place, talk)
        own = mark.word and mark.form in {"alone", "field"} and place in STRONG
        if own and not talk and beyond_issuer(self._text, mark.word):
            yield self._match(replace(mark, rule="mark.cn.issuer"), place, "")

    def _talk(self, mark: FoundMark, place: str) -> str:
        """Why a mark is not one; a mark on a line of its own in its own place is never doubted."""
        if mark.term == "启用前" and _PAST.search(self._around(mark)):
            return "training"
        if mark.form == "name" and place == "property":
            return self._described(mark)
        if mark.form in {"alone", "name", "field"}:
            sure = (place in STRONG or mark.starred) and not self._in_sentence(mark)
            return "" if sure and not self._in_table_of_levels(mark) else self._defined(mark)
        return self._inline_talk(mark, place)

    def _inline_talk(self, mark: FoundMark, place: str) -> str:
        if place == "margin":
            return self.context.quoted(mark.start, mark.end) or self.context.signal(mark.start, mark.end)
        if mark.rule == "mark.cn.telegram":
            return self.context.quoted(mark.start, mark.end).replace("title", "")
        if mark.rule == "mark.tw.declassify":
            return self._defined(mark)
        return self.context.of(mark.start, mark.end)

    def _described(self, mark: FoundMark) -> str:
        """A property such as the subject may hold a whole sentence."""
        quoted = self.context.quoted(mark.start, mark.end)
        if quoted or mark.starred:
            return quoted
        return self.context.signal(mark.start, mark.end) or self._among_levels(mark)

    def _defined(self, mark: FoundMark) -> str:
        return self.context.normative(mark.start, mark.end) or self._among_levels(mark)

    def _around(self, mark: FoundMark) -> str:
        """The title, and what stands around a mark."""
        return f"{self._text[:_HEAD]}\n{self._text[max(mark.start - _HEAD, 0) : mark.end + _HEAD]}"

    def _among_levels(self, mark: FoundMark) -> str:
        """A list of levels defines them; a single one marks."""
        around = self._text[max(mark.start - _AROUND, 0) : mark.end + _AROUND]
        return "procedure" if len(set(_LEVEL.findall(around))) > 1 else ""

    def _in_sentence(self, mark: FoundMark) -> bool:
        """Whether a field is no field but words of a sentence: 核心密码保护信息的最高密级为绝密级."""
        return mark.form == "field" and is_han(self._text[mark.start - 1 : mark.start])

    def _in_table_of_levels(self, mark: FoundMark) -> bool:
        """Whether it begins a row of a table that explains all levels, one below the other."""
        around = self._text[max(mark.start - _TABLE, 0) : mark.end + _TABLE]
        return not mark.starred and len(set(_ROW.findall(around))) >= _ALL_LEVELS

    def _rule_of(self, mark: FoundMark) -> str:
        found = level_of(mark.word, self._jurisdiction)
        if found is None or found[0] == "cn":
            return "mark.cn.state"
        if mark.word == "限阅":
            return "mark.hk.restricted"
        return {"tw": "mark.tw.state", "hk": "mark.hk.classified", "mo": "mark.mo.classified"}[found[0]]

    def _match(self, mark: FoundMark, place: str, talk: str) -> Match:
        rule = MARK_RULES[mark.rule]
        start, end = self._view.span(mark.start, mark.end)
        shown = BLANKS.sub("" if mark.form == "alone" else " ", self._view.document.text[start:end])
        return Match(
            rule=mark.rule,
            category=rule.category,
            severity=Severity.NOTICE if talk else rule.severity,
            confidence=_confidence(mark, place, talk),
            start=start,
            end=end,
            preview=shown[:_SHOWN],
            evidence=tuple(self._evidence(mark, place, talk)),
            basis=rule.basis,
            key=f"{'talk' if talk else place} {mark.word} {mark.term}",
        )

    def _evidence(self, mark: FoundMark, place: str, talk: str) -> Iterator[Evidence]:
        yield Evidence(kind="rule", detail=MARK_RULES[mark.rule].title)
        if talk:
            yield Evidence(kind="context", detail=KINDS[talk])
        found = level_of(mark.word, self._jurisdiction_of(mark))
        if found:
            yield Evidence(kind="level", detail=f"{mark.word} {found[1].rank}/{found[1].of} ({found[0]})")
        ends = self._expiry(mark, found[1].most_years) if found and not talk else None
        if ends:
            yield Evidence(kind="expiry", detail=ends.isoformat())
        yield Evidence(kind="place", detail=PLACES[place])
        if mark.term:
            yield Evidence(kind="term", detail=mark.term)
        if mark.noisy:
            yield Evidence(kind="noise", detail=marked("the star may have been misread by a scanner"))

    def _jurisdiction_of(self, mark: FoundMark) -> str:
        place = mark.rule.split(".")[1]
        return place if place in LEVELS and place != "cn" else self._jurisdiction

    def _expiry(self, mark: FoundMark, most_years: int) -> dt.date | None:
        return expiry(mark.term, self._issued, most_years) if mark.starred else None

    @cached_property
    def _issued(self) -> dt.date | None:
        return date_of_issue(self._text)


def _confidence(mark: FoundMark, place: str, talk: str) -> Confidence:
    if talk:
        return Confidence.LOW
    if mark.noisy or mark.form == "bracket":
        return Confidence.MEDIUM
    return Confidence.HIGH if mark.starred or place in STRONG else Confidence.MEDIUM
