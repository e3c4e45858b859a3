"""What a label of the risk model means in law: category, severity and articles, by jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Category, severity (条例 14, 15, 16), and the articles for each jurisdiction."""

    category: str
    severity: str
    basis: Mapping[str, tuple[str, ...]]


LAWS: dict[str, Law] = {
    "state_secret": Law(category="secrecy.state.content", severity="block", basis={
        "cn": ("政府信息公开条例 第十四条", "保守国家秘密法 第三十五条"),
        "tw": ("政府資訊公開法 第十八條第一項第一款", "國家機密保護法 第四條"),
        "hk": ("公開資料守則 第二部",), "mo": ("第8/2005號法律",),
    }),
    "work_secret": Law(category="secrecy.work", severity="consent", basis={
        "cn": ("保守国家秘密法 第六十四条", "政府信息公开条例 第十七条"),
        "tw": ("政府資訊公開法 第十八條第一項第四款",),
        "hk": ("公開資料守則 第二部",), "mo": ("第8/2005號法律",),
    }),
    "commercial_secret": Law(category="secrecy.commercial", severity="consent", basis={
        "cn": ("政府信息公开条例 第十五条", "反不正当竞争法 第九条"),
        "tw": ("政府資訊公開法 第十八條第一項第七款",),
        "hk": ("公開資料守則 第二部",), "mo": ("第8/2005號法律",),
    }),
    "personal": Law(category="personal.combination", severity="consent", basis={
        "cn": ("政府信息公开条例 第十五条", "个人信息保护法 第二十五条"),
        "tw": ("政府資訊公開法 第十八條第一項第六款",),
        "hk": ("個人資料（私隱）條例 保障資料第3原則",), "mo": ("第8/2005號法律",),
    }),
    "sensitive_personal": Law(category="personal.combination", severity="consent", basis={
        "cn": ("个人信息保护法 第二十八条", "个人信息保护法 第二十九条", "政府信息公开条例 第十五条"),
        "tw": ("個人資料保護法 第六條", "政府資訊公開法 第十八條第一項第六款"),
        "hk": ("個人資料（私隱）條例 保障資料第3原則",), "mo": ("第8/2005號法律",),
    }),
    "process": Law(category="process.draft", severity="discretion", basis={
        "cn": ("政府信息公开条例 第十六条",),
        "tw": ("政府資訊公開法 第十八條第一項第三款",),
        "hk": ("公開資料守則 第二部",), "mo": ("第8/2005號法律",),
    }),
}  # fmt: skip

_HEADS: dict[str, tuple[str, str]] = {
    "未成年": ("personal.minor", "未成年人保护法 第一百零三条"),
    "疾病": ("personal.health", ""),
    "诊疗": ("personal.health", ""),
    "自伤轻生": ("personal.health", ""),
    "受害隐私": ("personal.victim", ""),
    "违法前科": ("personal.criminal", ""),
    "宗教信仰": ("personal.religion", ""),
    "生物特征": ("personal.biometric", ""),
    "行踪轨迹": ("personal.whereabouts", ""),
    "困难救助": ("personal.hardship", ""),
    "举报投诉": ("personal.victim", ""),
}
"""Idea → category of sensitive information, and a statutory ban that applies besides."""


def head_of(label: str, ideas: Iterable[str], jurisdiction: str) -> tuple[str, tuple[str, ...]]:
    """Category and articles of a label; a sensitive one takes its category from its strongest idea."""
    law = LAWS[label]
    basis = law.basis.get(jurisdiction, law.basis["cn"])
    if label == "sensitive_personal":
        for idea in ideas:
            if idea in _HEADS:
                category, ban = _HEADS[idea]
                return category, (ban, *basis) if ban and jurisdiction == "cn" else basis
    return law.category, basis
