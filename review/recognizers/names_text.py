"""Names in running text: behind labels, with ·, and by the model."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence
from review.identifiers.facts import surname_odds
from review.identifiers.names import MASKS, in_name_column, is_masked, looks_like_name, surname_of
from review.patterns import lazy
from review.recognizers.identifiers_labels import label_of
from review.recognizers.identifiers_runs import runs_of
from review.recognizers.names_features import signs
from review.recognizers.names_latin import latin_names, latin_value
from review.recognizers.names_lists import both_surnames, in_lists
from review.recognizers.names_model import name_model
from review.recognizers.tables_grid import grids_of
from review.text.characters import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from review.automaton import Hit
    from review.recognizers.view import View

_ARTICLE = lazy(r"\n[ \t\u3000]*第 ?[一二三四五六七八九十百千零〇0-9]+ ?条")
"""At the start of a line. What begins with one plain character is searched for fastest."""
_ARTICLES = 12
"""Articles that make a law or rule; a contract has fewer, and names its parties."""
_COLONS = "：:\t|"
_LABELS = (
    "姓名", "姓 名", "姓\u3000名", "联系人", "联络人", "申请人", "户主", "经办人", "承办人", "代表人",
    "负责人", "代理人", "监护人", "持证人", "收款人", "被保险人", "患者", "学生", "车主", "收件人",
    "登记人", "承租方", "出租方", "原告", "被告", "户名", "开户人", "持卡人", "签名", "签字", "当事人",
    "举报人", "投诉人", "信访人", "来信人", "来访人", "反映人", "检举人", "控告人", "报案人", "求助人",
    "陈情人", "申诉人", "被害人", "证人", "受害人", "死者", "伤者", "业主", "家长", "配偶", "父亲", "母亲",
)  # fmt: skip
_LABEL_ENDS = frozenset(label[-1] for label in _LABELS) | {" ", "\u3000"}
_NAME_AFTER = lazy(r"[ 　]*([\u3400-\u9fff]{2,4})(?=[\s，,。；;、()（）0-9A-Za-z]|$)")
_PARTS, _MOST_PARTS = " ,，：:（(", 2
"""What may stand between a name and a number, and how much of it."""
_HAN = r"[\u3400-\u9fff]"
_ELEVEN, _EIGHTEEN = 11, 18
_LONG_NUMBER = lazy(rf"[0-9]{{{_ELEVEN},{_EIGHTEEN}}}")
_WORD = r"[^\W0-9A-Za-z]"
"""Every Chinese character and little else; forty times as fast to compile as their range."""
_GAP = lazy(rf"[ \u3000]{{1,3}}(?={_WORD})")
"""What may stand inside a name that is spread out."""
_SIGNER = lazy(r"(审判长|审判员|陪审员|审判官|书记员|书记官|法官助理|法官|检察官|检察员)[ \u3000]+")
_SIGNATURE = lazy(rf"{_HAN}(?:[ \u3000]{{0,2}}{_HAN}){{1,3}}(?=[ \u3000]*(?:\n|$))")
_SPACES = lazy(r"[ \u3000]")
_NEAR = 8
_LONGEST = 2
"""Characters after the surname's first."""
_DOTS = "·•‧・∙"
_DIGITS = "0123456789"
_NUMERALS = frozenset("一二三四五六七八九十百千零〇○")
_BEFORE_DOT = lazy(r"[\u4e00-\u9fff]{2,6}$")
_AFTER_DOT = lazy(
    r"[\u4e00-\u9fff]{2,8}?(?=[\s，,。；;、()（）：:“”0-9]|同志|先生|女士|同学|老师|等人|说|表示|诉|[在把是为与等已被将从就也任到于住]|$)"
)
_DOT_ROLE = lazy(
    r".*(?:[的是与和及对由向被叫员者人民师生长户友兄弟姐妹爷奶叔姨妻夫]|妈妈|爸爸|姑娘|小伙|选手|代表|申请|记者)(?=..)"
)
"""Words for people right before a name with a dot; the name begins behind the last of them."""
_SURE = 0.8

_BESIDE = (Evidence(kind="context", detail="number"),)
_SPREAD = (Evidence(kind="form", detail="spaced"),)
Span = tuple[int, int]
Named = tuple[int, int, Confidence, tuple[Evidence, ...]]


def is_statute(text: str) -> bool:
    """Whether a text is made of articles; such a text names nobody in private."""
    if text.count("条") < _ARTICLES:
        return False
    found = _ARTICLE.finditer(f"\n{text}")
    return next(islice(found, _ARTICLES - 1, None), None) is not None


def _everywhere(text: str, characters: str, start: int = 0, end: int | None = None) -> list[int]:
    """Offsets of all of some characters, in order: ``str.find`` is twenty times as fast as a class."""
    found: list[int] = []
    stop = len(text) if end is None else end
    for character in characters:
        at = text.find(character, start, stop)
        while at >= 0:
            found.append(at)
            at = text.find(character, at + 1, stop)
    return sorted(found)


def running_names(view: View, spread: Iterable[Hit]) -> Iterator[Named]:
    """(start, end, confidence, evidence) in the folded text; ``spread`` are hits of ``spread_heads``."""
    text = view.text
    certain = [one for start, end in _outside(view) for one in _labelled(text, start, end)]
    beside = list(_beside(view))
    statute = is_statute(text)  # its articles name nobody; labels, numbers and columns are looked at anyway
    certain += beside if statute else [*beside, *_signed(text)]
    yield from certain
    yield from _spread(text, spread)
    yield from _dotted(text)
    known = sorted({offset for start, end, *_ in certain for offset in range(start, end)})
    if statute:
        return
    yield from latin_names(text)
    found = list(_by_model(view, known))
    yield from found
    yield from in_lists(text, [named[:2] for named in (*certain, *found)])


