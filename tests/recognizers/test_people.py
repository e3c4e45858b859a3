"""Names, addresses, columns, masks, sensitive content, combinations: each row is how it leaks, or why it does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from review.document import DocumentBuilder, Location, Visibility
from review.errors import ReviewError
from review.finding import Evidence, Finding, Severity
from review.recognizers.combination import Combination
from review.recognizers.publications import SHIPPED, _digest, _files, load, own, publication_of, shipped
from review.recognizers.tables_headers import column_type
from review.recognizers.view import Settings
from review.resources import data_folder
from review.scanner import Scanner
from tests.quality.test_personal_data import scanner

if TYPE_CHECKING:
    from pathlib import Path

_SCAN = scanner()


def find(text: str, jurisdiction: str = "cn") -> tuple[Finding, ...]:
    """Findings of personal data alone."""
    return (_SCAN if jurisdiction == "cn" else scanner(jurisdiction)).scan_text(text).findings


def values(text: str, category: str) -> list[str]:
    """What findings of a category stand on."""
    return [text[slice(*o.span)] for f in find(text) if f.category == category for o in f.occurrences]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("联系人王小明，电话13912345678", ["王小明"]),
        ("请联系刘伟先生", ["刘伟"]),
        ("姓名：欧阳娜娜", ["欧阳娜娜"]),
        ("阿依古丽·买买提说，她会回来。", ["阿依古丽·买买提"]),
        ("臺北市里長簡文雄表示，路燈已修好。", ["簡文雄"]),
        ("张三13812345678", ["张三"]),
        ("先进个人：张　伟　李建国　王　芳", ["张　伟", "李建国", "王　芳"]),
        ("附　件：通　知，目　录，第　一　条", []),
        ("黄山风景区很漂亮", []),
        ("高新技术企业和金融机构应当加强安全生产。", []),
        ("负责人张某某、李○明已到场", []),
        ("华为公司发布了新产品", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    """A name is a notice; a masked name is none."""
    assert values(text, "personal.name") == names
    assert all(f.severity is Severity.NOTICE for f in find(text) if f.category == "personal.name")


@pytest.mark.parametrize(
    ("text", "addresses", "severity"),
    [
        ("他住在杭州市西湖区文三路200号。", ["杭州市西湖区文三路200号"], "consent"),
        ("户籍地址：四川省绵阳市安州区塔水镇柏林村6组", ["四川省绵阳市安州区塔水镇柏林村6组"], "consent"),
        (
            "申請人住臺北市大安區和平東路二段96巷17弄8號5樓。",
            ["臺北市大安區和平東路二段96巷17弄8號5樓"],
            "consent",
        ),
        ("办公地址：北京市西城区西长安街13号", ["北京市西城区西长安街13号"], "notice"),
        ("我在北京", [], ""),
        ("四川省绵阳市安州区塔水镇", [], ""),
        ("臺南市安定區蘇厝里", [], ""),
        ("依照第十二号公告一道二组的规定", [], ""),
        ("现住青河市柳树路66号院2号楼3单元501，", ["青河市柳树路66号院2号楼3单元501"], "consent"),
        ("我们住在和平路18号院3号楼2单元501。", ["和平路18号院3号楼2单元501"], "consent"),
        ("家住平川市永和东路18号3号楼2单元501室。", ["平川市永和东路18号3号楼2单元501室"], "consent"),
        ("他搬到為民路7號5樓。", ["為民路7號5樓"], "consent"),
        ("住址：于家胡同18号院3单元501室", ["于家胡同18号院3单元501室"], "consent"),
        ("现住纺织厂宿舍9排4号。", ["纺织厂宿舍9排4号"], "consent"),
        ("申請人住翠華邨百合樓1805室。", ["翠華邨百合樓1805室"], "consent"),
        ("現居青松樓14樓1406室。", ["青松樓14樓1406室"], "consent"),
        ("住青柳道41號順發大廈9樓C座。", ["青柳道41號順發大廈9樓C座"], "consent"),
        (
            "Tenant of Flat B, 12/F, Block 3, Lily House, 5 Willow Road.",
            ["Flat B, 12/F, Block 3, Lily House, 5 Willow Road"],
            "consent",
        ),
        ("Venue: Room 305, 3/F, Harbour Building", ["Room 305, 3/F, Harbour Building"], "notice"),
        ("请到教学楼3楼305室报到", [], ""),
        ("停电范围：和园小区1-12幢，柳荫小区3栋至9栋，学府路58号至120号", [], ""),
        ("家住纺织新村9幢乙单元303。", ["纺织新村9幢乙单元303"], "consent"),
        ("住在建设路甲12号2单元401。", ["建设路甲12号2单元401"], "consent"),
        ("家住县委大院3号楼2单元301。", ["县委大院3号楼2单元301"], "consent"),
        ("寄至：清河市康乐园15-2-601", ["清河市康乐园15-2-601"], "consent"),
        ("住址：翠湖天地12栋2单元1801房", ["翠湖天地12栋2单元1801房"], "consent"),
        ("住在学府路88号和园3幢402室。", ["学府路88号和园3幢402室"], "consent"),
        ("住在学府路88号和园3-402。", ["学府路88号和园3-402"], "consent"),
        ("地址:金色家园二期8#1103", ["金色家园二期8#1103"], "consent"),
        ("创业园孵化基地3幢501室；每幢1200平方米，共5幢12单元", [], ""),
        ("隧道3号洞口、跑道2号线封闭", [], ""),
    ],
)
def test_addresses(text: str, addresses: list[str], severity: str) -> None:
    """永安市 2023: down to the township is nothing; the house, the unit, the village group is somebody's home."""
    assert values(text, "personal.contact.address") == addresses
    assert {f.severity.value for f in find(text) if f.category == "personal.contact.address"} <= {severity}


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("姓名", "name"), ("户主姓名", "name"), ("联系人", "name"), ("联系人电话", "mobile"), ("身份证号", "resident_id"), ("身分證字號", "tw_id"),
        ("备注", "remark"), ("致贫原因", "remark"), ("残疾类别", "disability"), ("家庭住址", "address"), ("公司地址", "company_address"),
        ("出生年月", "birth_date"), ("单位名称", "organisation"), ("統一編號", "tw_company"), ("序号", ""), ("負責人名稱", "name"),
    ],
)  # fmt: skip
def test_headers(header: str, kind: str) -> None:
    """What a header announces."""
    assert column_type(header) == kind


