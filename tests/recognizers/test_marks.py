"""Marks of secrecy in every form the standards and offices know, and nothing that only looks like one."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, DocumentBuilder, Location, Visibility
from review.finding import Confidence, Severity
from review.recognizers.marks_dates import date_of_issue, expiry
from review.recognizers.marks_grammar import number
from review.recognizers.marks_issuer import beyond_issuer
from review.recognizers.marks_levels import LEVELS, MARK_RULES, level_of
from tests.recognizers.scans import CN, alarms, evidence, found, scanner

LETTER = "\n".join(f"这是正文的第{i}行，说的是一般工作。" for i in range(30))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("机密★1年\n通知", "mark.cn.state"),
        ("秘密★6个月\n通知", "mark.cn.state"),
        ("绝密★长期\n通知", "mark.cn.state"),
        ("机密★\n通知", "mark.cn.state"),
        ("机密★2026年12月31日\n通知", "mark.cn.state"),
        ("机　密\n通知", "mark.cn.state"),
        ("机 密 ★ 1 年\n通知", "mark.cn.state"),
        ("机密级\n通知", "mark.cn.state"),
        ("【机密】\n通知", "mark.cn.state"),
        ("[秘密]\n通知", "mark.cn.state"),
        ("绝密文件\n通知", "mark.cn.state"),
        ("000123\n机密★20年\n特急\n通知", "mark.cn.state"),
        ("000123 机密★20年 特急\n通知", "mark.cn.state"),
        ("机\n密\n★\n十\n年\n通知正文", "mark.cn.state"),
        ("機密★１年\n通知", "mark.cn.state"),
        ("祕密\n通知", "mark.cn.state"),
        ("机密＊10年\n通知", "mark.cn.state"),
        ("机密·10年\n通知", "mark.cn.state"),
        ("机密女10年\n通知", "mark.cn.state"),
        ("机蜜★10年\n通知", "mark.cn.state"),
        ("机密★1O年\n通知", "mark.cn.state"),
        ("绝密★启用前\n数学试卷", "mark.cn.condition"),
        ("机密★会议开始前\n方案", "mark.cn.condition"),
        ("密级：机密★5年\n通知", "mark.cn.field"),
        ("密　级：秘密\n通知", "mark.cn.state"),
        ("密级\t机密\n标题\t通知", "mark.cn.field"),
        ("密级：□绝密 ☑机密 □秘密\n通知", "mark.cn.field"),
        ("密级：绝密□ 机密☒ 秘密□\n通知", "mark.cn.field"),
        ("是否涉密：是\n通知", "mark.cn.field"),
        ("本文件密级为机密\n通知", "mark.cn.field"),
        (f"{LETTER}\n（秘密）部署要点如下\n{LETTER}", "mark.cn.paragraph"),
        (f"{LETTER}\n一、（秘密）部署要点\n{LETTER}", "mark.cn.paragraph"),
        ("市委密电〔2021〕5号\n通知", "mark.cn.telegram"),
        ("內部資料\n通知", "mark.cn.work"),
        ("内部\n通知", "mark.cn.work"),
        ("（内部）\n通知", "mark.cn.work"),
        ("内部事项 注意保管\n通知", "cn.work.guard"),
        ("工作秘密\n通知", "mark.cn.work"),
        ("核心商密▲3年\n方案", "mark.cn.commercial"),
        ("某某集团 普通商密★5年\n方案", "mark.cn.commercial"),
        ("工作秘密★1年\n通知", "mark.cn.misuse"),
        ("内部★3年\n通知", "mark.cn.misuse"),
        ("絕對機密\n函", "mark.tw.state"),
        ("極機密\n函", "mark.tw.state"),
        ("密等及解密條件或保密期限：密\n函", "mark.tw.official"),
        ("密等及解密條件或保密期限：極機密\n函", "mark.cn.field"),
        ("本件至113年12月31日解密\n函", "mark.tw.declassify"),
        ("附件抽存後解密\n函", "mark.tw.declassify"),
        ("工作完成或會議終了時解密\n函", "mark.tw.declassify"),
        ("高度機密\n函", "mark.hk.classified"),
        ("限閱\n函", "mark.hk.restricted"),
        ("RESTRICTED\nMemo", "mark.hk.restricted"),
        ("CONFIDENTIAL (PERSONNEL)\nMemo", "mark.hk.classified"),
        ("Top Secret\nMemo", "mark.hk.classified"),
        ("CONFIDENCIAL\nOfício", "mark.mo.classified"),
        ("FOR OFFICIAL USE ONLY\nMemo", "mark.english.internal"),
        ("[CONFIDENTIAL - COMMERCIAL]\nMemo", "mark.hk.classified"),
        ("内　部　文　件\n通知", "mark.cn.work"),
        ("密等及解密條件或保密期限：密（本件於公布時解密）\n函", "mark.tw.official"),
        ("密等及解密條件或保密期限：密（本件於公布時解密）\n函", "mark.tw.declassify"),
        ("本件机密级，请按规定保管\n", "cn.state.level_is"),
        ("某某部　函\n密\n主旨：某事", "mark.tw.official"),
        ("通知\n此件为机密级国家秘密，保密期限10年。\n各单位：", "mark.cn.state"),
        ("通知\n本件列為機密，保密期限10年。\n各單位：", "mark.cn.state"),
        ("经研究，该材料定为秘密级，保密期限五年。", "mark.cn.state"),
        ("本文件为秘密级文件，请注意保管", "mark.cn.state"),
        ("汇报\n本报告系绝密文件\n一、情况", "mark.cn.state"),
        ("通知\n机密文件 不得外传\n各单位：", "mark.cn.state"),
        ("通知\n请按机密级管理。", "mark.cn.state"),
        ("通知\n附件为机密级，另发。", "mark.cn.mention"),
    ],
)
def test_a_mark_is_found(text: str, rule: str) -> None:
    """GB/T 9704-2012 7.2, 1990 rules on marks, DOMAIN §3."""
    assert rule in alarms(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{LETTER}\n内部\n{LETTER}",
        f"{LETTER}\n敏感信息\n{LETTER}",
        f"{LETTER}\n参考文献：《清河县志》（内部资料），1985年。\n{LETTER}",
    ],
)
def test_an_internal_note_inside_the_text_is_only_weighed(text: str) -> None:
    """A heading, a cell or a reference may read like a mark; it does not block."""
    assert {f.severity for f in found(text).values()} <= {Severity.DISCRETION, Severity.NOTICE}
    assert "mark.cn.work" not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "属于机密级的，应当定为机密级，保密期限不超过二十年。",
        "这是一份绝密文件，影片由此展开。",
        "窃取机密文件，严禁外传的规定形同虚设。",
        "绝密级文件应当按机密级以上要求管理。",
        "本办法所称秘密，是指国家秘密。",
        "该单位未将会议列为秘密。",
    ],
)
def test_a_sentence_on_levels_gives_itself_none(text: str) -> None:
    """Rules, films and crimes speak of levels too."""
    assert not [f for f in found(text).values() if f.severity is not Severity.NOTICE]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (f"{LETTER}\n文件应当标注“机密★1年”字样。\n{LETTER}", "quoted, not used"),
        (f"{LETTER}\n绝密\n机密\n秘密\n{LETTER}", "speaks of how secrets are managed"),
        ("数学试卷（历年真题汇编）\n绝密★启用前\n一、选择题", "speaks of training, examination or publicity"),
    ],
)
def test_talk_about_marks_is_a_notice_that_says_why(text: str, context: str) -> None:
    """A doubted mark is never dropped in silence: the reviewer sees it and the reason (DOMAIN §7.5)."""
    findings = found(text)
    assert {f.severity for f in findings.values()} == {Severity.NOTICE}
    assert evidence(next(iter(findings.values())), "context") == context


@pytest.mark.parametrize("levels", ["绝密 机密 秘密", "絕對機密 極機密 機密"])
def test_a_table_of_all_levels_explains_them(levels: str) -> None:
    """Even at the top of the document; one row alone marks."""
    rows = [f"{level}\t泄露后的危害\t期限" for level in levels.split()]
    table = scanner(jurisdiction="tw").scan_text("保密知识\n\n" + "\n".join(rows)).findings
    assert all(f.severity is Severity.NOTICE for f in table if f.rule.startswith("mark."))
    alone = scanner(jurisdiction="tw").scan_text(f"保密知识\n\n{rows[0]}").findings
    assert any(f.severity is Severity.BLOCK for f in alone)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("核心密码保护信息的最高密级为绝密级，普通密码保护信息的最高密级为机密级。", False),
        ("经研究，本方案密级为机密，期限十年。", True),
    ],
)
def test_a_field_in_a_sentence_may_explain_the_levels(text: str, *, blocks: bool) -> None:
    """密码法 第七条 names two of them at once; who marks names one."""
    assert any(f.severity is Severity.BLOCK for f in found(f"问答\n{text}").values()) is blocks


def test_the_first_level_is_not_cut_out_of_a_longer_one() -> None:
    """极机密 holds 机密; the longer word decides the rank."""
    finding = found("極機密\n函")["mark.tw.state"]
    assert evidence(finding, "level") == "极机密 2/3 (tw)"


@pytest.mark.parametrize(
    ("jurisdiction", "rank"),
    [("cn", "机密 2/3 (cn)"), ("tw", "机密 3/3 (tw)"), ("hk", "机密 3/4 (hk)"), ("mo", "机密 3/4 (mo)")],
)
def test_the_same_word_ranks_differently(jurisdiction: str, rank: str) -> None:
    """DOMAIN §1.9: level 2 of 3, 3 of 3, 3 of 4."""
    (finding,) = scanner(jurisdiction=jurisdiction).scan_text("機密\n函").findings
    assert evidence(finding, "level") == rank
    assert finding.severity is Severity.BLOCK


def test_expiry_is_computed_and_never_clears() -> None:
    """保守国家秘密法实施条例 19: the term counts from the date of issue; 24: an expired mark is evidence only."""
    finding = found("机密★1年\n关于某事的通知\n正文。\n某某部\n2001年5月31日\n")["mark.cn.state"]
    assert evidence(finding, "expiry") == "2002-05-31"
    assert finding.severity is Severity.BLOCK


def test_no_written_term_means_the_longest() -> None:
    """保守国家秘密法 20: 机密 at most twenty years."""
    finding = found("机密★\n通知\n正文。\n二〇二四年二月二十九日\n")["mark.cn.state"]
    assert evidence(finding, "expiry") == "2044-02-29"


def test_a_mark_of_a_county_is_doubtful_too() -> None:
    """保守国家秘密法 17: a county may not classify; the mark stays and the doubt is added."""
    assert {"mark.cn.state", "mark.cn.issuer"} <= alarms("机密★1年\n清河县人民政府文件\n通知")
    assert "mark.cn.issuer" not in alarms("机密★1年\n清河省人民政府文件\n通知")


def test_the_preview_shows_the_mark_itself() -> None:
    """A mark is no secret."""
    assert found("机　密 ★ 1 年\n通知")["mark.cn.state"].occurrences[0].preview == "机密★1年"


@pytest.mark.parametrize(
    ("kind", "part", "text", "place"),
    [
        (BlockKind.HEADER, "header", "机密★1年", "in a header, footer, text box or watermark"),
        (BlockKind.FOOTER, "footer", "某某单位机密材料　第1页", "in a header, footer, text box or watermark"),
        (BlockKind.TEXTBOX, "textbox", "秘密", "in a header, footer, text box or watermark"),
        (BlockKind.WATERMARK, "body", "机密", "in a header, footer, text box or watermark"),
        (BlockKind.PROPERTY, "property", "机密", "in a property of the file"),
        (BlockKind.FILE_NAME, "file_name", "(秘密)关于某事的报告.docx", "in the file name"),
        (BlockKind.FILE_NAME, "file_name", "机密-方案.pdf", "in the file name"),
        (BlockKind.FILE_NAME, "file_name", "方案_绝密★长期.pdf", "in the file name"),
    ],
)
def test_marks_outside_the_text_count_most(kind: BlockKind, part: str, text: str, place: str) -> None:
    """Headers, text boxes, properties and file names hold the marks that a reader of the text never sees."""
    builder = DocumentBuilder(name="x", sha256="", media="docx")
    builder.add(LETTER, BlockKind.TEXT, Location())
    builder.add(text, kind, Location(part=part), Visibility.METADATA)
    (finding,) = CN.scan_document(builder.build()).findings
    assert finding.category == "secrecy.state.mark"
    assert finding.confidence is Confidence.HIGH
    assert evidence(finding, "place") == place


@pytest.mark.parametrize(
    "name",
    ["手机密码.docx", "商业秘密保护办法.pdf", "保守国家秘密法.docx", "奥秘密林.txt", "内部控制手册.pdf"],
)
def test_file_names_that_hold_no_mark(name: str) -> None:
    """The word must stand by itself in the name."""
    builder = DocumentBuilder(name=name, sha256="", media="docx")
    builder.add(LETTER, BlockKind.TEXT, Location())
    builder.add(name, BlockKind.FILE_NAME, Location(part="file_name"), Visibility.METADATA)
    assert CN.scan_document(builder.build()).findings == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("10", 10),
        ("1O", 10),
        ("l0", 10),
        ("十", 10),
        ("二十", 20),
        ("二十五", 25),
        ("一百二十", 120),
        ("二〇二四", 2024),
        ("百年", None),
    ],
)
def test_numbers_as_scanners_and_people_write_them(text: str, value: int | None) -> None:
    """Arabic, Chinese, and Arabic misread."""
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("正文\n2024年5月1日\n", dt.date(2024, 5, 1)),
        ("正文\n二〇二四年五月一日\n", dt.date(2024, 5, 1)),
        ("正文\n中华民国113年5月1日\n", dt.date(2024, 5, 1)),
        ("2020年1月1日\n正文\n某某局　2024年5月1日印发\n", dt.date(2024, 5, 1)),
        ("自2024年5月1日起施行。", None),
        ("2024年13月1日", None),
        ("", None),
    ],
)
def test_date_of_issue(text: str, day: dt.date | None) -> None:
    """The last date with a line to itself."""
    assert date_of_issue(text) == day


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("1年", dt.date(2025, 2, 28)), ("6个月", dt.date(2024, 8, 29)), ("10天", dt.date(2024, 3, 10)), ("", dt.date(2044, 2, 29)),
        ("2026年12月31日", dt.date(2026, 12, 31)), ("长期", None), ("启用前", None), ("十年", dt.date(2034, 2, 28)),
    ],
)  # fmt: skip
def test_expiry(term: str, day: dt.date | None) -> None:
    """Months end where the calendar says; conditions name no day."""
    assert expiry(term, dt.date(2024, 2, 29), 20) == day


@pytest.mark.parametrize(
    ("issuer", "level", "beyond"),
    [
        ("清河县人民政府文件", "机密", True),
        ("中共清河县委员会文件", "秘密", True),
        ("清河市东城区教育局文件", "秘密", True),
        ("清河镇人民政府文件", "秘密", True),
        ("第一中学文件", "秘密", True),
        ("清河市人民政府文件", "机密", False),
        ("清河市人民政府文件", "绝密", True),
        ("某某自治区人民政府文件", "绝密", False),
        ("北京市人民政府文件", "绝密", False),
        ("国家某某局文件", "绝密", False),
    ],
)
def test_who_may_classify(issuer: str, level: str, *, beyond: bool) -> None:
    """保守国家秘密法 17."""
    assert beyond_issuer(f"{level}★1年\n{issuer}\n通知", level) is beyond


def test_every_jurisdiction_ranks_without_gaps() -> None:
    """Ranks run from 1 to the number of levels, and every rule has its basis."""
    for levels in LEVELS.values():
        assert sorted(level.rank for level in levels.values()) == list(range(1, len(levels) + 1))
        assert {level.of for level in levels.values()} == {len(levels)}
    assert all(rule.basis for rule in MARK_RULES.values())
    assert level_of("机密文件", "cn") is None


@pytest.mark.parametrize(
    "text",
    [
        "机密" + " " * 20_000, "机密★1年，" * 4_000, "机密" * 10_000, "机\n密\n" * 5_000, "CONFIDENTIAL" + "." * 20_000,
        "（内部" + "（" * 20_000, "密级：" + " " * 20_000 + "x", "密级：" + "□" * 20_000, "密级：" * 5_000,
        "机密★\n" + " " * 20_000 + "\n" + "年" * 20_000, "“" * 20_000 + "机密★", "底价为" * 7_000, "密码：a " * 4_000,
        "公开属性：" * 4_000, "登录密码" + "：" * 20_000,
    ],
    ids=range(15),
)  # fmt: skip
def test_hostile_texts_take_linear_time(text: str) -> None:
    """No text keeps the gate busy: what is looked at around a hit is bounded."""
    started = time.process_time()
    CN.scan_text(text)
    assert time.process_time() - started < 4


PIECES = [
    "机", "密", "绝", "秘", "极", "绝对", "高度", "商", "核心", "★", "☆", "1", "年", "个月", "长期",
    "（", "）", "【", "】", "密级", "：", "□", "☑", "■", "无", "内部", "资料", "限", "阅", "此件",
    "不予公开", "主动公开", "公开属性", "解密", "本件", "密电", "〔2021〕", "CONFIDENTIAL", "Secret",
    "启用前", "“", "”", "《", "》", "第一条", "。", "密码", "=", "2024年1月1日", "十", "蜜",
]  # fmt: skip


@given(
    st.lists(
        st.sampled_from([*PIECES, "\n", "\t", " ", "\u3000", "\u200b", "\U000e0041", "\ud800", "\r\n"]),
        max_size=25,
    )
)
def test_any_heap_of_pieces_is_read(pieces: list[str]) -> None:
    """Law 3: every match is a span of the text, whatever stands in it, and its preview is short."""
    text = "".join(pieces)
    for finding in CN.scan_text(text).findings:
        for occurrence in finding.occurrences:
            start, end = occurrence.span
            assert 0 <= start < end <= len(text)
            assert len(occurrence.preview) <= 60
