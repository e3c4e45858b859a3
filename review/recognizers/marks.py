"""Marks of secrecy: a grammar of level, star and term in the places where marks stand, not keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.recognizers.context import KINDS, Context
from review.recognizers.fields import value_behind
from review.recognizers.marks_dates import date_of_issue, expiry
from review.recognizers.marks_grammar import (
    ALONE,
    BLANKS,
    DECLASSIFY,
    LEVEL,
    MISUSED,
    NAMED,
    STARRED,
    TELEGRAM,
    TERM,
    TERMED,
)
from review.recognizers.marks_issuer import beyond_issuer
from review.recognizers.marks_levels import LATIN, LEVELS, MARK_RULES, level_of
from review.recognizers.marks_place import PLACES, STRONG, Places
from review.recognizers.marks_words import FIELDS, LATIN_INTERNAL, WORK_WORDS, YES_NO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from review.automaton import Hit
    from review.recognizers.view import Settings, View

_LEVELS = tuple(LEVEL.split("|"))
_TRADE = ("核心商密", "普通商密", "核心商业秘密", "普通商业秘密")
_LONGEST_LINE = 60
_SHORT_MARGIN = 40
_BLANKS = re.compile(r"\s+")
_LEVEL = re.compile(LEVEL)
_TERM = re.compile(TERM)
_CONDITION_END = re.compile(r"(?:前|后|时|结束|解密)$")
_PAST = re.compile(r"真题|历年试|模拟试|模拟题|模拟卷|押题|题库|往年试|试卷汇编")
_HEAD = 400
"""Characters in which the title of an old paper would stand."""
_EMPTY_BOXES = frozenset("□☐○◯◻▢")
_OWNERS = ("商业", "工作", "技术", "个人", "保守", "职业", "企业", "公司")
"""Words before a level that make it somebody's secret, not a mark (商业秘密)."""
_OPEN, _CLOSED = "（(【[〔〖", "）)】]〕〗"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
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


class Marks:
    """Finds marks of state, work and commercial secrets of four jurisdictions."""

    name = "marks"

    def __init__(self, settings: Settings) -> None:
        """Hold the settings."""
        self._settings = settings

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """Anchors: the words a mark cannot do without, each with the reader that looks around it."""
        for word in (*_LEVELS, *_TRADE):
            yield word, "level"
        for word in ("★", "☆", "▲", "⭐"):
            yield word, "star"
        for blank in BLANKS:
            yield f"{blank}密", "spaced"
            yield f"{blank}阅", "spaced"
        for word in ("绝蜜", "机蜜", "秘蜜"):
            yield word, "misread"
        yield "密电", "telegram"
        yield "解密", "declassify"
        for table, reader in ((FIELDS, "field"), (YES_NO, "yes_no"), (WORK_WORDS, "work")):
            for word in table:
                yield word, reader
        for word in (*LATIN, *LATIN_INTERNAL):
            for form in {word, word.title(), word.capitalize(), word.lower()}:
                yield form, "latin"

    def find(self, view: View) -> Iterator[Match]:
        """The marks of a document."""
        hits = view.hits_of(self.name)
        if hits:
            yield from _Reading(view, self._settings.jurisdiction).matches(hits)


