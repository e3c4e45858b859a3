"""Columns of tables: what a header announces holds for the whole column, in every script and jurisdiction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from review.finding import Severity
from review.identifiers.label_words import LABELS
from review.learning.scripts import traditional
from review.recognizers.tables_headers import TYPES, column_label, column_type, column_types
from review.text.folding import fold_term
from tests.quality.test_personal_data import scanner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from review.finding import Finding

_SCANNERS = {jurisdiction: scanner(jurisdiction) for jurisdiction in ("cn", "tw", "hk", "mo")}
_NAMES = ("张小兰", "李建国", "王秀英", "陈大伟", "刘志强", "周玉梅")


def table(header: str, cells: Sequence[str], *, first: str = "姓名", names: Sequence[str] = _NAMES) -> str:
    """A table of two columns as text."""
    rows = [(first, header), *zip(names, cells, strict=False)]
    return "".join(f"{a}\t{b}\n" for a, b in rows)


def scan(text: str, jurisdiction: str = "cn") -> dict[str, Finding]:
    """Findings by rule."""
    return {finding.rule: finding for finding in _SCANNERS[jurisdiction].scan_text(text).findings}


def count(text: str, rule: str, jurisdiction: str = "cn") -> int:
    """How many cells a rule holds."""
    finding = scan(text, jurisdiction).get(rule)
    return len(finding.occurrences) if finding else 0


_HEADER_WORDS = sorted(
    {word for words in LABELS.values() for word in words}
    | {
        word
        for _, pattern in TYPES
        for word in re.split(r"[|()?:^$\[\]]+", pattern)
        if word and "." not in word
    }
)


def test_every_header_word_reads_the_same_in_traditional_script() -> None:
    """號 and 号, 證 and 证, 帳 and 账, 護 and 护: folding a header once serves the type and the label."""
    differing = [
        word
        for word in _HEADER_WORDS
        if (column_type(traditional(word)), column_label(traditional(word)))
        != (column_type(word), column_label(word))
    ]
    assert differing == []


def test_words_of_the_tables_are_folded() -> None:
    """A word that folding changes would never be met."""
    assert [word for word in _HEADER_WORDS if fold_term(word) != word] == []


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name", "name"), ("Name (English)", "name"), ("Company Name", "organisation"), ("File Name", ""), ("Date of Birth", "birth_date"),
        ("DOB", "birth_date"), ("D.O.B.", "birth_date"), ("Phone", "mobile"), ("Mobile No.", "mobile"), ("MobileNo", "mobile"),
        ("mobile_no", "mobile"), ("ID No.", "resident_id"), ("HKID", "hk_id"), ("HKID No.", "hk_id"), ("Passport No.", "passport"),
        ("PassportNo", "passport"), ("Address", "address"), ("Office Address", "company_address"), ("Residential Address", "address"),
        ("Email", "email"), ("Bank Account", "bank_account"), ("Bank Account No.", "bank_account"), ("WeChat ID", "wechat"),
        ("Hotel", ""), ("手 机 号 码", "mobile"), ("身份證\n號碼", "resident_id"), ("Mobile（手提電話）", "mobile"),
    ],
)  # fmt: skip
def test_headers_in_english_and_both_scripts(header: str, kind: str) -> None:
    """English words are whole words (no tel in hotel, no BIR in birth), however they are joined."""
    assert column_type(header) == kind


@pytest.mark.parametrize("jurisdiction", ["cn", "tw", "hk", "mo"])
@pytest.mark.parametrize(
    ("header", "cells", "rule"),
    [
        ("身份證號", ["110101190003070012", "110101190003070099"], "personal.resident_id"),
        ("身份證編號", ["1234567(8)", "5234567(1)"], "personal.mo_id"),
        ("身份證號碼", ["A123456(3)", "Z123456(1)"], "personal.hk_id"),
        ("護照號碼", ["E12345678", "G22345678"], "personal.passport"),
        ("帳號", ["700002190097375", "40012345678901"], "personal.bank_account"),
        ("住院號", ["ZY2023001", "00123456"], "personal.medical_record"),
        ("手機", ["0912345678", "0922345678"], "personal.mobile_tw"),
        ("手機", ["13800000002", "13800000003"], "personal.mobile"),
        ("微信號", ["wang_xiao88", "li-jianguo1"], "personal.wechat"),
        ("QQ號", ["123456789", "2345678901"], "personal.qq"),
    ],
)
def test_a_traditional_header_types_its_column(
    header: str, cells: list[str], rule: str, jurisdiction: str
) -> None:
    """The header says what a column is, wherever the document comes from; failed checks stay in."""
    assert count(table(header, cells), rule, jurisdiction) == len(cells)


@pytest.mark.parametrize("jurisdiction", ["cn", "tw", "hk"])
@pytest.mark.parametrize("header", ["手機", "流動電話", "Mobile", "手提電話"])
def test_a_column_headed_mobile_holds_mobiles(header: str, jurisdiction: str) -> None:
    """Eight digits from 4 on are a Hong Kong mobile under such a header, whatever the policy's jurisdiction."""
    cells = ["91234567", "6123 4567", "52345678", "98765432"]
    assert count(table(header, cells), "personal.mobile_hk", jurisdiction) == len(cells)


