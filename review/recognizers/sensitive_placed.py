"""Somebody without a name whom a place tells: the door of a home (3号楼402住户), the desk of who complained.

个人信息保护法 4 (identifiable).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.identifiers.kinds import SENSITIVE
from review.identifiers.previews import mask_all
from review.patterns import lazy
from review.recognizers.sensitive_words import category_of, said_of_somebody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.view import View

_N = r"(?:[0-9]{1,5}|[一二三四五六七八九十]{1,3})"
_LIVES = ("住户", "租户", "租客", "屋主", "业主", "那户", "这户", "一户", "户主")
_DOOR = lazy(
    rf"{_N}(?:号楼|弄|幢|栋|座|号|巷|单元)[^，,。；;：:\n0-9]{{0,6}}{_N}(?:单元)?[^，,。；;：:\n0-9]{{0,2}}"
    rf"(?:{_N}[室号]?)?(?:[室楼户层]之?{_N}?)?的?(?:{'|'.join(_LIVES)})"
    rf"|(?<![0-9-])[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{3,4}}室?[ ]?的?(?:{'|'.join(_LIVES)})"
)
_OF_PERSONS = frozenset({"personal.health", "personal.criminal", "personal.hardship", "personal.victim"})
_TOLD_BY_DOOR = (Evidence(kind="reason", detail=marked("told by the door of a home")),)
_WHO = ("申诉人", "检举人", "举报人", "陈情人", "投诉人", "信访人", "反映人", "报案人", "被害人", "受害人")
_DESK = lazy(
    rf"(?:{'|'.join(_WHO)})[为是系][本我该][\u4e00-\u9fff]{{1,20}}?"
    r"(?:人员|[职教雇社]员|员工|职工|教师|老师|护理师|护士|医师|医生|会计|出纳|保管员|司机|科员|助理|干部|学生|研究生|"
    r"警员|队员|工友|技工|组长|店长|店员)(?=[，,。；;、（(\n]|$)"
)
_TOLD_BY_DESK = (Evidence(kind="reason", detail=marked("told by post or department")),)


def placed(view: View) -> Iterator[Match]:
    """The words that tell a home of which something sensitive is said, and those that tell who complained."""
    text = view.text
    if any(word in text for word in _LIVES):
        for door in _DOOR.finditer(text):
            category = _said(text, door.end())
            if category:
                yield _match(view, door.span(), category, _TOLD_BY_DOOR)
    if any(word in text for word in _WHO):
        for desk in _DESK.finditer(text):
            yield _match(view, desk.span(), "personal.victim", _TOLD_BY_DESK)


def _said(text: str, end: int) -> str:
    """The category of what the clause or the next one says of those who live there, or nothing."""
    stop = min((at for at in (text.find(c, end) for c in "。；;\n") if at >= 0), default=len(text))
    for word in said_of_somebody(text[end : min(stop, end + _REACH)]):
        category = category_of()[word.group()]
        if category in _OF_PERSONS:
            return category
    return ""


_REACH = 40


def _match(view: View, span: tuple[int, int], category: str, why: tuple[Evidence, ...]) -> Match:
    start, end = view.span(*span)
    return Match(
        rule=f"{category}_of_somebody", category=category, severity=Severity.CONSENT,
        confidence=Confidence.LOW, start=start, end=end,
        preview=mask_all(view.document.text[start:end]), evidence=why, basis=SENSITIVE,
    )  # fmt: skip
