"""What the cells of a table say about the person of their row: which are sensitive, which are about nobody.

A count is about nobody, the name of an office neither, and what an inspection found is about a business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.patterns import lazy
from review.recognizers.births import CHILD
from review.recognizers.sensitive_ages import WRITTEN
from review.recognizers.sensitive_words import NOTHING, category_of, said_in_cell
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_COLUMN: dict[str, str] = {
    "health": "personal.health",
    "disability": "personal.health",
    "hardship": "personal.hardship",
    "religion": "personal.religion",
    "criminal": "personal.criminal",
    "marriage": "personal.health",
    "income": "personal.finance.income",
}
"""Columns whose every filled cell is sensitive."""
READ = frozenset({*_OF_COLUMN, "remark", "relation", "age", "village", "organisation", ""})
"""Columns that are read; all but those above for single words."""
_MILD = frozenset({"personal.hardship", "personal.minor"})
_MEMORY = 20_000
_COUNTED = lazy(
    r"(?:人|户|件|例|床位|名额?|孤儿|儿童|对象)?数量?(?:[(（].{1,6}[)）])?$|人次|[率比]$|比例|占比|合计|小计|总计"
)
_OFFICES = lazy(
    r"专长|擅长|方向|主治|特色|研究|职责|分工|业务|诊疗|课程|讲座|主题|部门|科室|处室|股室|机构|(?:主管|牵头|责任|实施|承办|主办|协办)单位|供应商|采购人"
)
_BUSINESS = lazy(
    r"法定代表|法人代表|信用代码|(?:企业|公司|单位|商户|店铺|场所|产品|样品|项目|设备)名?称?$|经营者|业主|负责人|"
    r"检查(?:对象|项目|单位|部位)|整改|隐患|抽样|许可证|营业执照"
)
_FINDING = lazy(r"(?:检[查测验]|抽检|监测)(?:结果|情况)")
_NUMBER = lazy(r"[\d,.%‰\s]+(?:人|户|例|件|个|名|次|元|万元)?")
_FIGURE = lazy(r"[0-9一二三四五六七八九十百千万]")
"""What a column of incomes has; without, it is a class of need (中等偏下收入)."""
_ORGANISATION = lazy(
    r"[\u3400-\u9fff·、0-9A-Za-z()（）]{1,30}(?:[科处局厅署办院站所室部股队联厂店园馆村镇乡]|中心|公司|学校|大学|中学|"
    r"小学|窗口|机构|部门|街道|社区|(?:协|学|商|工|总|委员|联合|基金|居委|村委|研究|教)会)(?:[(（].{1,12}[)）])?"
)
_ABOUT_SOMEBODY = lazy(r"[患因已被术送转在入]|住(?![房建])|出院|戒毒|看守|监狱|精神病院$")
"""患病住某医院 ends like an office, but says what happened to somebody."""
_AGE = lazy(r"(?:满|约|足)?([1-9]|1\d)(?:\.\d)?(?:周?岁)?(?:半|多|零?\d{1,2}个月)?|\d{1,2}个?月大?")


class Said:
    """Categories of the cells of one table; remembers remarks, for they repeat down a column."""

    def __init__(self, headings: Mapping[int, str]) -> None:
        headers = {column: "".join(fold_term(text).split()) for column, text in headings.items()}
        self._nobody = {c for c, text in headers.items() if _COUNTED.search(text) or _OFFICES.search(text)}
        business = any(_BUSINESS.search(text) for text in headers.values())
        self._findings = {c for c, text in headers.items() if business and _FINDING.search(text)}
        self._known: dict[tuple[str, bool], str] = {}

    def category(self, column: int, kind: str, text: str) -> str:
        """Category of a cell of a column of some type; empty if it says nothing of a person."""
        if column in self._nobody:
            return ""
        if kind in _OF_COLUMN and column not in self._findings:
            bare = fold_term(text.strip())
            empty = NOTHING.fullmatch(bare) or (kind != "income" and _NUMBER.fullmatch(bare))
            if empty or is_office(bare):
                return ""
            return "personal.hardship" if kind == "income" and not _FIGURE.search(bare) else _OF_COLUMN[kind]
        return self._word(text, remark=kind == "remark")

    def _word(self, text: str, *, remark: bool) -> str:
        """Category of the gravest sensitive word, empty if none; CKD and the like count in remarks only."""
        if text.isascii() and not remark:
            return ""
        found = self._known.get((text, remark))
        if found is None:
            folded = fold_term(text.strip())
            words = said_in_cell(folded, remark=remark)
            found = "" if is_office(folded) else _gravest([category_of()[word] for word in words])
            if len(self._known) < _MEMORY:
                self._known[text, remark] = found
        return found


def _gravest(found: list[str]) -> str:
    """The first that says more than need or age: 低保户，尿毒症 is an illness."""
    return next((category for category in found if category not in _MILD), found[0] if found else "")


def child_age(text: str) -> bool:
    """Whether a cell holds an age below fourteen."""
    folded = fold_term(text.strip())
    if WRITTEN.fullmatch(folded):
        return True
    match = _AGE.fullmatch(folded)
    return match is not None and int(match.group(1) or 0) < CHILD


def is_office(folded: str) -> bool:
    """Whether a cell is the name of an organisation or of a part of one, and no more."""
    return _ORGANISATION.fullmatch(folded) is not None and not _ABOUT_SOMEBODY.search(folded)