def test_a_person_addressed_before_a_number() -> None:
    """A number glued to 女士 is hers."""
    assert "personal.mobile_tw" in scan("請洽王女士0957123456。")
    assert "personal.mobile_tw" not in scan("編號0957123456。")
    assert "personal.mobile_tw" in scan("邱美珍\t0957123456\t志工")
    assert "personal.mobile_tw" in scan("邱美珍（0957123456）")
    assert "personal.mobile_tw" not in scan("府社助 0980123456號")
    assert "personal.mobile_hk" in scan("陳大文 9123 4567")
    assert "personal.mobile_hk" not in scan("陳大文 2024 0115")
    assert "personal.mobile_hk" in scan("請聯絡陳小姐91234567。", "hk")


_STREETS = ["杭州市西湖区文三路18号", "台北市中山區南京東路二段100號", "九龍旺角彌敦道688號"]


@pytest.mark.parametrize(
    "header",
    ["生产地址", "生產地址", "經營地址", "营业地址", "廠商地址", "店舖地址", "门店地址", "项目地址", "场所地址", "供应商地址", "企业详细地址"],
)  # fmt: skip
def test_addresses_of_firms(header: str) -> None:
    """Where a firm works is public (企业信息公示暂行条例), even beside the name of who runs it."""
    found = scan(table(header, _STREETS))
    assert "personal.address" not in found
    assert found["personal.address_office"].severity is Severity.NOTICE


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["企业名称", "地址"], "company_address"),
        (["店舖名稱", "牌照號碼", "地址"], "company_address"),
        (["Company Name", "Address"], "company_address"),
        (["企业名称", "法定代表人", "住所"], "company_address"),
        (["姓名", "工作单位", "地址"], "address"),
        (["考点名称", "地址"], "company_address"),
        (["部门", "地址"], "company_address"),
        (["姓名", "培训地点"], "company_address"),
        (["姓名", "居住地点"], "address"),
        (["姓名", "通讯地址"], "address"),
        (["投诉人", "被投诉企业名称", "地址"], "address"),
        (["被征收住户", "征收单位", "地址"], "address"),
        (["企业名称", "法定代表人", "家庭住址"], "address"),
        (["车牌照号", "地址"], "address"),
        (["户主", "户籍地址"], "address"),
    ],
)
def test_whose_address_it_is(headers: list[str], kind: str) -> None:
    """Beside firms and no person but who acts for one, an address is the firm's; a home stays a home."""
    assert column_types(dict(enumerate(headers)))[len(headers) - 1] == kind


def test_a_check_of_a_firm_is_no_illness() -> None:
    """检查结果 beside 企业名称 is an inspection, beside 姓名 it may be a diagnosis."""
    assert column_types({0: "企业名称", 1: "检查结果"})[1] != "health"
    assert column_types({0: "姓名", 1: "检查结果"})[1] == "health"


