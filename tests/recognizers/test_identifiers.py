"""Identifiers in text: each row is a way in which people write them, or something that only looks so."""

from __future__ import annotations

import pytest

from review.finding import Confidence, Finding, Severity
from review.recognizers.identifiers import Identifiers
from review.recognizers.view import Settings
from review.scanner import Scanner

_SCANNER = Scanner(recognizers=[Identifiers(Settings())], combiners=[])


def find(text: str) -> tuple[Finding, ...]:
    """Findings of identifiers alone."""
    return _SCANNER.scan_text(text).findings


WRITTEN = [
    ("身份证号：110101190003070010", "personal.id.resident_id", "110101190003070010"),
    ("身份證號碼：110101190003070010", "personal.id.resident_id", "110101190003070010"),
    (
        "证件号１１０１０１１９０００３０７００２９",
        "personal.id.resident_id",
        "１１０１０１１９０００３０７００２９",
    ),
    ("公民身份号码110101 19000307 0010", "personal.id.resident_id", "110101 19000307 0010"),
    ("（110101-19000307-0010）", "personal.id.resident_id", "110101-19000307-0010"),
    (
        "一一〇一〇一一九〇〇〇三〇七〇〇一〇",
        "personal.id.resident_id",
        "一一〇一〇一一九〇〇〇三〇七〇〇一〇",
    ),
    ("1.10101190003070E+17", "personal.id.resident_id", "1.10101190003070E+17"),
    ("身份证：110101\n190003070010", "personal.id.resident_id", "110101\n190003070010"),
    ("list_110101190003070010.pdf", "personal.id.resident_id", "110101190003070010"),
    ("?id=110101190003070010&x=1", "personal.id.resident_id", "110101190003070010"),
    ("证件号码110101000307001", "personal.id.resident_id", "110101000307001"),
    ("持810000190001010018的居民", "personal.id.residence_permit", "810000190001010018"),
    ("残疾人证11010119000307001043", "personal.id.disability_id", "11010119000307001043"),
    ("学籍号G110101190003070010", "personal.id.student_id", "G110101190003070010"),
    ("手机138 0013 8000", "personal.contact.mobile", "138 0013 8000"),
    ("电话+86-138-0013-8000", "personal.contact.mobile", "86-138-0013-8000"),
    ("联系电话13800138000转", "personal.contact.mobile", "13800138000"),
    ("手机号码壹叁捌壹贰叁肆伍陆柒捌", "personal.contact.mobile", "壹叁捌壹贰叁肆伍陆柒捌"),
    ("行動電話：0912-345-678", "personal.contact.mobile", "0912-345-678"),
    ("联络电话+852 9123 4567", "personal.contact.mobile", "852 9123 4567"),
    ("电话：010-12345678", "personal.contact.landline", "010-12345678"),
    ("卡号6222000000000000004", "personal.finance.bank_card", "6222000000000000004"),
    ("卡号6222 0000 0000 0009", "personal.finance.bank_card", "6222 0000 0000 0009"),
    ("收款账号：3301040160012345678", "personal.finance.bank_account", "3301040160012345678"),
    ("请发送到zhang.san@example.cn查收", "personal.contact.email", "zhang.san@example.cn"),
    ("我的QQ是12345678", "personal.contact.qq", "12345678"),
    ("微信号wxid_abc123", "personal.contact.wechat", "wxid_abc123"),
    ("国民身分证统一编号A123456789", "personal.id.tw_id", "A123456789"),
    ("香港身份证H856249(2)", "personal.id.hk_id", "H856249(2)"),
    ("澳门居民身份证1234567(8)", "personal.id.mo_id", "1234567(8)"),
    ("护照号码E12345678已过期", "personal.travel.passport", "E12345678"),
    ("军字第2001988号", "personal.id.military_id", "军字第2001988号"),
    ("车辆京A12345和沪B·67890", "personal.vehicle.plate", "京A12345"),
    (
        "江苏（2016）南京市不动产权第0000123号",
        "personal.property.certificate",
        "江苏（2016）南京市不动产权第0000123号",
    ),
    ("住院号：00123456", "personal.health", "00123456"),
    ("统一社会信用代码91512081MA62K0260E", "organisation.uscc", "91512081MA62K0260E"),
    ("統一編號97407975", "organisation.uscc", "97407975"),
    ("1 1 0 1 0 1 1 9 0 0 0 3 0 7 0 0 1 0", "personal.id.resident_id", "1 1 0 1 0 1 1 9 0 0 0 3 0 7 0 0 1 0"),
    ("电话 1 3 8 0 0 1 3 8 0 0 0", "personal.contact.mobile", "1 3 8 0 0 1 3 8 0 0 0"),
    ("身分證字號 A12 345 6789", "personal.id.tw_id", "A12 345 6789"),
    ("本人A123 456 789", "personal.id.tw_id", "A123 456 789"),
    ("居留證統一證號：F D 6 9 7 4 2 2 8 5", "personal.id.tw_id", "F D 6 9 7 4 2 2 8 5"),
    ("持A123 456(3)登記", "personal.id.hk_id", "A123 456(3)"),
    ("BIR 5/123456/8", "personal.id.mo_id", "5/123456/8"),
    ("护照 K0938 2716", "personal.travel.passport", "K0938 2716"),
    ("他郵局是 0001234-0567890", "personal.finance.bank_account", "0001234-0567890"),
    ("局號0001234，帳號0567890", "personal.finance.bank_account", "0567890"),
    ("帐号：012-345678-90123", "personal.finance.bank_account", "012-345678-90123"),
    ("身份证号码：3208021980\n03071234，", "personal.id.resident_id", "3208021980\n03071234"),
    ("車牌ABC-1234號", "personal.vehicle.plate", "ABC-1234"),
    ("車牌號碼：1234-AB", "personal.vehicle.plate", "1234-AB"),
    ("車牌 MA-12-34", "personal.vehicle.plate", "MA-12-34"),
    ("位于北纬32.123456，东经118.654321", "personal.whereabouts", "32.123456，东经118.654321"),
    ("社保卡号A12345678", "personal.finance.bank_account", "A12345678"),
    ("健保卡号 0000 1234 5678", "personal.finance.bank_account", "0000 1234 5678"),
]


