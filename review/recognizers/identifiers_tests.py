"""What a run of digits is: one test a kind, tables of tests by length."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from review.finding import Confidence, Evidence
from review.identifiers import cards, phones
from review.identifiers.check_digits import (
    credit_code_valid,
    luhn_valid,
    resident_valid,
    taiwan_company_valid,
)
from review.identifiers.label_words import MOBILE_WORDS, OTHER
from review.identifiers.names import looks_like_name
from review.identifiers.regions import county_known, province_known, region_name
from review.identifiers.resident import birth_date, parts
from review.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

    from review.recognizers.identifiers_labels import Label

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
PASSED = Evidence(kind="checksum", detail="passed")
FAILED = Evidence(kind="checksum", detail="failed")
_IDENTITY = frozenset(
    {"resident_id", "residence_permit", "tw_id", "permanent_residence", "disability_id", "student_id"}
)
_ACCOUNT = frozenset({"bank_card", "bank_account"})
_PHONE = frozenset({"mobile", "phone_public", "landline_home"})
_ORGANISATION = frozenset({"uscc", "organisation_code"})
_COUNTED = lazy(
    r"[ \xa0]?(?:[万亿千百]?(?:元|股|吨|人次?|户|平方米|公里|千瓦|美元|港元|人民币|个|件|次|辆|册|字)|%|％)"
)
_COMPANY = lazy(
    r"公司|单位|中心|委员会|财政|基本户|对公|保证金|管理局|分局|合作社|学校|医院|法院|银行股份|国库|专户|"
    r"党费|非税|汇缴|待报解|维修资金|(?:银行|临时|临时性|履约|投标|确定)担保|抬头为"
)
_BODY = lazy(
    r"[\u3400-\u9fff（）()]{4,}(?:[局厅院会校所站署关委队馆园社厂店行处办部户库金费]|款项)|[\u3400-\u9fff]{2,}[一二三四五六七八九]中"
)
"""An organisation or a fund by the last character of its name; hardly a person has a name of five."""

_HOLDER = lazy(
    r"(?:户名|账户名称?|帐户名称?|开户名称?|收款单位|收款人|单位名称)"
    r"(?:[ \u3000]*[：:\t]?[ \u3000]*)[「『“\"]?([^\s，,；;：:」』”\"]{2,40})(?![：:])"
)
_HOLDER_BEHIND = lazy(
    r"[ \u3000]?[，,；;、]?[ \u3000]?(?:户名|[账帐]户名称?|收款人)[：:为 \u3000]{0,2}"
    r"[「『“]?([^\s，,；;。）)」』”]{2,40})"
)
_ABOVE = 120
"""Characters above an account in which its holder is named."""


class Candidate(NamedTuple):
    """A run of digits (the last may be X) at ``text[start:end]`` of the folded text.

    Attributes:
        shape: lengths of its groups, where it is written with separators.
    """

    value: str
    label: Label
    shape: tuple[int, ...]
    text: str
    start: int
    end: int
    jurisdiction: str

    @property
    def clause(self) -> str:
        """What stands before it in its line, at most some sixty characters."""
        left = max(self.start - _CLAUSE, 0)
        left = max(self.text.rfind("\n", left, self.start) + 1, left)
        return self.text[left : self.start].rstrip(" (（")

    @property
    def after(self) -> str:
        """A few characters that follow."""
        return self.text[self.end : self.end + 6]


class Verdict(NamedTuple):
    """A candidate is of this kind. ``value`` is the normal form."""

    kind: str
    value: str
    confidence: Confidence
    evidence: tuple[Evidence, ...] = ()


_CLAUSE = 60
_RESIDENT = 18


def resident(c: Candidate) -> Verdict | None:
    """18 characters as a resident ID, residence permit or foreigner's permanent residence card."""
    value, labelled = c.value, c.label.kind in _IDENTITY
    checked = resident_valid(value)
    if not (checked or labelled) or _repeated(value):
        return None
    region = value[:6]
    kind, issues, exact = _issuer(region)
    plausible = issues and birth_date(value[6:14]) is not None
    if checked and plausible:
        if kind == "permanent_residence" and credit_code_valid(value) and not labelled:
            return None
        return Verdict(kind, value, HIGH if labelled or exact else MEDIUM, _origin(region, PASSED))
    if not labelled:
        return None
    return Verdict(kind, value, MEDIUM if plausible else LOW, _origin(region, PASSED if checked else FAILED))


