"""What speaks for and against a name: its characters, words across its ends, what stands around.

The same features serve training (``review.learning.names``) and the model at run time.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.identifiers.facts import given_odds, surname_odds
from review.patterns import lazy
from review.text.characters import is_han

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_TITLES = (
    "书记|主任|局长|县长|市长|省长|区长|镇长|乡长|村长|处长|科长|股长|部长|院长|校长|所长|会长|站长|厂长|"
    "店长|行长|董事长|总经理|经理|总裁|主席|委员|代表|教授|"
    "老师|医生|医师|律师|法官|检察官|警官|民警|记者|编辑|作者|导演|演员|同学|学生|同志|先生|女士|小姐|"
    "员工|职工|干部|党员|村民|居民|市民|群众|患者|病人|死者|"
    "伤者|司机|乘客|户主|业主|房主|原告人?|被告人?|上诉人|申请人|负责人|联系人|经办人|承办人|代表人|"
    "代理人|证人|被害人|受害人|嫌疑人|当事人|收件人|车主|登记人|"
    "用户|客户|姓名|父亲|母亲|丈夫|妻子|儿子|女儿|哥哥|姐姐|弟弟|妹妹|之子|之女|选手|球员|队长|教练|专家|"
    "学者|院士|博士|硕士|研究员|工程师|设计师|分析师|总监|秘书|"
    "助理|顾问|组长|班长|队员|监事|董事|股东|理事|候选人|承租方|出租方|买方|卖方|甲方|乙方|合伙人|创始人|"
    "发言人|主持人|监护人|家长|老人|青年|女子|男子|"
    "业务员|销售|职员|理财师|护士|主播|歌手|作家|画家|诗人|烈士|模范|标兵|委员长|总理|参事|馆长|里长|议员|"
    "立委|署长|司长|厅长|总队长|支队长|大队长|CEO|CFO|CTO|"
    "审判长|审判员|书记员|陪审员|检察员|鉴定人|保证人|借款人|被执行人|持证人|受益人|投保人|被保险人|"
    "纳税人|委托人|法人|签发人|拟稿人|审核人|校对|联系"
)
_TITLE_ENDS = frozenset(word.rstrip("?")[-1] for word in _TITLES.split("|")) | set("告：:，为是")
"""Last characters of titles, and what may stand behind one: without these there is no title."""
_LEFT_TITLE = lazy(rf"(?:{_TITLES})(?:：|:|，|为|是)?$")
_STYLES = (
    rf"同志|先生|女士|小姐|老师|夫妇|夫妻|一家|等人|等[\d一二三四五六七八九十两]|本人|{_TITLES}|副|总工|某"
)
_RIGHT_TITLE = lazy(_STYLES)
_VERBS = (
    r"表示|指出|认为|介绍|强调|告诉|透露|坦言|回忆|担任|出任|当选|出席|主持|参加|毕业|获得|荣获|先后|提出|"
    r"要求|宣布|说道|解释|补充|坦承|分析|直言|现任|曾任|历任|"
    r"作为|负责|带领|率领|陪同|前往|赶到|来到|发现|接受|报警|告知|承认|否认|签订|购买|居住|联系|反映|申请|"
    r"提交|办理|涉嫌|犯|家住|生于|出生|去世|逝世|患|因病|从事|"
    r"完成|率队|致辞|讲话|作报告|汇报|发言|领衔|执导|主演|创办|创立|持有|辞去|接任|接替|加盟|率先"
)
_RIGHT_VERB = lazy(_VERBS)
_TITLE_STARTS, _VERB_STARTS = (frozenset(word[0] for word in words.split("|")) for words in (_STYLES, _VERBS))
_SEX_STARTS = frozenset("，,（( 男女12")
"""First characters of what may stand behind a name: a look at one spares the search for a hundred words."""
_SEX = lazy(r"[，,（( ]?(?:男|女)[，,。；、 ）)性]|[，,（(]?(?:19|20)\d\d年|[（(]\d{2}岁|[，,]\d{2}岁")
_LIST = frozenset("、/／")
_OPEN = frozenset("：:（(“\"'「『【[〔<《 　\t，,")
_CLOSE = frozenset("，,。；;！!？?）)”\"'」』】]〕>》 　\t\n\r：:、")
_JOIN = frozenset("和与及跟同暨")
_ROLES = frozenset("员人者长师手民友生工家任记授理总官兵医士父母妻子弟妹兄姐夫女侄孙")
_LEAD = frozenset("由向对请让给被叫是找为把将据如像而使令经以受替随")
_FOLLOW = frozenset("在是的任为于等说称将从已曾被因也还则就和与及向对给把有都来去到了又并以一所带让未未不对")
NAMES = (
    "surname", "given1", "given2", "worst", "short", "compound", "word", "across_left", "across_right",
    "inner", "inner_left",
    "right3", "strength", "strength_own", "strength_clean", "strength_long", "left_start", "left_open",
    "left_list", "left_title",
    "left_join", "left_lead", "left_role", "left_word", "left_han", "left_han_plain", "left_han_strength",
    "right_word",
    "right_end", "right_close", "right_list", "right_title", "right_verb", "right_sex", "right_follow",
    "right_han",
    "right_han_plain", "right_han_strength", "listed",
)  # fmt: skip
MISSING = -35
_FLOOR_SURNAME, _FLOOR_GIVEN = -30, -18
_LONG_GIVEN = 2
_AROUND = 8
"""Characters on either side in which titles and verbs speak of a name."""


@cache
def _frequency() -> Any:
    import marisa_trie

    from review.text import segment

    path = Path(segment.__file__).with_name("words.marisa")
    return marisa_trie.RecordTrie("<I").mmap(str(path)).get


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """Logarithm of a word's frequency in jieba's dictionary; 0 for what is no word."""
    found = _frequency()(word)
    return log(1 + found[0][0]) if found else 0.0


@cache
def candidate_pattern() -> re.Pattern[str]:
    """A surname before a character that names are made of; in 老师柯云舒 two may stand side by side."""
    single = "".join(s for s, odds in surname_odds().items() if len(s) == 1 and odds > _FLOOR_SURNAME)
    given = "".join(c for c, odds in given_odds().items() if odds > _FLOOR_GIVEN)
    return lazy(f"[{single}](?=[{given}])")


@cache
def compound_pattern() -> re.Pattern[str]:
    """A compound surname."""
    return lazy("|".join(sorted(s for s in surname_odds() if len(s) > 1)))


def spans(text: str, start: int, surname: str) -> Iterator[tuple[int, int]]:
    """Possible names that begin at ``start``: one and two characters after the surname."""
    first = start + len(surname)
    for length in (1, _LONG_GIVEN):
        if first + length > len(text) or not is_han(text[first + length - 1]):
            return
        yield start, first + length


def strength(name: str, surname: str) -> float:
    """How likely surname and given characters are a name's, on average, against running text."""
    given = name[len(surname) :]
    odds = given_odds()
    mean = sum(odds.get(c, MISSING) for c in given) / len(given)
    return (surname_odds()[surname] + mean) / 10


