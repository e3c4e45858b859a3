"""The grammar of addresses in simplified script: where one begins, its last detail, how exact it is."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from review.identifiers.facts import divisions, fact_lines
from review.patterns import lazy, matches_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIGURES = "一二三四五六七八九十百廿卅○〇零"
_LETTERS = "甲乙丙丁"
_NUMBER = rf"[0-9{_FIGURES}{_LETTERS}A-Za-z*＊xX]"
_ROADS = (
    *"路街道巷弄段村庄屯寨园坊城湾沟营堡里厝坡坪寮坑埔围组队楼邨台苑阁轩",
    "胡同", "社区", "小区", "花园", "家园", "嘉园", "公寓", "新村", "大厦", "广场", "属院", "宿舍",
)  # fmt: skip
_BEHIND = (*digits, *ascii_letters, *_FIGURES, *_LETTERS, *"*＊第附东西南北中")
"""What follows a road at once where it has a number."""
_ANCHOR = lazy(
    rf"(?:{'|'.join(_ROADS)})"
    rf"(?:第|[东西南北中]段?|附)?{_NUMBER}{{1,6}}(?:[-—之、]{_NUMBER}{{1,4}})*"
    r"(?:号楼|号院|号|弄|巷|栋|幢|座|组|单元|室|段|邻|楼|队|期|区|街|社|排|#)"
    rf"|(?:[栋幢]|号楼){_NUMBER}{{1,3}}单元[0-9]{{3,4}}(?:室|房|号|户)?|[栋幢][0-9]{{3,4}}(?:室|房|户)"
    rf"|(?:{'|'.join(_ROADS)})[0-9]{{1,3}}-[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9-])"
)
"""A road with a number; in an estate that is called like no road, a house with its flat."""
_TAIL = lazy(
    rf"(?:{_NUMBER}{{1,6}}(?:[-—之、]{_NUMBER}{{1,4}})*(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|组|巷|邻|"
    rf"房|户|段|区|门|排|#楼?)"
    rf"|之{_NUMBER}{{1,3}}|附{_NUMBER}{{1,3}}号|地下|内|[东西南北中](?:侧|户)?|(?<=[楼层])[A-Z][座室]?(?![A-Za-z0-9])"
    r"|[\u4e00-\u9fff]{1,8}?(?:小区|大厦|花园|公寓|家园|广场|苑|新村|楼|大街|路|街|巷)"
    rf"(?=[东西南北]?{_NUMBER}{{1,6}}(?:[-—之]{_NUMBER}{{1,4}})?(?:号|栋|幢|座|单元|室|楼|弄|期|区|巷))|"
    rf"(?<=号)[\u4e00-\u9fff]{{2,6}}(?={_NUMBER}{{1,3}}(?:[栋幢]|-[0-9]{{3,4}}(?![0-9])))|"
    rf"(?<=[号弄楼栋幢座元#])[-—]?{_NUMBER}{{2,5}}(?:室)?|(?<=[\u4e00-\u9fff])[0-9]{{1,3}}-[0-9]{{3,4}}(?![0-9]))"
)
_PLAIN = rf"[0-9{_FIGURES}{_LETTERS}A-Za-z]"
"""A number without stars: what is masked gives no detail."""
_DETAIL = lazy(
    rf"{_PLAIN}+(?:[-—之、]{_PLAIN}+)*(?:号|弄|室|楼|栋|幢|座|单元|组|邻|巷|队|户|房|#)|"
    rf"\d+[-—]\d+(?:[-—]\d+)?$|(?:路|街|巷|段|厝|里|村){_PLAIN}{{1,5}}$"
)
_HOUSE = lazy(
    rf"{_PLAIN}+(?:[-—之、]{_PLAIN}+)*(?:号|弄|室|楼|栋|幢|座|单元|巷|户|房|#)|"
    rf"\d+[-—]\d+(?:[-—]\d+)?$|(?:路|街|巷|段|厝|里|村){_PLAIN}{{1,5}}$"
)
"""The same without what holds many homes: 组, 邻, 队."""
_DISTRICT = lazy(r"[\u4e00-\u9fff]{2,}?(?:省|自治区|市|县|州|盟|旗|(?<![社小])区)(?=[\u4e00-\u9fff])")
ENTRANCE = lazy(
    rf"(?:(?!{_PLAIN}(?:号|栋|幢|座|楼|弄|巷|组|排|期|区)).)*{_PLAIN}单元(?:[一二两三四五六七八九十]户)?"
)
"""An entrance of no house: 三单元一户 counts households, 3单元501 is a home."""
_STARRED = lazy(r"[*＊]+(?:号|巷|弄|邻|之|室|楼|栋|幢|座|单元|组|队|户)")
_UNIT = lazy(rf"{_NUMBER}+(?:室|单元|栋|幢|组|邻|户|队|号楼)|楼之")
_HAN_RUN = lazy(r"[\u4e00-\u9fff0-9A-Za-z（）()\-—]*$")
_STOP = lazy(
    r"(?:住所地|所在地|居住地|住址|地址|住所|户籍地?|现住址?|现居住?|居住于|居住在|家住|住在|位于|座落于|坐落于|住|坐落|居于|"
    r"迁至|前往|在|于|至(?![善诚德])|到|为(?!民)|是|的|及|和(?![平谐睦顺义美畅兴])|与|或|从(?!化)|由)"
)
"""What stands before an address; 和平路 and 为民路 are roads."""
LOOK_BACK = 44
"""Characters that an address may have before its first detail."""
_PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽",
    "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州",
    "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "台湾", "香港", "澳门", "台北", "新北",
    "桃园", "台中", "台南", "高雄", "基隆", "新竹", "嘉义", "苗栗", "彰化", "南投", "云林", "屏东",
    "宜兰", "花莲", "台东", "澎湖", "金门", "连江",
)  # fmt: skip
_SUFFIX = ("特别行政区", "自治区", "自治州", "自治县", "地区", "省", "市", "县", "区", "州", "盟", "旗")
_SHORTEST = 2


@cache
def _places() -> tuple[frozenset[str], int]:
    """Names of divisions down to counties, with and without their last word."""
    names = set(_PROVINCES)
    for code, name in divisions().items():
        names.add(name)
        if code.endswith("00"):
            names.update(name.removesuffix(suffix) for suffix in _SUFFIX)
    for line in fact_lines("taiwan_districts.tsv"):
        names.update(line.split("\t"))
    names = {name for name in names if len(name) >= _SHORTEST} - {
        "市辖区",
        "县",
        "省直辖",
        "城区",
        "郊区",
        "矿区",
    }
    return frozenset(names), max(map(len, names))


FLAT = lazy(
    r"(?:Flat|Room|Rm\.?|Unit) ?[0-9A-Z]{1,5}(?:[-/][0-9A-Z]{1,3})?,? (?:[0-9]{1,3}/F,? ?)?"
    r"(?:(?:Block|Blk|Tower) ?[0-9A-Z]{1,3},? )?(?:[A-Z][a-z']+ ){1,4}"
    r"(?:House|Court|Mansions?|Building|Estate|Gardens?|Villas?|Terrace|Heights|Centre|Road|Street|Lane|Avenue)"
    r"(?:,? [0-9]{1,4}[A-Z]?(?:-[0-9]+)? (?:[A-Z][a-z']+ ){1,3}(?:Road|Street|Lane|Avenue|Path))?"
)
"""A dwelling of Hong Kong in English: Flat B, 12/F, Block 3, Some House, 5 Some Road."""


def heads() -> Iterator[str]:
    """Roads with what their number begins with: fixed strings, one of which every anchor begins with."""
    return (road + character for road in (*_ROADS, "栋", "幢", "号楼") for character in _BEHIND)


def anchors(text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Numbers of houses behind their roads; ``starts`` are those of heads."""
    return matches_at(_ANCHOR, text, sorted(starts))