def _repeated(value: str) -> bool:
    """Whether it is one character over and over."""
    return value == value[0] * len(value)


@lru_cache(maxsize=4096)
def _issuer(code: str) -> tuple[str, bool, bool]:
    """What begins with these six digits, whether anybody issues it, and whether they name a county."""
    if code in {"810000", "820000", "830000"}:
        kind = "residence_permit"
    else:
        kind = "permanent_residence" if code[0] == "9" else "resident_id"
    return kind, kind == "permanent_residence" or province_known(code), county_known(code)


@lru_cache(maxsize=4096)
def _origin(code: str, *checks: Evidence) -> tuple[Evidence, ...]:
    """What the check says and the region that the first six digits name; one tuple for all who share it."""
    name = region_name(code)
    return (*checks, Evidence(kind="region", detail=name)) if name else checks


def short_resident(c: Candidate) -> Verdict | None:
    """15 digits as a first-generation resident ID, which has no check digit."""
    found = parts(c.value)
    labelled = c.label.kind in _IDENTITY
    if labelled:
        return Verdict("resident_id", c.value, MEDIUM if found.plausible else LOW, _origin(found.region))
    if c.label.kind in {"", "mobile"} and found.plausible and found.county and not luhn_valid(c.value):
        return Verdict("resident_id", c.value, LOW, _origin(found.region))
    return None


def disability(c: Candidate) -> Verdict | None:
    """20 characters: a resident ID, the kind of disability (1-7) and its degree (1-4)."""
    if c.value[18] not in "1234567" or c.value[19] not in "1234":
        return None
    found = parts(c.value[:18])
    labelled = c.label.kind in _IDENTITY
    if found.plausible and (found.checked or labelled):
        check = PASSED if found.checked else FAILED
        return Verdict(
            "disability_id", c.value, HIGH if found.checked else MEDIUM, _origin(found.region, check)
        )
    return None


def credit_code(c: Candidate) -> Verdict | None:
    """18 digits as a unified social credit code; a code that fails its check is nobody's secret."""
    if _repeated(c.value) or not (province_known(c.value[2:8]) or c.value[2:8] == _NATIONAL):
        return None
    if c.value[0] in "12345679" and credit_code_valid(c.value):
        return Verdict("uscc", c.value, HIGH if c.label.kind in _ORGANISATION else MEDIUM, (PASSED,))
    return None


_HEAD = 6
"""Digits of a card that say who issued it (ISO/IEC 7812-1)."""
_NATIONAL = "100000"
"""Stands for a body of the whole country in a unified social credit code."""


def card(c: Candidate) -> Verdict | None:
    """16 to 19 digits as a bank card: check, issuer, label; two of the three are wanted."""
    labelled = c.label.kind in _ACCOUNT
    if not cards.of_scheme(c.value) and not labelled:
        return None
    if _is_placeholder(c.value):
        return None
    if labelled and _held_by_company(c):
        return Verdict("company_account", c.value, MEDIUM)
    passed, bank = luhn_valid(c.value), cards.issuer(c.value)
    if c.label.kind == "bank_account" and not bank and _COMPANY.search(c.clause):
        return Verdict("company_account", c.value, MEDIUM)  # one number in ten passes the check of cards
    sure = _CARD_CONFIDENCE.get((labelled, passed, bool(bank)))
    if (
        sure is None
        or (len(c.shape) == 1 and sure is LOW and labelled)
        or (not labelled and not bank and not c.value.startswith("62"))
    ):
        return None
    return Verdict("bank_card", c.value, sure, _issued(bank, PASSED if passed else FAILED))


def _is_placeholder(value: str) -> bool:
    """Whether it shows what to fill in, as 6200 0000 0000 0000 does."""
    return _repeated(value) or not value[_HEAD:].strip("0")


@lru_cache(maxsize=1024)
def _issued(bank: str, check: Evidence) -> tuple[Evidence, ...]:
    return (check, Evidence(kind="issuer", detail=bank)) if bank else (check,)


