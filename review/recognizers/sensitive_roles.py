"""Whether somebody named beside an illness speaks of it by office or profession, or has it."""

from __future__ import annotations

from review.patterns import lazy

_SAYS = lazy(
    r"(?:在?接?受[^，。]{0,24}(?:采|专)访时)?[^，。]{0,12}?(?:表示|指出|介绍|强调|认为|说|称|建议|透露|讲话|主持|出席|要求|呼吁|"
    r"提醒|解读|宣布|致辞|调研|汇报|答记者问|告诉|解释|坦言|回应|谈到|慰问|看望|走访|"
    r"(?<![受获被得接])(?:帮助|帮扶|扶持|资助|结对|服务)[^，。]{0,8}(?:残疾|贫困|困难|低保|孤儿|留守|患者|群众|学生|\d+[户人名]))"
)
_OFFICES = (
    "主任|局长|院长|书记|市长|县长|省长|部长|处长|厅长|科长|站长|馆长|委员|代表|教授|专家|医生|医师|大夫|护士长?|主席|会长|理事长|"
    "秘书长|发言人|记者|通讯员|编辑|所长|研究员|院士|律师|校长|队长|主治|法官|检察官|审判长|审判员|书记员"
)
_OFFICE_BEFORE = lazy(rf"(?:{_OFFICES})[：: 　]?$")
_OFFICE_BEHIND = lazy(
    r"[ \t|｜/／]*(?:副?(?:主任|教授|院长|所长)|主治|医生|医师|大夫|院士|护士|律师|法官|检察官|研究员)|"
    r"(?:[，,(（][^，,。(（\t]{0,12}?(?:[男女]|族|届|校友|党员|毕业|出生|[省市县区]人)[)）]?(?=[，,])){0,3}"
    rf"[，,(（\t][^，,。(（\t]{{0,20}}(?:{_OFFICES})(?=[，,、)）。:：\t]|$)"
)
_SUFFERS = lazy(r"[^，。]{0,6}(?:罹患|身患|患(?!者|儿|病率)|确诊(?!病例|患者|了|出)|突发)")


def is_bystander(before: str, behind: str) -> bool:
    """Whether the words around a name make him one who speaks, treats, judges or visits, or nobody at all.

    An office does not keep anybody from falling ill: 局长某某罹患 says so of himself.
    """
    if behind.startswith(("(化名", "（化名")) or _SAYS.match(behind):
        return True
    return (_OFFICE_BEFORE.search(before) is not None or has_office(behind)) and not _SUFFERS.match(behind)


def has_office(behind: str) -> bool:
    """Whether the words behind a name, or the next cell, are an office or a profession."""
    return _OFFICE_BEHIND.match(behind) is not None


_WHO_COMPLAINS = (
    "投诉",
    "举报",
    "检举",
    "控告",
    "信访",
    "来信",
    "来访",
    "上访",
    "反映",
    "求助",
    "报案",
    "陈情",
    "申诉",
)
_COMPLAINT = lazy(rf"(?<!被)(?:{'|'.join(_WHO_COMPLAINS)})人(?:姓名|为|系|是|叫)?[：: \u3000]{{0,2}}$")
_LONGEST_ROLE = 8


def complainants(folded: str) -> bool:
    """Whether a text speaks of those who complain, report or ask for help."""
    return any(f"{word}人" in folded for word in _WHO_COMPLAINS)


def complains(before: str) -> bool:
    """Whether the words that touch a name from before say that this is who complained or reported."""
    return _COMPLAINT.search(before[-_LONGEST_ROLE:]) is not None


_PATIENT_BEFORE = lazy(
    r"(?:患者|病人|低保户|低保戶|五保户|特困户|特困戶|贫困户|残疾人|身障者|儿童|兒童|女童|男童|孤儿|孤兒|个案|個案)$"
)
_PATIENT_BEHIND = lazy(r"[，,]?(?:罹患|身患|患(?![者儿兒])|确诊|確診)")
_LONGEST = 4


def is_patient(text: str, start: int, end: int) -> bool:
    """Whether the words that touch what may be a name say so: ill, in need, a child."""
    before = _PATIENT_BEFORE.search(text, max(start - _LONGEST, 0), start)
    return before is not None or _PATIENT_BEHIND.match(text, end) is not None
