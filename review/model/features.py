"""What the risk model sees in a window of folded text: ideas, pairs of ideas, and short strings.

An idea is a named group of words (``concepts.yaml``, shipped inside the model) or a shape such as a date,
a sum, an age. Pairs of ideas carry most of the meaning (突击检查 with a date, an illness with a relative);
strings of one to four characters carry the wording. Training and run time share this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from review.automaton import Automaton
from review.model.strings import plain, strings
from review.patterns import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    Search = Callable[[str], re.Match[str] | None]

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文麦关洪"
)
_NUMBER = "[0-9一二三四五六七八九十百千两〇]"
_WEEKDAY = "[一二三四五六日末]"
SHAPES: dict[str, re.Pattern[str]] = {
    "日期": lazy(
        rf"月(?:底|初|(?<=[本下]月)|(?<={_NUMBER}月)(?:{_NUMBER}{{1,3}}[日号]|[上中下]旬))"
        rf"|周{_WEEKDAY}|星期{_WEEKDAY}|礼拜{_WEEKDAY}|明[天日晚]|今晚|后天|节[前后]"
        rf"|日(?<={_NUMBER}日)(?![线楼桌位机])|号(?<={_NUMBER}号)(?![线楼桌位机])"
    ),
    "时刻": lazy(rf"{_NUMBER}[时点]|\d:\d\d|凌晨|清晨|傍晚|零时|夜里|晚上|夜间"),
    "金额": lazy(rf"{_NUMBER}[.,]*\s*[多余几]?(?:亿|千万|百万|万)?\s*[美港日欧]?[元块]|{_NUMBER}[万亿]"),
    "数量": lazy(
        rf"{_NUMBER}[.,]*\s*(?:余|多)?(?:吨|辆|台|套|枚|架|艘|支|箱|件|个|处|家|户|公里|米|亩|份|顶)"
    ),
    "人数": lazy(rf"{_NUMBER}\s*(?:余|多)?[名人位口]"),
    "票数": lazy(rf"{_NUMBER}\s*票|{_NUMBER}比{_NUMBER}"),
    "分数": lazy(rf"{_NUMBER}\.*分(?![钟之局公支])"),
    "比例": lazy(r"[0-9.]\s*[%％‰]|百分之|[一二三四五六七八九0-9]成"),
    "年龄": lazy(rf"{_NUMBER}\s*岁|\t\d\d?\t"),
    "性别": lazy(r"[,，、\t(（ ][男女](?=[,，、\t)） ]|$)"),
    "门牌": lazy(rf"{_NUMBER}\s*(?:号楼|栋|单元|室|组|幢|弄|巷|邻|座|楼)|\d号院|\d号(?=[,，。\t\s]|$)"),
    "掩码": lazy(r"[0-9][*＊xX×]{3,}|[*＊×]{4,}\d|某某|[王李张刘陈杨赵黄周吴徐孙朱马胡林郭何高罗][某×＊*○]"),
    "电话号": lazy(r"1(?<!\d1)[3-9][0-9*]{9}(?!\d)|0(?<!\d0)9\d\d[- ]?[0-9*]{3}[- ]?[0-9*]{3}(?!\d)"),
    "网址": lazy(r"\d{1,3}\.\d{1,3}\.[\dxX*]{1,3}\.|vpn\.|https?://|@\w+\."),
    "书名号": lazy(r"《[^》]{2,40}》"),
    "条款": lazy(rf"第\s*{_NUMBER}+\s*[条款项章]"),
    "热线": lazy(r"12\d{3}(?!\d)|0\d{2,3}-\d{7,8}|\(0\d+\)\s?\d{3,4}-?\d{3,4}|热线|专线"),
    "栏目": lazy(r"\t"),
    "留空": lazy(r"_{3,}|：[/×—无](?:\s|$)|:[/×—无](?:\s|$)"),
    "姓名": lazy(
        rf"[{_SURNAMES}](?:(?<![^,，、。:：;；\t\s（(“”].)[一-鿿]{{1,2}}(?=[,，、。:：;；\t\s（()）]|$)|[某×○]"
        r"|(?:(?<=(?:患者|学生|村民|居民|员工|同志|儿子|女儿|案主|业主|考生|对象|代表).)|(?<=(?:申请人|被害人|嫌疑人).))[一-鿿])"
        r"|(?:欧阳|司马|诸葛)(?<![^,，、。:：;；\t\s（(“”]..)[一-鿿]{1,2}(?=[,，、。:：;；\t\s（()）]|$)"
    ),
    "称谓": lazy(
        rf"[{_SURNAMES}](?:局长?|主任|书记|处长?|科长?|院长|校长|镇长|总|县长|市长|老师|医生|大夫|师傅|女士|先生|太太|姐|哥|工)"
    ),
    "引语": lazy("[“「『]"),
    "问句": lazy("[？?]|问:|答:|问：|答："),
}
"""Shapes, searched in folded text; their names stand beside the concepts' names.

