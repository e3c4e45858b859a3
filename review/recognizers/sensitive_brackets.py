"""What a bracket behind a name tells of its bearer: lists say there why somebody got something, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.patterns import lazy
from review.recognizers.sensitive_tied import tied
from review.recognizers.sensitive_words import REMARKS
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.finding import Match
    from review.recognizers.view import View

_OPEN = "（("
_CONTENT = lazy(r"[^（()）\n]{2,40}(?=[)）])")
_WHOSE = r"(?:名下|本人|配偶|妻子?|丈夫|夫妻|父母?亲?|母亲|子女|儿子|女儿|家庭|家里|家中|家有)"
_OWN = r"(?:存款|[商住]?房|住宅|店面|商铺|[轿小汽货]?车|公司|企业|股票|基金|保险|土地|开厂|开店)"
_SUM = r"(?:存款|收入|所得|财产|资产|工资|薪资|退休金|养老金|动产)"
_MEANS = lazy(
    rf"{_WHOSE}[^，,；;、]{{0,6}}?{_OWN}|{_SUM}[^，,；;、]{{0,3}}?(?:超|逾|过高|偏高|不符)|"
    r"(?:积欠|拖欠|欠缴|欠交)[^，,；;、。]{1,8}?(?:费|款|金|债|贷)"
)
_TEST = r"(?:心电图|血压|血糖|血脂|肝功能?|转氨酶|尿检|尿酸|胸片|视力|听力|彩超|乙肝|梅毒|HIV)"
_HEALTH = lazy(
    rf"{_TEST}[^，,；;、]{{0,6}}?(?:异常|偏高|过高|阳性|不合格|不达标|超标|[+＋])|[早中晚]期(?:妊娠|孕)"
)
_FAITH = lazy(r"清真|穆斯林|回民餐|信教|教徒")
_REMARKS = {
    word: category for category in ("personal.hardship", "personal.criminal") for word in REMARKS[category]
}
_REMARK = lazy("|".join(_REMARKS))


def in_brackets(view: View, person: Match) -> Iterator[Match]:
    """Means, debts, hardship, records, health and faith that the bracket right behind the name tells."""
    text = view.document.text
    if text[person.end : person.end + 1] not in _OPEN or person.end >= len(text):
        return
    start = person.end + 1
    content = _CONTENT.match(text, start)
    folded = fold_term(content.group()) if content else ""
    if not content or len(folded) != len(content.group()):
        return
    means = _MEANS.search(folded)
    if means:
        span = start + means.start(), start + means.end()
        yield tied(span, means.group(), "personal.finance.income", person)
    for pattern, category in ((_HEALTH, "personal.health"), (_FAITH, "personal.religion")):
        fact = pattern.search(folded)
        if fact:
            yield tied((start + fact.start(), start + fact.end()), fact.group(), category, person)
    remark = _REMARK.search(folded)
    if remark:
        span = start + remark.start(), start + remark.end()
        yield tied(span, remark.group(), _REMARKS[remark.group()], person)