class _Reading:
    """One document being read for marks."""

    def __init__(self, view: View, jurisdiction: str) -> None:
        self._view = view
        self._text = view.text
        self._jurisdiction = jurisdiction
        self._places = Places(view)
        self._context = Context(view)

    def matches(self, hits: Sequence[Hit]) -> Iterator[Match]:
        """Every mark once, and weighed."""
        seen: set[tuple[str, int, int]] = set()
        for hit in hits:
            for mark in self._readers[hit.payload](hit.start, hit.end):
                if (mark.rule, mark.start, mark.end) not in seen:
                    seen.add((mark.rule, mark.start, mark.end))
                    yield from self._weighed(mark)

    @property
    def _readers(self) -> dict[str, Callable[[int, int], Iterator[_Mark]]]:
        return {
            "level": self._at_level, "spaced": self._at_spaced, "misread": self._alone, "star": self._at_star,
            "telegram": self._at_telegram, "declassify": self._at_declassify, "field": self._at_field,
            "yes_no": self._at_yes_no, "work": self._at_work, "latin": self._at_latin,
        }  # fmt: skip

    def _at_spaced(self, start: int, end: int) -> Iterator[_Mark]:
        """机　密 and the like: blanks or line ends between the characters of a level."""
        first = len(self._text[max(start - 8, 0) : start].rstrip())
        first = max(start - 8, 0) + first - 1
        if first >= 0 and self._text[first] in "绝机秘限商":
            yield from self._alone(first, end)

    def _at_level(self, start: int, end: int) -> Iterator[_Mark]:
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

    def _alone(self, start: int, end: int) -> Iterator[_Mark]:
        """The line or cell around, if it is nothing but a mark; a column of single characters likewise."""
        left, right = self._cell(start, end)
        if "\n" in self._text[start:end]:
            left, right = self._column(start)
        squeezed = _BLANKS.sub("", self._text[left:right])
        if len(squeezed) > _LONGEST_LINE:
            return
        found = ALONE.fullmatch(squeezed.replace("蜜", "密"))
        if found:
            line = self._text[left:right]
            lead = len(line) - len(line.lstrip())
            yield self._from_groups(found, left + lead, left + len(line.rstrip()), "alone")

    def _from_groups(self, found: re.Match[str], start: int, end: int, form: str) -> _Mark:
        groups = found.groupdict()
        term = groups.get("term") or groups.get("bare") or groups.get("noisy") or ""
        rule = "mark.cn.commercial" if groups.get("trade") else ""
        return _Mark(
            rule=rule, start=start, end=end, word=groups.get("trade") or groups["level"], term=_BLANKS.sub("", term),
            starred=bool(groups.get("star") or term), noisy=bool(groups.get("noise")), form=form,
        )  # fmt: skip

    def _cell(self, start: int, end: int) -> tuple[int, int]:
        left, right = self._view.line(start, end)
        left = max(left, self._text.rfind("\t", left, start) + 1)
        tab = self._text.find("\t", end, right)
        return left, right if tab < 0 else tab

    def _column(self, start: int) -> tuple[int, int]:
        """Lines of one character each, from here on down."""
        left = self._view.line(start, start)[0]
        right = left
        for _i in range(16):
            stop = self._text.find("\n", right)
            stop = len(self._text) if stop < 0 else stop
            if len(self._text[right:stop].strip()) > 1:
                break
            right = min(stop + 1, len(self._text))
        return left, right

    def _inline(self, start: int, end: int) -> Iterator[_Mark]:
        before = self._text[max(start - 3, 0) : start].rstrip()
        if before.endswith(_OWNERS) or before[-1:] in _EMPTY_BOXES:
            return
        place = self._places.of(start)
        found = STARRED.match(self._text, start) or TERMED.match(self._text, start)
        if found:
            yield self._from_groups(found, start, found.end(), "name" if place in {"name", "property"} else "inline")
        elif place in {"name", "property"}:
            yield from self._named(start, end)
        elif place == "margin":
            yield from self._margin(start, end)
        else:
            yield from self._bracketed(start, end)

    def _named(self, start: int, end: int) -> Iterator[_Mark]:
        left, right = self._view.line(start, end)
        for found in NAMED.finditer(self._text[left:right]):
            if left + found.start("level") == start:
                yield _Mark(rule="", start=start, end=left + found.end("mark"), word=found["level"], form="name")

    def _margin(self, start: int, end: int) -> Iterator[_Mark]:
        left, right = self._view.line(start, end)
        short = right - left <= _SHORT_MARGIN
        if short and not self._context.of(start, end) and self._is_level_word(start, end):
            yield _Mark(rule="", start=start, end=end, word=self._text[start:end], form="inline")

    def _is_level_word(self, start: int, end: int) -> bool:
        return self._view.is_word(start, end)

    def _bracketed(self, start: int, end: int) -> Iterator[_Mark]:
        """（秘密） at the beginning or end of a line marks a passage; inside a sentence it may."""
        if not start or self._text[start - 1] not in _OPEN:
            return
        close = end + (self._text[end : end + 1] == "级")
        if self._text[close : close + 1] not in set(_CLOSED):
            return
        left, right = self._view.line(start, end)
        lead = _NUMBERING.sub("", self._text[left : start - 1])
        edge = not lead.strip() or not self._text[close + 1 : right].strip(" \t\u3000\r。；;")
        rule = "mark.cn.paragraph" if edge else "mark.cn.mention"
        yield _Mark(rule=rule, start=start - 1, end=close + 1, word=self._text[start:end], form="bracket")

    def _at_star(self, start: int, end: int) -> Iterator[_Mark]:
        lead = MISUSED.search(self._text, max(start - 12, 0), start)
        if lead:
            term = _TERM.match(self._text, end)
            stop = term.end() if term else end
            yield _Mark(rule="mark.cn.misuse", start=lead.start(), end=stop, starred=True, form="inline")

    def _at_telegram(self, start: int, _end: int) -> Iterator[_Mark]:
        found = TELEGRAM.match(self._text, start)
        if found:
            yield _Mark(rule="mark.cn.telegram", start=start, end=found.end(), starred=True, form="inline")

    def _at_declassify(self, start: int, end: int) -> Iterator[_Mark]:
        left, right = self._view.sentence(start, end)
        if right - left <= _LONGEST_LINE:
            found = DECLASSIFY.search(self._text, left, right)
            if found:
                yield _Mark(rule="mark.tw.declassify", start=found.start(), end=found.end(), form="inline")

    def _at_field(self, start: int, end: int) -> Iterator[_Mark]:
        value = self._said(end) or value_behind(self._text, end)
        if value is None or self._text[max(start - 1, 0) : start] in {"定", "亲"}:
            return
        text = self._text[slice(*value)]
        level = _LEVEL.search(text)
        official = text.startswith("密") and len(text.strip(" 　件")) <= 2
        if level:
            term = _TERM.search(_BLANKS.sub("", text[level.end() :]))
            yield _Mark(
                rule="mark.cn.field", start=start, end=value[1], word=level.group(),
                term=term.group() if term else "", starred=True, form="field",
            )  # fmt: skip
        elif official:
            yield _Mark(rule="mark.tw.official", start=start, end=value[1], form="field")
        elif _WORK_VALUE.match(text):
            yield _Mark(rule="mark.cn.work", start=start, end=value[1], form="field")
        elif _TRADE_VALUE.match(text):
            yield _Mark(rule="mark.cn.commercial", start=start, end=value[1], form="field")

    def _said(self, end: int) -> tuple[int, int] | None:
        """密级为机密: the value in a sentence."""
        found = _SAID.match(self._text, end)
        return found.span("level") if found else None

    def _at_yes_no(self, start: int, end: int) -> Iterator[_Mark]:
        value = value_behind(self._text, end)
        if value and self._text.startswith(("是", "涉密", "有", "Y", "yes"), value[0]):
            yield _Mark(rule="mark.cn.field", start=start, end=value[1], starred=True, form="field")

    def _at_work(self, start: int, end: int) -> Iterator[_Mark]:
        left, right = self._cell(start, end)
        if right - left > _LONGEST_LINE and self._text[start - 1 : start] not in set(_OPEN):
            return
        word = _WORK_LINE.match(self._text, left, right) or _WORK_BRACKET.match(
            self._text, max(start - 1, 0), right
        )
        if word and word.start() <= start and self._text[word.start() : word.end()].strip():
            yield _Mark(rule="mark.cn.work", start=word.start("mark"), end=word.end("mark"), form="alone")

    def _at_latin(self, start: int, end: int) -> Iterator[_Mark]:
        left, right = self._cell(start, end)
        found = _LATIN_LINE.fullmatch(self._text[left:right])
        if found is None:
            return
        word = _BLANKS.sub(" ", found["word"].upper())
        place, level = LATIN.get(word, ("", ""))
        rule = "mark.english.internal" if not place else f"mark.{place}.classified"
        rule = "mark.hk.restricted" if word == "RESTRICTED" else rule
        yield _Mark(rule=rule, start=left + found.start("word"), end=left + found.end("word"), word=level)

    def _weighed(self, mark: _Mark) -> Iterator[Match]:
        place = self._places.of(mark.start)
        talk = self._talk(mark, place)
        if not mark.rule:
            mark = replace(mark, rule=self._rule_of(mark))
        past = _CONDITION_END.search(mark.term)
        if past and mark.rule == "mark.cn.state":
            mark = replace(mark, rule="mark.cn.condition")
        yield self._match(mark, place, talk)
        if not talk and mark.word and mark.form in {"alone", "field"} and place in STRONG:
            if beyond_issuer(self._text, mark.word):
                yield self._match(replace(mark, rule="mark.cn.issuer"), place, "")

    def _talk(self, mark: _Mark, place: str) -> str:
        """Why a mark is not one; a mark on a line of its own in its own place is never doubted."""
        if mark.term == "启用前" and _PAST.search(self._around(mark)):
            return "training"
        if mark.form == "name" and place == "property" and not mark.starred:
            return self._context.signal(mark.start, mark.end) or self._among_levels(mark)
        if mark.form in {"alone", "name", "field"} and (place in STRONG or mark.starred):
            return ""
        if mark.form == "alone":
            return self._context.normative(mark.start, mark.end) or self._among_levels(mark)
        if mark.rule == "mark.cn.telegram":
            return self._context.quoted(mark.start, mark.end).replace("title", "")
        if place == "margin":
            return self._context.quoted(mark.start, mark.end) or self._context.signal(mark.start, mark.end)
        return self._context.of(mark.start, mark.end)

    def _around(self, mark: _Mark) -> str:
        """The title and the line of a mark."""
        return f"{self._text[:_HEAD]}\n{self._text[slice(*self._view.line(mark.start, mark.end))]}"

    def _among_levels(self, mark: _Mark) -> str:
        """A list of levels defines them; a single one marks."""
        around = self._text[max(mark.start - 40, 0) : mark.end + 40]
        return "procedure" if len(set(_LEVEL.findall(around))) > 1 else ""

    def _rule_of(self, mark: _Mark) -> str:
        found = level_of(mark.word, self._jurisdiction)
        if found is None or found[0] == "cn":
            return "mark.cn.state"
        if mark.word == "限阅":
            return "mark.hk.restricted"
        return {"tw": "mark.tw.state", "hk": "mark.hk.classified", "mo": "mark.mo.classified"}[found[0]]

    def _match(self, mark: _Mark, place: str, talk: str) -> Match:
        rule = MARK_RULES[mark.rule]
        start, end = self._view.span(mark.start, mark.end)
        shown = _BLANKS.sub("" if mark.form == "alone" else " ", self._view.document.text[start:end])
        return Match(
            rule=mark.rule,
            category=rule.category,
            severity=Severity.NOTICE if talk else rule.severity,
            confidence=_confidence(mark, place, talk),
            start=start,
            end=end,
            preview=shown[:30],
            evidence=tuple(self._evidence(mark, place, talk)),
            basis=rule.basis,
            key=f"{'talk' if talk else place} {mark.word} {mark.term}",
        )

    def _evidence(self, mark: _Mark, place: str, talk: str) -> Iterator[Evidence]:
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

    def _jurisdiction_of(self, mark: _Mark) -> str:
        place = mark.rule.split(".")[1]
        return place if place in LEVELS and place != "cn" else self._jurisdiction

    def _expiry(self, mark: _Mark, most_years: int) -> dt.date | None:
        return expiry(mark.term, self._issued, most_years) if mark.starred else None

    @cached_property
    def _issued(self) -> dt.date | None:
        return date_of_issue(self._text)