def begin(text: str, anchor: int, floor: int) -> int:
    """Where the address begins whose first detail is at ``anchor``; not before ``floor``."""
    names, longest = _places()
    run = _HAN_RUN.search(text, floor, anchor)
    left = run.start() if run else anchor
    left = max(left, _unclosed(text, left, anchor))
    for at in range(left, anchor):
        for length in range(min(longest, anchor - at), _SHORTEST - 1, -1):
            if text[at : at + length] in names:
                return _with_zip(text, at)
    for word in reversed(list(_STOP.finditer(text, left, anchor))):
        # 太和东路: a road is hardly called by one character alone
        if anchor - word.end() >= (1 if len(word.group()) > 1 else _SHORTEST):
            return word.end()
    return left


def _unclosed(text: str, left: int, anchor: int) -> int:
    """Behind a bracket that is still open: 行政复议科（人民路1号 names the place within."""
    opened = max(text.rfind(bracket, left, anchor) for bracket in "（(")
    return opened + 1 if opened > max(text.rfind(bracket, left, anchor) for bracket in "）)") else left


def _with_zip(text: str, at: int) -> int:
    before = text[max(at - 6, 0) : at]
    code = re.search(r"(?<![0-9])(?:[0-9]{3}|[0-9]{5,6})$", before)
    return at - len(code.group()) if code else at


def finish(text: str, end: int, ceiling: int) -> int:
    """Where the address ends whose first detail ends at ``end``."""
    while True:
        more = _TAIL.match(text, end, ceiling)
        if more is None or more.end() == end:
            return end
        end = more.end()


def detailed(text: str) -> bool:
    """Down to a house number, a village group, a unit or a room, and not masked there.

    The number of a group alone (一组) tells no place.
    """
    return not masked(text) and _DETAIL.search(text) is not None and not _GROUP.fullmatch(text.strip())


def housed(text: str) -> bool:
    """Whether what is exact leads to a house; 柳塘村三组 and 东风里3邻 lead to dozens of them."""
    return _HOUSE.search(text) is not None


def districted(text: str) -> bool:
    """Whether it begins with a county or a city, as the address on an identity card does."""
    return _DISTRICT.match(text) is not None


def masked(text: str) -> bool:
    """Whether stars stand for a number of it."""
    return _STARRED.search(text) is not None


def dwelling(text: str) -> bool:
    """Down to a unit, a room, a village group: where somebody lives rather than where an office is."""
    return _UNIT.search(text) is not None


_GROUP = lazy(r"第?[0-9一二三四五六七八九十]{1,3}(?:村民|居民)?小?[组社队邻]")
_TOWN = lazy(r"^.*?(?:省|自治区|市|县|区|州)(?:[\u4e00-\u9fff]{1,6}?(?:市|县|区|镇|乡|街道))?")


def mask_address(text: str) -> str:
    """Down to the township, the rest stars (永安市 2023: 地址只到乡镇、街道)."""
    town = _TOWN.match(text)
    head = town.group() if town and len(town.group()) < len(text) else text[:2]
    return f"{head}***"
