"""Runs of digits, cut and joined as people write numbers, and what each is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Confidence, Evidence
from review.identifiers.numerals import X_LOOKALIKES, figures_to_digits, plain_x
from review.identifiers.resident import parts
from review.patterns import lazy
from review.recognizers.identifiers_labels import NONE
from review.recognizers.identifiers_runs import in_figures
from review.recognizers.identifiers_tests import FAILED, LENGTHS, PASSED, Candidate, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.recognizers.identifiers_labels import Label, Labels
    from review.recognizers.identifiers_runs import Span

_GROUP = lazy(r"[0-9]+")
_LONG = 20
RESIDENT = 18
_MOBILE = 11
_MANY = 10
"""Chinese figures that are a number by themselves; fewer are one behind a label only."""
_LEAST = 4
_MOST_GROUPS = 8
_EMBEDDED = lazy(
    r"(?=([1-8][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]))"
)
_SCIENTIFIC = lazy(r"([1-8])(?<![0-9.].)\.([0-9]{9,16})[Ee]\+?(1[4-9])(?![0-9])")
_SPLIT = lazy(
    r"([1-8](?<![0-9A-Za-z.].)[0-9]{4,16}+)[ \r]*[\n\t]+[ ]*([0-9]{0,12}[0-9XxхХ×])(?![0-9A-Za-z.])"
)
_STRICT = frozenset("./_·")
"""Separators that dates, sections and amounts have too: only 3-4-4 is a phone then."""
_DOTTED = frozenset({(3, 4, 4), (4, 3, 3), (3, 3, 4, 4), (2, 3, 4, 4)})
_DEGREE = lazy(r"[1-7][1-4](?![0-9A-Za-z])")
"""Kind and degree behind the resident ID of a disability card."""
_SPACED_X = lazy(rf"[ \u3000]{{0,2}}[{X_LOOKALIKES}](?![0-9A-Za-z])")
_WORDS = lazy(r"(?:tel|phone|mobile|mob|cell|id|no|qq|wx|vx|idcard|sfz|sfzh|num|dh|sj|shouji|dianhua)$")
_JOINTS = str.maketrans("", "", " ·—-")
"""What stands between Chinese figures."""


class Group(NamedTuple):
    """Digits that stand together."""

    digits: str
    start: int
    end: int


class Found(NamedTuple):
    """An identifier in the folded text."""

    start: int
    end: int
    verdict: Verdict
    label: Label


_new = tuple.__new__
"""Half the time of a call of the class: nearly every long number in a list comes through here."""


class Numbers:
    """Finds identifiers that are digits in one folded text."""

    def __init__(self, text: str, labels: Labels, jurisdiction: str) -> None:
        self._text = text
        self._labels = labels
        self._jurisdiction = jurisdiction

    def odd(self, near: Iterable[Span], figures: Iterable[int]) -> Iterator[Found]:
        """Rarer forms: what a spreadsheet leaves, what is broken over two lines, Chinese figures.

        ``figures`` are offsets of all pairs of Chinese figures.
        """
        for start, end in near:
            yield from self._scientific(start, end)
            yield from self._split(start, end)
        yield from self._figures(figures)

    def plain(self, spans: Iterable[Span]) -> Iterator[Found]:
        """What runs of digits are."""
        text = self._text
        for start, end in spans:
            digits, length = text[start:end], end - start
            if length > _LONG or not digits.isdecimal():
                yield from self._run(start, end)
                continue
            if length == RESIDENT - 1 and text[end : end + 1] in X_SET:
                found = self._judge([Group(digits, start, end)], 0, 1)
            else:
                found = self._verdict(digits, (length,), start, end)
            if found:
                yield found

    def _run(self, start: int, end: int) -> Iterator[Found]:
        groups = [Group(m.group(), m.start(), m.end()) for m in _GROUP.finditer(self._text, start, end)]
        if len(groups) >= _MOBILE and (apart := self._apart(groups)):
            yield apart
            return
        at = 0
        while at < len(groups):
            if len(groups[at].digits) > _LONG:
                yield from self._embedded(groups[at])
                at += 1
                continue
            found, used = self._best(groups, at)
            if found:
                yield found
            at += used

    def _apart(self, groups: list[Group]) -> Found | None:
        """A number with a space behind every digit: a resident ID by its check, a mobile by its label."""
        start, end = groups[0].start, groups[-1].end
        value = "".join([group.digits for group in groups])
        if len(value) != len(groups):
            return None
        last = _SPACED_X.match(self._text, end)
        if last and len(value) == RESIDENT - 1:
            value, end = value + "X", last.end()
        label = self._labels.before(start)
        if len(value) == RESIDENT:
            found = parts(value)
            sure = found.checked and found.plausible and found.county
            return (
                Found(start, end, Verdict("resident_id", value, Confidence.HIGH, (PASSED,)), label)
                if sure
                else None
            )
        if len(value) != _MOBILE or not label.direct:
            return None
        verdict = judge(
            _new(Candidate, (value, label, (_MOBILE,), self._text, start, end, self._jurisdiction))
        )
        return Found(start, end, verdict, label) if verdict else None

    def _best(self, groups: list[Group], at: int) -> tuple[Found | None, int]:
        """An identifier that begins with this group: alone, else the longest that the joined digits make."""
        if len(groups) == 1:
            only = groups[0]
            return self._judge(groups, 0, 1) if len(only.digits) >= _LEAST else None, 1
        alone = self._judge(groups, at, at + 1) if len(groups[at].digits) >= _LEAST else None
        if alone:
            return alone, 1
        total = 0
        reach = []
        for stop in range(at, min(at + _MOST_GROUPS, len(groups))):
            total += len(groups[stop].digits)
            if total > _LONG:
                break
            if stop > at and (total in LENGTHS or total + 1 in LENGTHS):
                reach.append(stop + 1)
        for stop in reversed(reach):
            joined = self._judge(groups, at, stop)
            if joined:
                return joined, stop - at
        return None, 1

    def _judge(self, groups: list[Group], at: int, stop: int) -> Found | None:
        chosen = groups[at:stop]
        start, end = chosen[0].start, chosen[-1].end
        shape = tuple([len(group.digits) for group in chosen])
        if len(shape) > 1 and len(shape) * 2 > sum(shape):
            return None
        value = "".join([group.digits for group in chosen])
        if len(value) == RESIDENT - 1 and self._text[end : end + 1] in X_SET:
            more = _DEGREE.match(self._text, end + 1)
            value, end = value + "X", end + 1
            if more:
                value, end = value + more.group(), more.end()
        elif len(value) not in LENGTHS and len(shape) > 1:
            return None
        if len(shape) > 1 and not self._joinable(chosen, shape):
            return None
        return self._verdict(value, shape, start, end)

    def _joinable(self, chosen: list[Group], shape: tuple[int, ...]) -> bool:
        """Whether the separators look like those inside one number."""
        separators = {
            self._text[a.end : b.start].strip()
            for a, b in pairwise(chosen)
        }  # fmt: skip
        if separators & _STRICT:
            return shape in _DOTTED and len(separators) == 1
        return True

    def _verdict(self, value: str, shape: tuple[int, ...], start: int, end: int) -> Found | None:
        text = self._text
        touched = text[end : end + 1] in _TOUCHING or text[start - 1 : start] in _TOUCHING
        glued = touched and self._glued(start, end)
        if glued and len(value) not in {18, 20}:
            return None
        label = self._labels.before(start)
        if not label.kind and len(value) not in LENGTHS:
            return None
        verdict = judge(_new(Candidate, (value, label, shape, text, start, end, self._jurisdiction)))
        if verdict is None or (glued and verdict.confidence is not Confidence.HIGH):
            return None
        return _new(Found, (start, end, verdict, label))

    def _glued(self, start: int, end: int) -> bool:
        """Whether letters, a decimal point or an at sign touch the digits and make them something else."""
        text = self._text
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if (after.isascii() and after.isalnum()) or after == "@":
            return True
        if after in {".", "-"} and text[end + 1 : end + 2].isdigit() and after == ".":
            return True
        if before.isascii() and before.isalpha():
            word = text[max(start - 10, 0) : start].lower()
            return _WORDS.search(word) is None
        return before in {".", "$", "￥", "¥"} and (before != "." or text[start - 2 : start - 1].isdigit())

    def _embedded(self, group: Group) -> Iterator[Found]:
        """Whole resident IDs inside a longer run of digits, and what stands around them."""
        at = 0
        around: list[tuple[int, int]] = []
        for match in _EMBEDDED.finditer(group.digits):
            value = match.group(1)
            if match.start() < at:
                continue
            found = parts(value)
            if found.checked and found.plausible and found.county:
                start = group.start + match.start()
                around.append((at, match.start()))
                at = match.start() + len(value)
                verdict = Verdict("resident_id", value, Confidence.MEDIUM, _EMBEDDED_EVIDENCE)
                yield Found(start, start + len(value), verdict, NONE)
        if at:
            yield from self._beside(group, [*around, (at, len(group.digits))])
        elif len(group.digits) <= _LONGEST_LABELLED:
            whole = self._verdict(group.digits, (len(group.digits),), group.start, group.end)
            if whole:
                yield whole

    def _beside(self, group: Group, stretches: list[tuple[int, int]]) -> Iterator[Found]:
        """What is glued to an embedded ID: its owner's phone or card, most often."""
        for start, end in stretches:
            if end - start in LENGTHS:
                value = group.digits[start:end]
                verdict = judge(Candidate(value, NONE, (len(value),), "", 0, 0, self._jurisdiction))
                if verdict:
                    yield Found(group.start + start, group.start + end, verdict, NONE)

    def _figures(self, pairs: Iterable[int]) -> Iterator[Found]:
        """Numbers in Chinese figures."""
        for run in in_figures(self._text, pairs):
            raw = run.group()
            value = plain_x(figures_to_digits(raw.translate(_JOINTS)))
            end = run.end()
            if value[-1] == "X" and len(value) != RESIDENT:
                value, end = value[:-1], end - 1
            if len(value) >= _MANY or (len(value) in LENGTHS and self._labels.before(run.start()).direct):
                found = self._verdict(value, (len(value),), run.start(), end)
                if found:
                    yield found

    def _scientific(self, start: int, end: int) -> Iterator[Found]:
        """What a spreadsheet leaves of a long number: 1.10101190003070E+17."""
        if self._text.find("E", start, end) < 0 and self._text.find("e", start, end) < 0:
            return
        for match in _SCIENTIFIC.finditer(self._text, start, end):
            digits = match.group(1) + match.group(2)
            exponent = int(match.group(3))
            value = digits[: exponent + 1].ljust(exponent + 1, "0")
            label = self._labels.before(match.start())
            kind = ""
            if len(value) == RESIDENT and parts(value).plausible:
                kind = "resident_id"
            elif label.kind in {"resident_id", "bank_card", "bank_account"}:
                kind = label.kind
            if kind:
                evidence = (Evidence(kind="form", detail="scientific notation"),)
                yield Found(
                    match.start(), match.end(), Verdict(kind, value, Confidence.MEDIUM, evidence), label
                )

    def _split(self, start: int, end: int) -> Iterator[Found]:
        """A resident ID broken over two lines or cells."""
        for match in _SPLIT.finditer(self._text, start, end):
            value = plain_x(match.group(1) + match.group(2))
            if len(value) != RESIDENT or not parts(value).plausible:
                continue
            label, checked = self._labels.before(match.start()), parts(value).checked
            if checked or (label.direct and label.kind == "resident_id"):
                reasons = _SPLIT_EVIDENCE if checked else _SPLIT_FAILED
                verdict = Verdict("resident_id", value, Confidence.MEDIUM, reasons)
                yield Found(match.start(), match.end(), verdict, label)


_EMBEDDED_EVIDENCE = (PASSED, Evidence(kind="form", detail="embedded"))
_SPLIT_EVIDENCE = (PASSED, Evidence(kind="form", detail="split"))
_SPLIT_FAILED = (FAILED, Evidence(kind="form", detail="split"))
_TOUCHING = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.$￥¥")
X_SET = frozenset(X_LOOKALIKES)
_LONGEST_LABELLED = 32
