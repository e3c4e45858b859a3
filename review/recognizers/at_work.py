"""Contacts at work: what stands beside an office's telephone and beside nothing of a person's own."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANDLINE = lazy(
    r"(?<![0-9])[(（]?0[0-9]{1,3}[)）]?[-—－ ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
    r"|(?:电话|查询|传真|热线|致电)[^0-9\n]{0,8}(?:\+?85[23][- ]?)?[238][0-9]{3}[ -]?[0-9]{4}(?![0-9])"
    r"|邮政编码|邮编|传真"
)
"""The second form is that of Hong Kong and Macau."""
_CONTACT = lazy(
    r"联系人|联络人|通[讯信]地址|联系地址|联系方式|邮政编码|邮编|传真|咨询|查询|受理|监督|投诉|申诉|信访|承办人|寄[至送到往]"
)
_LABEL = lazy(r"(?:地址|邮箱|信箱|电邮|邮件|[Ee]-?[Mm]ail)(?:地址)?[ \u3000]*[：:][ \u3000]*[0-9]{0,6}$")
"""Right before an address or a mailbox; a post code may stand between."""
_OWN = lazy(
    r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])09[0-9]{2}-?[0-9]{3}-?[0-9]{3}(?![0-9])|姓名|身份证|户主|申请人|"
    r"本人|个人|私人|家庭|患者|业主|住户|家长|学生|老人|死者|当事人|宅|送达人|被害人|报案人|举报人|投诉人|出生|年龄"
)
"""A mobile, or a label of a person who is asked nothing by the public."""
_LONGEST_LINE, _LONGEST_BESIDE, _BESIDE = 160, 90, 3


def at_work(text: str, start: int, end: int) -> bool:
    """Whether an address or a mailbox in folded text is one of the contacts of an office."""
    first, last = text.rfind("\n", 0, start) + 1, _line_end(text, end)
    line = text[first:last]
    if len(line) > _LONGEST_LINE or _OWN.search(line):
        return False
    if _LANDLINE.search(line) and _CONTACT.search(line):
        return True
    if _LABEL.search(text[first:start]) is None:
        return False
    block = "\n".join((line, *_before(text, first), *_behind(text, last)))
    return _LANDLINE.search(block) is not None and _OWN.search(block) is None


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return stop if stop >= 0 else len(text)


def _before(text: str, first: int) -> Iterator[str]:
    """The lines right above, as long as they are those of a block."""
    lines = reversed(text[max(first - _BESIDE * _LONGEST_BESIDE, 0) : first].rstrip("\n").split("\n"))
    return _in_block(lines)


def _behind(text: str, last: int) -> Iterator[str]:
    """The lines right below."""
    return _in_block(iter(text[last + 1 : last + 1 + _BESIDE * _LONGEST_BESIDE].split("\n")))


def _in_block(lines: Iterator[str]) -> Iterator[str]:
    for line in islice(lines, _BESIDE):
        if not line.strip() or len(line) > _LONGEST_BESIDE:
            return
        yield line
