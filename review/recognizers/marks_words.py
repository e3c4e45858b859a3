"""Words of marks that have no level: fields, yes-or-no fields, notes of work secrets; in folded form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.patterns import lazy
from review.recognizers.marks_levels import LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS = (
    "密级", "密级和保密期限", "密级及保密期限", "保密等级", "保密级别", "涉密等级", "涉密级别", "秘密等级",
    "机密等级", "定密等级",
    "密等", "密等及解密条件或保密期限", "密级★保密期限",
)  # fmt: skip
YES_NO = (
    "是否涉密",
    "是否涉及国家秘密",
    "是否属于国家秘密",
    "涉密状态",
    "涉密标识",
    "是否国家秘密",
    "涉密与否",
)
WORK_WORDS = (
    "内部", "内部文件", "内部资料", "内部材料", "内部事项", "内部使用", "内部参考", "内部参阅", "内部传阅",
    "内部掌握", "内部明电", "内部刊物",
    "内部通报", "内部信息", "内部公开", "内参", "内刊", "工作秘密", "仅供内部使用", "仅供内部参考",
    "仅供内部传阅", "仅限内部使用", "仅限内部",
    "仅限内部传阅", "限内部使用", "供内部参考", "注意保存", "注意保管", "注意保密", "请注意保密",
    "请注意保存", "不得外传", "严禁外传", "请勿外传",
    "不得外流", "请勿外流", "禁止外传", "切勿外传", "不得翻印", "严禁翻印", "阅后即焚", "阅后退回",
    "阅后收回", "阅后销毁", "会后收回", "会议后收回",
    "密件", "工作资料注意保密", "非公开资料", "不对外公开", "仅供领导参阅", "仅供领导参考",
    "送阅件注意保密", "敏感信息",
    "机关内部资料", "内部文稿", "内部讨论稿", "内部征求意见稿", "内部审议稿", "内部文件不得外传", "党内文件",
)  # fmt: skip
WEAK_WORDS = frozenset(
    {
        "内部",
        "敏感信息",
        "工作秘密",
        "内刊",
        "内参",
        "内部使用",
        "内部信息",
        "内部公开",
        "内部通报",
        "内部材料",
        "注意保存",
    }
)
"""Words that may be a heading or a cell of an ordinary table: inside the text they are only to be weighed."""
LATIN_INTERNAL = (
    "INTERNAL USE ONLY", "FOR INTERNAL USE ONLY", "FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY",
    "NOT FOR PUBLIC RELEASE",
    "NOT FOR DISTRIBUTION", "EYES ONLY", "PROPRIETARY AND CONFIDENTIAL", "COMPANY CONFIDENTIAL",
)  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    """A pattern of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_WORK = _any_of(WORK_WORDS)
_REQUESTS = (
    "注意保存", "注意保管", "注意保密", "请注意保存", "请注意保密", "严禁外传", "不得外传", "请勿外传",
    "禁止外传", "请勿外流", "不得外流",
    "严禁复制", "不得翻印", "不得复制", "禁止复印", "会后收回", "阅后销毁", "妥善保管", "妥为保管",
    "仅供参考", "不得公开", "严禁泄露",
    "不得转载", "不得上网",
)  # fmt: skip
WORK_LINE = lazy(
    rf"[\s（(【\[〔〖《*★☆※#—\-]*(?P<mark>(?:{_WORK})(?:[\s，,、；;！!]*(?:{_any_of(_REQUESTS)}))*)"
    r"[\s）)】\]〕〗》*★☆※!！。.—\-]*(?:$|(?=[\n\t])|第?\s*\d+)"
)
"""A short line that is nothing but a mark and what it asks of the reader."""
WORK_BRACKET = lazy(rf"[（(【\[〔〖]\s?(?P<mark>(?:{_WORK}))[^\n）)】\]〕〗]{{0,16}}[）)】\]〕〗]")
WORK_VALUE = lazy(r"(?:内部|工作秘密|敏感|限阅|密件)")
TRADE_VALUE = lazy(r"(?:核心|普通)?(?:商密|商业秘密|商业机密)|公司机密|公司秘密")
LATIN_LINE = lazy(
    r"[\s\W]*(?:STRICTLY |PRIVATE (?:AND|&) |PERSONAL (?:AND|&) |CLASSIFIED[ :]*)?"
    rf"(?P<word>{_any_of((*LATIN, *LATIN_INTERNAL))})"
    r"(?:\s*[(（][A-Z][A-Za-z \-/]{2,24}[)）]|\s?[-–—:/]\s?[A-Z][A-Za-z &]{2,24})?"
    r"[\s\W]*(?:\d+[\s\W]*(?:of|/)?[\s\W]*\d*)?[\s\W]*",
    re.IGNORECASE,
)
"""A short line that is nothing but an English or Portuguese mark, its division and a page number."""