LIST = "农户名册\n姓名\t身份证号\t村\t金额\t备注\n张伟\t110101190003070010\t城关村\t300\t精神残疾二级\n李芳\t110101190003070011\t城关村\t300\tHIV患者\n王强\t1101011975****0010\t东村\t200\t无"


def test_a_list_leaks_by_column() -> None:
    """昆明五华 2012: the remark column held illnesses, one in an English abbreviation; a wrong check digit stays in."""
    found = {f.rule: f for f in find(LIST)}
    assert found["personal.resident_id"].place is not None
    assert found["personal.resident_id"].place.cell == "B2:B3"
    assert found["personal.health_column"].severity is Severity.BLOCK
    assert len(found["personal.health_column"].occurrences) == 2
    assert found["personal.weak_mask"].occurrences[0].location is not None
    assert len(found["personal.combination"].occurrences) == 3


def test_a_bank_is_nobody() -> None:
    """农 is a surname, and 农行 stands before a card."""
    text = "姓名,手机号,开户行,卡号\n王小明,13800000001,农行,6228480402564890018\n李秀英,13800000002,建行,6217001210024455220"
    (leak,) = [f for f in find(text) if f.rule == "personal.combination"]
    assert [e.detail for e in leak.evidence if e.kind == "persons"] == ["2"]


def test_a_combination_is_every_name_of_the_table() -> None:
    """Whoever has it blacked out must find no name left, also where names stand in two columns."""
    text = "姓名\t身份证号\t监护人\n张伟\t110101190003070010\t李秀英\n王芳\t110101190003070029\t赵小兵\n孙桂兰\t110101190003070037\t周文"
    (found,) = [f for f in find(text) if f.rule == "personal.combination"]
    shown = {text[slice(*o.span)] for o in found.occurrences}
    assert shown == {"张伟", "王芳", "孙桂兰", "李秀英", "赵小兵", "周文"}


@pytest.mark.parametrize("separator", ["\t", "  ", " ", ",", "，", " | ", "　　", " / ", "／", "/", "、"])
def test_tables_in_text(separator: str) -> None:
    """Tabs, spaces, commas, bars: a column is a column."""
    rows = [
        ["姓名", "身份证号", "住址"],
        ["张伟", "110101190003070010", "东村3组"],
        ["王芳", "110101190003070029", "西村2组"],
    ]
    text = "\n".join(separator.join(row) for row in rows)
    found = {f.category: f for f in find(text)}
    assert len(found["personal.id.resident_id"].occurrences) == 2
    assert found["personal.id.resident_id"].place is not None
    assert len(found["personal.name"].occurrences) == 2