@pytest.mark.parametrize(
    "cells",
    [
        ["107.4.23", "106.12.1"], ["1070423", "1061201"], ["民國107年4月23日", "民國106年12月1日"], ["107/04/23", "106/12/01"],
        ["23/4/2018", "1/12/2017"], ["2018.4.23", "2017.12.1"], ["2018年4月", "2017年12月"], ["20180423", "20171201"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("header", ["出生日期", "出生年月日", "DOB", "Date of Birth", "生日"])
def test_births_of_children(header: str, cells: list[str]) -> None:
    """Under fourteen on the day of the list (个人信息保护法 第三十一条): each cell is a birth date and a child's."""
    found = scan("2026年10月學生名冊\n" + table(header, cells))
    assert len(found["personal.birth_date"].occurrences) == len(cells)
    assert len(found["personal.minor_column"].occurrences) == len(cells)
    assert found["personal.minor_column"].severity is Severity.CONSENT


@pytest.mark.parametrize(("title", "children"), [("2019年名单", 2), ("2024年5月名单", 1), ("2030年名单", 0)])
def test_age_is_counted_on_the_day_of_the_list(title: str, children: int) -> None:
    """Whoever is fourteen on that day is no child any more."""
    text = f"{title}\n" + table("出生日期", ["2008-03-04", "2012-03-04", "1980-01-01"])
    assert count(text, "personal.minor_column") == children
    assert count(text, "personal.birth_date") == 3


def test_the_name_of_an_office_is_nobodys_wealth() -> None:
    """资产管理科 has 资产 in it, and means an office."""
    text = table("机构名称", ["国有资产管理科", "低保服务中心"], first="负责人")
    assert not {rule for rule in scan(text) if rule.endswith("_column")}


@pytest.mark.parametrize(
    ("numbers", "detail"),
    [
        (["110101190003070010", "110101190003070029"], "passed"),
        (["110101190003070011", "110101190003070020"], "failed"),
        (["110101190003070010", "110101190003070020", "110101190003070029"], "1/3 failed"),
    ],
)
def test_a_column_says_how_many_checks_fail(numbers: list[str], detail: str) -> None:
    """One reason for the column, not that it passed and failed."""
    found = scan(table("身份证号", numbers))["personal.resident_id"]
    assert [e.detail for e in found.evidence if e.kind == "checksum"] == [detail]


@pytest.mark.parametrize(
    ("header", "cells", "homes", "groups"),
    [
        ("村组", ["柳塘村三组", "桐湾村", "柳塘村四组", "石桥组", "新塘2组"], 0, 5),
        ("村組", ["柳塘村三組", "柳塘村*組", "/", "柳塘村四組", "無"], 0, 2),
        ("住址", ["柳塘村三组", "桐湾村", "柳塘村四组", "石桥组", "新塘2组"], 0, 5),
        ("住址", ["柳塘村三组12号", "幸福里小区", "桐湾村5号", "长沙市", "樟树下"], 5, 0),
        ("住址", ["柳塘村三组12号", "桐湾村二组", "桐湾村5号", "长沙市", "樟树下"], 5, 0),
        ("住址", ["柳塘村三组12号", "桐湾村二组", "桐湾村三组", "石桥组", "新塘2组"], 5, 0),
        ("里鄰", ["東風里3鄰", "東風里5鄰", "中興里12鄰", "東風里", "中興里"], 0, 5),
        ("所在里", ["東風里", "中興里", "東風里", "中興里", "大安里"], 0, 0),
        ("村民小组", ["三组", "五组", "一组", "二组", "三组"], 0, 0),
        ("街道", ["青山街道", "和平街道", "青山街道", "和平街道", "青山街道"], 0, 0),
        ("所在社区", ["东风社区", "红旗社区", "东风社区", "红旗社区", "东风社区"], 0, 0),
        ("家庭住址", ["柳塘村", "桐湾村", "柳塘村", "石桥村", "新塘村"], 0, 0),
        ("所在村", ["柳塘村", "桐湾村", "柳塘村", "石桥村", "新塘村"], 0, 0),
    ],
)
def test_a_column_of_homes_is_whole(header: str, cells: list[str], homes: int, groups: int) -> None:
    """Who stands in a list of homes is found by any of them; villages alone are no homes (永安市 2023).

    A village group or neighbourhood holds many homes: it is to be weighed, and is no home by itself.
    """
    text = table(header, cells)
    assert count(text, "personal.address") == homes
    assert count(text, "personal.address_group") == groups
    if groups:
        found = scan(text)["personal.address_group"]
        assert (found.severity.value, found.confidence.value) == ("discretion", "medium")


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("孩子们只知道一组、二组、三组的区别。", 0),
        ("各村一组、二组分头负责，我们村三组最快。", 0),
        ("他家住幸福里三单元一户。", 0),
        ("他家住幸福里3单元501。", 1),
        ("家住幸福里5号楼三单元一户。", 1),
        ("张小兰家住柳塘村三组12号。", 1),
        ("張小蘭家住柳塘村三組12號。", 1),
        ("家住人民大道3组12号。", 1),
    ],
)
def test_groups_and_entrances_in_running_text(text: str, addresses: int) -> None:
    """A group needs its village, an entrance its house or its door."""
    assert count(text, "personal.address") == addresses


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("张小兰家住柳塘村三组。", "personal.address_group"),
        ("張小蘭家住柳塘村三組。", "personal.address_group"),
        ("家住東風里3鄰。", "personal.address_group"),
        ("住後龍鎮海埔里3鄰海埔路45之6號，", "personal.address"),
        ("户籍地址：绵阳市安州区塔水镇柏林村6组", "personal.address"),
        ("住所（经营场所）：柳塘市青山路18号", "personal.address_office"),
        ("营业场所：青山路18号2楼203室", "personal.address_office"),
        (
            "当事人：春风机械有限公司\n统一社会信用代码：91330102MA27XLJ10C\n住所：工业大道88号",
            "personal.address_office",
        ),
        ("当事人：王小明，男，系春风机械有限公司经理\n住所：工业大道88号", "personal.address"),
        ("东风社区老人：王小明，文化路16号，0571-85010015", "personal.address"),
        ("联系人：王小明 联系电话：0571-85010015 通讯地址：文化路16号", "personal.address_office"),
        ("请到市司法局行政复议科（人民路101号）领取文书。", "personal.address_office"),
        ("联系人：王小明 手机：13812345678 通讯地址：文化路6号3幢501室", "personal.address"),
    ],
)
def test_what_an_address_in_running_text_is(text: str, rule: str) -> None:
    """A house or what stands on an identity card; a village group; the seat of a business or an office."""
    assert {name for name in scan(text) if name.startswith("personal.address")} == {rule}