@pytest.mark.parametrize(("text", "category", "value"), WRITTEN)
def test_found_as_written(text: str, category: str, value: str) -> None:
    """The span maps back to the text as it stands there."""
    spans = [text[slice(*o.span)] for f in find(text) if f.category == category for o in f.occurrences]
    assert value in spans


@pytest.mark.parametrize(
    "text",
    [
        "订单号123456789012345678", "110101199003071235", "110101199001324610", "000000199003074610",
        "1234567890123456", "353456789012345", "卡号62284804025648900X", "1381234567", "12012345678", "10012345678",
        "字第13800138000號",
        "金额13800138000元", "0.13800138000", "ISBN 978-7-111-12345-6", "版本3.2.1.4", "京A123",
        "会议时间2024-03-07 10:30:15",
        "2019-440106-12-03-012345", "快递单号13800138000", "user@host", ".user@example.com",
        "无效地址256.1.2.3",
        "http://example.cn/a13800138000b", "财政部 财会字第09734656470号", "AA:BB:CC:DD:EE", "号码是12345678",
        "a1b2c3d413800138000e5f6", "投资6222000000万元", "111111111111111111", "户号 13800138000",
        "call 1-888-735-3470 now",
        "1 3 5 7 9 2 4 6 8 1 3", "1 1 0 1 0 1 1 9 0 0 0 3 0 7 0 0 1 1", "附表A1 2019 2020", "型号ABC-1234", "B123 456 781",
        "A123 456(4)", "第1/2024/3號", "0001234-0567890", "账号2024-01-15",
        "<3975CB0784A2C249A2EDDD4D43C53D08045B971A87@mail.example.com>",
    ],
)  # fmt: skip
def test_lookalikes_are_silent(text: str) -> None:
    """What only looks like an identifier is none."""
    assert [(f.rule, f.occurrences[0].preview) for f in find(text)] == []


def test_a_label_counts_even_when_the_check_fails() -> None:
    """Lower confidence, never cleared."""
    right, wrong = find("身份证号110101190003070010")[0], find("身份证号110101190003070011")[0]
    assert (right.confidence, wrong.confidence) == (Confidence.HIGH, Confidence.MEDIUM)
    assert "checksum: failed" in [str(e) for e in wrong.evidence]
    assert wrong.severity is Severity.CONSENT


def test_glued_numbers_are_told_apart() -> None:
    """A phone glued to its owner's ID is found as well."""
    rules = [f.rule for f in find("11010119000307001013800138000")]
    assert rules == ["personal.resident_id", "personal.mobile"]