def _by_model(view: View, known: list[int]) -> Iterator[Named]:
    text, model = view.text, name_model()
    for start, end in _outside(view):
        inside = known[bisect_left(known, start) : bisect_left(known, end)]
        for first, last, sure, told in model.names(text[start:end], frozenset(k - start for k in inside)):
            own = start + first, start + last
            at, stop = both_surnames(text, *own)
            if MASKS.isdisjoint(text[at : stop + 2]) or not (
                is_masked(text[at : stop + 2]) or is_masked(text[at : stop + 1])
            ):
                strength = Confidence.MEDIUM if sure >= _SURE else Confidence.LOW
                yield at, stop, strength, _reasons(told if (at, stop) == own else signs(text, at, stop))


@cache
def _reasons(told: tuple[str, ...]) -> tuple[Evidence, ...]:
    """What a person can follow; how sure the model is stands in the confidence."""
    return tuple(Evidence(kind="name", detail=sign) for sign in told)


def _labelled(text: str, begin: int, stop: int) -> Iterator[Named]:
    for colon in _everywhere(text, _COLONS, begin, stop):
        if text[colon - 1 : colon] not in _LABEL_ENDS:
            continue
        before = text[max(colon - _NEAR, 0) : colon].rstrip(" 　")
        if before.endswith(_LABELS):
            match = _NAME_AFTER.match(text, colon + 1)
            if match and in_name_column(match.group(1)) and surname_of(match.group(1)):
                span = match.span(1)
            elif (latin := latin_value(text, colon + 1)) is not None:
                span = latin
            else:
                continue
            label = next(word for word in _LABELS if before.endswith(word))
            yield *span, Confidence.HIGH, (Evidence(kind="label", detail=label),)


def _signed(text: str) -> Iterator[Named]:
    """Who signs a judgment: 审判长　张　三, alone in its line."""
    for signer in _SIGNER.finditer(text):
        name = _SIGNATURE.match(text, signer.end())
        if name and surname_of(name.group()) and in_name_column(_SPACES.sub("", name.group())):
            yield *name.span(), Confidence.HIGH, (Evidence(kind="label", detail=signer.group(1)),)


_BANKS = frozenset({"农行", "华行", "建行", "中行", "工行", "交行", "招行", "邮储"})
"""What people call their banks: 农 and 华 are surnames too."""


def _short_name(text: str) -> bool:
    surname = surname_of(text)
    return (
        text not in _BANKS
        and bool(surname)
        and 1 <= len(text) - 1 <= _LONGEST
        and not label_of(text).kind
        and in_name_column(text)
    )


@lru_cache(maxsize=4096)
def _name_at_end(text: str) -> Span | None:
    """Where a name stands from the end of a text back; in a list most numbers follow the same label."""
    bare = text.removesuffix("\n")
    start = end = len(bare.rstrip(_PARTS))
    while start and is_han(text[start - 1]):
        start -= 1
    if len(bare) - end > _MOST_PARTS or not _short_name(text[start:end]):
        return None
    return len(text) - end, len(text) - start


def _long_numbers(text: str, start: int, end: int) -> list[int]:
    """Where digits stand together that may be a phone or an ID; most runs are nothing but one."""
    if end - start <= _EIGHTEEN and text[start:end].isdecimal():
        return [start]
    return [number.start() for number in _LONG_NUMBER.finditer(text, start, end)]


def _beside(view: View) -> Iterator[Named]:
    """Names right before a phone or an ID: 张三13812345678."""
    text = view.text
    for start, end in runs_of(view):
        for at in _long_numbers(text, start, end) if end - start >= _ELEVEN else ():
            name = _name_at_end(text[max(at - _NEAR, 0) : at].lstrip(_DIGITS))
            if name is not None:
                yield at - name[1], at - name[0], Confidence.MEDIUM, _BESIDE


def spread_heads() -> Iterator[str]:
    """Surnames with a space behind: fixed strings, one of which every spread name begins with."""
    return (surname + space for surname in surname_odds() if len(surname) == 1 for space in " \u3000")


def _spread(text: str, heads: Iterable[Hit]) -> Iterator[Named]:
    """Names set apart by spaces (张　伟): two characters that stand apart from all others."""
    for start, space, _ in heads:
        gap = _GAP.match(text, space - 1)
        if gap:
            last, end = gap.end(), gap.end() + 1
            alone = not (is_han(text[max(start - 1, 0) : start]) or is_han(text[end : end + 1]))
            if alone and looks_like_name(text[start] + text[last]):
                yield start, end, Confidence.LOW, _SPREAD


def _dotted(text: str) -> Iterator[Named]:
    """Names of ethnic minorities and foreigners: 阿依古丽·买买提."""
    for dot in _everywhere(text, _DOTS):
        if text[dot - 1 : dot] in _NUMERALS:  # 二‧五公分
            continue
        head = _BEFORE_DOT.search(text, max(dot - 6, 0), dot)
        tail = _AFTER_DOT.match(text, dot + 1)
        if head and tail and text[head.start() - 1 : head.start()] not in {"《", "“", "第"}:
            role = _DOT_ROLE.match(text, head.start(), dot)
            yield (
                role.end() if role else head.start(),
                tail.end(),
                Confidence.LOW,
                (Evidence(kind="form", detail="·"),),
            )


def _outside(view: View) -> Iterator[tuple[int, int]]:
    """Stretches of the folded text outside tables whose headers say where names stand."""
    at = 0
    if not view.folded.breaks:
        for grid in grids_of(view).all:
            if grid.headers:
                yield at, grid.start
                at = grid.end
    yield at, len(view.text)