def _confidence(mark: _Mark, place: str, talk: str) -> Confidence:
    if talk:
        return Confidence.LOW
    if mark.noisy or mark.form == "bracket":
        return Confidence.MEDIUM
    return Confidence.HIGH if mark.starred or place in STRONG else Confidence.MEDIUM


_NUMBERING = re.compile(r"^[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?[\s\u3000]*){0,2}")
_SAID = re.compile(rf"(?:定|确定|核定)?(?:为|是|系)[“「]?(?P<level>{LEVEL})(?:级)?")
_WORK_VALUE = re.compile(r"(?:内部|工作秘密|敏感|限阅|密件)")
_TRADE_VALUE = re.compile(r"(?:核心|普通)?(?:商密|商业秘密|商业机密)|公司机密|公司秘密")
_WORK_LINE = re.compile(
    rf"[\s（(【\[〔〖《*★☆※#—\-]*(?P<mark>(?:{'|'.join(map(re.escape, sorted(WORK_WORDS, key=len, reverse=True)))})"
    r"(?:[\s，,、；;！!]*(?:注意保存|注意保管|注意保密|严禁外传|不得外传|请勿外传|严禁复制|不得翻印|不得复制|会后收回|阅后销毁|妥善保管|妥为保管|仅供参考"
    r"|请注意保存|请注意保密|不得公开|严禁泄露|不得转载|不得上网|请勿外流|不得外流|禁止外传|禁止复印))*)"
    r"[\s）)】\]〕〗》*★☆※!！。.—\-]*(?:$|(?=[\n\t])|第?\s*\d+)"
)  # fmt: skip
_WORK_BRACKET = re.compile(
    rf"[{re.escape(_OPEN)}]\s*(?P<mark>(?:{'|'.join(map(re.escape, sorted(WORK_WORDS, key=len, reverse=True)))}))[^\n）)】\]〕〗]{{0,16}}[）)】\]〕〗]"
)
_LATIN_LINE = re.compile(
    rf"[\s\W]*(?:STRICTLY |PRIVATE (?:AND|&) |PERSONAL (?:AND|&) |CLASSIFIED[ :]*)?(?P<word>{'|'.join(map(re.escape, sorted((*LATIN, *LATIN_INTERNAL), key=len, reverse=True)))})"
    r"(?:\s*[(（][A-Z][A-Za-z \-/]{2,24}[)）])?[\s\W]*(?:\d+[\s\W]*(?:of|/)?[\s\W]*\d*)?[\s\W]*",
    re.IGNORECASE,
)  # fmt: skip