@pytest.mark.parametrize("text", ["邮箱：wq@example.cn", "意见反馈邮箱：wangqiang@163.com"])
def test_an_address_that_may_be_somebodys_own_is_no_office(text: str) -> None:
    """Whoever asks 163.com for an address has one; an invitation to write makes it no office's."""
    assert [f.rule for f in find(text)] == ["personal.email"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("请在浏览器输入192.168.1.1", 0), ("核心交换机管理地址192.168.1.1", 1), ("10.3.7.21", 1)],
)
def test_the_address_of_every_router_tells_of_no_network(text: str, found: int) -> None:
    """Unless a network is what the text is about."""
    assert len(find(text)) == found


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("举报电话：13800138000", "personal.phone_public"),
        ("xxgk@example.gov.cn", "personal.public_email"),
        ("征求意见，可发邮件至zjj-fgk@example.cn", "personal.public_email"),
        ("户名：某某有限公司，账号：330104016001234567", "personal.company_account"),
        ("户名：临江市社会保险费待报解户，账号：20100301040012345", "personal.company_account"),
        ("户名 临江市公共资源交易中心 账号 20100301040012345", "personal.company_account"),
        ("戶名：臺北市政府教育局 帳號：20100301040012345", "personal.company_account"),
        ("户名：青石县第一中学工会 账号：20100301040012345", "personal.company_account"),
        ("党费专用账号：20100301040012345", "personal.company_account"),
        ("户名临江应用技术学院，账号36050162860100000417（对公）", "personal.company_account"),
        ("手机壹伍捌-陆贰零柒-叁叁玖壹", "personal.mobile"),
        ("卡号：6200 0000 0000 0000 018", "personal.bank_card"),
        ("户名：王大山 单位：青石公司 账号：6222021234567890128", "personal.bank_card"),
        ("户名：欧阳正金 账号：20100301040012345", "personal.bank_card"),
        ("户名：交易中心\n开户行：农商行北渚支行\n账号：6120 0155 5000 0318 27", "personal.company_account"),
        ("户名：王大山\n开户行：农商行北渚支行\n账号：6222021234567890128", "personal.bank_card"),
        ("家庭电话：0571-88001234", "personal.landline_home"),
    ],
)
def test_offices_are_a_notice_and_homes_are_not(text: str, rule: str) -> None:
    """政府信息公开条例 20(2): offices publish how to reach them."""
    finding = find(text)[0]
    assert finding.rule == rule
    own = {"personal.landline_home", "personal.bank_card", "personal.mobile"}
    assert (finding.severity is Severity.NOTICE) == (rule not in own)


@pytest.mark.parametrize(("text", "category", "value"), WRITTEN)
def test_no_value_leaks(text: str, category: str, value: str) -> None:
    """Law 7: previews and evidence hold no personal value."""
    if category.startswith("organisation."):
        return
    for finding in find(text):
        shown = [o.preview for o in finding.occurrences] + [str(e) for e in finding.evidence]
        assert all(value not in piece for piece in shown)


def test_time_stays_linear() -> None:
    """A line of a million digits, and digits with separators, end soon and drop nothing that holds."""
    text = "1234567890" * 100_000 + "110101190003070010" + "7 " * 200_000
    rules = {f.rule for f in find(text)}
    assert "personal.resident_id" in rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("如有线索请拨打110或13800138000（王警官）", "personal.phone_public"),
        ("任何人如有資料，請致電3661 1602或5288 0317（WhatsApp）", "personal.phone_public"),
        ("请拨打办公室0517-83911111，本人手机13800138000", "personal.mobile"),
        ("请联系王科长，电话13800138000或13900139000", "personal.mobile"),
    ],
)
def test_a_mobile_beside_the_number_of_an_office(text: str, rule: str) -> None:
    """Who is asked to call either may call both."""
    scanner = Scanner(Settings(jurisdiction="hk" if "請" in text else "cn"))
    assert rule in {finding.rule for finding in scanner.scan_text(text).findings}


def test_what_is_said_to_be_made_up_is_a_notice() -> None:
    """On a sample card, in the same line."""
    (made_up,) = find("样本证件A123456(3)由本署虚构，只作展示。")
    assert (made_up.severity, find("身份證A123456(3)")[0].severity) == (Severity.NOTICE, Severity.CONSENT)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("请勿提供身分證字號（如A123456789）、信用卡卡號。", "notice"),
        ("证件号码，如：110101190003070010，不含空格", "notice"),
        ("有事请打电话，如13800000001无人接听，可留言", "consent"),
        ("联系电话如下：13800000001", "consent"),
    ],
)
def test_an_example_is_nobodys(text: str, severity: str) -> None:
    """What stands between 如 and a closing mark shows a form; a number that may not answer is called."""
    (found,) = find(text)
    assert found.severity == severity


def test_eight_figures_in_words_need_a_label() -> None:
    """Years and sums are written so too."""
    assert [f.rule for f in find("电话六零七四三八一二")] == ["personal.landline"]
    assert find("六零七四三八一二") == ()


def test_an_account_behind_the_name_of_a_bank() -> None:
    """In three groups or more; a branch's telephone is none."""
    assert [f.rule for f in find("恒昌銀行 024-733-518206-882")] == ["personal.bank_account"]
    assert [f.rule for f in find("恒昌银行 010-12345678")] == ["personal.landline"]
    assert [f.rule for f in find("帐号012-034-56789-0 户名桃园市政府教育局")] == ["personal.company_account"]
    assert [f.rule for f in find("帐号012-034-56789-0 户名王小明")] == ["personal.bank_account"]
    assert [f.rule for f in find("以抬头为卫生局的银行担保，存入帐户编号9003857416")] == [
        "personal.company_account"
    ]
