"""Words that win over a short term which two of them only seem to make (手机|密码 is not 机密).

Segmentation settles most of these; the table holds those it cuts wrongly, and it works on both sides at
once, so that neither half alone can hide a true term.
"""

from __future__ import annotations

LEFT = frozenset((
    "手机", "司机", "飞机", "随机", "开机", "电机", "危机", "时机", "有机", "相机", "主机", "战机", "客机",
    "农机", "动机", "耳机", "拒绝", "谢绝", "杜绝", "隔绝", "断绝", "禁绝", "灭绝", "神秘", "奥秘", "诡秘",
    "便秘", "隐秘", "疫情", "险情", "灾情", "病情", "行情", "警情", "案情", "汛情", "旱情", "民情", "舆情",
    "详情", "实情", "火情", "震情", "苗情", "墒情", "雨情", "水情", "军情", "保证", "听证", "认证", "公证",
    "取证", "发证", "办证", "验证", "质证", "论证", "二手", "一手", "助手", "对手", "新手", "水手", "双手",
    "主办", "承办", "村办", "协办", "厂商", "客商", "工商", "电商", "经商", "协商", "起草", "破解", "理解",
    "了解", "讲解", "溶解", "求解", "分解", "提名", "报名", "签名", "署名", "冠名", "一名", "保护", "看护",
    "监护", "陪护", "养护", "爱护", "呵护",
))  # fmt: skip
"""Words that end in the first character of a short term."""
RIGHT = frozenset((
    "密码", "密切", "密封", "密集", "密度", "密闭", "密钥", "密接", "密布", "密室", "密林", "密实", "密道",
    "密保", "密信", "密不", "报告", "报表", "报价", "报送", "报警", "报名", "报备", "报刊", "报道", "机床",
    "机动", "机器", "机械", "机会", "机舱", "人员", "人民", "人数", "人均", "人工", "人口", "人士", "开课",
    "开放", "开支", "开销", "开办", "件数", "案件", "案例", "案情", "单位", "单元", "单身", "单数", "单独",
    "照片", "照料", "照管", "照顾", "照明", "品种", "员工",
))  # fmt: skip
"""Words that begin with the last character of a short term."""
SWALLOWING = frozenset((
    "持证人", "保证人", "公证人", "公开课", "见证人", "办证人", "发证人", "在线人", "手机密", "开机密",
    "情报价", "情报表",
))  # fmt: skip
"""Longer words that hold a term without meaning it."""
_PAIR = 2
"""Characters of the terms that ``LEFT`` and ``RIGHT`` are made for."""
_LONGEST = max(map(len, SWALLOWING))


def beaten(text: str, start: int, end: int) -> bool:
    """Whether other words win over the term at ``text[start:end]``."""
    pair = end - start == _PAIR
    if pair and text[max(start - 1, 0) : start + 1] in LEFT and text[start + 1 : end + 1] in RIGHT:
        return True
    return any(
        text[left : left + length] in SWALLOWING
        for length in range(end - start + 1, _LONGEST + 1)
        for left in range(max(end - length, 0), start + 1)
    )