def _titled(text: str, start: int) -> bool:
    """Whether a title stands right before ``start``."""
    return (
        start > 0
        and text[start - 1] in _TITLE_ENDS
        and _LEFT_TITLE.search(text[max(start - _AROUND, 0) : start]) is not None
    )


def seen(text: str, start: int, surname: str) -> tuple[str, int, int]:
    """All that is looked at for names that begin at ``start``: equal ones have equal features and signs.

    Nothing behind the end of the line is looked at.
    """
    left = start - (_AROUND if text[start - 1 : start] in _TITLE_ENDS else 2) if start > _AROUND else 0
    length = len(surname)
    right = start + length + _LONG_GIVEN + _AROUND
    line = text.find("\n", start, right)
    return text[left : line + 1 if line >= 0 else right], start - left, length


def _behind(right: str) -> tuple[bool, bool, bool]:
    """Whether a title, a verb or a person's sex or age begins a text."""
    after = right[:1]
    return (
        after in _TITLE_STARTS and _RIGHT_TITLE.match(right) is not None,
        after in _VERB_STARTS and _RIGHT_VERB.match(right) is not None,
        after in _SEX_STARTS and _SEX.match(right) is not None,
    )


def features(text: str, start: int, end: int, surname: str) -> list[float]:
    """The features named in ``NAMES``, in that order."""
    given = text[start + len(surname) : end]
    two_given = len(given) > 1
    odds = given_odds()
    one = odds.get(given[0], MISSING)
    two = odds.get(given[1], MISSING) if two_given else 0
    left, right = text[max(start - 2, 0) : start], text[end : end + _AROUND]
    before, after = left[-1:], right[:1]
    han_left, han_right = is_han(before), is_han(after)
    title = _titled(text, start)
    right_title, verb, sex = _behind(right)
    family = surname_odds()[surname] / 10
    strong = family + (one + two) / (10 * len(given))
    word = weight(text[start:end])
    across_left = weight(before + surname) if han_left else 0.0
    across_right = weight(given[-1] + after) if han_right else 0.0
    inner = weight(given) if two_given else 0.0
    inner_left = weight(surname + given[0]) if two_given else 0.0
    right3 = weight(text[end - 2 : end] + after) if han_right else 0.0
    own = word + inner + inner_left == 0
    plain_left, plain_right = across_left == 0, across_right + right3 == 0
    other_left, other_right = han_left and not title, han_right and not (right_title or verb)
    listed_left, listed_right = before in _LIST, after in _LIST
    return [
        family, one / 10, two / 10, min(one, two if two_given else one) / 10,
        not two_given, len(surname) > 1, word, across_left, across_right, inner, inner_left,
        right3,
        strong, strong * own, strong * (own and plain_left and plain_right), strong * two_given,
        not before or before == "\n", before in _OPEN, listed_left, title,
        before in _JOIN, before in _LEAD, before in _ROLES,
        weight(left[-2:]) if han_left else 0.0,
        other_left, other_left and plain_left, other_left * strong,
        weight(right[:2]) if han_right else 0.0,
        not after or after == "\n", after in _CLOSE, listed_right, right_title,
        verb, sex, after in _FOLLOW, other_right, other_right and plain_right,
        other_right * strong, listed_left and listed_right,
    ]  # fmt: skip


def signs(text: str, start: int, end: int) -> tuple[str, ...]:
    """What a person would point at: the name's characters, and the plainest thing beside it."""
    title, verb, sex = _behind(text[end : end + _AROUND])
    beside = {
        "title beside": title or _titled(text, start),
        "verb behind": verb,
        "sex behind": sex,
        "names beside it": text[start - 1 : start] in _LIST or text[end : end + 1] in _LIST,
    }
    return ("characters", *[sign for sign, seen_there in beside.items() if seen_there][:1])
