"""Names in running text: behind labels, with ·, and by the model."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence
from review.identifiers.names import in_name_column, is_masked, looks_like_name, surname_of
from review.recognizers.identifiers_labels import label_of
from review.recognizers.names_model import name_model
from review.recognizers.tables_grid import grids_of
from review.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.view import View

_ARTICLE = lazy(r"^[ \t\u3000]*第 ?[一二三四五六七八九十百千零〇0-9]+ ?条", re.MULTILINE)
_ARTICLES = 12
"""Articles that make a law or rule; a contract has fewer, and names its parties."""
_COLON = lazy(r"[：:\t|]")
_LABELS = (
    "姓名", "姓 名", "姓\u3000名", "联系人", "联络人", "申请人", "户主", "经办人", "承办人", "代表人",
    "负责人", "代理人", "监护人", "持证人", "收款人", "被保险人", "患者", "学生", "车主", "收件人",
    "登记人", "承租方", "出租方", "原告", "被告", "户名", "开户人", "持卡人", "签名", "签字", "当事人",
    "证人", "受害人", "死者", "伤者", "业主", "家长", "配偶", "父亲", "母亲",
)  # fmt: skip
_NAME_AFTER = lazy(r"[ 　]*([\u3400-\u9fff]{2,4})(?=[\s，,。；;、()（）0-9A-Za-z]|$)")
_NUMBER = lazy(r"[0-9]{11,18}")
_NAME_BEFORE = lazy(r"(?:^|[^\u3400-\u9fff])([\u3400-\u9fff]{2,4})[ ,，：:（(]{0,2}$")
_HAN = r"[\u3400-\u9fff]"
_GAP = lazy(rf"[ \u3000](?<={_HAN}.)(?<!{_HAN}{_HAN}.)[ \u3000]{{0,2}}(?={_HAN}(?!{_HAN}))")
"""Between two characters that stand apart from all others."""
_NEAR = 8
_LONGEST = 2
"""Characters after the surname's first."""
_DOTTED = lazy(r"[·•‧・∙]")
_BEFORE_DOT = lazy(r"[\u4e00-\u9fff]{2,6}$")
_AFTER_DOT = lazy(r"[\u4e00-\u9fff]{2,8}?(?=[\s，,。；;、()（）：:“”0-9]|同志|先生|女士|说|表示|$)")
_SURE = 0.8

Named = tuple[int, int, Confidence, tuple[Evidence, ...]]


def is_statute(text: str) -> bool:
    """Whether a text is made of articles; such a text names nobody in private."""
    return sum(1 for _, _ in zip(_ARTICLE.finditer(text), range(_ARTICLES), strict=False)) == _ARTICLES


def running_names(view: View) -> Iterator[Named]:
    """(start, end, confidence, evidence) in the folded text."""
    text = view.text
    certain = [one for start, end in _outside(view) for one in _labelled(text, start, end)]
    certain += _beside_numbers(text)
    yield from certain
    yield from _spread(text)
    yield from _dotted(text)
    known = sorted({offset for start, end, *_ in certain for offset in range(start, end)})
    if is_statute(text):
        return  # articles name nobody; labels, numbers and columns have been looked at
    model = name_model()
    for start, end in _outside(view):
        inside = known[bisect_left(known, start) : bisect_left(known, end)]
        for first, last, sure in model.names(text[start:end], frozenset(k - start for k in inside)):
            at, stop = start + first, start + last
            if not is_masked(text[at : stop + 2]) and not is_masked(text[at : stop + 1]):
                strength = Confidence.MEDIUM if sure >= _SURE else Confidence.LOW
                yield at, stop, strength, _sureness(f"{sure:.1f}")


@cache
def _sureness(sure: str) -> tuple[Evidence, ...]:
    return (Evidence(kind="model", detail=sure),)


def _labelled(text: str, begin: int, stop: int) -> Iterator[Named]:
    for colon in _COLON.finditer(text, begin, stop):
        before = text[max(colon.start() - _NEAR, 0) : colon.start()].rstrip(" 　")
        if before.endswith(_LABELS):
            match = _NAME_AFTER.match(text, colon.end())
            if match and in_name_column(match.group(1)) and surname_of(match.group(1)):
                label = next(word for word in _LABELS if before.endswith(word))
                yield match.start(1), match.end(1), Confidence.HIGH, (Evidence(kind="label", detail=label),)


def _short_name(text: str) -> bool:
    surname = surname_of(text)
    return (
        bool(surname) and 1 <= len(text) - 1 <= _LONGEST and not label_of(text).kind and in_name_column(text)
    )


def _beside_numbers(text: str) -> Iterator[Named]:
    """张三13812345678: a phone or an ID right behind a name."""
    for number in _NUMBER.finditer(text):
        left = max(number.start() - _NEAR, 0)
        match = _NAME_BEFORE.search(text[left : number.start()])
        if match and _short_name(match.group(1)):
            start, end = left + match.start(1), left + match.end(1)
            yield start, end, Confidence.MEDIUM, (Evidence(kind="context", detail="number"),)


def _spread(text: str) -> Iterator[Named]:
    """Names of two characters set apart to the width of three, as lists of honour have them: 张　伟."""
    for gap in _GAP.finditer(text):
        start, end = gap.start() - 1, gap.end() + 1
        if looks_like_name(text[start] + text[end - 1]):
            yield start, end, Confidence.LOW, (Evidence(kind="form", detail="spaced"),)


def _dotted(text: str) -> Iterator[Named]:
    """Names of ethnic minorities and foreigners: 阿依古丽·买买提."""
    for dot in _DOTTED.finditer(text):
        head = _BEFORE_DOT.search(text, max(dot.start() - 6, 0), dot.start())
        tail = _AFTER_DOT.match(text, dot.end())
        if head and tail and text[head.start() - 1 : head.start()] not in {"《", "“", "第"}:
            yield head.start(), tail.end(), Confidence.LOW, (Evidence(kind="form", detail="·"),)


def _outside(view: View) -> Iterator[tuple[int, int]]:
    """Stretches of the folded text outside tables whose headers say where names stand."""
    at = 0
    if not view.folded.breaks:
        for grid in grids_of(view).all:
            if grid.headers:
                yield at, grid.start
                at = grid.end
    yield at, len(view.text)
