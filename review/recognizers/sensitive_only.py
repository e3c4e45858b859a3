"""Somebody ill who has no name, and is told by what only one person is: 镇上唯一的邮递员, 全村就剩他一个.

A hospital's story leaves out the name and tells the village and the trade (个人信息保护法 4: identifiable).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.identifiers.kinds import SENSITIVE
from review.identifiers.previews import mask_all
from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.view import View

_HINTS = ("唯一", "就剩", "只剩")
_SOMEBODY = (
    r"(?:老师|教师|教练|邮递员|快递员|司机|船工|摆渡人|裁缝|会计|干部|警察|民警|"
    r"党员|大学生(?!村)|研究生|博士|女[工兵生警]|店主|老板|保安|护林员|放映员|[铁木石瓦篾]匠|理发[师匠]|住户|人家|"
    r"幸存者|单身汉|光棍|老[汉人太头])"
)
_ONLY = lazy(
    rf"唯一(?:的|一[名个位])[\u4e00-\u9fff]{{0,6}}?{_SOMEBODY}"
    r"|[本全该我这][个]?(?:社区|街道|小区|[村镇乡校县区里屯寨街])[\u4e00-\u9fff]{0,4}?唯一(?:[的之]|一?[名位个])+"
    r"(?:(?![为可家]|医院|中心)[\u4e00-\u9fff]){0,8}?(?:患者|病人|感染者)(?=[^\u4e00-\u9fff]|$|[老小阿住]|姓|就是)"
    r"|(?:[全整][个]?[村镇乡校县屯寨街]|[镇村乡校街屯寨][上里])(?:都)?(?:就剩|只剩|只剩下|就剩下)[他她]?一[个名位人]"
)
_ILL = lazy(r"患者|病人|病房|确诊|得的是|患上|患有|住院|化疗|透析|手术")
_MOST = 240
_REASONS = (Evidence(kind="reason", detail=marked("told by what only one person is")),)


def only_ones(view: View) -> Iterator[Match]:
    """The words that single somebody out, where an illness is told near by."""
    text = view.text
    if not any(hint in text for hint in _HINTS):
        return
    for only in _ONLY.finditer(text):
        around = text[max(only.start() - _MOST, 0) : only.end() + _MOST]
        if _ILL.search(around):
            start, end = view.span(*only.span())
            yield Match(
                rule="personal.health_of_somebody", category="personal.health", severity=Severity.DISCRETION,
                confidence=Confidence.LOW, start=start, end=end, preview=mask_all(only.group()),
                evidence=_REASONS, basis=SENSITIVE,
            )  # fmt: skip
