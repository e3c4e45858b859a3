"""Addresses where one works or goes: offices, seats of firms, contacts that the public may ask."""

from __future__ import annotations

from review.patterns import lazy
from review.recognizers.at_work import at_work

_BEFORE = 24
_OFFICE = lazy(
    r"公司|单位|办公|机构|营业|注册地|地点|会议|报名|领取|受理|窗口|大厅|法院|学校|医院|银行|网点|采购|"
    r"招标|代理|项目|建设|工程|施工|邮寄地址"
    r"|企业|工厂|酒店|宾馆|政府|局|中心|委员会|支行|分行|门店|展馆|公园|遗址|故居|旧址|场馆|展厅|车站|"
    r"仓库|服务站|被告：|供应商|中标|办事处|[院会所校馆社店厂]址|停水|停电|停气|管制|路段|支票|履历|标书|报名表|申请表|稿件"
)
_FOLLOWED = lazy(
    r"[的（(，,]{0,2}[\u4e00-\u9fff]{0,12}?(?:公司|局|委员会|政府|法院|学校|医院|银行|支行|中心|酒店|宾馆|"
    r"大厅|门店|店|馆|厂|社|门面|商铺|铺面|现场|工地|地块|仓库|办公|窗口|会议|[部处科室组]收)"
    r"|[ \u3000]{1,2}[\u4e00-\u9fff]{2,12}?(?:处|署|局|公所|中心)(?![长理])"
)
_PUBLIC = lazy(
    r"行政中心|(?:政务|市民|便民)(?:服务)?中心|(?:行政|办公|政府|教学|门诊|审判)大?楼|"
    r"(?:银行|商业|工商|金融|贸易|保险|工业|企业)(?:大[厦楼]|中心|广场)|交易广场|商厦|写字楼|"
    r"(?:海关|交通|检察|公安|司法|法治|税务|财政|邮政|电力|水利|政务|广电|气象|卫生|教育|工会|总工会|科技|人才|信访)大[楼厦]"
)
"""Where nobody lives, as part of the address itself."""
_BUILDING = lazy(r"大厦|大楼|广场|写字楼|商务|[0-9一二三四五六七八九十]层")
"""Where offices are as well as homes: beside an office's telephone it is the office's."""
_OF_BODY = lazy(
    r"(?:大学|学院|研究[院所]|厂|协会|学会|商会|基金会|医院|门诊部|幼儿园|集团|事务所|[律会][计师]{1,2}行)"
    r"(?:[（(][^\n()（）]{1,10}[)）])?"
    r"(?:\n|[，,；; \u3000\t]{0,3}\n?(?:[（(][0-9]{1,2}[)）])?(?:联系|通[讯信]|注册|单位|详细)?地址"
    r"[：: \u3000]{0,2}(?:[0-9]{6} ?)?)$"
)
"""A body's name at the end of the line above, or right before the label of an address."""
_SEAT = lazy(
    r"(?:[经經]营|营业|生产|注册|公司|企业|单位|机构|法人)(?:场所|住所|住址|地址|地点|处所)[^，,。；;\n]{0,10}$|"
    r"(?:公司|厂|商行|合作社|饭店|超市|酒店|商店)[，,]?住所地?[：:]?$"
)
"""Labels of where a business is: its 住所 by law is its seat (民法典 63), no home."""
_DOMICILE = lazy(r"住所地?(?:[（(]住址[)）])?[：: 　]{0,2}(?:位于|在)?(?:[\u4e00-\u9fff]{2,8}[省市])?$")
_FIRM = lazy(r"信用代码|公司|营业执照|经营者|合作社|法定代表人|事务所|[厂店]\n")
_PERSON = lazy(r"身份证|公民身份|性别|[，,、（(][男女][，,、）)\s]|出生")
_FIRM_BEFORE = 90


def is_office(text: str, span: tuple[int, int], *, home: bool, unit: bool) -> bool:
    """Whether an address in folded text is an office, a shop, a venue; words before it say more than behind.

    ``home`` says that a word for dwelling stands before it, ``unit`` that it leads to a single dwelling.
    """
    start, end = span
    before = text[max(start - _BEFORE, 0) : start]
    if _SEAT.search(before) or _of_firm(text, start):
        return True
    if home:
        return False
    if _PUBLIC.search(text, start, end) or _OFFICE.search(before) or _FOLLOWED.match(text, end):
        return True
    if unit and _BUILDING.search(text, start, end) is None:
        return False
    return _OF_BODY.search(before) is not None or at_work(text, start, end)


def _of_firm(text: str, start: int) -> bool:
    """Whether 住所 is said of a firm that stands right before, and of nobody."""
    before = text[max(start - _FIRM_BEFORE, 0) : start]
    label = _DOMICILE.search(before)
    return (
        label is not None
        and _FIRM.search(before, 0, label.start()) is not None
        and _PERSON.search(before, 0, label.start()) is None
    )
