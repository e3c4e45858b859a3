"""Children below fourteen who are named, minors named in a case (个人信息保护法 28, 未成年人保护法 103)."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.identifiers.kinds import SENSITIVE
from review.identifiers.previews import mask_all
from review.patterns import lazy
from review.recognizers.births import born, is_child, written_on
from review.recognizers.sensitive_ages import MINOR_YEARS, YEARS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from review.recognizers.view import View

_OFFENCES = "案件|被害|受害|侵害|猥亵|性侵|虐待|遗弃|拐|欺凌|殴打|被告"
CASES = f"{_OFFENCES}|溺水|自杀|抑郁"
_IN_CASE = lazy(_OFFENCES)
"""What the law on minors calls a case; the other words are of health."""
_CHILD = lazy(rf"(?:{YEARS}|(?<![0-9])0周?岁)(?!以[上下])")
_SEX = (
    r"[，,、(（:： 　]{0,2}(?:[男女](?:孩|童|生|性)?[，,、 　]{0,2})?"
    r"(?:[\u4e00-\u9fff]{1,2}族[，,、 　]{0,2})?"
    r"(?:今年|现年|时年|年仅|年龄[:：]?|仅|刚满|案发时|当时)?"
)
_AGED = r"(?:半|多)?(?=[，,、；;)）。\s]|$)"
_BEHIND_NAME = lazy(rf"{_SEX}({YEARS}){_AGED}")
_MINOR_BEHIND_NAME = lazy(rf"{_SEX}({MINOR_YEARS}){_AGED}")
_BEFORE_NAME = lazy(
    rf"({YEARS})(?:半|多)?的?(?:[男女][孩童生]|小?(?:学生|选手|朋友)|儿童|幼童|孩子|女儿|儿子|学童)?$"
)
_PARTY = "被害人|受害人|被侵害人|嫌疑人|被告人|未成年人|罪犯|违法行为人"
_PARTY_BEFORE = lazy(rf"(?:{_PARTY})[：: ]?$")
_PARTY_BEHIND = lazy(
    r"[^。]{0,40}?(?:涉嫌|被刑事|被判|判处|被害|遭[^。，,]{0,8}(?:侵害|猥亵|性侵|强奸|奸淫|殴打|虐待|拐))"
)
_LONGEST_PARTY = 6
_PARTY_REASON = Evidence(kind="reason", detail="role in a case")
_NAMED = (Evidence(kind="tied to", detail="personal.name"),)
_LONGEST = 24
_TELLS_WHERE = lazy(
    r"小学|国小|中学|就读|在读|年级|[一二三四五六七八九\d)）]班|幼儿园|幼稚园|[父母]亲|其[父母]|父母|家长|监护人|家住|现住|住址|"
    r"身份证|电话|手机|福利院|孤儿|留守"
)
"""With a name this finds the child; a child's age in the news, without, finds nobody."""


_PUNISHED = ("处分", "记过", "大过", "小过", "留校察看", "开除学籍", "劝退", "停学", "欺凌", "霸凌")
_PUPIL = lazy(
    r"(?:[初高][一二三]|[小中][一二三四五六]|[一二三四五六七八九]年级|国[一二三]|[一二三四五六七八九]年[甲乙丙丁一二三四五六七八九])"
    r"[^，,。；;\n]{0,10}(?:学生|同学|班|级|[女男]生|[)）])[：: \u3000]{0,2}$"
    r"|[0-9一二三四五六七八九]年(?:级)?[（(]?[0-9一二三四五六七八九十甲乙丙丁]{1,2}[)）]?班"
    r"[ \t\u3000]*[0-9]{0,2}[ \t\u3000]*$"
    r"|涉事(?:学生|同学)(?:为|是|有|：)?(?:[\u4e00-\u9fff]{2,4}[、及和与])?$"
)
_PUNISHMENT = lazy(rf"[^。；;\n]{{0,40}}?(?:{'|'.join(_PUNISHED)}|警告|训导)")
_PUPIL_REACH = 20


def punishes(folded: str) -> bool:
    """Whether a text speaks of punishments as schools give them."""
    return any(word in folded for word in _PUNISHED)


def punished_pupil(before: str, behind: str) -> bool:
    """Whether the words around a name are those of a pupil's punishment: 给予初二（6）班学生某某记过处分.

    Below eighteen it concerns nobody but the pupil and the parents (未成年人保护法 4).
    """
    return _PUPIL.search(before[-_PUPIL_REACH:]) is not None and _PUNISHMENT.match(behind) is not None


def in_case(text: str, start: int) -> Iterator[Match]:
    """Ages of children in a sentence on a case, or on a misfortune, that also names somebody."""
    severity = Severity.BLOCK if _IN_CASE.search(text) else Severity.CONSENT
    for age in _CHILD.finditer(text):
        yield minor(start + age.start(), start + age.end(), age.group(), severity)


def party(text: str, start: int, name: tuple[int, int]) -> Iterator[Match]:
    """The age below eighteen of one named as a party to a case (未成年人保护法 103)."""
    at, stop = name
    age = _MINOR_BEHIND_NAME.match(text, stop)
    if age and (
        _PARTY_BEFORE.search(text, max(at - _LONGEST_PARTY, 0), at) or _PARTY_BEHIND.match(text, age.end())
    ):
        yield minor(start + age.start(1), start + age.end(1), age.group(1), Severity.BLOCK)


def beside_name(text: str, start: int, name: tuple[int, int]) -> Iterator[Match]:
    """The age of the one named, where the sentence also says how to find him."""
    at, stop = name
    age = _BEHIND_NAME.match(text, stop) or _BEFORE_NAME.search(text, max(at - _LONGEST, 0), at)
    if age and _TELLS_WHERE.search(text):
        yield minor(start + age.start(1), start + age.end(1), age.group(1))


def of_births(
    view: View, births: Iterable[Match], persons: Sequence[Match], around: Callable[[Match], tuple[int, int]]
) -> Iterator[Match]:
    """Dates of birth of children in sentences that say whose they are."""
    children = [birth for birth in births if is_child(born(birth.key), written_on(view))]
    starts = sorted(person.start for person in persons) if children else []
    for birth in children:
        left, right = around(birth)
        if bisect_left(starts, left) < bisect_left(starts, right):
            yield minor(birth.start, birth.end, birth.key)


def minor(
    start: int,
    end: int,
    value: str,
    severity: Severity = Severity.CONSENT,
    evidence: tuple[Evidence, ...] = _NAMED,
    *,
    case: bool | None = None,
) -> Match:
    """A find; in a case the law on minors forbids to publish it at all."""
    case = severity is Severity.BLOCK if case is None else case
    if case and _PARTY_REASON not in evidence:
        evidence = (_PARTY_REASON, *evidence)
    return Match(
        rule="personal.minor_of_person",
        category="personal.minor",
        severity=severity,
        confidence=Confidence.MEDIUM,
        start=start,
        end=end,
        preview=mask_all(value),
        evidence=evidence,
        basis=("未成年人保护法 第一百零三条" if case else "个人信息保护法 第三十一条", *SENSITIVE),
    )
