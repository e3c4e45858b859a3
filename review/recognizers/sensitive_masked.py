"""Minors whose name is masked (刘某，女，十四岁): what is said beside the mask may still find them.

未成年人保护法 103 names the school, the home and whatever else tells who a minor in a case is; sex and age
alone are to be weighed, a school or a home that is named needs the parents' consent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Evidence, Severity
from review.identifiers.names import surname_of
from review.patterns import lazy
from review.recognizers.sensitive_ages import AGE, MINOR_YEARS, YEARS
from review.recognizers.sensitive_minors import CASES, minor

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from review.finding import Match
    from review.recognizers.view import View

_MASKS, _ALIAS = "×✕＊*○〇□", "化名"
_MASKING = frozenset(f"某{_MASKS}")
_MASK = (
    rf"(?P<name>[\u4e00-\u9fff](?:某{{1,2}}[甲乙丙丁0-9A-Z]?|[{_MASKS}]{{1,2}}[\u4e00-\u9fff]?)"
    rf"|小[\u4e00-\u9fff](?=[（(]{_ALIAS}))"
)
_BETWEEN = (
    r"(?:[（(](?:化名|系化名|已[^）)]{1,6})[）)])?[，,、(（:： 　]{0,2}"
    r"(?:[男女](?:孩|童|生|性)?[，,、 　]{0,2})?(?:[\u4e00-\u9fff]{1,2}族[，,、 　]{0,2})?"
    r"(?:今年|现年|时年|年仅|年龄[:：]?|仅|刚满|案发时|当时)?"
)
_BEHIND = lazy(rf"{_MASK}{_BETWEEN}(?P<age>{MINOR_YEARS})(?:半|多)?(?=[，,、；;)）。\s]|$)")
_BEFORE = lazy(
    rf"(?P<age>{MINOR_YEARS})(?:半|多)?的?(?:[男女][孩童生]|小?(?:学生)|儿童|幼童|幼女|孩子|女儿|儿子|"
    rf"被害人|受害人|被害女童|未成年人|少年|少女|养女|继女){{0,2}}{_MASK}"
)
_UNDER_FOURTEEN = lazy(YEARS)
_CASE = lazy(
    rf"{CASES}|嫌疑人|涉嫌|犯罪|刑事|盗窃|抢劫|强奸|奸淫|故意伤害|未成年人|打拐|绑架|失踪|寻衅滋事|聚众"
)
_CHILD = lazy(r"学生|女童|男童|儿童|幼女|女儿|儿子|孩子|[养继婚]生?[子女]|孤儿|留守|困境")
_NOBODY = lazy(
    r"某(?:[市县区镇乡村校]|重点|国际|实验|民办|公办|职业|高级|初级|寄宿|中心)*"
    r"(?:小学|国小|中学|国中|高中|学校|幼儿园|幼稚园|[村镇乡县市区])(?:学生)?"
)
"""A school that is not named: 某中学, 某市某区某小学."""
_TELLS = lazy(
    r"小学|国小|中学|国中|幼儿园|幼稚园|年级|[一二三四五六七八九\d)）]班|家住|现住|住址|身份证|(?:电话|手机)(?:号|[：:0-9])|福利院|"
    r"住[\u4e00-\u9fff]{2,12}[村组号室巷弄]"
)
_END = "\n\r\t。！？!?；;"
_COUNTS = frozenset("0123456789一二三四五六七八九十两周 ")
"""What stands right before 岁 in an age."""
_REACH, _MOST, _FOLLOWING = 28, 160, 200
_MASKED = Evidence(kind="reason", detail="masked name")
_TOLD = Evidence(kind="reason", detail="school or home")


def masked_minors(view: View) -> Iterator[Match]:
    """Ages below eighteen beside masked names: in a case, or below fourteen of a child."""
    text = view.text
    for at in _ages(text):
        left, right = _sentence(text, at)
        near = max(at - _REACH, left), min(at + _REACH, right)
        for pattern in (_BEHIND, _BEFORE) if _may_mask(text[slice(*near)]) else ():
            found = pattern.search(text, *near)
            if found and found.start("age") <= at < found.end("age") and surname_of(found["name"]):
                yield from _judged(view, found, text[left:right])
                break


def _may_mask(text: str) -> bool:
    """Whether a masked name may stand here; most ages are nobody's who is hidden."""
    return _ALIAS in text or not _MASKING.isdisjoint(text)


def _ages(text: str) -> Iterator[int]:
    """Where 岁 stands behind a number."""
    at = text.find(AGE)
    while at >= 0:
        if text[at - 1 : at] in _COUNTS:
            yield at
        at = text.find(AGE, at + 1)


def _sentence(text: str, at: int) -> tuple[int, int]:
    left = max(max(text.rfind(mark, max(at - _MOST, 0), at) for mark in _END) + 1, at - _MOST, 0)
    ends = (text.find(mark, at, at + _MOST) for mark in _END)
    return left, min((end for end in ends if end >= 0), default=min(at + _MOST, len(text)))


def _judged(view: View, found: re.Match[str], sentence: str) -> Iterator[Match]:
    case = _CASE.search(sentence) is not None
    young = _UNDER_FOURTEEN.fullmatch(found["age"]) is not None
    told = _found_by(sentence) or _told_beside(view.text, found)
    if not case and not (young and (told or _CHILD.search(sentence))):
        return
    start, end = view.span(*found.span("age"))
    evidence = (_MASKED, *((_TOLD,) if told else ()))
    severity = Severity.CONSENT if told else Severity.DISCRETION
    yield minor(start, end, found["age"], severity, evidence, case=case)


def _found_by(sentence: str) -> bool:
    """Whether a sentence names a school, a home, a number."""
    return _TELLS.search(_NOBODY.sub("", sentence)) is not None


def _told_beside(text: str, found: re.Match[str]) -> bool:
    """Whether another sentence near by tells it of the same masked name."""
    name, at = found["name"], found.end()
    following = text.find(name, at, at + _FOLLOWING)
    if following < 0:
        return False
    left, right = _sentence(text, following)
    return _found_by(text[max(left, at) : right])
