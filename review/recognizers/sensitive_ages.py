"""Ages in words and figures: what is surely below fourteen, and below eighteen."""

from __future__ import annotations

from review.patterns import lazy

AGE = "岁"
_ALONE = "(?<![0-9十百零〇一二三四五六七八九两数几])"
"""三岁 of 二十三岁 is no age."""
_SMALL = "[1-9]|1[0-3]|十[一二三]?|[一二三四五六七八九两]"
YEARS = rf"{_ALONE}(?:{_SMALL}) ?周?岁"
"""Below fourteen (个人信息保护法 28)."""
MINOR_YEARS = rf"{_ALONE}(?:1[4-7]|十[四五六七]|{_SMALL}) ?周?岁"
"""Below eighteen (未成年人保护法 2)."""
WRITTEN = lazy(rf"(?:{_SMALL})周?岁(?:半|多)?")
"""The age of a child that fills a cell."""
