"""Notes that something is not to go out: told with the sentence they speak of; guidance is no note."""

from __future__ import annotations

import pytest

from review.recognizers.struck import Struck
from review.recognizers.view import Settings
from review.scanner import Scanner

SCANNER = Scanner(Settings(), recognizers=(Struck(Settings()),), combiners=())


def told(text: str) -> list[str]:
    """The passages found."""
    return [
        text[o.span[0] : o.span[1]]
        for finding in SCANNER.scan_text(text).findings
        for o in finding.occurrences
    ]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        (
            "一、答疑。\n最高限价285万元（此项仅供评委，发出时删除）。\n二、其他。",
            "最高限价285万元（此项仅供评委，发出时删除）。",
        ),
        (
            "评委掌握时低于十元的视为低价风险，此条不写入正式答疑。",
            "评委掌握时低于十元的视为低价风险，此条不写入正式答疑。",
        ),
        ("同意。他的妻子近期住院。（刊出前删）", "他的妻子近期住院。（刊出前删）"),
        ("局長將於下月調任，刊登時請刪去。", "局長將於下月調任，刊登時請刪去。"),
        ("徵收範圍以縣道為界，請與會人員勿對外透露。", "徵收範圍以縣道為界，請與會人員勿對外透露。"),
        ("面试题目：如何处理投诉。请勿预先向申请人披露。", "面试题目：如何处理投诉。请勿预先向申请人披露。"),
        ("底价230万元，正式稿请删", "底价230万元，正式稿请删"),
        ("本段不对外发布", "本段不对外发布"),
        ("固井浆配方仅供评审使用：水泥100份、微硅11份。", "固井浆配方仅供评审使用：水泥100份、微硅11份。"),
        ("（注：挂网时此行去掉）", "（注：挂网时此行去掉）"),
    ],
)
def test_a_note_is_told_with_what_it_speaks_of(text: str, passage: str) -> None:
    """What the author meant to take out stands in the same sentence, or in the one before a bare note."""
    assert told(text) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "发布前请核实数据", "公开前应当删除涉密内容", "公开发布时应删除个人隐私", "请勿向陌生人透露验证码", "案件不公开审理",
        "本条不公开审理的情形", "第三条 公布时删去附件。", "《刊出前删》", "决定删去第三条第二款，公布施行", "公告前删减了业务",
        "选手不要提前离场", "不要对外透露家庭住址等个人信息", "此次活动对外公布的电话不要拨打",
        "投标样品仅供评标使用，评标结束后退还。", "以上价格仅供参考",
    ],
)  # fmt: skip
def test_guidance_is_no_note(text: str) -> None:
    """Rules on publishing, warnings of fraud, courts behind closed doors."""
    assert told(text) == []


def test_the_preview_says_nothing() -> None:
    """Only where it stands and how long it is."""
    (finding,) = SCANNER.scan_text("底价230万元，正式稿请删").findings
    assert (finding.rule, finding.category) == ("process.struck", "process.draft")
    assert "230" not in finding.occurrences[0].preview