def test_a_duty_roster() -> None:
    """永安 2022: names and personal phones of those on duty; 马副主任 names nobody in full."""
    text = "日期\t带班领导\t值班人员\t手机\n10月1日\t马副主任\t胡小军\t13800000002\n10月2日\t马副主任\t郭丽\t13800000003"
    assert values(text, "personal.name") == ["胡小军", "郭丽"]
    assert "personal.combination" in {f.rule for f in find(text)}


def test_names_of_two_characters_are_spread() -> None:
    """A space inside a name is no border of a cell."""
    text = "姓名 身份证号 住址\n张 伟 110101190003070010 东村3组\n王建国 110101190003070029 西村2组"
    found = {f.category: f for f in find(text)}
    assert [text[slice(*o.span)] for o in found["personal.name"].occurrences] == ["张 伟", "王建国"]
    assert found["personal.id.resident_id"].place is not None
    assert found["personal.id.resident_id"].place.cell == "B2:B3"


def test_headers_over_two_rows_and_hidden_columns() -> None:
    """A merged head above, the fields below; what is hidden is said to be."""
    cells = [
        (0, 0, "救助名单"), (1, 0, "家庭成员"), (1, 2, "金额"), (2, 0, "姓名"), (2, 1, "证件号码"), (2, 2, "（元）"),
        (3, 0, "张伟"), (3, 1, "110101190003070011"), (3, 2, "300"), (4, 0, "李芳"), (4, 1, "110101190003070029"), (4, 2, "300"),
    ]  # fmt: skip
    builder = DocumentBuilder(name="t.xlsx", sha256="", media="xlsx")
    builder.add_table(cells, Location(sheet="表"), hidden_columns=[1], merged=[(0, 0, 0, 2), (1, 0, 1, 1)])
    found = {f.category: f for f in _SCAN.scan_document(builder.build()).findings}
    ids = found["personal.id.resident_id"]
    assert ids.place is not None
    assert ids.place.cell == "B4:B5"
    assert {o.visibility for o in ids.occurrences} == {Visibility.HIDDEN}


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("张伟患有糖尿病，由村里照顾。", {"personal.health"}),
        ("身份证号110101190003070010的住户系艾滋病患者。", {"personal.health"}),
        ("受害人陈小花，9岁，在案件中受到侵害。", {"personal.victim", "personal.minor"}),
        ("市卫健委主任张伟介绍，全市高血压患者管理率提升。", set()),
        ("糖尿病是一种慢性病，应当早预防。", set()),
        ("符合下列条件之一的残疾人可以申请救助。", set()),
        ("他生于1990年3月7日。", {"personal.birth_date"}),
        ("张伟，男，1990年3月出生，现任副局长。", set()),
        ("会议时间2024-03-07", set()),
    ],
)
def test_sensitive_content_needs_a_person(text: str, categories: set[str]) -> None:
    """个人信息保护法 28, tied to somebody in the same sentence; 任前公示 names month and year."""
    plain = ("personal.name", "personal.id.", "personal.combination")
    assert {f.category for f in find(text) if not f.category.startswith(plain)} == categories


def test_weak_masks_by_row() -> None:
    """深圳宝安 2018: fourteen figures kept leave a thousand; the date of birth beside it leaves fewer."""
    text = "姓名  身份证号  出生日期\n王某某  110101********0010  1975\n李某  35*************123  1980-01-01"
    weak = [f for f in find(text) if f.category == "personal.weak_mask"]
    assert weak
    assert weak[0].severity is Severity.CONSENT
    assert any("34" in str(e) for e in weak[0].evidence)


def test_the_same_person_masked_two_ways() -> None:
    """First six and last four here, first fourteen there."""
    text = "姓名  身份证号\n王芳  110101********0010\n\n\n姓名  身份证号\n王芳  11010119000307****"
    rules = {f.rule for f in find(text)}
    assert "personal.complementary_masks" in rules


def test_the_purpose_allows_and_forbids() -> None:
    """录用公示 names persons by law; their phones it does not; 教财厅函〔2017〕28号 forbids more."""
    text = "姓名\t手机\n张伟\t13800138000\n李娜\t13900139001"
    settings = Settings(publication="录用公示")
    base = _SCAN
    scan = Scanner(
        settings, recognizers=base._recognizers, combiners=[Combination(settings), *base._combiners]
    )
    found = {f.rule: f for f in scan.scan_text(text).findings}
    assert found["personal.name"].basis == ("政府信息公开条例 第二十条第十四项",)
    assert found["personal.mobile"].severity is Severity.CONSENT
    assert any("录用公示" in str(e) for e in found["personal.mobile"].evidence)
    assert publication_of("", "关于国家助学金的公示") is not None


