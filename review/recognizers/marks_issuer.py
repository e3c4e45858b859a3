"""Whether the organ that issues a document may classify at the level it wrote (保守国家秘密法 17).

Central and provincial organs may classify at all three levels, those of cities with districts up to 机密,
those of counties, townships, schools and villages not at all: their marks are derived (18) or a mistake.
"""

from __future__ import annotations

import re

from review.patterns import lazy

_HEAD = 400
_ISSUER = lazy(
    r"^[\s\u3000]*(?P<name>[^\n，。：；、《》（）()\d ]{2,24}?"
    r"(?:人民政府|办公室|办公厅|委员会|局|办事处|中学|小学|幼儿园|学校|村民委员会|卫生院))(?:[\s\u3000]*文件|[〔\[（(]\d{4}|[\s\u3000]*$)",
    re.MULTILINE,
)
_COUNTY = lazy(
    r"(?:(?<!自治)县|(?<!自治)(?<!行政)(?<!特)(?<!开发)区|镇|乡|街道|社区|村)[^市省]{0,12}$|(?:中学|小学|幼儿园|卫生院)$"
)
_CITY = lazy(r"^[^省区]{1,8}?(?:市|自治州|盟)(?!县)")
_DIRECT = ("北京市", "上海市", "天津市", "重庆市")


def beyond_issuer(text: str, level: str) -> bool:
    """Whether the issuer named in the first lines may not set this level itself."""
    found = _ISSUER.search(text[:_HEAD])
    if found is None or level not in {"绝密", "机密", "秘密"}:
        return False
    name = found["name"].removeprefix("中共").removeprefix("中国共产党")
    if _COUNTY.search(name):
        return True
    return level == "绝密" and bool(_CITY.match(name)) and not name.startswith(_DIRECT)
