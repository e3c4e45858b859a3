"""What a label of the risk model means in law: category, severity and articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Category, severity (条例 14, 15, 16), and the mainland's articles (elsewhere: ``review.laws``)."""

    category: str
    severity: str
    basis: tuple[str, ...]


LAWS: dict[str, Law] = {
    "state_secret": Law(
        category="secrecy.state.content",
        severity="block",
        basis=("政府信息公开条例 第十四条", "保守国家秘密法 第三十五条"),
    ),
    "work_secret": Law(
        category="secrecy.work",
        severity="consent",
        basis=("保守国家秘密法 第六十四条", "政府信息公开条例 第十七条"),
    ),
    "commercial_secret": Law(
        category="secrecy.commercial",
        severity="consent",
        basis=("政府信息公开条例 第十五条", "反不正当竞争法 第九条"),
    ),
    "personal": Law(
        category="personal.combination",
        severity="consent",
        basis=("政府信息公开条例 第十五条", "个人信息保护法 第二十五条"),
    ),
    "sensitive_personal": Law(
        category="personal.combination",
        severity="consent",
        basis=("个人信息保护法 第二十八条", "个人信息保护法 第二十九条", "政府信息公开条例 第十五条"),
    ),
    "process": Law(
        category="process.draft",
        severity="discretion",
        basis=("政府信息公开条例 第十六条",),
    ),
}

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


def head_of(label: str, ideas: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Category and articles of a label; a sensitive one takes its category from its strongest idea."""
    law = LAWS[label]
    if label == "sensitive_personal":
        for idea in ideas:
            if idea in _HEADS:
                category, ban = _HEADS[idea]
                return category, (ban, *law.basis) if ban else law.basis
    return law.category, law.basis
