"""What the next sentences say of somebody by a pronoun: 产妇名叫…。病历显示她系…."""

from __future__ import annotations

from review.patterns import lazy

_PRONOUN = lazy(
    r"(?:(?<!其)他|她)(?!们|人|乡|国|日|处|[妈娘])|(?<![及与和尤极])其(?![他它中余实次间后前二三])|"
    r"该(?:名|位)?(?:患者|病人|男子|女子|男孩|女孩|男生|女生|学生|同学|员工|职工|居民|村民|老人|产妇|孕妇|当事人|女士|先生)|当事人|本人"
)
_NEAR = 24
"""Characters between the pronoun and what is said of the person."""


def speaks_of(sentence: str, at: int) -> bool:
    """Whether a pronoun stands so near before the word at ``at`` that this is said of its person."""
    return _PRONOUN.search(sentence, max(at - _NEAR, 0), at) is not None