_CARD_CONFIDENCE = {
    (True, True, True): HIGH,
    (True, True, False): HIGH,
    (True, False, True): MEDIUM,
    (True, False, False): LOW,
    (False, True, True): MEDIUM,
    (False, True, False): LOW,
}
"""(labelled, check passed, issuer known) to confidence; what is not here is no card."""


_OF_BANK = lazy(
    r"(?:银行|[建工农中招交]行|信用社|农商行|邮储|中国信托|国泰世华|台新|玉山|富邦|汇丰|恒生|渣打|中银)"
    r"(?:户口|[账帐]户)?[ \u3000：:是为]{0,2}$"
)
_THREE_GROUPS = 3
"""Groups of an account that stands behind the name of a bank and no word for account: 024-733-518206-882."""


def account(c: Candidate) -> Verdict | None:
    """Digits behind a word for account, or in groups behind a bank's name; an office's as the line tells."""
    of_bank = not c.label.kind and len(c.shape) >= _THREE_GROUPS and _OF_BANK.search(c.clause)
    if (c.label.kind not in _ACCOUNT and not of_bank) or _is_placeholder(c.value):
        return None
    if _COMPANY.search(c.clause) or _held_by_company(c) or "对公" in c.after:
        return Verdict("company_account", c.value, MEDIUM)
    return Verdict("bank_account", c.value, MEDIUM if c.label.direct else LOW)


def _held_by_company(c: Candidate) -> bool:
    """Whether a line right above, or what follows, names an organisation or a fund as the holder."""
    behind = _HOLDER_BEHIND.match(c.text, c.end)
    holders = [behind[1]] if behind else _HOLDER.findall(c.text, max(c.start - _ABOVE, 0), c.start)
    if not holders:
        return False
    holder = holders[-1]
    return _COMPANY.search(holder) is not None or _BODY.fullmatch(holder) is not None


def mobile(c: Candidate) -> Verdict | None:
    """Eleven digits as a mainland mobile number, country code allowed."""
    digits = _national(c.value)
    if not phones.is_mobile_cn(digits) or _repeated(digits[3:]):
        return None
    if len(c.shape) > 1 and c.shape[0] == 1 and c.label.kind not in _PHONE:  # 1-888-735-3470 is no mobile
        return None
    if len(digits) != len(c.value) and not (
        c.label.kind or c.clause.endswith("+") or c.value.startswith("00")
    ):
        return None
    return _phone(c, "mobile", digits)


_BESIDE_OFFICE = lazy(
    r"(?:请|如有|欢迎|查询|咨询|报名|热线|举报|线索)[^\n]*?(?<![0-9])"
    r"(?:1[12][0-9]{1,3}|1[89][0-9]{3}|0[0-9]{2,3}[-— ]?[0-9]{7,8}|[238][0-9]{3}[ -]?[0-9]{4})"
    r"(?:[(（][^()（）\n]{1,10}[)）])?[ \u3000]?(?:或|、|/|及|和)[ \u3000]?"
    r"(?:致电|拨打|拨|打|WhatsApp)?[ \u3000:：]?$"
)
"""The public is asked to call an office's number, or this one: 请拨打110或…, 請致電2345 6789或…."""


_JOINING = frozenset("或、/及和致拨打电话p ：:\u3000")
"""What the words between the two numbers end with."""


def _is_public(c: Candidate) -> bool:
    if c.label.kind == "phone_public":
        return True
    return c.text[c.start - 1 : c.start] in _JOINING and _BESIDE_OFFICE.search(c.clause) is not None


def _phone(c: Candidate, kind: str, digits: str, unlabelled: Confidence = MEDIUM) -> Verdict | None:
    if c.label.kind in _PHONE:
        return Verdict("phone_public" if _is_public(c) else kind, digits, HIGH)
    if _COUNTED.match(c.after) or c.label.kind not in {"", "qq", "wechat", "bank_account", "resident_id"}:
        return None
    return Verdict(kind, digits, unlabelled)


def _national(value: str) -> str:
    for prefix in _CHINA if value[0] in "08" else ():
        if value.startswith(prefix) and len(value) > len(prefix) + 7:
            return value[len(prefix) :]
    return value


_CHINA = ("0086", "86")


