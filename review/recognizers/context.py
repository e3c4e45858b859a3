"""Does the text here hold a secret, or does it talk about secrecy?

Statutes, training notices, pledges, tender clauses, job advertisements and news speak of secrets without
holding any. The answer is a word for the evidence; a match that has one is at most a notice.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from review.i18n import marked
from review.patterns import lazy

if TYPE_CHECKING:
    from review.recognizers.view import View

KINDS: dict[str, str] = {
    "title": marked("stands in the title of a law or book"),
    "quotation": marked("quoted, not used"),
    "statute": marked("article of a law or rule"),
    "offence": marked("speaks of an offence or its punishment"),
    "duty": marked("speaks of a duty to keep secrets"),
    "procedure": marked("speaks of how secrets are managed"),
    "training": marked("speaks of training, examination or publicity"),
    "denial": marked("says that there is none"),
}
_ARTICLE = lazy(
    r"^[ \t\u3000]*第[ \t\u3000]*[一二三四五六七八九十百千零〇\d]+[ \t\u3000]*[条條]", re.MULTILINE
)
_ARTICLES = 3
"""Articles that make a text a statute or a rule of that form."""
_PAIRS = {"《": "》", "“": "”", "「": "」", "『": "』", "‘": "’", "〈": "〉", '"': '"'}
_CLOSING = frozenset(_PAIRS.values())
_REACH = 60
"""Characters within which a quotation mark looks for its partner."""
REACH = 400
"""Characters to either side that count as the same sentence: tables and lists may have no end for pages."""
_SIGNALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("denial", lazy(
        "非涉密|不涉密|不涉及|未涉及|无涉密|不含|不得含有|没有涉及|不属于|非国家秘密|无密级|脱密|不存在"
        "|严禁.{0,8}(?:上网|上传|发布|传输|处理|存储)|不得.{0,12}(?:公开|发布|上网|传输|处理|存储)")),
    ("offence", lazy(
        "泄露|泄漏|泄密|窃取|窃密|刺探|收买|非法获取|非法提供|非法持有|违反|违法|犯罪|罪名|之罪|罪[，。、；)）]|判处"
        "|处分|处罚|有期徒刑|追究|失密|案例|案件|涉嫌|查处|通报批评|间谍")),
    ("duty", lazy(
        "应当保密|应予保密|予以保密|负有保密|保密义务|保密责任|保密承诺|承诺书|保密协议|保守|严守|对.{0,30}保密"
        "|保密要求|保密条款|保密纪律|不得泄|不得向|依法保护")),
    ("procedure", lazy(
        "定密|解密|密级鉴定|密级确定|密级变更|密级的?(?:确定|变更|和|标|划分|管理)|分为|划分|保密审查|保密制度"
        "|保密管理|保密工作|保密检查|保密自查|保密法|保护法|条例|管理办法|管理规定|管理制度|暂行办法|实施细则|实施办法"
        "|工作机制|标注|标明|注明|加盖|载明|字样|标志|标识|印有|写有|戳记|是指|所称|包括|定义|含义|概念|分类|分级"
        "|申请.{0,12}公开|信息公开|政府信息|按照.{0,20}规定|依照.{0,20}规定|规定的|依据.{0,20}(?:条|款|法|规定)")),
    ("training", lazy(
        "培训|教育|宣传|知识竞赛|竞赛|试题|答题|测试|讲座|学习|课程|考核|宣传月|警示|演练|招聘|岗位|应聘|录用条件"
        "|小说|电影|影片|电视剧|图书|出版|主演|上映|历史|年代|花园|武器")),
)  # fmt: skip


class Context:
    """What the text around a span says it is; one for each document."""

    def __init__(self, view: View) -> None:
        """Look at nothing yet."""
        self._view = view

    @cached_property
    def first_article(self) -> int:
        """Where the articles of a statute or rule begin; beyond the end of any other text."""
        found = [
            m.start() for _i, m in zip(range(_ARTICLES), _ARTICLE.finditer(self._view.text), strict=False)
        ]
        return found[0] if len(found) == _ARTICLES else len(self._view.text)

    def quoted(self, start: int, end: int) -> str:
        """``title`` in 《》, ``quotation`` in other marks, else nothing."""
        text = self._view.text
        for at in range(start - 1, max(start - _REACH, -1), -1):
            if text[at] == "\n" or (text[at] != '"' and text[at] in _CLOSING):
                return ""
            partner = _PAIRS.get(text[at])
            if partner:
                closed = text.find(partner, end, end + _REACH)
                if closed < 0 or "\n" in text[end:closed]:
                    return ""
                return "title" if partner in "》〉" else "quotation"
        return ""

    def normative(self, start: int, end: int) -> str:
        """``statute`` within the articles of a law or rule, or in a line that begins as an article."""
        line = self._view.short_line(start, end, REACH)
        inside = start >= self.first_article or (line and _ARTICLE.match(self._view.text, line[0]))
        return "statute" if inside else ""

    def of(self, start: int, end: int) -> str:
        """A key of ``KINDS`` where the text around the span talks about secrecy, else nothing."""
        known = self.quoted(start, end) or self.normative(start, end)
        return known or self.signal(start, end)

    def signal(self, start: int, end: int) -> str:
        """What the words of the sentence around the span say, the span itself left out."""
        left, right = self._view.sentence(start, end)
        text = self._view.text
        around = f"{text[max(left, start - REACH) : start]}\n{text[end : min(right, end + REACH)]}"
        return next((kind for kind, pattern in _SIGNALS if pattern.search(around)), "")