@pytest.mark.parametrize("header", ["身份證號", "身分證號", "身份证号"])
def test_a_table_of_commas_in_traditional_script(header: str) -> None:
    """Rows of a text are cells whichever way the card is written above them."""
    text = f"學生,{header}\n" + "".join(f"{name},11010119000307001{i}\n" for i, name in enumerate(_NAMES[:3]))
    assert count(text, "personal.resident_id") == 3


def test_where_one_goes_is_no_home() -> None:
    """A table of counters with their addresses names nobody; the same heading beside a name is a home."""
    counters = "窗口\t事项\t咨询电话\t地址\n社保\t养老转移\t8326117\t民政路2号\n不动产\t首次登记\t8326254\t民政路4号\n"
    assert {str(f.severity) for f in scan(counters).values()} <= {"notice"}
    persons = "姓名\t事项\t地址\n王秀兰\t养老转移\t民政路2号\n李国强\t首次登记\t民政路4号\n"
    assert "consent" in {str(f.severity) for f in scan(persons).values()}


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        ("社区|地址|负责人|联系电话\n东风社区|和平路18号|王小明|0571-85010031\n红旗社区|青山路22号|李秀英|0571-85010032", "notice"),
        ("单位|负责人|地址|信访电话\n市信访局|王小明|人民路101号|0571-85010001\n区信访局|李秀英|青山路18号|0571-85010002", "notice"),
        ("社区|住址|负责人|联系电话\n东风社区|和平路18号|王小明|0571-85010031\n红旗社区|青山路22号|李秀英|0571-85010032", "consent"),
        ("社区|地址|姓名|联系电话\n东风社区|和平路18号|王小明|0571-85010031\n红旗社区|青山路22号|李秀英|0571-85010032", "consent"),
        ("社区|地址|负责人|手机\n东风社区|和平路18号|王小明|13812345678\n红旗社区|青山路22号|李秀英|13912345679", "consent"),
    ],
)  # fmt: skip
def test_addresses_of_bodies(rows: str, severity: str) -> None:
    """条例 20(2): where a body is and who heads it is published; 住址, another's name or a mobile makes it a home.

    东风社区 below 社区 is no header, though it ends like one.
    """
    found = [f for f in scan(rows.replace("|", "\t")).values() if f.category == "personal.contact.address"]
    assert [(f.severity.value, len(f.occurrences)) for f in found] == [(severity, 2)]


def test_the_number_of_a_group_alone_is_no_place() -> None:
    """A published list of households of one village tells the group; with the village it is an address."""
    rows = "村组\t户主\t月保障金额\n{0}一组\t谈长贵\t860\n{0}三组\t臧玉莲\t455\n"
    categories = {f.category for f in scan(rows.format("")).values()}
    assert "personal.contact.address" not in categories
    categories = {f.category for f in scan(rows.format("柳树村")).values()}
    assert "personal.contact.address" in categories