def landline(c: Candidate) -> Verdict | None:
    """Area code and number; a home's only if the label says so, else an office's."""
    home = c.label.kind == "landline_home"
    international = (c.clause.endswith("+") and c.value.startswith("86")) or c.value.startswith("0086")
    digits = "0" + _national(c.value) if international else c.value
    written = len(c.shape) > 1 and c.shape[0] in {3, 4}
    labelled = c.label.kind in _PHONE
    if not phones.is_landline_cn(digits) or not (labelled or written or international):
        return None
    return Verdict("landline_home" if home else "landline", digits, HIGH if labelled else MEDIUM)


def taiwan_mobile(c: Candidate) -> Verdict | None:
    """09xx-xxx-xxx; document numbers look alike, so a label, separators, +886 or a name are wanted."""
    abroad = c.value.startswith("886") and c.clause.endswith("+")
    digits = "0" + c.value[3:].removeprefix("0") if abroad else c.value
    if not phones.is_mobile_tw(digits):
        return None
    written = abroad or c.shape in {(4, 3, 3), (4, 6), (4, 2, 4), (4, 4, 2)} or _ADDRESSED.search(c.clause)
    if c.label.kind in _PHONE or written or _behind_name(c):
        kind = "phone_public" if _is_public(c) else "mobile_tw"
        return Verdict(kind, digits, HIGH if c.label.kind in _PHONE else MEDIUM)
    return None


_WORD_BEFORE = lazy(r"(?:^|[^\u3400-\u9fff])([\u3400-\u9fff]{2,4})[ \t\u3000:：,，、|(（]{0,3}$")


def _behind_name(c: Candidate) -> bool:
    """Whether a name of a person stands right before the number, as in a list without headers."""
    word = _WORD_BEFORE.search(c.clause)
    return word is not None and looks_like_name(word.group(1)) and not c.after.startswith("号")


def taiwan_landline(c: Candidate) -> Verdict | None:
    """02-xxxx-xxxx and the like, by label or separators."""
    written = len(c.shape) > 1 and c.shape[0] in {2, 3, 4}
    if phones.is_landline_tw(c.value) and written and c.label.kind in _PHONE:
        kind = "landline_home" if c.label.kind == "landline_home" else "landline"
        return Verdict(kind, c.value, MEDIUM)
    return None


def eight_digits(c: Candidate) -> Verdict | None:
    """Eight digits: a label, or a name before it, says that it is a phone of Hong Kong or Macau."""
    if c.label.kind == "tw_company" and taiwan_company_valid(c.value):
        return Verdict("tw_company", c.value, HIGH, (PASSED,))
    if c.shape in _DATES:
        return None
    there = c.jurisdiction in {"hk", "mo"}
    named = (there or c.shape == _IN_FOURS) and _behind_name(c)
    if c.label.kind in _PHONE or named or (there and _ADDRESSED.search(c.clause)):
        if c.jurisdiction == "mo" and phones.is_macau(c.value):
            return Verdict(_public(c, "mobile_mo", c.value), c.value, MEDIUM)
        carried = (named or c.label.word.lower() in MOBILE_WORDS) and c.value[0] in _CARRIED
        if (carried or c.jurisdiction != "cn") and phones.is_hong_kong(c.value):
            return Verdict(_public(c, "mobile_hk", c.value), c.value, MEDIUM)
        return Verdict("landline", c.value, LOW) if c.jurisdiction == "cn" and c.label.direct else None
    return None


_IN_FOURS = (4, 4)
_CARRIED = "456789"
"""What mobile numbers of Hong Kong and Macau begin with: under a word for mobile they are one anywhere."""
_ADDRESSED = lazy(r"(?:先生|女士|小姐|太太|老师|同学|经理|师傅|阿姨)[:：]?$")
"""What a person is addressed with, right before a telephone number."""


_FIXED = {"mobile_hk": "23", "mobile_mo": "28"}
"""What numbers that are no mobiles begin with; Macau's offices have those with an 8 too."""


def _public(c: Candidate, kind: str, number: str) -> str:
    return "phone_public" if number[0] in _FIXED[kind] or _is_public(c) else kind


