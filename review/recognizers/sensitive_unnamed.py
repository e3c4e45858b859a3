"""Minors in a case who have no name at all, and are told by their school or by where they went to live.

未成年人保护法 103: neither school nor home nor anything else that tells who a minor in a case is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Severity
from review.patterns import lazy
from review.recognizers.sensitive_minors import minor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Pattern

    from review.finding import Match
    from review.recognizers.view import View

_WORDS = ("被害", "受害", "侵害", "猥亵", "性侵", "强奸", "虐待", "欺凌", "霸凌", "拐卖")
"""One of these stands in every such passage."""
_YOUNG = r"(?:女孩|男孩|女童|男童|少女|少年|幼女|女生|男生|孩子|女学生|男学生|同学)"
_PASSED = r"(?:性侵|侵害|猥亵|强奸|虐待|拐卖|欺凌|霸凌)"
_VICTIM = lazy(
    rf"(?:被|受|遭){{1,2}}(?:到|受)?(?:害|{_PASSED})[^，,。；;\n]{{0,4}}?的?{_YOUNG}"
    rf"|{_PASSED}案?[中件]?的?(?:被害|受害)(?:人的)?{_YOUNG}"
    rf"|{_YOUNG}[^。，,；;\n]{{0,16}}?[遭被受][^。，,；;\n]{{0,12}}?{_PASSED}"
)
_PUPIL = lazy(
    r"(?:[那这该][名位个]|一[名位个])(?:[小初高][一二三四五六]|[一二三四五六七八九]年级)[^，,。；;\n]{0,4}?"
    rf"{_YOUNG}[^。\n]{{0,40}}?(?:实施|进行|遭|被|对)[^。\n]{{0,12}}?{_PASSED}"
)
_PARTY = ("被告", "嫌疑人", "被害人", "受害人", "行为人")
_AGED = lazy(
    rf"(?:{'|'.join(_PARTY)})(?!.{{0,2}}[某○〇×*])[^。\n]{{0,40}}?"
    r"(?<![0-9一二三四五六七八九])(?:[5-9]|1[0-7]|[五六七八九]|十[一二三四五六七]?)岁"
)
"""A party of a case who is not of age; one with a masked name is ``sensitive_masked``'s."""
_ALIAS = lazy(r"[（(]化名[)）](?=[^\n]{0,120}?(?:小学|国小|初中|中学|国中|幼儿园|幼稚园|[一二三四五六]年级))")
"""A child with another name, of whom the story tells more."""
_NOBODY = lazy(
    r"某(?:[市县区镇乡村校]|重点|国际|实验|民办|公办|职业|高级|初级|寄宿|中心)*"
    r"(?:小学|国小|中学|国中|高中|学校|幼儿园|幼稚园|[村镇乡县市区])"
)
_MOVED = (
    r"(?:搬到|搬至|搬去|转到|转至|转学|转入|插班|就读|上学|读书|寄养|寄住|安置|随[其外母父祖奶爷姑姨]|"
    r"住在|住[进到]|住(?=[\u4e00-\u9fff]{2,6}(?:社区|小区|[里村镇乡]))(?![院宿校房建户在进到]))"
)
_KIND_OF_PLACE = r"(?:小学|中学|国小|国中|高中|学校|幼儿园|[镇乡村街旗县]|社区|小区|福利院)"
_PLACE = rf"(?:[\u4e00-\u9fff]{{2,}}?{_KIND_OF_PLACE}|唯一一?所)"
_TOLD = lazy(rf"{_MOVED}[^。\n]{{0,24}}?{_PLACE}|{_PLACE}[^。，,\n]{{0,8}}?{_MOVED}|就读于?[本我]校")
_OURS = lazy(r"我校|本校|我园|我院|我村|我镇")
_REASONS = (Evidence(kind="reason", detail="school or home"),)
_MOST = 160


def unnamed_minors(view: View) -> Iterator[Match]:
    """Each passage from the mention of the child to what tells who it is."""
    text = view.text
    if "岁" in text and any(word in text for word in _PARTY):
        yield from _told(view, _AGED)
    if "化名" in text:
        yield from _told(view, _ALIAS)
    if not any(word in text for word in _WORDS):
        return
    yield from _told(view, _VICTIM)
    for pupil in _PUPIL.finditer(text):
        before = max(text.rfind("。", 0, pupil.start()), text.rfind("\n", 0, pupil.start())) + 1
        ours = _OURS.search(text, before, pupil.end())
        if ours:
            yield _match(view, min(ours.start(), pupil.start()), pupil.end())


def _told(view: View, who: Pattern[str]) -> Iterator[Match]:
    """Where school or home is told behind the mention."""
    text = view.text
    for one in who.finditer(text):
        stop = text.find("\n", one.end())
        end = min(stop if stop >= 0 else len(text), one.end() + _MOST)
        told = _TOLD.search(_hidden(text[one.end() : end]))
        if told:
            at = one.end() + told.end()
            full = text.find("。", at, end)
            yield _match(view, one.start(), full if full >= 0 else end)


def _hidden(text: str) -> str:
    """The text with what names no place (某中学) blotted out, as long as before."""
    return _NOBODY.sub(lambda found: "，" * len(found.group()), text)


def _match(view: View, start: int, end: int) -> Match:
    said = view.text[start:end]
    return minor(*view.span(start, end), said, Severity.CONSENT, _REASONS, case=True)
