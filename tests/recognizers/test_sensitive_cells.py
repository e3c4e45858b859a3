"""What cells say about the person of their row, and what is about nobody."""

from __future__ import annotations

import pytest

from review.recognizers.sensitive_cells import child_age, is_office
from tests.recognizers.test_people import find


def alarms(*rows: str) -> set[str]:
    """Rules above notice in a table whose cells are parted by bars; the combination is left out."""
    found = find("\n".join(row.replace("|", "\t") for row in rows))
    return {f.rule for f in found if str(f.severity) != "notice" and f.rule != "personal.combination"}


@pytest.mark.parametrize(
    ("remark", "category"),
    [
        ("CA术后", "health"),
        ("肺CA", "health"),
        ("胃Ca术后复查", "health"),
        ("ICU", "health"),
        ("HBsAg阳性", "health"),
        ("HBsAg陽性", "health"),
        ("坐轮椅", "health"),
        ("坐輪椅", "health"),
        ("因病", "health"),
        ("洗腎", "health"),
        ("重大傷病", "health"),
        ("智障", "health"),
        ("双目失明", "health"),
        ("因残", "health"),
        ("因殘", "health"),
        ("聽障", "health"),
        ("智能障礙", "health"),
        ("领取綜援", "hardship"),
        ("精神残疾二级", "health"),
        ("精神障礙重度", "health"),
        ("因病（尿毒症）", "health"),
        ("低保户，尿毒症", "health"),
        ("丈夫服刑", "criminal"),
        ("配偶服刑中", "criminal"),
        ("父亲坐牢，单亲", "criminal"),
        ("家庭困难，儿子戒毒", "criminal"),
        ("因病致贫", "hardship"),
    ],
)
@pytest.mark.parametrize("header", ["备注", "原因", "情况说明", "備註", "致贫原因", "致貧原因"])
def test_remarks(header: str, remark: str, category: str) -> None:
    """What a remark beside a name says of health and hardship, in short forms and both scripts."""
    rows = (f"姓名|金额|{header}", f"王小明|100|{remark}", "李建国|100|无")
    assert alarms(*rows) == {f"personal.{category}_column"}


@pytest.mark.parametrize("cell", ["CA证书已更新", "轮椅10辆", "ICU建设", "因病请假手续"])
def test_words_of_remarks_elsewhere(cell: str) -> None:
    """A ward, a certificate, an aid in a column that is no remark."""
    assert alarms("联系人|内容", f"王小明|{cell}", "李建国|会议保障") == set()


@pytest.mark.parametrize(
    "rows",
    [
        (
            "单位名称|法定代表人|检查结果|整改情况",
            "柳塘商店|王小明|存在隐患2项|已整改",
            "春风饭店|李建国|缺少灭火器|未整改",
        ),
        ("企業名稱|負責人|檢查結果", "柳塘商店|王小明|符合要求", "春風飯店|李建國|基本符合"),
        ("抽样产品|负责人|检测结果", "豆芽|王小明|农药残留超标", "鲜肉|李建国|瘦肉精阳性"),
        ("姓名|部门|职务", "王小明|房产科|科长", "李建国|低保科|科员"),
        ("科室|姓名|职称|专长", "肿瘤科|王小明|主任医师|肺癌化疗", "精神科|李建国|副主任医师|抑郁症"),
        ("姓名|單位|專長", "王小明|市立醫院|中風復健", "李建國|市立醫院|糖尿病"),
        ("姓名|单位|备注", "王小明|残联|低保科", "李建国|市精神病医院|残疾人联合会"),
        ("乡镇|联系人|残疾人数|孤儿人数|低保户数", "柳塘镇|王小明|125|30|412", "青山镇|李建国|225|13|512"),
        ("鄉鎮|聯絡人|身心障礙人數|低收入戶數", "柳塘鄉|王小明|125|30", "青山鄉|李建國|225|13"),
    ],
)
def test_about_nobody(rows: tuple[str, ...]) -> None:
    """An inspection of a business, the name of an office and a count say nothing of a person."""
    assert {rule for rule in alarms(*rows) if not rule.startswith("model.")} == set()


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (("姓名|检查结果", "王小明|心电图ST段改变", "李建国|正常"), "personal.health_column"),
        (
            ("企业名称|负责人|检查结果", "柳塘商店|王小明|患肺结核", "春风饭店|李建国|合格"),
            "personal.health_column",
        ),
        (("姓名|备注", "王小明|患癌住省肿瘤医院", "李建国|无"), "personal.health_column"),
        (("姓名|残疾等级", "王小明|二级", "李建国|三级"), "personal.health_column"),
        (("姓名|月收入", "王小明|3500", "李建国|2800"), "personal.finance.income_column"),
        (("姓名|收入类型", "王小明|低收入", "李建国|中等偏下收入"), "personal.hardship_column"),
    ],
)
def test_still_about_somebody(rows: tuple[str, ...], rule: str) -> None:
    """The same headers and endings, where they do say something of the person."""
    assert rule in alarms(*rows)


