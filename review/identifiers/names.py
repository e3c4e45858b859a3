"""Personal names by form: Chinese, with ·, in Latin letters, masked."""

from __future__ import annotations

from functools import lru_cache

from review.identifiers.facts import given_odds, surname_odds
from review.patterns import lazy

HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff"
_HAN_NAME = lazy(rf"[{HAN}?？]{{2,5}}")
_DOTTED = lazy(rf"[{HAN}]{{1,8}}(?:[·•‧∙・．.][{HAN}A-Z]{{1,10}}){{1,3}}")
_LATIN = lazy(r"[A-Za-z][A-Za-z'.,\- ]{3,40}")
_MASK = r"[某*＊○〇◯Oo0xX×ＸxX□■●_＿]"
MASKS = frozenset("某*＊○〇◯×Xx□■●_＿")
"""What stands for the hidden part of a name, sure enough to be told by itself."""
_MASKED = lazy(rf"[{HAN}](?:{_MASK}{{1,3}}[{HAN}]?|[{HAN}]?{_MASK}{{1,2}})(?:甲|乙|丙|丁|[0-9])?")
_TITLE = lazy(r"(?:先生|女士|小姐|君|太太|同志|老师|医师)$")
_NO_NAME = frozenset({
    "合计", "小计", "总计", "以下空白", "空白", "无", "姓名", "以上", "备注", "同上", "本人", "户主",
    "暂无", "未知", "不详", "保密", "其他", "等等", "汇总", "人数", "名单", "公司", "单位", "略",
    "负责人", "申请人", "男", "女", "是", "否", "汉族", "群众", "党员", "教师", "学生", "农民", "工人",
    "健康", "良好", "正常", "合格", "不合格", "优秀", "同意", "全部", "平均", "最高", "最低", "开户行",
    "附件", "家长", "监护人",
})  # fmt: skip
_ORGANISATION = lazy(
    r"公司|企业|集团|银行|学校|小学|中学|大学|学院|医院|卫生院|委员会|管理局|政府|中心|协会|商行|商店|"
    r"商号|工厂|经营部|合作社|事务所|"
    r"工作室|有限|分局|支队|大队|幼儿园|餐厅|饭店|超市|药房|诊所|工程行|企业社|实业|电器行|小吃|美容|"
    r"工作坊|服务站|村委|居委|街道|派出所"
)
_LONGEST_GIVEN = 2
_FOUR = 4


def surname_of(text: str) -> str:
    """The surname a text in simplified script begins with, two characters before one; empty if none."""
    table = surname_odds()
    if text[:2] in table and len(text) > len(text[:2]):
        return text[:2]
    return text[:1] if text[:1] in table else ""


def is_masked(text: str) -> bool:
    """张某某, 王○明, 李*: a name made unreadable."""
    return not MASKS.isdisjoint(text[1:]) and _MASKED.fullmatch(text) is not None


def is_organisation(text: str) -> bool:
    """Whether a text names an organisation rather than a person."""
    return _ORGANISATION.search(text) is not None


def without_title(text: str) -> str:
    """A name without 先生, 女士 and the like."""
    return _TITLE.sub("", text)


@lru_cache(maxsize=65536)
def in_name_column(text: str) -> bool:
    """Whether a cell below a header for names (folded, stripped) holds one.

    The header already says what it is, so any two to five characters will do that are no word of forms.
    """
    text = without_title(text)
    if text in _NO_NAME or is_masked(text) or is_organisation(text):
        return False
    if _HAN_NAME.fullmatch(text):
        return len(text) <= _FOUR or surname_of(text) != ""
    return _DOTTED.fullmatch(text) is not None or _LATIN.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def looks_like_name(text: str) -> bool:
    """Whether a text alone, without any header, is most likely a Chinese name: surname and given name."""
    surname = surname_of(text)
    given = text[len(surname) :]
    if not surname or not 1 <= len(given) <= _LONGEST_GIVEN or text in _NO_NAME:
        return False
    odds = given_odds()
    return surname_odds()[surname] + sum(odds.get(c, -30) for c in given) >= _LIKELY


_LIKELY = 20
