"""The openness attribute: what the drafter said about publication, and where it contradicts itself.

Sources: 政府信息公开条例 13–16; GB/T 9704-2012 7.3.6 (附注). 主动公开 by itself is nothing to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.patterns import lazy
from review.recognizers.fields import value_behind
from review.recognizers.terms import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from review.recognizers.view import Settings, View

_OPEN, _REQUEST, _CLOSED, _PARTIAL = "open", "request", "closed", "partial"
ATTRIBUTES: dict[str, str] = {
    "主动公开": _OPEN, "公开发布": _OPEN, "全文公开": _OPEN, "依申请公开": _REQUEST, "申请公开": _REQUEST,
    "不予公开": _CLOSED, "不公开": _CLOSED, "免予公开": _CLOSED, "免于公开": _CLOSED, "不宜公开": _CLOSED,
    "暂不公开": _CLOSED, "限制公开": _CLOSED, "不予提供": _CLOSED,
    "删减后公开": _PARTIAL, "部分公开": _PARTIAL, "区分处理后公开": _PARTIAL,
}  # fmt: skip
_LABELS = (
    "公开属性", "信息公开属性", "公开选项", "信息公开选项", "公开形式", "公开类型", "公开类别",
    "信息公开类别", "公开方式", "信息公开形式",
    "信息公开类型", "政府信息公开选项", "公开与否",
)  # fmt: skip
_NOTES = ("此件", "本件", "本文件", "该件")
_BASIS = ("政府信息公开条例 第十三条", "政府信息公开条例 第十四条", "政府信息公开条例 第十六条")
_WORDS = sorted(ATTRIBUTES, key=len, reverse=True)
_WORD = lazy("|".join(_WORDS))
_NOTE = lazy(
    rf"(?:属于?|为|系|是|可|应|作为|拟|，|,|：|:)?(?:普发性公文，)?(?:作为)?(?P<word>{'|'.join(_WORDS)})(?:信息)?"
)
_REASON = lazy(r"理由|依据|原因|因为|涉及|属于|第[一二三四五六七八九十\d]+条")
_MEANING: dict[str, tuple[str, Severity, str]] = {
    _CLOSED: ("openness.closed", Severity.BLOCK, marked("the draft says that it is not to be published")),
    _REQUEST: ("openness.request", Severity.DISCRETION, marked("the draft says: only on request")),
    _PARTIAL: ("openness.partial", Severity.DISCRETION, marked("the draft says: only the shortened copy")),
}


class Openness:
    """Finds openness attributes that stand against publication, contradict each other or are missing."""

    name = "openness"

    def __init__(self, settings: Settings) -> None:
        """Hold the settings."""
        self._required = settings.require_openness

    def vocabulary(self) -> Iterator[tuple[str, str]]:
        """Labels, the first words of a note, and the attributes themselves."""
        for word in _LABELS:
            yield word, "label"
        for word in _NOTES:
            yield word, "note"
        for word in ATTRIBUTES:
            yield word, "word"

    def find(self, view: View) -> Iterator[Match]:
        """What the attributes of a document amount to."""
        found = attributes(view)
        for kind, start, end in found:
            if kind in _MEANING:
                yield _withheld(view, kind, start, end)
        kinds = {kind for kind, _start, _end in found}
        if len(kinds) > 1:
            yield _conflict(view, found)
        if self._required and not found and view.document.blocks:
            yield _missing(view)


def attributes(view: View) -> list[tuple[str, int, int]]:
    """Every openness attribute as (kind, start, end) in the folded text, in order."""
    found = {
        span
        for hit in view.hits_of("openness")
        if (span := _attribute(view, hit.payload, hit.start, hit.end))
    }
    return sorted(found, key=lambda item: item[1])


def _attribute(view: View, reader: str, start: int, end: int) -> tuple[str, int, int] | None:
    text = view.text
    if reader == "label":
        value = value_behind(text, end) or _denied(text, end)
        word = _WORD.match(text, *value) if value else None
        return (ATTRIBUTES[word.group()], start, word.end()) if word else None
    if reader == "note":
        found = _NOTE.match(text, end)
        return (ATTRIBUTES[found["word"]], start, found.end()) if found else None
    if not stands_alone(text, start, end) or _inside_longer(text, start, end):
        return None
    return ATTRIBUTES[text[start:end]], start, end


def _inside_longer(text: str, start: int, end: int) -> bool:
    return any(
        len(word) > end - start and text.startswith(word, end - len(word))
        for word in _WORDS
        if word.endswith(text[start:end]) and len(word) <= end
    )


def _denied(text: str, end: int) -> tuple[int, int] | None:
    """不公开 begins like a denial but is a value here."""
    found = lazy(r"[ \t\u3000]*[:：][ \t\u3000]*(不[^\n\t]{1,6})").match(text, end)
    return found.span(1) if found else None


def _withheld(view: View, kind: str, start: int, end: int) -> Match:
    rule, severity, title = _MEANING[kind]
    around = view.text[end : end + 80]
    evidence = [Evidence(kind="rule", detail=title)]
    if not _REASON.search(around):
        evidence.append(Evidence(kind="reason", detail=marked("no reason stands beside it")))
    return _match(view, (rule, "openness.withheld", severity), (start, end), evidence)


def _conflict(view: View, found: Sequence[tuple[str, int, int]]) -> Match:
    first = next((start, end) for kind, start, end in found if kind != found[0][0])
    evidence = [Evidence(kind="rule", detail=marked("two different openness attributes"))]
    return _match(view, ("openness.two", "openness.conflict", Severity.BLOCK), first, evidence)


def _missing(view: View) -> Match:
    evidence = [Evidence(kind="rule", detail=marked("no openness attribute, and the policy asks for one"))]
    rule = ("openness.missing", "openness.missing", Severity.DISCRETION)
    return _match(view, rule, (0, 0), evidence)


def _match(
    view: View, rule: tuple[str, str, Severity], span: tuple[int, int], evidence: Iterable[Evidence]
) -> Match:
    name, category, severity = rule
    start, end = view.span(*span)
    return Match(
        rule=name, category=category, severity=severity, confidence=Confidence.HIGH, start=start, end=end,
        preview=view.document.text[start:end], evidence=tuple(evidence), basis=_BASIS,
        key=view.text[slice(*span)],
    )  # fmt: skip


class OpennessConflict:
    """Says that a draft marked for publication carries a mark of secrecy as well."""

    def __init__(self, settings: Settings) -> None:
        """Nothing to hold: every organisation has this rule."""

    def __call__(self, view: View, matches: Sequence[Match]) -> list[Match]:
        """All matches, and the conflict if there is one."""
        marks = [m for m in matches if m.rule.startswith("mark.") and m.severity is not Severity.NOTICE]
        public = next(((s, e) for kind, s, e in attributes(view) if kind == _OPEN), None)
        if not marks or public is None:
            return [*matches]
        evidence = [Evidence(kind="rule", detail=marked("marked for publication, and marked as secret"))]
        return [
            *matches,
            _match(view, ("openness.mark", "openness.conflict", Severity.BLOCK), public, evidence),
        ]
