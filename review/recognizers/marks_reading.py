"""Marks found around their anchors: what is written, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from review.patterns import lazy
from review.recognizers.fields import value_behind
from review.recognizers.marks_grammar import (
    ALONE,
    CLOSED,
    DECIDED,
    DECLARED,
    DECLASSIFY,
    KEPT,
    LEVEL,
    MARGIN,
    MISUSED,
    NAMED,
    NUMBERING,
    OPEN,
    REQUESTED,
    SAID,
    STARRED,
    TELEGRAM,
    TERM,
    TERMED,
)
from review.recognizers.marks_levels import LATIN
from review.recognizers.marks_words import (
    LATIN_LINE,
    TRADE_VALUE,
    WEAK_WORDS,
    WORK_BRACKET,
    WORK_LINE,
    WORK_VALUE,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from review.automaton import Hit
    from review.recognizers.context import Context
    from review.recognizers.marks_place import Places
    from review.recognizers.view import View

BLANKS = lazy(r"\s+")
_LEVEL = lazy(LEVEL)
_TERM = lazy(TERM)
_OFFICIAL = lazy(r"密件?(?![\u4e00-\u9fff])")
_LONGEST_LINE = 60
_FAR = 300
_SHORT_MARGIN = 40
_LEAD = 24
_COLUMN_LINES = 16
_EMPTY_BOXES = frozenset("□☐○◯◻▢")
_OWNERS = ("商业", "工作", "技术", "个人", "保守", "职业", "企业", "公司")
"""Words before a level that make it somebody's secret, not a mark (商业秘密)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMark:
    """A mark found, before it is weighed; offsets in the folded text.

    Attributes:
        rule: a key of ``MARK_RULES``; word: the level; term: as written, blanks taken out.
        starred: whether a star or term makes it more than a word.
        form: alone (a line of its own), inline, bracket, name, field.
    """

    rule: str
    start: int
    end: int
    word: str = ""
    term: str = ""
    starred: bool = False
    noisy: bool = False
    form: str = "alone"