def test_why_a_name_is_taken_for_one() -> None:
    """Nobody can follow a probability: characters, and what stands beside."""
    text = "经理张伟在会上表示满意。\n陈思雨，女，32岁。"
    said = {text[slice(*f.occurrences[0].span)]: [str(e) for e in f.evidence] for f in find(text)}
    assert said["张伟"] == ["name: characters", "name: title beside"]
    assert said["陈思雨"] == ["name: characters", "name: sex behind"]


def test_a_bad_table_of_publications_is_refused(tmp_path: Path) -> None:
    """File and row are named."""
    bad = tmp_path / "x.yaml"
    bad.write_text("format: publications/1\npublications:\n- kind: a\n", encoding="utf-8")
    with pytest.raises(ReviewError, match="key"):
        load(bad)


def test_an_organisation_adds_its_own_kinds(tmp_path: Path) -> None:
    """``publications/*.yaml`` beside its lexicons; a field that does not exist is refused by name."""
    folder = tmp_path / "publications"
    folder.mkdir()
    row = "- {kind: 义工名单, also: [], allowed: [name, %s], forbidden: [], basis: [本单位规定]}"
    table = folder / "own.yaml"
    table.write_text("format: publications/1\npublications:\n" + row % "mobile", encoding="utf-8")
    found = publication_of("", "义工名单", own((tmp_path / "own.yaml",)))
    assert found is not None
    assert "mobile" in found.allowed
    table.write_text("format: publications/1\npublications:\n" + row % "phone", encoding="utf-8")
    with pytest.raises(ReviewError, match="unknown"):
        load(table)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("獲獎者：H856249(2)", "notice"),
        ("該名女士（H856249(2)）獲獎", "notice"),
        ("姓名：陳大文，H856249(2)", "consent"),
        ("投訴人甘女士（H856249(2)）申請安置", "consent"),
        ("申請人陳大文。\n\n香港身份證號碼 H856249(2)。", "consent"),
        ("身份證號碼：H856249(2)\n姓名：陳大文\n", "consent"),
        ("主席：陳大文\n公布如下：\n獲獎者：H856249(2)\n完", "notice"),
    ],
)
def test_hong_kong_wants_name_and_number_together(text: str, severity: str) -> None:
    """Code of practice on the identity card number 2.7.1: the number alone may be shown."""
    found = [f for f in find(text, "hk") if f.category == "personal.id.hk_id"]
    assert [f.severity.value for f in found] == [severity]


def test_no_name_means_no_combination() -> None:
    """Company lists are public: credit codes, their addresses, their representatives."""
    text = "公司名称\t统一社会信用代码\t公司地址\n某某有限公司\t91512081MA62K0260E\t成都市武侯区人民南路1号\n乙有限公司\t91110000600037341L\t北京市西城区西长安街1号"
    assert {f.severity for f in find(text)} == {Severity.NOTICE}


def test_a_header_with_digits_is_not_repeated_in_evidence() -> None:
    """Law 7: what stands where a header should may be a value."""
    text = "姓名\t身份证号 例110101190003070010\n张伟\t110101190003070029\n李芳\t110101190003070011"
    said = [str(e) for f in find(text) for e in f.evidence]
    assert not [e for e in said if "110101" in e]