def abroad(c: Candidate) -> Verdict | None:
    """+852 and +853 numbers, and other countries' behind a plus sign."""
    if not c.clause.endswith("+") and not (c.value.startswith("00") and c.label.kind in _PHONE):
        return None
    digits = c.value.removeprefix("00")
    if digits.startswith("852") and phones.is_hong_kong(digits[3:]):
        return Verdict(_public(c, "mobile_hk", digits[3:]), digits[3:], HIGH)
    if digits.startswith("853") and phones.is_macau(digits[3:]):
        return Verdict(_public(c, "mobile_mo", digits[3:]), digits[3:], HIGH)
    return None


_BY_LABEL: dict[str, tuple[str, int, int]] = {
    "qq": ("qq", 5, 11),
    "medical_record": ("medical_record", 4, 14),
    "social_card": ("social_card", 9, 16),
    "driver_file": ("driver_file", 12, 12),
    "military_id": ("military_id", 5, 10),
    "tw_permit": ("tw_permit", 8, 10),
    "passport": ("passport", 8, 9),
    "property_certificate": ("property_certificate", 6, 28),
    "device": ("device", 14, 17),
    "student_id": ("student_id", 8, 20),
}
"""What only its label can tell: kind, least and most digits."""


def by_label(c: Candidate) -> Verdict | None:
    """Numbers without any form of their own."""
    kind, least, most = _BY_LABEL.get(c.label.kind, ("", 0, 0))
    if kind and least <= len(c.value) <= most and _is_one(c):
        return Verdict(kind, c.value, HIGH if c.label.direct else LOW)
    return None


def _is_one(c: Candidate) -> bool:
    """Whether digits without a form of their own are one number: in groups only right behind a label."""
    return len(c.shape) == 1 or (c.label.direct and max(c.shape) >= _GROUPED and c.shape not in _DATES)


_SHORTEST_ACCOUNT, _LONGEST_ACCOUNT = 9, 32
_GROUPED = 3
_DATES = frozenset({(4, 1, 1), (4, 2, 1), (4, 1, 2), (4, 2, 2)})
"""Lengths of the groups of a day."""


def postal(c: Candidate) -> Verdict | None:
    """Seven digits of a post office of Taiwan and seven of an account with it: 郵局 0001234-0567890."""
    labelled = c.label.kind in _ACCOUNT
    whole = c.shape == (7, 7) and (labelled or _POST.search(c.clause))
    if whole or (len(c.value) < _SHORTEST_ACCOUNT and labelled and _OFFICE_NUMBER.search(c.clause)):
        return Verdict("company_account" if _COMPANY.search(c.clause) else "bank_account", c.value, MEDIUM)
    return None


_OFFICE_NUMBER = lazy(r"局号[^。；]{0,20}$")
_POST = lazy(r"邮局|邮政|局号|储金")


_TESTS: dict[int, tuple[Callable[[Candidate], Verdict | None], ...]] = {
    7: (postal, landline),
    8: (postal, eight_digits),
    9: (taiwan_landline,),
    10: (taiwan_mobile, landline, taiwan_landline),
    11: (mobile, landline, abroad),
    12: (taiwan_mobile, landline, abroad),
    13: (mobile, landline, abroad, taiwan_mobile),
    14: (postal, mobile, landline, abroad),
    15: (mobile, short_resident, card),
    16: (card,),
    17: (card,),
    18: (resident, credit_code, card),
    19: (card,),
    20: (disability,),
}
_SURE = frozenset({resident, disability, eight_digits, abroad})
"""Tests that a label for something else does not stop: a check digit or a plus sign says more."""
_SURE_TESTS = {length: tuple(test for test in tests if test in _SURE) for length, tests in _TESTS.items()}
LENGTHS = frozenset(_TESTS)


def judge(c: Candidate) -> Verdict | None:
    """The first test that holds decides; then what the label alone can tell."""
    ends_in_x, length = c.value[-1] == "X", len(c.value)
    if not ends_in_x or length == _RESIDENT:
        tests = _SURE_TESTS if c.label.kind == OTHER else _TESTS
        for test in tests.get(length, ()):
            verdict = test(c)
            if verdict:
                return verdict
    if ends_in_x:
        return None
    if _SHORTEST_ACCOUNT <= length <= _LONGEST_ACCOUNT and (_is_one(c) or not c.label.kind):
        verdict = account(c)
        if verdict:
            return verdict
    return by_label(c)