class Reading:
    """One document being read for marks."""

    def __init__(self, view: View, places: Places, context: Context) -> None:
        """Look at nothing yet."""
        self._view = view
        self._text = view.text
        self._places = places
        self._context = context

    def marks(self, hits: Sequence[Hit]) -> Iterator[FoundMark]:
        """Every mark once."""
        seen: set[tuple[str, int, int]] = set()
        for hit in hits:
            for mark in self._readers[hit.payload](hit.start, hit.end):
                if (mark.rule, mark.start, mark.end) not in seen:
                    seen.add((mark.rule, mark.start, mark.end))
                    yield mark

    @cached_property
    def _readers(self) -> dict[str, Callable[[int, int], Iterator[FoundMark]]]:
        return {
            "level": self._at_level, "spaced": self._at_spaced, "misread": self._alone,
            "spaced_work": self._at_spaced_work, "star": self._at_star,
            "telegram": self._at_telegram, "declassify": self._at_declassify, "field": self._at_field,
            "yes_no": self._at_yes_no, "work": self._at_work, "latin": self._at_latin,
        }  # fmt: skip

    def _at_spaced(self, start: int, end: int) -> Iterator[FoundMark]:
        """机　密 and the like: blanks or line ends between the characters of a level."""
        first = len(self._text[max(start - 8, 0) : start].rstrip())
        first = max(start - 8, 0) + first - 1
        if first >= 0 and self._text[first] in "绝机秘限商":
            yield from self._alone(first, end)
        elif self._text[end - 1] == "密" and self._places.of(end - 1) in {"top", "margin"}:
            yield from self._official(end - 1)

    def _official(self, at: int) -> Iterator[FoundMark]:
        """密 alone on a line at the top: Taiwan's mark of official confidential matters."""
        left, right = self._line(at, at + 1)
        before = self._text[max(left - 4, 0) : left].rsplit("\n", 2)
        column = len(before) > 1 and len(before[-2].strip()) == 1
        if self._text[left:right].strip() in {"密", "密件"} and not column:
            yield FoundMark(rule="mark.tw.official", start=at, end=at + 1)

    def _at_level(self, start: int, end: int) -> Iterator[FoundMark]:
        if self._text[end - 1] == "密" and self._longer_before(start):
            return
        alone = list(self._alone(start, end))
        yield from alone or self._inline(start, end)

    def _longer_before(self, start: int) -> bool:
        """Whether the word here is the tail of a longer level (极机密), which has its own hit."""
        return self._text[max(start - 1, 0) : start] == "极" or self._text[max(start - 2, 0) : start] in {
            "绝对",
            "高度",
        }

    def _alone(self, start: int, end: int) -> Iterator[FoundMark]:
        """The line or cell around, if it is nothing but a mark; a column of single characters likewise."""
        left, right = self._cell(start, end)
        if "\n" in self._text[start:end]:
            left, right = self._column(start)
        squeezed = BLANKS.sub("", self._text[left:right])
        if len(squeezed) > _LONGEST_LINE:
            return
        found = ALONE.fullmatch(squeezed.replace("蜜", "密"))
        if found:
            line = self._text[left:right]
            lead = len(line) - len(line.lstrip())
            yield self._from_groups(found, left + lead, left + len(line.rstrip()), "alone")

    def _from_groups(self, found: re.Match[str], start: int, end: int, form: str) -> FoundMark:
        groups = found.groupdict()
        term = groups.get("term") or groups.get("bare") or groups.get("noisy") or ""
        rule = "mark.cn.commercial" if groups.get("trade") else ""
        return FoundMark(
            rule=rule, start=start, end=end,
            word=groups.get("trade") or groups["level"], term=BLANKS.sub("", term),
            starred=bool(groups.get("star") or term), noisy=bool(groups.get("noise")), form=form,
        )  # fmt: skip

    def _line(self, start: int, end: int) -> tuple[int, int]:
        """The line around, cut off where it is far longer than any mark (and so matches nothing)."""
        cut = (max(start - _FAR, 0), min(end + _FAR, len(self._text)))
        return self._view.short_line(start, end, _FAR) or cut

    def _cell(self, start: int, end: int) -> tuple[int, int]:
        left, right = self._line(start, end)
        left = max(left, self._text.rfind("\t", left, start) + 1)
        tab = self._text.find("\t", end, right)
        return left, right if tab < 0 else tab

    def _column(self, start: int) -> tuple[int, int]:
        """Lines of one character each, from here on down."""
        left = self._line(start, start)[0]
        right = left
        for _i in range(_COLUMN_LINES):
            stop = self._text.find("\n", right)
            stop = len(self._text) if stop < 0 else stop
            if len(self._text[right:stop].strip()) > 1:
                break
            right = min(stop + 1, len(self._text))
        return left, right

    def _inline(self, start: int, end: int) -> Iterator[FoundMark]:
        before = self._text[max(start - 3, 0) : start].rstrip()
        beside = {before[-1:], self._text[end : end + 2].lstrip()[:1]}
        if before.endswith(_OWNERS) or beside & _EMPTY_BOXES:
            return
        place = self._places.of(start)
        found = STARRED.match(self._text, start) or TERMED.match(self._text, start)
        if found:
            yield self._from_groups(
                found, start, found.end(), "name" if place in {"name", "property"} else "inline"
            )
        elif place in {"name", "property"}:
            yield from self._named(start, end)
        elif place == "margin":
            yield from self._margin(start, end)
        else:
            yield from self._said_so(start, end) or self._bracketed(start, end)

    def _said_so(self, start: int, end: int) -> list[FoundMark]:
        """A level that a paper gives itself in a sentence: 此件为机密级国家秘密，保密期限10年."""
        left, right = self._line(start, end)
        left = max(left - 1, start - _LEAD, 0)
        for before, behind in (DECIDED, DECLARED, KEPT, REQUESTED):
            lead = before.search(self._text, left, start)
            found = behind.match(self._text, end, right) if lead else None
            if lead and found:
                annex = bool(lead.groupdict().get("annex"))
                term = found.groupdict().get("term") or ""
                return [
                    FoundMark(
                        rule="mark.cn.mention" if annex else "", start=start, end=found.end(),
                        word=self._text[start:end], term=BLANKS.sub("", term), form="inline",
                    )
                ]  # fmt: skip
        return []

    def _named(self, start: int, end: int) -> Iterator[FoundMark]:
        left, right = self._line(start, end)
        for found in NAMED.finditer(self._text[left:right]):
            if left + found.start("level") == start:
                yield FoundMark(
                    rule="", start=start, end=left + found.end("mark"), word=found["level"], form="name"
                )

    def _margin(self, start: int, end: int) -> Iterator[FoundMark]:
        left, right = self._line(start, end)
        if right - left > _SHORT_MARGIN or not MARGIN.match(self._text, start, right):
            return
        if not self._context.signal(start, end) and self._view.is_word(start, end):
            yield FoundMark(rule="", start=start, end=end, word=self._text[start:end], form="inline")

    def _bracketed(self, start: int, end: int) -> Iterator[FoundMark]:
        """（秘密） at the beginning or end of a line marks a passage; inside a sentence it may."""
        if not start or self._text[start - 1] not in OPEN:
            return
        close = end + (self._text[end : end + 1] == "级")
        if self._text[close : close + 1] not in set(CLOSED):
            return
        left, right = self._line(start, end)
        lead = NUMBERING.sub("", self._text[left : start - 1])
        edge = not lead.strip() or not self._text[close + 1 : right].strip(" \t\u3000\r。；;")
        rule = "mark.cn.paragraph" if edge else "mark.cn.mention"
        yield FoundMark(rule=rule, start=start - 1, end=close + 1, word=self._text[start:end], form="bracket")

    def _at_star(self, start: int, end: int) -> Iterator[FoundMark]:
        lead = MISUSED.search(self._text, max(start - 12, 0), start)
        if lead:
            term = _TERM.match(self._text, end)
            stop = term.end() if term else end
            yield FoundMark(rule="mark.cn.misuse", start=lead.start(), end=stop, starred=True, form="inline")

    def _at_telegram(self, start: int, _end: int) -> Iterator[FoundMark]:
        found = TELEGRAM.match(self._text, start)
        if found:
            yield FoundMark(
                rule="mark.cn.telegram", start=start, end=found.end(), starred=True, form="inline"
            )

    def _at_declassify(self, start: int, end: int) -> Iterator[FoundMark]:
        left, right = self._view.sentence(start, end)
        if right - left <= _LONGEST_LINE:
            found = DECLASSIFY.search(self._text, left, right)
            if found:
                yield FoundMark(
                    rule="mark.tw.declassify", start=found.start(), end=found.end(), form="inline"
                )

    def _at_field(self, start: int, end: int) -> Iterator[FoundMark]:
        value = self._said(end) or value_behind(self._text, end)
        if value is None or self._text[max(start - 1, 0) : start] in {"定", "亲"}:
            return
        text = self._text[slice(*value)]
        level = _LEVEL.search(text)
        if level:
            term = _TERM.search(BLANKS.sub("", text[level.end() :]))
            yield FoundMark(
                rule="mark.cn.field", start=start, end=value[1], word=level.group(),
                term=term.group() if term else "", starred=True, form="field",
            )  # fmt: skip
        elif _OFFICIAL.match(text):
            yield FoundMark(rule="mark.tw.official", start=start, end=value[1], form="field")
        elif WORK_VALUE.match(text):
            yield FoundMark(rule="mark.cn.work", start=start, end=value[1], form="field")
        elif TRADE_VALUE.match(text):
            yield FoundMark(rule="mark.cn.commercial", start=start, end=value[1], form="field")

    def _said(self, end: int) -> tuple[int, int] | None:
        """密级为机密: the value in a sentence."""
        found = SAID.match(self._text, end)
        return found.span("level") if found else None

    def _at_yes_no(self, start: int, end: int) -> Iterator[FoundMark]:
        value = value_behind(self._text, end)
        if value and self._text.startswith(("是", "涉密", "有", "Y", "yes"), value[0]):
            yield FoundMark(rule="mark.cn.field", start=start, end=value[1], starred=True, form="field")

    def _at_spaced_work(self, start: int, end: int) -> Iterator[FoundMark]:
        """内　部　文　件 on a line of its own."""
        left, right = self._cell(start, end)
        squeezed = BLANKS.sub("", self._text[left:right])
        if len(squeezed) <= _LONGEST_LINE and WORK_LINE.fullmatch(squeezed):
            yield FoundMark(rule="mark.cn.work", start=start, end=right, form="alone")

    def _at_work(self, start: int, end: int) -> Iterator[FoundMark]:
        left, right = self._cell(start, end)
        short = right - left <= _LONGEST_LINE
        line = WORK_LINE.match(self._text, left, right) if short else None
        if line and line.start("mark") <= start:
            weak = line["mark"] in WEAK_WORDS and self._places.of(start) in {"text", "cell"}
            yield self._work(line, mention=weak)
        elif start and self._text[start - 1] in OPEN:
            note = WORK_BRACKET.match(self._text, start - 1, right)
            if note:
                yield self._work(note, mention=bool(self._text[note.end() : right].strip()))

    def _work(self, found: re.Match[str], *, mention: bool) -> FoundMark:
        rule = "mark.cn.work_mention" if mention else "mark.cn.work"
        form = "bracket" if mention else "alone"
        return FoundMark(rule=rule, start=found.start("mark"), end=found.end("mark"), form=form)

    def _at_latin(self, start: int, end: int) -> Iterator[FoundMark]:
        left, right = self._cell(start, end)
        found = LATIN_LINE.fullmatch(self._text[left:right]) if right - left <= _LONGEST_LINE else None
        if found is None:
            return
        word = BLANKS.sub(" ", found["word"].upper())
        place, level = LATIN.get(word, ("", ""))
        rule = "mark.english.internal" if not place else f"mark.{place}.classified"
        rule = "mark.hk.restricted" if word == "RESTRICTED" else rule
        yield FoundMark(rule=rule, start=left + found.start("word"), end=left + found.end("word"), word=level)