It is only asked whether a shape is there: a number is looked for by its last digit, which keeps the search
linear in long runs of digits, and an expression begins with a letter where it can, which lets the search skip
whatever is not that letter.
"""
NEEDS: dict[str, str] = {
    "票数": "票比", "分数": "分", "比例": "%％‰成百", "年龄": "岁\t", "性别": "男女", "掩码": "*＊×○某xX",
    "电话号": "0123456789", "网址": ".:@", "书名号": "《", "条款": "第", "热线": "120热专", "栏目": "\t",
    "留空": "_：:", "引语": "“「『", "问句": "?？问答", "金额": "元块万亿", "人数": "名人位口",
    "日期": "月周星礼明今后日号节", "数量": "吨辆台套枚架艘支箱件个处家户公米亩份顶",
    "时刻": "时点:晨傍零夜晚", "门牌": "号栋元室组幢弄巷邻座楼",
}  # fmt: skip
"""Shape → characters one of which every match holds: a window without them need not be searched."""

ANY_NUMBER = frozenset({"金额", "数量", "人数", "票数", "分数", "条款", "门牌"})
"""Shapes for which one number is as good as another: they are searched where each number is one ``0``."""
_NEEDED = {shape: frozenset(letters) for shape, letters in NEEDS.items()}
_TELLING = frozenset[str]().union(*_NEEDED.values())
MANY = 2
"""Distinct words of one idea from which it counts as dwelt upon."""


Ideas = Mapping[str, tuple[str, ...]]
"""Idea → the words that showed it; shapes show none."""
Sign = tuple[str, str]
"""An idea with a word that shows it; a shape has no word."""
Shown = tuple[frozenset[str], frozenset[str]]
"""Names of the ideas of a window, and of those dwelt upon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a window holds, as training looks at it."""

    ideas: Ideas
    grams: frozenset[str] = field(repr=False)

    def features(self) -> Iterator[str]:
        """Idea features."""
        return features(
            (frozenset(self.ideas), frozenset(n for n, w in self.ideas.items() if len(w) >= MANY))
        )


class Lens:
    """Looks at windows through one set of concepts (idea → words in folded form)."""

    def __init__(self, concepts: Mapping[str, tuple[str, ...]]) -> None:
        self.concepts = concepts

    @cached_property
    def _automaton(self) -> Automaton:
        return Automaton((word, (idea, word)) for idea, words in self.concepts.items() for word in words)

    def words(self, text: str) -> AbstractSet[Sign]:
        """The ideas' words in a folded text; none of them reaches over the end of a clause."""
        return set(self._automaton.payloads(text))

    def shapes(self, window: str) -> list[Sign]:
        """The shapes in a window of folded text."""
        possible = _possible(_TELLING.intersection(window))
        short = plain(window) if any(any_number for _, _, any_number in possible) else ""
        return [sign for sign, search, any_number in possible if search(short if any_number else window)]

    def signs(self, window: str) -> AbstractSet[Sign]:
        """What a window of folded text shows."""
        return self.words(window) | frozenset(self.shapes(window))

    def look(self, window: str) -> Seen:
        """The ideas and strings of a window of folded text."""
        return Seen(ideas=ideas_of(self.signs(window)), grams=strings(plain(window)))


@lru_cache(maxsize=4096)
def _possible(letters: frozenset[str]) -> tuple[tuple[tuple[str, str], Search, bool], ...]:
    """The shapes that a window with these letters may show: sign, search, whether in a plain window."""
    return tuple(
        ((shape, ""), pattern.search, shape in ANY_NUMBER)
        for shape, pattern in SHAPES.items()
        if shape not in NEEDS or not _NEEDED[shape].isdisjoint(letters)
    )


def ideas_of(signs: Iterable[Sign]) -> Ideas:
    """The same by idea."""
    shown: dict[str, list[str]] = {}
    for idea, word in sorted(signs):
        shown.setdefault(idea, []).append(word)
    return {idea: tuple(words) if words[0] else () for idea, words in shown.items()}


def shown_by(signs: Iterable[Sign]) -> Shown:
    """The ideas of distinct signs, without the words: all that a score hangs on."""
    times: dict[str, int] = {}
    for idea, _word in signs:
        times[idea] = times.get(idea, 0) + 1
    return frozenset(times), frozenset([idea for idea, count in times.items() if count >= MANY])


def features(shown: Shown) -> Iterator[str]:
    """Idea features: ``idea``, ``idea²`` when dwelt upon, and ``idea+idea``."""
    names = sorted(shown[0])
    for i, name in enumerate(names):
        yield name
        if name in shown[1]:
            yield name + "²"
        for other in names[i + 1 :]:
            yield f"{name}+{other}"
