"""The form fields that a draft says about itself: title, number, unit, date, openness, mark."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from review.document import BlockKind, Visibility
from review.sheet.types import Item
from review.sheet.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from review.document import Document
    from review.finding import Finding
    from review.scrub import Scrubber

_HEAD = 40
_TAIL = 40
_LONGEST_TITLE = 120
_TITLE_CELLS = 12
_YEAR = r"[〔\[【（(﹝]\s*(?:19|20)\d{2}\s*[〕\]】）)﹞]"
_HAN = "一-鿿×○〇"
_NUMBER = re.compile(
    rf"[{_HAN}]{{1,12}}\s*{_YEAR}\s*第?\s*\d{{1,5}}\s*[号號]|[{_HAN}]{{1,12}}字第\s*[0-9A-Z]{{4,14}}\s*[号號]"
)
_DATE_WORDS = (
    r"(?:(?:19|20)\d{2}|[一二][〇○零Ｏ一二三四五六七八九]{3}|(?:中華)?民國\s*\d{1,3})\s*年"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_DATE_LINE = re.compile(
    rf"(?:(?:发文|發文|成文|制发|印发)日期\s*[:：]\s*)?({_DATE_WORDS})\s*(?:印发|印發)?", re.IGNORECASE
)
_UNIT_LINE = re.compile(rf"([{_HAN}（）()]{{2,30}}?)\s*(?:文件|公文|函|令|公报|公報)")
_UNIT_WORDS = re.compile(
    rf"[{_HAN}（）·]{{2,30}}(?:政府|办公室|办公厅|辦公室|委员会|委員會|局|厅|廳|部|处|處|院|校|学|學|中心|公司|署|所|会|會|站|队|隊|社)"
)
_SUBJECT = re.compile(r"^主\s*旨\s*[:：]\s*(.+?)[。]?$")
"""A Taiwanese letter has no title but a 主旨 (文書處理手冊)."""
_INDEX = re.compile(r"(?:索引号|索 引 号|索引號)\s*[:：]\s*([0-9A-Za-z][\w/.-]{3,40})")
_AUTHOR = re.compile(
    r"(?:拟稿人?|擬稿人?|承办人|承辦人|起草人)\s*[:：]\s*([一-鿿·]{2,8})(?=$|[\s　,，;；(（电電])"
)
_TITLE_WORDS = (
    "通知|公告|通告|决定|決定|意见|意見|办法|辦法|规定|規定|批复|批復|函|报告|報告|请示|請示|纪要|紀要|公示|通报|通報|"
    "方案|名单|名單|讲话|講話|致辞|致辭|总结|總結|细则|細則|条例|條例|说明|說明|公报|公報|计划|計畫|规划|規劃|答复|答覆|"
    "须知|須知|要点|要點"
)
_TITLE = re.compile(rf".*(?:{_TITLE_WORDS})(?:[（(][^）)]{{1,20}}[）)])?")
_NO_TITLE = re.compile(
    r"[0-9０-９\s]+|[（(【\[]?\s*(?:绝\s*密|絕\s*密|机\s*密|機\s*密|秘\s*密|特急|加急|内部|內部).{0,20}|.{0,12}(?:日期|索引号|索引號|密等|速別|公开属性)\s*[:：].*|#{0,6}"
)

OPENNESS: tuple[tuple[str, Outcome], ...] = (
    (r"依申[请請]公[开開]", Outcome.ON_REQUEST),
    (r"不予公[开開]|免[于予於]公[开開]", Outcome.WITHHOLD),
    (r"[删刪][减減]后公[开開]|[删刪][减減]後公[开開]", Outcome.PUBLISH_REDACTED),
    (r"主[动動]公[开開]|公[开開][发發]布", Outcome.PUBLISH),
)
_OPENNESS_LINE = re.compile(
    r"[（(\[【]?\s*(?:(?:公[开開][属屬]性|信息公[开開][选選][项項]|公[开開]方式)\s*[:：]\s*|此件)?(?P<word>.{4,8}?)\s*[）)\]】]?"
)

Paragraph = tuple[int, int, str]
_ASIDE = frozenset({BlockKind.CELL, BlockKind.LINK, BlockKind.ATTRIBUTE, BlockKind.NAME, BlockKind.FILE_NAME})
"""What is no paragraph of the running text."""


def read_item(
    document: Document,
    findings: Sequence[Finding] = (),
    *,
    publication: str = "",
    scrub: Scrubber | None = None,
) -> Item:
    """What the draft says about itself; found values are blacked out, and what is not plain is left empty."""
    paragraphs = _paragraphs(document)
    head, tail = paragraphs[:_HEAD], paragraphs[-_TAIL:]
    hide = scrub or str
    marks = (f for f in findings if f.category == "secrecy.state.mark")
    return Item(
        title=hide(_title(document, head)),
        document_number=_first(_NUMBER, head[:15]),
        index_number=_first(_INDEX, head, 1),
        unit=hide(_unit(head, tail)),
        date=_date(head, tail),
        mark=next((f.occurrences[0].preview for f in marks), ""),
        openness=_openness([*head, *tail]),
        publication=publication,
        author=_unless_found(_first(_AUTHOR, [*head, *tail], 1), hide),
    )


def _unless_found(value: str, hide: Scrubber | type[str]) -> str:
    return value if hide(value) == value else ""


def _paragraphs(document: Document) -> list[Paragraph]:
    """The first and last paragraphs that a reader sees, bounded, as (start, end, text)."""
    text = document.text
    first: list[Paragraph] = []
    last: list[Paragraph] = []
    for start, end, _place, seen, kind in document.paragraphs():
        if seen is not Visibility.VISIBLE or kind in _ASIDE:
            continue
        words = " ".join(text[start:end].split())[: _LONGEST_TITLE * 2]
        if len(first) < _HEAD:
            first.append((start, end, words))
        else:
            last = [*last[-_TAIL + 1 :], (start, end, words)]
    return first + last


def _first(pattern: re.Pattern[str], paragraphs: Iterable[Paragraph], group: int = 0) -> str:
    found = (pattern.search(words) for _start, _end, words in paragraphs)
    return next((match[group].strip() for match in found if match), "")


def _title(document: Document, head: Sequence[Paragraph]) -> str:
    subject = _first(_SUBJECT, head, 1)
    if subject:
        return subject[:_LONGEST_TITLE]
    for block in islice(document.blocks, _HEAD):
        if block.kind is BlockKind.HEADING and block.visibility is Visibility.VISIBLE:
            return " ".join(document.text_of(block).split())[:_LONGEST_TITLE]
    lines = [words.lstrip("# ").strip() for _start, _end, words in head[:15]]
    for at, line in enumerate(lines):
        whole = _joined(lines, at)
        if _skipped(line):
            continue
        if _TITLE.fullmatch(whole) or (len(line) <= _LONGEST_TITLE and line[-1] not in "。：:；;，"):
            return whole
        return ""
    return _heading_cell(document)


def _heading_cell(document: Document) -> str:
    """A workbook without running text: a title in the first cells of its first table."""
    for block in document.blocks:
        if block.table is not None and block.visibility is Visibility.VISIBLE:
            cells = (block.table[i] for i in range(min(len(block.table), _TITLE_CELLS)))
            words = (" ".join(document.text[cell.start : cell.end].split()) for cell in cells)
            return next((one for one in words if len(one) <= _LONGEST_TITLE and _TITLE.fullmatch(one)), "")
    return ""


def _joined(lines: Sequence[str], at: int) -> str:
    """A title that begins with 关于 may run over up to three lines."""
    whole = lines[at]
    if whole.startswith(("关于", "關於")):
        for line in lines[at + 1 : at + 3]:
            if _TITLE.fullmatch(whole) or len(whole) + len(line) > _LONGEST_TITLE:
                break
            whole += line
    return whole if _TITLE.fullmatch(whole) else lines[at]


def _skipped(line: str) -> bool:
    patterns = (_NO_TITLE, _NUMBER, _DATE_LINE, _UNIT_LINE)
    return any(pattern.fullmatch(line) for pattern in patterns)


def _unit(head: Sequence[Paragraph], tail: Sequence[Paragraph]) -> str:
    """The unit of the letterhead (…文件), else the line above the date at the end."""
    for _start, _end, words in head[:6]:
        match = _UNIT_LINE.fullmatch("".join(words.split()))
        if match and not words.startswith(("关于", "關於")):
            return match[1]
    for (_s, _e, words), (_s2, _e2, below) in zip(reversed(tail[:-1]), reversed(tail[1:]), strict=False):
        if _DATE_LINE.fullmatch(below) and _UNIT_WORDS.fullmatch(words):
            return words
    return ""


def _date(head: Sequence[Paragraph], tail: Sequence[Paragraph]) -> str:
    for _start, _end, words in (*reversed(tail), *head):
        match = _DATE_LINE.fullmatch(words.rstrip("。"))
        if match:
            return "".join(match[1].split())
    return ""


def _openness(paragraphs: Iterable[Paragraph]) -> str:
    for _start, _end, words in paragraphs:
        line = _OPENNESS_LINE.fullmatch(words.rstrip("。"))
        if line:
            for pattern, outcome in OPENNESS:
                if re.fullmatch(pattern, line["word"]):
                    return outcome.value
    return ""
