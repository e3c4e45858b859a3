"""Masked numbers beside what else a row or a sentence says."""

from __future__ import annotations

import pytest

from tests.recognizers.test_people import find


def weak(text: str, jurisdiction: str = "cn") -> list[tuple[str, str]]:
    """Severity and number of candidates of each weak mask."""
    return [
        (str(f.severity), next(e.detail for e in f.evidence if e.kind == "candidates"))
        for f in find(text, jurisdiction)
        if f.category == "personal.weak_mask"
    ]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("1976-11-11", "1"),
        ("1976/11/11", "1"),
        ("1976年11月11日", "1"),
        ("19761111", "1"),
        ("76.11.11", "1"),
        ("民國65年11月11日", "1"),
        ("1976", "32"),
    ],
)
def test_the_birth_column_in_every_writing(written: str, left: str) -> None:
    """Six and four beside the day leave one person, beside the year thirty-two."""
    rows = "\n".join(f"{name}\t130102********9211\t{written}" for name in ("王某某", "李某"))
    assert weak(f"姓名\t身份证号\t出生日期\n{rows}") == [("consent", left)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王某，男，1976年11月11日出生，身份证号130102********9211。", ["1"]),
        ("王某，身份证号130102********9211，1976-11-11生。", ["1"]),
        ("王某\t130102********9211\t1976-11-11\n李某\t130102********9211\t1976-11-11", ["1"]),
        ("1976年11月11日是星期四。王某，身份证号130102********9211。", ["2355"]),
        ("王某，身份证号130102********9211，2021年5月6日受理。", ["2355"]),
        ("李某，1980年1月1日生；王某，身份证号130102********9211。", ["2355"]),
    ],
)
def test_the_birth_date_of_the_same_sentence(text: str, left: list[str]) -> None:
    """Running text and rows without headers; the date of another sentence or event is not the holder's."""
    assert [count for _, count in weak(text)] == left


@pytest.mark.parametrize(
    ("header", "masked", "jurisdiction", "expected"),
    [
        ("身分證字號", "A12****789", "tw", [("discretion", "1000")]),
        ("身分證字號", "A12345****", "tw", [("notice", "1000")]),
        ("身分證字號", "A123456***", "tw", [("consent", "100")]),
        ("身分證字號", "A12345678*", "tw", [("consent", "1")]),
        ("身分證字號", "*****6789", "tw", []),
        ("香港身份證號碼", "A123***(4)", "hk", [("consent", "91")]),
        ("香港身份證號碼", "A123***（4）", "hk", [("consent", "91")]),
        ("香港身份證號碼", "A123XXX(X)", "hk", [("notice", "1000")]),
        ("香港身份證號碼", "A123***", "hk", [("notice", "1000")]),
        ("澳門居民身份證", "5123***(4)", "mo", [("discretion", "1000")]),
        ("澳門居民身份證", "****123(4)", "mo", [("notice", "2364")]),
    ],
)
def test_cards_of_taiwan_hong_kong_and_macau(
    header: str, masked: str, jurisdiction: str, expected: list[tuple[str, str]]
) -> None:
    """Counted like the mainland's; the forms of offices (Taiwan's last four hidden, Hong Kong's first four shown) are said, no alarm."""
    assert weak(f"姓名\t{header}\n陳○文\t{masked}\n李○華\t{masked}", jurisdiction) == expected


@pytest.mark.parametrize("mask", ["138****1234", "35*************123"])
def test_masks_in_use_are_silent(mask: str) -> None:
    """The middle four of a phone and 永安's form are accepted."""
    assert weak(f"证件：{mask}", "tw") == []


@pytest.mark.parametrize(
    "text", ["A123****5X", "AC******23", "AB123***", "110101********0010(1)", "X" * 18, "*" * 18 + "(1)"]
)
def test_odd_shapes_break_nothing(text: str) -> None:
    """What only resembles a masked card is counted as what it is, or not at all."""
    assert len(weak(f"号码：{text}")) <= 1


@pytest.mark.parametrize(
    "text",
    [
        "准考证号：2211****0117",
        "姓名\t准考证号\t总成绩\n陈晓明\t2211****0117\t77.3\n赵雪\t2211****0845\t76.9",
        "姓名\t報名序號\t總成績\n陳曉明\t2211****0117\t77.3\n趙雪\t2211****0845\t76.9",
        "凭证2402****0117",
    ],
)
def test_another_number_is_no_mask_of_an_identity(text: str) -> None:
    """A candidate's number is masked as an identity number is; and no province has the number 24."""
    assert "personal.weak_mask" not in {f.rule for f in find(text)}
