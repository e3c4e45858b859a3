"""An office's address and mailbox are for everybody; a person's stay his own."""

from __future__ import annotations

import pytest

from review import Scanner
from review.finding import Severity

SCANNER = Scanner()

AT_WORK = [
    "联系人：李华，电话：0433-5553333，电子邮箱：lhtwyk@126.com。",
    "地址：柳河市人民路25号\n联系人：陈工\n电话：0433-5551234\n邮箱：lhcg2026@163.com",
    "报名方式：将个人简历、学历证书扫描件发送至邮箱lhzyyrsk@163.com，邮件主题注明姓名。",
    "招生邮箱：sljz_zhaosheng@163.com\n监督电话：0433-5550900",
    "意见请于12月5日前反馈到zqyj2026@126.com。",
    "电话：0433-5555 1234\n地址：柳河市政和路22号科技大厦1103室",
    "检察官：王小明\n联系电话：0433-5551 234    地址：柳河市人民路25号\n12309检察服务中心受理控告申诉",
    "（联系地址：柳河市人民路25号交通大楼409室，邮编037008）",
    "申诉渠道：研究生处 0433-5551 234，yzb@lhsf.edu.cn",
    "3路、12路（车牌苏H12345D等16辆）临时绕行",
    "车辆拍卖公告\n苏HD1234，大众帕萨特，2012年注册，起拍价12,000元",
    "关于机动车牌证作废的公告\n苏HD1234，达到报废标准，逾期未办理注销登记",
    "牌照段：晋B·T6001—晋B·T6072",
    "申请人 清河理工大学\n地址 223001 江苏省清河市学府路1号",
    "水厂名称：清河市第二自来水厂 地址：滨河路99号",
    "何黃律師事務所\n香港中環德輔道中61號華人銀行大廈14樓",
    "承办处室邮箱：zhang_wei@lh.gov.cn",
    "二、聯絡人：社會處 林科員\n三、電話：(03)9251000分機1234\n四、地址：柳河縣縣政北路1號",
    "地址：26060柳河市縣政北路1號\n承辦人：王小明\n電話：03-9251000分機1234\n電子信箱：abc0123@mail.lh.gov.tw",
    "地址：澳門西墳馬路6號\n查詢電話：2836 7878（陳小姐）\n電郵：dpgr@ias.gov.mo",
]
OWN = [
    "车主：李华 晋B·T6001",
    "乘客王女士投诉出租车苏H12345司机拒载",
    "住户：王大山\n电话：0433-5555 1234\n地址：柳河市政和路22号金茂大厦1103室",
    "姓名：李华，电话：0433-5553333，电子邮箱：lhtwyk@126.com。",
    "姓名：王大山\n地址：柳河市人民路25号\n电话：0433-5551234\n邮箱：wangds@163.com",
    "个人邮箱：wangds@163.com\n单位电话：0433-5550900",
    "申请人 王大山\n地址 223001 江苏省清河市学府路1号",
    "清河理工大学王大山 地址：学府路1号3幢501室",
    "报名表：王大山，电子邮箱：wangds@163.com",
    "投诉人：陈桂香\n地址：柳河市人民路25号\n座机：0433-5551234",
    "申請人：林美惠\n地址：柳河市縣政北路1號\n電話：(03)9251000",
    "業主：陳大文\n地址：九龍彩虹道88號3樓B室\n電話：2836 7878",
    "邮箱：wangds@163.com\n手机：13812345678\n传真：0433-5551234",
    "王大山住柳河市人民路25号。\n\n咨询电话：0433-5551234",
]


def held_up(text: str) -> list[str]:
    """Rules of contacts that somebody must decide on."""
    findings = SCANNER.scan_text(text).findings
    return [f.rule for f in findings if f.severity.at_least(Severity.DISCRETION) and "model" not in f.rule]


@pytest.mark.parametrize("text", AT_WORK)
def test_contacts_of_an_office_are_for_everybody(text: str) -> None:
    """政府信息公开条例 20 (2): where an office is and how it is reached."""
    assert not held_up(text)


@pytest.mark.parametrize("text", OWN)
def test_contacts_of_a_person_are_found(text: str) -> None:
    """An office's telephone near by changes nothing."""
    assert {"personal.email", "personal.address", "personal.mobile", "personal.plate"} & set(held_up(text))


@pytest.mark.parametrize(("phone", "office"), [("0433-5551234", True), ("13812345678", False)])
def test_a_table_of_places_tells_whose_they_are(phone: str, office: bool) -> None:  # noqa: FBT001
    """Places with a landline each are counters; a mobile belongs to somebody."""
    table = (
        f"名称\t地址\t联系电话\n第一办税点\t柳河市中山路15号\t{phone}\n第二办税点\t柳河市民主街3号\t{phone}"
    )
    assert ("personal.address" not in held_up(table)) is office
