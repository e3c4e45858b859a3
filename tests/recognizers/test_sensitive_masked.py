"""Minors behind a masked name: what the law on minors forbids to tell, and what tells nobody."""

from __future__ import annotations

import pytest

from tests.recognizers.test_people import find


def minors(text: str) -> list[tuple[str, str]]:
    """Severity and words of what is found on minors."""
    return [
        (str(f.severity), text[slice(*o.span)])
        for f in find(text)
        if f.rule == "personal.minor_of_person"
        for o in f.occurrences
    ]


@pytest.mark.parametrize(
    ("text", "severity", "age"),
    [
        ("被害人刘某，女，十四岁，系某中学学生，放学途中被侵害。", "discretion", "十四岁"),
        ("被害人张某（女，13周岁）报案称，被告人王某对其实施猥亵。", "discretion", "13周岁"),
        ("犯罪嫌疑人赵某，男，十六岁，因涉嫌抢劫被刑事拘留。", "discretion", "十六岁"),
        ("14岁的被害人刘某某在某市某区某小学就读。", "discretion", "14岁"),
        ("年僅九歲的女童陳○○遭其父虐待。", "discretion", "九歲"),
        ("受害人陈某某，女，年仅九岁，就读于柳塘小学。", "consent", "九岁"),
        ("被害人陳某某，女，12歲，就讀於柳塘國小五年級。", "consent", "12歲"),
        ("被害人刘某甲，男，汉族，十五岁，住东风村三组。", "consent", "十五岁"),
        ("张某（女，16岁）被拐卖案告破。\n张某系青山中学高一学生，已获解救。", "consent", "16岁"),
        ("张某（女，16岁）被拐卖案告破。\n张某系某中学高一学生，已获解救。", "discretion", "16岁"),
        ("被害人刘某，女，十三岁，刘某就读柳塘小学。", "consent", "十三岁"),
        ("学生王某某，十二岁，就读于柳塘小学六年级。", "consent", "十二岁"),
    ],
)
def test_a_masked_minor(text: str, severity: str, age: str) -> None:
    """未成年人保护法 103: sex and age are weighed; a school or home that is named tells who it is."""
    assert minors(text) == [(severity, age)]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("犯罪嫌疑人赵小军，男，十六岁，因涉嫌抢劫被刑事拘留。", "十六岁"),
        ("被害人李思雨，女，十三岁，遭邻居猥亵。", "十三岁"),
        ("赵小军，男，17岁，因涉嫌盗窃被刑事拘留。", "17岁"),
    ],
)
def test_a_minor_named_in_a_case(text: str, age: str) -> None:
    """Below eighteen, by full name: not to be published at all."""
    assert minors(text) == [("block", age)]


@pytest.mark.parametrize(
    "text",
    [
        "不满十四周岁的未成年人，应当从重处罚。",
        "奸淫不满十四周岁的幼女的，以强奸论，从重处罚。",
        "已满十二周岁不满十四周岁的人，犯故意杀人罪。",
        "在犯罪时不满十八周岁的人不适用死刑。",
        "王某，男，二十三岁，因涉嫌盗窃被刑事拘留。",
        "被告人王某，四十一岁，农民。",
        "王小明，二十三岁，因案件被传唤。",
        "张某某，一百零三岁，村里最年长的老人。",
        "李某3岁丧父，后在某企业工作。",
        "刘某某，15岁的时候参加红军，后来当了将军。",
        "学校应当为14岁以下学生购买校方责任险。",
    ],
)
def test_ages_of_nobody_and_of_adults(text: str) -> None:
    """A statute speaks of everybody; 三岁 of 二十三岁 is no age."""
    assert minors(text) == []
