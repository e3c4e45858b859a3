"""Identifiers as people write them, and numbers that only look alike, for measuring; all of them invented."""

from __future__ import annotations

import random
from dataclasses import dataclass

from review.identifiers.check_digits import (
    credit_code_check,
    hong_kong_check,
    resident_check,
    resident_valid,
    taiwan_id_valid,
)

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FIGURES = str.maketrans("0123456789", "〇一二三四五六七八九")
_REGIONS = ("110101", "320102", "440305", "510107", "330106", "650102", "420106", "130203")
CARRIERS = (
    "请{L}{V}的同志到窗口办理。", "{L}：{V}", "{L}:{V}，请核对。", "（{L}{V}）",
    "登记信息显示{L}为{V}，已核验。", "{L}\t{V}", "{L}：{V}；备注略",
    "经查，其{L}是{V}。", "【{L}】{V}", "1.{L}：{V}\n2.其他事项", "{L}＝{V}",
)  # fmt: skip
LABELS = {
    "resident": (
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "证件号码",
        "身份證號碼",
        "居民身份证",
        "社会保障号",
    ),
    "mobile": ("手机", "手机号码", "联系电话", "电话", "移动电话", "聯絡電話", "手機"),
    "card": ("银行卡号", "卡号", "银行卡", "銀行卡號"),
    "tw": ("身分證字號", "國民身分證統一編號", "身分证号"),
    "hk": ("香港身份证", "香港身份證號碼", "HKID"),
    "email": ("邮箱", "电子邮箱", "E-mail"),
    "qq": ("QQ", "QQ号", "扣扣"),
    "wechat": ("微信", "微信号"),
    "uscc": ("统一社会信用代码", "信用代码"),
    "disability": ("残疾人证号", "残疾证号"),
    "student": ("学籍号", "全国学籍号"),
    "passport": ("护照号码", "护照"),
    "plate": ("车牌号", "车牌"),
}
CATEGORY = {
    "resident": "personal.id.resident_id", "mobile": "personal.contact.mobile",
    "card": "personal.finance.bank_card",
    "tw": "personal.id.tw_id", "hk": "personal.id.hk_id", "email": "personal.contact.email",
    "qq": "personal.contact.qq",
    "wechat": "personal.contact.wechat", "uscc": "organisation.uscc",
    "disability": "personal.id.disability_id",
    "student": "personal.id.student_id", "passport": "personal.travel.passport",
    "plate": "personal.vehicle.plate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A text; where the identifier stands in it, and its category; none for a look-alike."""

    text: str
    span: tuple[int, int] | None
    category: str
    kind: str


class Dice:
    """Draws values, the ways of writing them, and sentences around them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def resident(self) -> str:
        """A resident ID that holds."""
        born = f"{self.random.randint(1940, 2018)}{self.random.randint(1, 12):02d}{self.random.randint(1, 28):02d}"
        first = self.random.choice(_REGIONS) + born + self.digits(3)
        return first + resident_check(first)

    def value(self, kind: str) -> str:
        """A value of a kind."""
        made: str = getattr(self, f"_{kind}")()
        return made

    def _resident(self) -> str:
        return self.resident()

    def _mobile(self) -> str:
        return self.random.choice(("138", "139", "150", "177", "189", "199", "166")) + self.digits(8)

    def _card(self) -> str:
        first = self.random.choice(("622202", "621700", "622848", "621661")) + self.digits(12)
        return next(first + d for d in "0123456789" if _luhn(first + d))

    def _tw(self) -> str:
        first = self.random.choice("ABCDEFGHJKLMNPQRSTUVXY") + self.random.choice("12") + self.digits(7)
        return next(first + d for d in "0123456789" if taiwan_id_valid(first + d))

    def _hk(self) -> str:
        first = self.random.choice("ACDGHKPRVYZ") + self.digits(6)
        return f"{first}({hong_kong_check(first)})"

    def _email(self) -> str:
        return f"{self.random.choice(('zhang', 'li.wei', 'chen_fang', 'w'))}{self.digits(3)}@example.{self.random.choice(('cn', 'com', 'com.cn'))}"

    def _qq(self) -> str:
        return self.random.choice("123456789") + self.digits(self.random.randint(5, 9))

    def _wechat(self) -> str:
        return self.random.choice(("wxid_", "abc-", "li_")) + self.digits(6)

    def _uscc(self) -> str:
        first = "91" + self.random.choice(_REGIONS) + "MA" + self.digits(7)
        return first + credit_code_check(first)

    def _disability(self) -> str:
        return self.resident() + self.random.choice("1234567") + self.random.choice("1234")

    def _student(self) -> str:
        return "G" + self.resident()

    def _passport(self) -> str:
        return self.random.choice(("E", "EA", "EB", "G"))[:2].ljust(1) + self.digits(8)

    def _plate(self) -> str:
        return (
            self.random.choice("京沪粤川浙")
            + self.random.choice("ABCDE")
            + self.random.choice(("", "·"))
            + self.digits(5)
        )

    def written(self, kind: str, value: str) -> str:
        """One of the ways in which people write it."""
        ways = [value, value]
        if kind in {"resident", "mobile", "card", "disability"}:
            ways += [value.translate(FULL), value.translate(ARABIC)]
        if kind == "resident":
            ways += [f"{value[:6]} {value[6:14]} {value[14:]}", f"{value[:6]}-{value[6:14]}-{value[14:]}", value.replace("X", "x"),
                     value.replace("X", "Х"), f"{value[:6]}\u00a0{value[6:14]}\u00a0{value[14:]}"]  # fmt: skip
            if "X" not in value:
                ways.append(value.translate(FIGURES))
        if kind == "mobile":
            ways += [f"{value[:3]} {value[3:7]} {value[7:]}", f"{value[:3]}-{value[3:7]}-{value[7:]}", f"+86 {value}", f"+86-{value}",
                     f"0086{value}", f"{value[:3]}\u3000{value[3:7]}\u3000{value[7:]}", value.translate(FIGURES), f"86-{value}"]  # fmt: skip
        if kind == "card":
            ways += [
                " ".join(value[i : i + 4] for i in range(0, 19, 4)),
                "-".join(value[i : i + 4] for i in range(0, 19, 4)),
            ]
        return self.random.choice(ways)

    def case(self) -> Case:
        """One identifier in a sentence."""
        kind = self.random.choice(list(LABELS))
        value = self.written(kind, self.value(kind))
        label = self.random.choice(LABELS[kind])
        text = self.random.choice(CARRIERS).replace("{L}", label)
        start = text.index("{V}")
        return Case(text.replace("{V}", value), (start, start + len(value)), CATEGORY[kind], kind)

    def wrong(self) -> Case:
        """A resident ID behind its label, with a wrong check character."""
        value = self.resident()
        wrong = value[:17] + ("0" if value[17] != "0" else "1")
        assert not resident_valid(wrong)
        return Case(f"身份证号：{wrong}", (5, 23), CATEGORY["resident"], "wrong")

    def lookalike(self) -> Case:
        """A number that is nobody's."""
        d, r = self.digits, self.random
        text = r.choice((
            f"订单号{d(18)}", f"快递单号：{d(15)}", f"快递单号13{d(9)}", f"发票号码{d(8)}，发票代码{d(10)}", f"案号：（2019）粤01民终{d(5)}号",
            f"字第{r.randint(100, 999)}000{d(5)}號", f"ISBN 978-7-{d(3)}-{d(5)}-{d(1)}", f"版本{r.randint(1, 9)}.{d(1)}.{d(1)}.{d(2)}", f"电表读数{d(6)}",
            f"合同编号HT{d(12)}", f"项目代码{r.randint(2015, 2024)}-440106-{d(2)}-{d(2)}-{d(6)}", f"金额{d(9)}元", f"共计1{d(10)}元",
            f"序列号SN{d(14)}", f"索引号：{d(9)}/{d(4)}-{d(5)}", f"会议时间2024-03-0{r.randint(1, 9)} 10:30:{d(2)}", f"户号：{d(10)}",
            f"水表号{d(11)}", f"邮编{d(6)}", f"第{d(7)}号公告", f"批号{d(8)}", f"条形码69{d(11)}", f"面积{d(5)}.{d(2)}平方米", f"档号：{d(4)}-{d(4)}-{d(4)}",
            f"http://example.cn/art/2024/{d(8)}.html", f"运单号SF{d(12)}", f"流水号{d(20)}", f"0.{d(11)}", f"坐标系EPSG:{d(4)}", f"车次G{d(4)}",
        ))  # fmt: skip
        return Case(text, None, "", "lookalike")


def _luhn(digits: str) -> bool:
    total = 0
    for i, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if i % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
