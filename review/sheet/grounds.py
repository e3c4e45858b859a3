"""Law and article of a reason code where the organisation is: the mainland's, or its counterpart."""

from __future__ import annotations

from review.sheet.verdicts import REASONS

_TW_OPEN, _TW_PERSONAL = "政府資訊公開法", "個人資料保護法"
_HK_OPEN, _HK_USE = "公開資料守則", "個人資料（私隱）條例 附表1 第3原則"
_MO_OPEN, _MO_PERSONAL = "行政程序法典（澳門） 第67條", "第8/2005號法律 個人資料保護法"
_ELSEWHERE: dict[str, dict[str, str]] = {
    "tw": {
        "state_secret": f"{_TW_OPEN} 第十八條第一項第一款",
        "banned_by_law": f"{_TW_OPEN} 第十八條第一項第一款",
        "endangers_security": f"{_TW_OPEN} 第十八條第一項第一款",
        "third_party": f"{_TW_OPEN} 第十八條第一項第六款、第七款",
        "internal_affairs": f"{_TW_OPEN} 第十八條第一項第三款",
        "process": f"{_TW_OPEN} 第十八條第一項第三款",
        "enforcement_file": f"{_TW_OPEN} 第十八條第一項第四款",
        "not_needed": f"{_TW_PERSONAL} 第五條",
        "statutory": f"{_TW_OPEN} 第七條",
        "consented": f"{_TW_OPEN} 第十八條第一項第六款但書; {_TW_PERSONAL} 第十六條第七款",
        "public_interest": f"{_TW_OPEN} 第十八條第一項第六款但書",
        "already_public": f"{_TW_PERSONAL} 第六條第一項第三款",
        "may_be_open": f"{_TW_OPEN} 第十八條第一項第三款但書",
        "declassified": "國家機密保護法 第十條",
        "ask_third_party": f"{_TW_OPEN} 第十二條第二項",
    },
    "hk": {
        "state_secret": f"{_HK_OPEN} 第2.3段",
        "banned_by_law": f"{_HK_OPEN} 第2.18段",
        "endangers_security": f"{_HK_OPEN} 第2.3段",
        "third_party": f"{_HK_OPEN} 第2.14段",
        "internal_affairs": f"{_HK_OPEN} 第2.9段",
        "process": f"{_HK_OPEN} 第2.10段",
        "enforcement_file": f"{_HK_OPEN} 第2.6段",
        "not_needed": "個人資料（私隱）條例 附表1 第1原則",
        "consented": _HK_USE,
        "ask_third_party": f"{_HK_OPEN} 第2.14段",
    },
    "mo": {
        "state_secret": _MO_OPEN,
        "banned_by_law": _MO_OPEN,
        "endangers_security": _MO_OPEN,
        "third_party": _MO_OPEN,
        "process": _MO_OPEN,
        "not_needed": f"{_MO_PERSONAL} 第5條",
        "consented": f"{_MO_PERSONAL} 第6條",
    },
}


def basis_of(code: str, jurisdiction: str) -> str:
    """What to cite for a reason code; nothing where that jurisdiction has no article for it."""
    elsewhere = _ELSEWHERE.get(jurisdiction)
    return REASONS[code].basis if elsewhere is None else elsewhere.get(code, "")
