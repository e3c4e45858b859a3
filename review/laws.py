"""Whose law a finding cites: where a rule knows only the mainland's, its equal in the organisation's own.

Rules are written for the mainland first. An office in Taiwan, Hong Kong or Macau goes by its own law, so what
a rule says of mainland statutes is said again in theirs: a ban by its own counterpart, all else by category.
Marks keep their law, since it is what gave them their meaning; so do lexicons of a place or an organisation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.finding import Finding

_TW_OPEN, _TW_PERSONAL = "政府資訊公開法", "個人資料保護法"
_TW_PRIVACY = f"{_TW_OPEN} 第十八條第一項第六款"
_HK_OPEN, _HK_PERSONAL = "公開資料守則", "個人資料（私隱）條例"
_HK_USE = f"{_HK_PERSONAL} 附表1 第3原則"
_MO_PERSONAL, _MO_OPEN = "第8/2005號法律 個人資料保護法", "行政程序法典（澳門） 第67條"
_MO_SENSITIVE = (f"{_MO_PERSONAL} 第7條",)

_TW_SPECIAL = (f"{_TW_PERSONAL} 第六條", _TW_PRIVACY)
"""Records of health, genes, sex life, examinations and crime."""

BY_CATEGORY: dict[str, dict[str, tuple[str, ...]]] = {
    "tw": {
        "personal": (f"{_TW_PERSONAL} 第五條", _TW_PRIVACY),
        "personal.name": (f"{_TW_PERSONAL} 第二條第一款",),
        "personal.health": _TW_SPECIAL,
        "personal.criminal": _TW_SPECIAL,
        "personal.biometric": _TW_SPECIAL,
        "personal.weak_mask": (f"{_TW_PERSONAL}施行細則 第十七條", _TW_PRIVACY),
        "secrecy.state": (f"{_TW_OPEN} 第十八條第一項第一款", "國家機密保護法 第四條"),
        "secrecy.work": (f"{_TW_OPEN} 第十八條第一項第四款",),
        "secrecy.commercial": (f"{_TW_OPEN} 第十八條第一項第七款",),
        "process": (f"{_TW_OPEN} 第十八條第一項第三款",),
        "internal": (f"{_TW_OPEN} 第十八條第一項第三款",),
        "openness": (f"{_TW_OPEN} 第十八條",),
        "hidden": (f"{_TW_OPEN} 第十八條第二項",),
        "organisation": ("公司法 第三百九十三條",),
        "system": ("資通安全管理法",),
        "": (f"{_TW_OPEN} 第十八條",),
    },
    "hk": {
        "personal": (_HK_USE,),
        "personal.name": (f"{_HK_PERSONAL} 第2條",),
        "secrecy.state": (f"{_HK_OPEN} 第2.3段",),
        "secrecy.commercial": (f"{_HK_OPEN} 第2.16段",),
        "process": (f"{_HK_OPEN} 第2.10段",),
        "internal": (f"{_HK_OPEN} 第2.9段",),
        "organisation": ("公司條例（第622章）",),
        "": (f"{_HK_OPEN} 第2部",),
    },
    "mo": {
        "personal": (f"{_MO_PERSONAL} 第6條",),
        "personal.name": (f"{_MO_PERSONAL} 第4條",),
        "personal.health": _MO_SENSITIVE,
        "personal.biometric": _MO_SENSITIVE,
        "personal.religion": _MO_SENSITIVE,
        "personal.criminal": (f"{_MO_PERSONAL} 第8條",),
        "organisation": ("商業登記法典（澳門）",),
        "system": ("第13/2019號法律 網絡安全法",),
        "": (_MO_OPEN,),
    },
}
"""Jurisdiction → head of a category → law and article; the longest head counts, ``""`` is all the rest."""

_BANS: dict[str, dict[str, tuple[str, ...]]] = {
    "艾滋病防治条例 第三十九条第二款": {
        "tw": ("人類免疫缺乏病毒傳染防治及感染者權益保障條例 第十四條",),
    },
    "未成年人保护法 第一百零三条": {"tw": ("兒童及少年福利與權益保障法 第六十九條",)},
    "政府信息公开条例 第二十条第二项": {
        "tw": (f"{_TW_OPEN} 第七條第一項第三款",), "hk": (f"{_HK_OPEN} 第1.4段",), "mo": (_MO_OPEN,),
    },
}  # fmt: skip
"""What a statute of the mainland says of one matter, and what says the same elsewhere."""

_HOMES: dict[str, tuple[str, ...]] = {
    "cn": (
        "个人信息保护法", "政府信息公开条例", "民法典", "保守国家秘密法", "反不正当竞争法", "网络安全法",
        "企业信息公示暂行条例", "未成年人保护法", "艾滋病防治条例", "法释〔2017〕10号",
    ),
    "tw": ("個人資料保護法", "政府資訊公開法", "國家機密保護法", "公司法"),
    "hk": ("個人資料（私隱）條例", "公開資料守則", "身分證號碼及其他身分代號實務守則"),
    "mo": ("第8/2005號法律",),
}  # fmt: skip
"""Laws that the program's own rules cite, by whose they are."""
_HOME = {law: home for home, laws in _HOMES.items() for law in laws}
_MAINLAND, _OWN_LAW = "cn.", ("mark.", "tw.", "hk.", "mo.", "own.")


class Laws:
    """The law of one jurisdiction: ``cn``, ``tw``, ``hk`` or ``mo``."""

    def __init__(self, jurisdiction: str) -> None:
        self._here = jurisdiction
        self._by_category = BY_CATEGORY.get(jurisdiction, {})
        self._known: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...]] = {}

    def of(self, finding: Finding) -> Finding:
        """The finding as its reviewer is to read it; in the mainland, as it is."""
        if not self._by_category or finding.rule.startswith(_OWN_LAW):
            return finding
        source = "cn" if finding.rule.startswith(_MAINLAND) else ""
        key = (source, finding.category, finding.basis)
        basis = self._known.get(key)
        if basis is None:
            basis = self._known[key] = self._basis(*key)
        return finding if basis == finding.basis else replace(finding, basis=basis)

    def _basis(self, source: str, category: str, given: tuple[str, ...]) -> tuple[str, ...]:
        kept: list[str] = []
        general = False
        for citation in given:
            home = source or _HOME.get(citation.partition(" ")[0], self._here)
            if home == self._here:
                kept.append(citation)
            elif self._here in _BANS.get(citation, {}):
                kept += _BANS[citation][self._here]
            else:
                general = True
        if general and not any(_HOME.get(one.partition(" ")[0]) == self._here for one in kept):
            kept += self._of_category(category)
        return tuple(dict.fromkeys(kept))

    def _of_category(self, category: str) -> tuple[str, ...]:
        head = category
        while head and head not in self._by_category:
            head = head.rpartition(".")[0]
        return self._by_category[head]