@pytest.mark.parametrize(
    "rows",
    [
        ("姓名|年龄|学校", "王小明|9|柳塘小学", "李建国|11|柳塘小学"),
        ("姓名|歲|班級", "王小明|9歲|三年二班", "李建國|13歲|五年一班"),
        ("姓名|年龄|班级", "王小明|8岁半|三（2）班", "李建国|7周岁|二（1）班"),
    ],
)
def test_ages_of_children(rows: tuple[str, ...]) -> None:
    """个人信息保护法 28: below fourteen whatever is said is sensitive."""
    assert alarms(*rows) == {"personal.minor_column"}


@pytest.mark.parametrize(
    ("text", "child"),
    [("9", True), ("13岁", True), ("13歲", True), ("8个月", True), ("14", False), ("46", False), ("3-5岁", False),
     ("0", False), ("", False), ("九", False),
     ("九岁", True), ("十三歲", True), ("十四岁", False), ("二十三岁", False)],
)  # fmt: skip
def test_child_age(text: str, child: bool) -> None:  # noqa: FBT001 - a column
    """An age that fills a cell; a range is a group of people, 0 is a blank."""
    assert child_age(text) is child


@pytest.mark.parametrize(
    ("text", "office"),
    [("房产科", True), ("市残疾人联合会", True), ("精神病医院(北院)", True), ("透析住院", False), ("肝硬化", False),
     ("强制隔离戒毒所", False), ("低保户", False)],
)  # fmt: skip
def test_is_office(text: str, office: bool) -> None:  # noqa: FBT001 - a column
    """Ends like an office, and says nothing that happened to anybody."""
    assert is_office(text) is office


@pytest.mark.parametrize("written", ["1974.08", "1967年1月", "民國65年11月"])
def test_year_and_month_of_birth_are_no_alarm(written: str) -> None:
    """任前公示 and lists of candidates name them; the day would be one, and so is a child's month."""
    rows = ("姓名|出生年月|文化程度", f"王小明|{written}|大学", f"李建国|{written}|大学")
    found = find("\n".join(row.replace("|", "\t") for row in rows))
    assert {str(f.severity) for f in found} == {"notice"}
    assert "personal.birth_date" in {f.rule for f in found}
    assert alarms("姓名|出生年月|学校", "王小明|2023.08|柳塘幼儿园", "李小芳|2023.01|柳塘幼儿园") == {
        "personal.minor_column"
    }


def test_what_a_doctor_treats_is_nobodys_illness() -> None:
    """专业方向 of a consultant says what he knows."""
    text = "医生\t职称\t专业方向\t出诊时间\n路远征\t主任医师\t帕金森病、癫痫\t周二\n闵惠芳\t医师\t眩晕\t周一"
    assert "personal.health_column" not in {f.rule for f in find(text)}
