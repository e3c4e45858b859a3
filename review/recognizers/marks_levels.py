"""Levels of secrecy and what ranks above what, by jurisdiction, and the rules that marks belong to.

The same word means different things: 机密 is the second of three levels on the mainland, the third of
three in Taiwan, the third of four in Hong Kong. Longer words win: 极机密 holds 机密.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.finding import Severity
from review.i18n import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level; ``rank`` 1 is the highest of ``of``; ``most_years`` is the longest term law allows, or 0."""

    rank: int
    of: int
    name: str
    most_years: int = 0


LEVELS: dict[str, dict[str, Level]] = {
    "cn": {
        "绝密": Level(rank=1, of=3, name=marked("top secret"), most_years=30),
        "机密": Level(rank=2, of=3, name=marked("secret"), most_years=20),
        "秘密": Level(rank=3, of=3, name=marked("confidential"), most_years=10),
    },
    "tw": {
        "绝对机密": Level(rank=1, of=3, name=marked("top secret"), most_years=30),
        "极机密": Level(rank=2, of=3, name=marked("secret"), most_years=20),
        "机密": Level(rank=3, of=3, name=marked("confidential"), most_years=10),
    },
    "hk": {
        "绝对机密": Level(rank=1, of=4, name=marked("top secret")),
        "高度机密": Level(rank=2, of=4, name=marked("secret")),
        "机密": Level(rank=3, of=4, name=marked("confidential")),
        "限阅": Level(rank=4, of=4, name=marked("restricted")),
    },
    "mo": {
        "绝对机密": Level(rank=1, of=4, name=marked("top secret")),
        "极机密": Level(rank=2, of=4, name=marked("secret")),
        "机密": Level(rank=3, of=4, name=marked("confidential")),
        "保密": Level(rank=4, of=4, name=marked("restricted")),
    },
}
LATIN: dict[str, tuple[str, str]] = {
    "TOP SECRET": ("hk", "绝对机密"),
    "SECRET": ("hk", "高度机密"),
    "CONFIDENTIAL": ("hk", "机密"),
    "RESTRICTED": ("hk", "限阅"),
    "MUITO SECRETO": ("mo", "绝对机密"),
    "SECRETO": ("mo", "极机密"),
    "CONFIDENCIAL": ("mo", "机密"),
    "RESERVADO": ("mo", "保密"),
}


def level_of(word: str, jurisdiction: str) -> tuple[str, Level] | None:
    """Jurisdiction and level of a folded word: in the given jurisdiction, else in the first that has it."""
    for place in (jurisdiction, "cn", "tw", "hk"):
        level = LEVELS[place].get(word)
        if level is not None:
            return place, level
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRule:
    """What a kind of mark means."""

    category: str
    severity: Severity
    title: str
    basis: tuple[str, ...]


_CN = ("政府信息公开条例 第十四条", "保守国家秘密法 第二十二条")
_STATE, _WORK = "secrecy.state.mark", "secrecy.work"
_BLOCK, _WEIGH, _CONSENT = Severity.BLOCK, Severity.DISCRETION, Severity.CONSENT

MARK_RULES: dict[str, MarkRule] = {
    "mark.cn.state": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("state secret mark"), basis=_CN),
    "mark.cn.paragraph": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("secret point marked before or after a passage"),
        basis=(*_CN, "保守国家秘密法 第十九条")),
    "mark.cn.field": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("secrecy field with a level"), basis=_CN),
    "mark.cn.condition": MarkRule(
        category=_STATE, severity=_WEIGH, title=marked("mark that ends on a condition: verify the condition"),
        basis=(*_CN, "保守国家秘密法 第二十条")),
    "mark.cn.telegram": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("number of a secret telegram"), basis=_CN),
    "mark.cn.mention": MarkRule(
        category=_STATE, severity=_WEIGH, title=marked("a level given inside the text"), basis=_CN),
    "mark.cn.work": MarkRule(
        category=_WORK, severity=_BLOCK, title=marked("mark of work secrets and internal matters"),
        basis=("保守国家秘密法 第六十四条", "政府信息公开条例 第十六条")),
    "mark.cn.work_mention": MarkRule(
        category=_WORK, severity=_WEIGH, title=marked("a note of internal matters inside the text"),
        basis=("保守国家秘密法 第六十四条", "政府信息公开条例 第十六条")),
    "mark.cn.commercial": MarkRule(
        category="secrecy.commercial", severity=_CONSENT, title=marked("commercial secret mark"),
        basis=("政府信息公开条例 第十五条", "中央企业商业秘密保护暂行规定 第十三条")),
    "mark.cn.misuse": MarkRule(
        category="secrecy.mark_misuse", severity=_WEIGH, title=marked("secret mark where none may be"),
        basis=("保守国家秘密法 第二十二条第三款",)),
    "mark.cn.issuer": MarkRule(
        category="secrecy.mark_misuse", severity=_WEIGH,
        title=marked("the issuer may not classify at this level by itself: derived, or marked in error"),
        basis=("保守国家秘密法 第十七条", "保守国家秘密法 第十八条")),
    "mark.tw.state": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("state secret mark (Taiwan)"),
        basis=("國家機密保護法 第4條", "政府資訊公開法 第18條第1項第1款")),
    "mark.tw.official": MarkRule(
        category=_WORK, severity=_BLOCK, title=marked("official confidential matter (Taiwan)"),
        basis=("政府資訊公開法 第18條第1項第1款",)),
    "mark.tw.declassify": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("declassification note: verify that it has come true"),
        basis=("國家機密保護法 第11條",)),
    "mark.hk.classified": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("classified document (Hong Kong)"),
        basis=("公開資料守則 第2部",)),
    "mark.hk.restricted": MarkRule(
        category=_WORK, severity=_BLOCK, title=marked("restricted document (Hong Kong)"),
        basis=("公開資料守則 第2部",)),
    "mark.mo.classified": MarkRule(
        category=_STATE, severity=_BLOCK, title=marked("classified document (Macau)"),
        basis=("澳門特別行政區法律",)),
    "mark.english.internal": MarkRule(
        category=_WORK, severity=_BLOCK, title=marked("for internal or official use only"),
        basis=("公開資料守則 第2部",)),
}  # fmt: skip
