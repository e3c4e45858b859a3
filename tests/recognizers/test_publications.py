"""What the law wants published goes through; the same paper with one thing too many is held up."""

from __future__ import annotations

import pytest

from review.finding import Evidence
from tests.recognizers.test_people import find


def told(text: str) -> dict[str, str]:
    """Rule to severity, without names."""
    return {f.rule: str(f.severity) for f in find(text) if not f.rule.startswith("personal.name")}


@pytest.mark.parametrize(
    ("text", "lawful"),
    [
        (
            "青山镇2026年农村低保对象公示\n姓名\t村组\t低保类别\t金额\n王小明\t东风村三组\tB类\t860\n李秀英\t东风村五组\tA类\t430",
            {"personal.address_group", "personal.hardship_column"},
        ),
        ("农村低保对象公示\n1.王小明，青山镇东风村三组，低保户，月保障金860元。", {"personal.address_group", "personal.hardship_of_person"}),
        (
            "农村危房改造对象公示\n姓名\t住址\t农户类型\n王小明\t东风村三组\t低保户\n李秀英\t红旗村五组\t特困人员",
            {"personal.address_group", "personal.hardship_column"},
        ),
        ("公租房保障对象公示\n姓名\t收入类型\n王小明\t低收入\n李秀英\t中等偏下收入", {"personal.hardship_column"}),
        ("失信被执行人名单\n姓名\t年龄\t身份证号码\n王小明\t46\t3301021979****1233", {"personal.weak_mask"}),
        ("耕地地力保护补贴公示\n姓名\t村民小组\n王小明\t东风村三组\n李秀英\t东风村五组", {"personal.address_group"}),
        (
            "不动产权证书遗失声明\n周立明因保管不善，将苏（2019）清河市不动产权第0012345号证书遗失，声明作废。\n坐落：学府路88号和园3幢402室",
            {"personal.property_certificate", "personal.address"},
        ),
        (
            "不动产登记作废公告\n依据（2024）苏02民终12号民事判决书\n不动产权证书号\t权利人\t不动产坐落\n清房权证学府字第20081234号\t孙国华\t学府路12号5幢301室",
            {"personal.property_certificate", "personal.address"},
        ),
        ("欠税公告\n法定代表人：佟某某\n身份证号码：211122********0218", {"personal.weak_mask"}),
        ("关于机动车驾驶证停止使用的公告\n姓名\t驾驶证号\n王*\t320802********1515", {"personal.weak_mask"}),
        ("监狱减刑假释公示\n姓名\t罪名\t原判刑期\n张某\t盗窃罪\t三年六个月", {"personal.criminal_column"}),
        (
            "臺灣桃園地方法院民事執行處公告(第二次拍賣)\n建號4567 門牌號碼:桃園市中壢區領航北路2段199號8樓",
            {"personal.address"},
        ),
        ("里長選舉公報\n號次 姓名 出生年月日 性別\n1 林建成 52年3月4日 男\n2 黃淑芬 58年11月20日 女", {"personal.birth_date"}),
        ("公職人員財產申報資料\n申報人 劉文雄\n存款總額新臺幣3,250,114元，所有人劉文雄", {"personal.finance.income_of_person"}),
        ("教师资格认定公告\n姓名\t身份证号\n张雅\t3208021980****1224", {"personal.weak_mask"}),
        ("破產令公告\n債務人姓名：霍啟賢\n住址：新界大埔汀角路翠澤苑第4座12樓C室", {"personal.address"}),
        (
            "寻人启事\n彭桂华，女，78岁，患有阿尔茨海默病，从城南菜场走失。请与家属彭先生联系：13800000001。",
            {"personal.health_of_person", "personal.mobile"},
        ),
        ("东苑社区网格员公示\n第一网格：1至6号楼 网格长：谢芳 电话：13800000001", {"personal.mobile"}),
        ("寻亲公告\n特征：李十七，聋哑，智力障碍，精神异常，自述家住云贵一带。", set()),
        ("寻找亲属的公告\n李某，女，约60岁，疑似患有精神疾病，在火车站广场被发现，不能说清家庭住址，自称家住河南周口。", set()),
        ("大安區里長聯絡資訊\n里別 里長姓名 電話\n中山里 陳文達 0937-111222\n光復里 林秀鳳 0937-111223", {"personal.mobile_tw"}),
        ("刑事判决书\n被告人王某，男，1985年3月7日出生，农民。", {"personal.birth_date"}),
    ],
)  # fmt: skip
def test_what_the_law_publishes_is_no_alarm(text: str, lawful: set[str]) -> None:
    """社会救助暂行办法 11, 法释〔2017〕7号 6, 法释〔2016〕19号 11, 条例 21: told, and nothing is held up."""
    assert told(text) == dict.fromkeys(lawful, "notice")


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("低保对象公示\n姓名\t住址\n王小明\t东风村三组18号\n李秀英\t东风村五组7号", {"personal.address"}),
        (
            "低保对象公示\n姓名\t村组\t致贫原因\n王小明\t东风村三组\t尿毒症\n李秀英\t东风村五组\t丈夫服刑",
            {"personal.health_column", "personal.criminal_column", "personal.combination"},
        ),
        ("不动产权证书遗失声明\n周立明，身份证号110101190003070010", {"personal.resident_id"}),
        ("欠税公告\n法定代表人：佟兴国\n手机：13812345678", {"personal.mobile"}),
        ("低保户张大爷（张德贵）靠捡废品过日子", {"personal.hardship_of_person", "personal.combination"}),
        ("寻人启事\n张翠花，患老年痴呆，身份证110101190003070010，走失。", {"personal.resident_id"}),
        ("门面房招租公告\n原承租人李建国（13812345678）欠租", {"personal.mobile"}),
        ("教师名册\n姓名\t村组\n王小明\t东风村三组\n李秀英\t东风村五组", {"personal.address_group"}),
        (
            "中标公告附件：评审费\n姓名\t身份证号\t手机\n王小明\t110101190003070010\t13812345678",
            {"personal.resident_id", "personal.mobile", "personal.combination"},
        ),
    ],
)
def test_what_leaks_in_a_publication(text: str, leaks: set[str]) -> None:
    """A house, an illness, a relative's sentence; a phone beside an identity number is no contact of an office."""
    assert {rule for rule, severity in told(text).items() if severity != "notice"} == leaks


@pytest.mark.parametrize(
    "text",
    [
        "本院受理王小明申请宣告李国华失踪一案。李国华应当自公告之日起三个月内申报，逾期不申报的，将被宣告失踪。",
        "被继承人王建国遗留有坐落于清河市的房产一处，其继承人李秀兰向我处申请办理继承公证。",
        "优秀教师：周敏（机关幼儿园）、王海燕（实验小学）",
        "姓名\t资格种类\t任教学科\n陈小涛\t幼儿园教师资格\t无",
        "欠税情况如下：身份证号按18位填写，如“11010119900101××××”。",
    ],
)
def test_words_that_say_nothing_of_anybody(text: str) -> None:
    """A time limit is no debt, an estate no wealth, a teacher of children no child, a sample no mask."""
    assert set(told(text).values()) <= {"notice"}


def test_a_combination_counts_persons() -> None:
    """Two columns on one illness make two persons no four."""
    text = "姓名\t残疾类别\t残疾等级\t手机\n王小明\t精神\t二级\t13812345678\n李秀英\t肢体\t一级\t13912345679"
    (found,) = [f for f in find(text) if f.rule == "personal.combination"]
    assert Evidence(kind="persons", detail="2") in found.evidence
