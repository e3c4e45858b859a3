"""The value behind a label: only one that is there and does not deny counts.

密级：无, 是否涉密：否, □机密 ■普通 and the empty header of every Taiwanese letter hold nothing.
"""

from __future__ import annotations

import re

from review.patterns import lazy

_COLON = lazy(
    r"[ \t\u3000]{0,20}(?:[)）】\]\"'][ \t\u3000]{0,20})?[:：=][ \t\u3000]{0,40}"
    r"|[ \u3000]{0,20}\t[ \t\u3000]{0,40}"
)
_VALUE = lazy(r"[^\n\r\t]{0,200}")
_NEXT_LABEL = lazy(
    r"[ \u3000]{2,}(?=[^ \u3000:：]{1,12}[:：])|[ \u3000](?=[^ \u3000:：]{2,8}[:：])"
    r"|[，,、](?=[^，,、：:= ]{1,8}[：:=])|[；;。]"
)
_EMPTY = lazy(r"[\s\"'“”,，;_＿×xX/／\\—–―─\-－.。…·○〇*＊（）()\[\]【】〔〕]*")
_DENIAL = lazy(
    r"(?:无|沒有|没有|否|非|不|未|免|暂无|空|公开|普通|一般|N/?A|none|nil|no|不适用|待定|略)"
    r"(?:密级?|涉密|机密|国家秘密|定密|件|标注|涉及|文件|级|的|信息|定|填)*[。.]?",
    re.IGNORECASE,
)  # fmt: skip
_ELSEWHERE = lazy(
    r"[\"'“]?(?:请|见|详见|参见|另行|自行|联系|咨询|由|同上|同前|保密|您的|你的|本人|示例|例如|如下|以.{0,6}为准|待|另附|[<＜].*[>＞]|\$?\{.*\}|%.*%"
    r"|\$\w+|your\b|example|null|undefined|changeme).*"
    r"|.{0,12}\d\s?(?:位|个)(?:以上|以下|以内)?的?(?:字符|数字|字母|长度|密码|大小写)?.*|(?:不少于|至少|长度|由).*|.*区分大小写.*",
    re.IGNORECASE,
)
"""A value that says where the true one is, or holds its place."""
_BOX = lazy(r"[□☐○◯◻▢]|[■☑☒√✓✔●◉✅🗹]|\[[ xX√✓]?\]|[(（][ \u3000]*[√✓xX]?[ \u3000]*[)）]")
_TICKED = lazy(r"[■☑☒√✓✔●◉✅🗹xX]")


_SIGNS = "0-9A-Za-z!@#$%^&*_+=?-"
_BESIDE = lazy(
    rf"[ \u3000]?((?=[!-~]{{0,40}}[0-9])[{_SIGNS}][.{_SIGNS}]{{2,38}}[{_SIGNS}]"
    r"(?![0-9A-Za-z年月日位个元条版])"
    r"|(?:本人)?(?:身份证|手机|学号|工号|出生|生日)[\u4e00-\u9fff0-9]{0,8})"
)
_QUOTES = " \t\u3000\r\"'“”,，"


def value_behind(text: str, end: int) -> tuple[int, int] | None:
    """Span of the value behind a label that ends at ``end``, or nothing if it is empty or a denial."""
    colon = _COLON.match(text, end)
    if colon is None:
        return None
    found = _VALUE.match(text, colon.end())
    stop = found.end() if found else colon.end()
    nearer = _NEXT_LABEL.search(text, colon.end(), stop)
    stop = nearer.start() if nearer else stop
    if _BOX.search(text, colon.end(), stop):
        return _ticked(text, colon.end(), stop)
    return _trimmed(text, colon.end(), stop)


def value_beside(text: str, end: int) -> tuple[int, int] | None:
    """Span of letters and figures right behind a label (密码882716), or of what they are taken from."""
    found = _BESIDE.match(text, end)
    return found.span(1) if found else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    value = text[start:end].rstrip(_QUOTES)
    if _says_nothing(value):
        return None
    stop = start + len(value)
    return stop - len(value.lstrip(_QUOTES)), stop


def _ticked(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The option whose box is ticked, in a value that consists of boxes and options."""
    boxes = list(_BOX.finditer(text, start, end))
    before = boxes[0].start() == start
    for i, box in enumerate(boxes):
        if _TICKED.search(box.group()):
            left = box.end() if before else (boxes[i - 1].end() if i else start)
            following = boxes[i + 1].start() if i + 1 < len(boxes) else end
            right = following if before else box.start()
            option = text[left:right]
            left += len(option) - len(option.lstrip())
            return _option(text, left, left + len(option.strip()))
    return None


def _option(text: str, start: int, end: int) -> tuple[int, int] | None:
    value = text[start:end]
    return None if _says_nothing(value) else (start, end)


def _says_nothing(value: str) -> bool:
    return any(pattern.fullmatch(value) for pattern in (_EMPTY, _DENIAL, _ELSEWHERE))
