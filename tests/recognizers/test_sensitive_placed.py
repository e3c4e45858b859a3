"""Who is told by a bracket, a door or a desk."""

from __future__ import annotations

import pytest

from review.finding import Severity
from review.scanner import Scanner

SCANNER = Scanner()


def told(text: str) -> set[str]:
    """The categories above a notice."""
    found = SCANNER.scan_text(text + "\n").findings
    return {one.category for one in found if one.severity is not Severity.NOTICE}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("审核未通过：吴俊贤（名下存款超标）、周美慧（配偶收入超标）。", "personal.finance.income"),
        ("租屋補助審查不符：吳俊賢（名下存款逾標準）、周美慧（配偶所得超標）。", "personal.finance.income"),
        ("暂缓发放：李秀英（拖欠公租房租金）", "personal.finance.income"),
        ("困难学生：陈小虎（父亡，母改嫁）、李芳芳（母在押）", "personal.hardship"),
        ("困難學生：陳小虎（父亡，母改嫁）、李芳芳（母在監）", "personal.criminal"),
        ("居民反映3号楼402住户有吸毒情形，已请派出所走访。", "personal.criminal"),
        ("里民反映3號4樓住戶有施用毒品情形，已請派出所加強查訪。", "personal.criminal"),
        ("8号楼1单元502那户老人患有精神分裂，夜间常有喊叫。", "personal.health"),
        ("本案申訴人為本局會計室約僱人員，指稱遭主管言語騷擾。", "personal.victim"),
        ("举报人是本公司仓库保管员，反映经理虚报工时。", "personal.victim"),
        ("校安通報：女學生於返家途中遭不明男子猥褻，就讀本校國一，住河堤社區。", "personal.minor"),
        ("一女生返家途中遭陌生男子猥亵，就读我校初一。", "personal.minor"),
        ("員工薪資條　姓名：蔡宜庭　實領 38,420　扣勞保 1,145", "personal.finance.income"),
        ("体检不合格：刘洋（心电图异常）、马超（直系亲属有案底）", "personal.health"),
        ("體檢不合格：劉洋（心電圖異常）、陳建宏（直系親屬有案底）", "personal.criminal"),
        ("小雨（化名）随奶奶住在石桥镇大槐村，就读大槐小学三年级。", "personal.minor"),
        ("家庭成员：妻 王丽 1980.5 县医院护士；女 李欣 2010.3 实验中学", "personal.combination"),
        ("家庭狀況：父 陳大同（歿）、母 林美玉 家管、妹 陳怡君 就讀市立國中", "personal.combination"),
        ("称谓\t姓名\t出生年月\n妻子\t王丽\t1980.05\n女儿\t李欣\t2010.03", "personal.combination"),
        ("志工名冊：邱美珍 信奉一貫道", "personal.religion"),
    ],
)
def test_told_without_a_word_of_its_own(text: str, category: str) -> None:
    """Both scripts."""
    assert category in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "出席：张建国（局长）、李明（副局长）、王芳（办公室主任）",
        "主讲人：孙伟（收入与财产税研究专家）",
        "缺席：赵明（因病请假）、钱亮（出差）",
        "举报人是本单位工作人员的，按照规定给予奖励。",
        "申訴人為本校教師者，由教師申訴評議委員會受理。",
        "3号楼2单元401住户反映下水道堵塞，已维修。",
        "5号楼共有住户120户，其中残疾人3名。",
        "2号楼3单元业主委员会成立，选举产生委员5名。",
        "家庭成员关系和睦，妻子王丽和女儿李欣都支持他的工作。",
        "小雨（化名）的故事感动了许多人，她如今已大学毕业。",
        "小雨（化名）就读于某小学三年级，父母在外地打工。",
        "近期多名女生被陌生男子猥亵，警方提醒家长注意接送。",
        "女童遭邻居性侵案今日宣判，被告人获刑十年。",
    ],
)
def test_nobody_is_told(text: str) -> None:
    """Offices, rules, pipes and counts."""
    assert told(text) == set()