@pytest.mark.parametrize(
    ("text", "officials"),
    [
        ("市教育局局长张建国介绍了情况。", ["张建国"]),
        ("會議由主任委員陳淑芬主持，陳淑芬指出經費不足。", ["陳淑芬", "陳淑芬"]),
        ("县卫健局办公室主任王志强答记者问。", ["王志强"]),
        ("任命李国华同志为县水利局副局长。", ["李国华"]),
        ("会议由李国华（市水利局局长）主持。", ["李国华"]),
        ("执法人员：李国华、王志强（执法证号略）", ["李国华", "王志强"]),
        ("承辦人：陳淑芬　電話：02-88880000", ["陳淑芬"]),
        ("成员：李国华　　　县教育局副局长\n　　　王志强　　　县水利局总工程师\n", ["李国华"]),
        ("局长张建国、村民王志强到场。", ["张建国"]),
        ("村民王志强、李国华，县水利局局长张建国到场。", ["张建国"]),
        ("本院认为……\n审 判 长　略\n审判员　王　芳\n书记员　李志强\n", ["王　芳", "李志强"]),
        ("姓名\t职务\n王伟\t副局长\n李芳\t科长\n", ["王伟", "李芳"]),
        (
            "单位\t负责人\t办公电话\n青石镇政府\t王伟\t0591-88880000\n县教育局\t李芳\t0591-88880001\n",
            ["王伟", "李芳"],
        ),
        ("青石公司经理张建国介绍了情况。", []),
        ("主任医师李国华坐诊。", []),
        ("当事人张建国不服，申请复议。", []),
        ("姓名\t职务\n王伟\t销售经理\n李芳\t会计\n", []),
        ("单位\t联系人\t手机\n青石公司\t王伟\t13800138000\n", []),
    ],
)
def test_officials_in_office(text: str, officials: list[str]) -> None:
    """A public office beside the name or in its row is the reason, and its law the basis."""
    found = [f for f in find(text) if f.rule == "personal.name_official"]
    assert [text[slice(*o.span)] for f in found for o in f.occurrences] == officials
    for finding in found:
        assert finding.severity is Severity.NOTICE
        assert finding.basis == ("政府信息公开条例 第二十条第二项",)
        assert Evidence(kind="context", detail="official in office") in finding.evidence


def test_a_list_of_heads_is_no_leak() -> None:
    """Office telephones and addresses raise nothing; a head's identity number, home and own mobile do."""
    head = "单位\t负责人\t办公电话\t办公地址\n"
    rows = (
        "县教育局\t王伟\t0591-88880001\t青石县人民路12号\n县水利局\t李芳\t0591-88880002\t青石县人民路15号\n"
    )
    assert {f.severity for f in find(head + rows)} == {Severity.NOTICE}
    private = head.replace("办公地址", "手机") + rows.replace("青石县人民路12号", "13800138000")
    assert "personal.combination" in {f.rule for f in find(private)}
    text = "县教育局局长王伟，身份证号110101190003070029，住青石县柳树村3组12号。"
    grave = {f.category for f in find(text) if f.severity is Severity.CONSENT}
    assert {"personal.id.resident_id", "personal.contact.address"} <= grave


def test_the_compiled_publications_are_fresh() -> None:
    """The form that ships is made from the tables that ship; if not, run ``review lexicon build``."""
    folder = data_folder("lexicons")
    read = [publication for path in _files() for publication in load(path)]
    assert list(shipped()) == read
    assert json.loads((folder / SHIPPED).read_text(encoding="utf-8"))["digest"] == _digest(_files())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "出席：CHAN Tai Man、WONG Siu-ming 及 AU YEUNG Hoi Ching。",
            ["CHAN Tai Man", "WONG Siu-ming", "AU YEUNG Hoi Ching"],
        ),
        ("申請人陳大文 (CHAN Tai Man)", ["CHAN Tai Man"]),
        ("Chan, Tai-man attended.", ["Chan, Tai-man"]),
        (
            "Dear CHAN Tai Man，資訊科技部 Peter TSANG Chi Kin、CHEUNG Mei Ling, Mary 代表",
            ["CHAN Tai Man", "Peter TSANG Chi Kin", "CHEUNG Mei Ling, Mary"],
        ),
        ("Mr. Lau Wing Kee, the tenant, and Ms Ho Sze Man agreed.", ["Lau Wing Kee", "Ho Sze Man"]),
        ("Name: Chan Tai Man  HKID: A123456(3)", ["Chan Tai Man"]),
        (
            "O Sr. António Rebelo da Silva e a Dr.ª Maria João Pereira",
            ["António Rebelo da Silva", "Maria João Pereira"],
        ),
        ("姓名：NGUYEN VAN TOAN，国籍：越南", ["NGUYEN VAN TOAN"]),
        ("影像左上角有 WENG, SHIH-CHANG 字樣", ["WENG, SHIH-CHANG"]),
        ("申请人：GREEN STONE LIMITED；NA, OK；HK, MO", []),
        ("WONG Tai Sin District Office, HO Man Tin Station", []),
        ("LEE Gardens, MAN Wah Holdings Limited, CHAN Tai Man Road", []),
        ("We know what to do: SO We Go, TO Be OR Not, HE Is.", []),
        ("The quick brown fox; ISO Standard; DNA Li; LI Ning", []),
    ],
)
def test_names_in_latin_letters(text: str, names: list[str]) -> None:
    """As Hong Kong and Macau write them; no English prose, company, street or station."""
    found = [one for one in values(text, "personal.name") if one.isascii() or "ã" in one or "ó" in one]
    assert found == names
