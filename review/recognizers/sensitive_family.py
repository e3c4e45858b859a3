"""Relatives in a form about somebody: 妻子 王丽 1980.5 县医院护士. They hold no office; nobody asked them.

个人信息保护法 25; 干部任免审批表 and forms of political review have such lists. Members of a household
(与户主关系) are left to the kinds of publication that list them by law.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence, Match, Severity
from review.i18n import marked
from review.identifiers.kinds import PERSON
from review.patterns import lazy
from review.text.folding import fold_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from review.recognizers.view import View

_HEADS = (
    "家庭成员", "家庭主要成员", "社会关系", "家庭状况", "家庭情况", "亲属情况", "家属情况", "家庭背景",
    "称谓", "与本人关系",
)  # fmt: skip
_ANY_HEAD = lazy("|".join(_HEADS))
_KIN = (
    r"(?:丈夫|妻子?|配偶|夫|父亲?|母亲?|儿子?|女儿?|[长次三][子女]|子|岳[父母]|公公|婆婆|家[公婆]|哥哥?|弟弟?|"
    r"姐姐?|妹妹?|[兄嫂]|外?祖[父母]|孙[子女])"
)
_LISTED = lazy(rf"(?:^|[\s：:；;、，,。|（(]){_KIN}[\s：:|、，（(]{{1,3}}$")
_BEFORE, _REACH = 8, 600
"""Characters before a name in which its kinship stands, and from a heading to the last relative."""
_LEAST = 2
_REASONS = (Evidence(kind="reason", detail=marked("relative of somebody")),)


def family(view: View, matches: Sequence[Match]) -> Iterator[Match]:
    """Names of relatives below a heading, where there are at least two."""
    spans = sorted(span for match in matches if match.category == "personal.name" for span in match.spans)
    if len(spans) < _LEAST or not any(head in view.text for head in _HEADS):
        return
    text = view.document.text
    heads = [view.span(head.start(), head.end())[1] for head in _ANY_HEAD.finditer(view.text)]
    listed = [
        (start, end)
        for start, end in spans
        if _LISTED.search(fold_term(text[max(start - _BEFORE, 0) : start]))
        and any(0 <= start - head <= _REACH for head in heads)
    ]
    for start, end in listed if len(listed) >= _LEAST else ():
        yield Match(
            rule="personal.family", category="personal.combination", severity=Severity.CONSENT,
            confidence=Confidence.MEDIUM, start=start, end=end, preview=text[start] + "*" * (end - start - 1),
            evidence=_REASONS, basis=PERSON, group=("family",),
        )  # fmt: skip
