"""Identifiers with letters: cards of Taiwan, Hong Kong, Macau, passports, codes, plates, mail, networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from review.finding import Confidence, Evidence
from review.identifiers.check_digits import (
    credit_code_valid,
    hong_kong_valid,
    organisation_code_valid,
    resident_valid,
    taiwan_id_valid,
)
from review.identifiers.label_words import OTHER
from review.identifiers.regions import province_known
from review.identifiers.resident import parts
from review.patterns import lazy, lazy_bytes, matches_at
from review.recognizers.at_work import at_work
from review.recognizers.identifiers_numbers import Found
from review.recognizers.identifiers_tests import FAILED, HIGH, LOW, MEDIUM, PASSED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.recognizers.identifiers_labels import Label, Labels
    from review.recognizers.identifiers_runs import Span

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
# The first character comes before what may not stand before it: ``re`` skips quickly to a set of characters.
TOKEN = lazy(r"[A-Za-z](?<![A-Za-z0-9].)[A-Za-z]{0,3}[ -]?[0-9]{5,18}[A-Za-z]?(?![A-Za-z0-9])")
_HEAD = lazy(r"[A-Z](?<![A-Za-z0-9].)(?: ?[A-Z])?[ -]?$")
_HEAD_REACH = 5
_THREES = lazy(r"[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}")
"""How nine digits of Taiwan are grouped; in other groups they need a label."""
_PARTED = lazy(r"[0-9](?:[ -]?[0-9])*")
_BRACKETS = frozenset(")）")
_IN_BRACKETS = lazy(r"[(（][0-9][)）]")
_HONG_KONG_LENGTHS = (7, 8)
_CODE = lazy(r"[0-9A-Z](?<![A-Za-z0-9].)[0-9A-Z][0-9]{6}[0-9A-Z]{10}(?![A-Za-z0-9])")
_HONG_KONG = lazy(r"([A-Z](?:(?<![A-Za-z0-9].)|(?<=HKID.))[A-Z]?) ?([0-9]{6}) ?[(（]([0-9A])[)）]")
_MACAU = lazy(r"[1578](?<![A-Za-z0-9/].)(?:[0-9]{6}[(（][0-9][)）]|/[0-9]{6}/[0-9](?![0-9/]))")
_SLASHED = lazy(r"[0-9]/[0-9]{6}/")
_PLATE = lazy(
    rf"[{_PROVINCES}][A-HJ-NP-Z][·•. -]?(?:[A-K][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DF]"
    r"|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])"
)
_IN_SERVICE = lazy(
    r"公交|班线|[0-9]路[、，（(]|客运|出租车|出租汽车|巡游|网约车平台|执法车|公务车|公务用车|救护车|消防车|环卫|洒水车|校车|垃圾车|押运|通勤车|班车"
)
_OWNER = lazy(r"车主|业主|私家|家属|机主|驾驶人|司机|乘客|失主|本人|投诉")
_SERVICE_REACH = 24
_PLATE_ROW = lazy(rf"[—–~～至-]{{1,2}}[{_PROVINCES}][A-Z]")
_DASHES = frozenset("—–~～至")
"""From one plate to another: the numbers that a fleet was given."""
_PLATE_ABROAD = lazy(
    r"(?:车牌|车号|牌照)(?:号码?)?[：: \u3000]{0,2}(?:[为是])?[ \u3000]?"
    r"([A-Z]{2,3}[- ]?[0-9]{3,4}|[0-9]{4}[- ]?[A-Z]{2}|[A-Z]{2}-[0-9]{2}-[0-9]{2})(?![0-9A-Za-z])"
)
"""Of Taiwan, Hong Kong and Macau, behind its label."""
_DOMAIN = lazy(r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,18}")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-")
_LONGEST_LOCAL = 64
_LONG_LOCAL = 20
_DUTY = lazy(
    r"(?:info|service|services|support|contact|admin|webmaster|office|mail|press|hr|sales|help|"
    r"hotline|xxgk|xxgkb|jubao|jiandu|xinfang|bgs|bangongshi|zfxxgk|postmaster|noreply|no-reply|public|"
    r"secretariat|"
    r"enquiry|enquiries|feedback|kefu|tousu|zixun)[0-9]{0,4}"
)
_INVITED = lazy(r"(?:意见|建议|反馈|投稿|举报|投诉|咨询|查询|征集|报名|简历|履历|应征)[^\n。；]*$")
_INVITATION = 48
"""Characters before an address in which it is said who should write there."""
_FREE_MAIL = lazy(
    r"@(?:(?:126|139|163|21cn|aliyun|foxmail|gmail|hotmail|icloud|live|msn|netvigator|outlook|qq|sina|sohu|tom|yahoo)"
    r"\.com(?:\.cn|\.hk|\.tw)?|163\.net|189\.cn|sina\.cn|yeah\.net|pchome\.com\.tw)"
)
"""Whoever asks there has an address: it tells nothing of an office."""
_SHORT_FORM = lazy(r"[bcdfghjklmnpqrstwxyz]{3,8}[0-9]{0,4}")
"""First letters of an office's name, which at its own domain are its mailbox: yzb@, kjjdk@."""
_THIS_MAILBOX = lazy(r"[）)]?[，。；,;]?[该此本][邮信]箱")
"""What follows a mailbox of which it is said what it is for."""
_GOVERNMENT = lazy(r"[@.]gov\.(?:cn|tw|hk|mo)$")
_SENT = lazy(
    r"(?:发|寄|投|传|交|报|反馈|电邮)(?:送|回)?[至到给往](?:[^\n。；:：@]{0,14}(?:邮箱|信箱|电邮|邮件|[Ee]-?[Mm]ail)"
    r"(?:地址)?)?[^\n。；@]{0,3}$"
)
"""The public, or other offices, are asked to send something there: 将简历发送至邮箱."""
_DUTY_LABEL = lazy(
    r"(?:投稿|招生|报名|举报|监督|咨询|服务|征集|新闻|客服|反馈|意见|单位|办公|公务|招聘|采购|活动|公开)(?:专用|电子)?"
    r"(?:邮箱|信箱|邮件)(?:地址)?[ \u3000]*[：:为是]?[ \u3000]*$"
)
"""A mailbox that is called by its duty."""
_SYLLABLE = (
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?ang|iong|ong|[ie]ng|i?ao|uai|[iuv]?an|[iuea]n|[aeu]i|[oi]u|[iu]e|ve|ia|u[ao]|[aeiouv])"
)
_PERSONAL = lazy(rf"[a-z]{{2,7}}[._-][a-z]{{2,10}}|(?:{_SYLLABLE}){{2,3}}[0-9]{{0,4}}")
"""zhang.san and wangqiang88 are somebody; an office's name has more syllables or none (zqyj2026)."""
_WECHAT = lazy(
    r"(?:微信(?:号码?|ID|id|账号)?|WeChat(?: ?ID)?|wechat(?: ?id)?|Wechat|Weixin|weixin|wx号?|WX号?|vx号?|"
    r"VX号?|Vx号?|"
    r"V信号?|v信号?|威信号?|"
    r"薇信号?)[：: \t\u00a0是为=＝】」）)]{0,4}([a-zA-Z][-_a-zA-Z0-9]{5,19})(?![-_a-zA-Z0-9@.])"
)
_MILITARY = lazy(r"([军文士兵])字第?([0-9]{5,8})(?![0-9])号?")
_MILITARY_AFTER = lazy(
    r"(?:证号?|号码?|是|为|：)([军文士兵南北沈兰济成广海空政参后])字第?([0-9]{5,8})(?![0-9])号?"
)
_PROPERTY = lazy(r"不动产(?:权|证)(?:证明)?第?[0-9]{6,8}号?")
_PROPERTY_HEAD = lazy(
    rf"(?:[{_PROVINCES}][\u4e00-\u9fff]?|(?<![\u4e00-\u9fff])(?![将把有持的为及和是与])[\u4e00-\u9fff]{{1,2}})?"
    r"[(（〔\[][0-9]{4}[)）〕\]][\u4e00-\u9fff]{0,10}$"
)
_OLD_PROPERTY = lazy(
    r"房权证[\u4e00-\u9fff]{0,8}字?第?[0-9]{5,12}号?|国用[（(〔]?[0-9]{4}[)）〕]?第?[0-9]{3,8}号"
)
HOUSES = ("不动产权", "不动产证", "房权证", "国用")
"""What the numbers of deeds begin with."""
_DEFAULTS = frozenset({"127.0.0.1", "192.168.0.1", "192.168.1.1"})
"""Of every computer, and of every router as it is sold: they tell nothing of a network."""
_CAPITAL = lazy(r"[A-Z]")
_NUMBERED = lazy(r"字第?[0-9]{5}")
_LETTER = lazy(r"[A-Za-z]")
_FRACTION = lazy(r"\.[0-9]{5}")
_PLATED = lazy_bytes(rb"[A-Z][. -]?[0-9A-Z]{4}|[0-9]{4}-?[A-Z]{2}|[A-Z]{2}-[0-9]{2}-")
_AT = lazy_bytes(rb"@")
_ACCOUNT = lazy_bytes(rb"[A-Za-z][-_A-Za-z0-9]{5}")
_DOTTED = lazy_bytes(rb"\.[0-9]{1,3}\.[0-9]{1,3}\.")
_PAIRED = lazy_bytes(rb"[:-][0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}[:-]")
"""Cheap hints: a text without them need not be searched. Those of bytes see its ASCII characters alone."""
_IPV4 = lazy(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])")
_PRIVATE = lazy(r"10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.")
_MAC = lazy(r"[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![0-9A-Fa-f:-])")
_NETWORK = lazy(r"(?:IP|ip|地址|来源|登录|服务器|主机|网关|网段|访问)")
_POSITION = lazy(
    r"([0-9](?<![0-9.].)[0-9]{1,2}\.[0-9]{5,12})[°EN]?[,，、; ]{1,3}"
    r"(?:[EN]|[东西]经|[南北]纬)?[：: ]{0,2}([0-9]{2,3}\.[0-9]{5,12})(?![0-9.])"
)
_OCTET = 255
_CONTEXT = 14
_CODE_LENGTH = 18


class Letters:
    """Finds identifiers with letters in one folded text."""

    def __init__(
        self, text: str, labels: Labels, runs: list[Span], near: list[Span], houses: list[int]
    ) -> None:
        """``near``: stretches around ``runs`` of five digits in a row; ``houses``: offsets of ``HOUSES``."""
        self._text = text
        self._labels = labels
        self._runs = runs
        self._near = near
        self._houses = houses

    def find(self) -> Iterator[Found]:
        """All kinds, one after the other; those with five digits in a row only where such stand."""
        ascii_ = self._text.encode("ascii", "ignore")
        for start, end in self._near:
            yield from self._beside_digits(start, end)
        if ascii_ != ascii_.swapcase():
            yield from self._with_letters(ascii_)
        if _DOTTED.search(ascii_):
            yield from self._addresses()
        yield from self._grouped()
        if self._near and _NUMBERED.search(self._text):
            yield from self._military()
        yield from self._property()

    def _with_letters(self, ascii_: bytes) -> Iterator[Found]:
        for hint, find in (
            (_PLATED, self._plates), (_AT, self._mail), (_ACCOUNT, self._wechat), (_PAIRED, self._devices),
        ):  # fmt: skip
            if hint.search(ascii_):
                yield from find()

    def _beside_digits(self, start: int, end: int) -> Iterator[Found]:
        """Kinds with five digits in a row, where the other characters they need stand beside the digits."""
        stretch = self._text[start:end]
        closed = ")" in stretch or "）" in stretch
        if closed or _SLASHED.search(stretch):
            yield from self._macau(start, end)
        if _FRACTION.search(stretch):
            yield from self._positions(start, end)
        if _LETTER.search(stretch):
            yield from self._tokens(start, end)
            yield from self._codes(start, end)
            if closed:
                yield from self._hong_kong(start, end)

    def _tokens(self, begin: int, stop: int) -> Iterator[Found]:
        for match in TOKEN.finditer(self._text, begin, stop):
            value = match.group().replace(" ", "").replace("-", "")
            label = self._labels.before(match.start())
            verdict = judge_token(value.upper(), label, written=value)
            if verdict:
                yield Found(match.start(), match.end(), verdict, label)

    def _grouped(self) -> Iterator[Found]:
        """Letters and digits in groups: A123 456 789, K0938 2716, A123 456(7)."""
        text = self._text
        for start, end in self._runs:
            letter = text[start - 1 : start] if start else ""
            if letter == " ":
                letter = text[start - 2 : start - 1]
            if "A" <= letter <= "Z" and not text[start:end].isdecimal():
                head = _HEAD.search(text, max(start - _HEAD_REACH, 0), start)
                if head:
                    yield from self._in_groups(head.start(), start, end)

    def _in_groups(self, start: int, digits: int, stop: int) -> Iterator[Found]:
        text, label = self._text, self._labels.before(start)
        groups = _PARTED.match(text, digits, stop)
        end = stop if groups is None or text[stop : stop + 1] in _BRACKETS else groups.end()
        value = "".join(filter(str.isalnum, text[start:end]))
        if _IN_BRACKETS.match(text, end - 2):
            prefix, check = value[:-1], value[-1]
            if len(prefix) in _HONG_KONG_LENGTHS and hong_kong_valid(prefix, check):
                yield Found(start, end + 1, Verdict("hk_id", f"{prefix}({check})", MEDIUM, (PASSED,)), label)
            return
        verdict = judge_token(value, label, written=value)
        if verdict and (label.kind or _THREES.fullmatch(text, digits, end)):
            yield Found(start, end, verdict, label)

    def _codes(self, begin: int, stop: int) -> Iterator[Found]:
        for left, right in _around_capitals(self._text, begin, stop):
            yield from self._codes_in(left, right)

    def _codes_in(self, begin: int, stop: int) -> Iterator[Found]:
        for match in _CODE.finditer(self._text, begin, stop):
            value = match.group()
            if not value.isdigit() and credit_code_valid(value) and province_known(value[2:8]):
                yield Found(
                    match.start(), match.end(), Verdict("uscc", value, HIGH, (PASSED,)), self._before(match)
                )

    def _before(self, match: re.Match[str]) -> Label:
        return self._labels.before(match.start())

    def _hong_kong(self, begin: int, stop: int) -> Iterator[Found]:
        for match in _HONG_KONG.finditer(self._text, begin, stop):
            passed = hong_kong_valid(match.group(1) + match.group(2), match.group(3))
            label = self._before(match)
            if passed or label.kind in {"hk_id", "resident_id", "tw_id"}:
                value = f"{match.group(1)}{match.group(2)}({match.group(3)})"
                sure = HIGH if passed else LOW
                yield Found(
                    match.start(), match.end(), Verdict("hk_id", value, sure, (_check(passed=passed),)), label
                )

    def _macau(self, begin: int, stop: int) -> Iterator[Found]:
        for match in _MACAU.finditer(self._text, begin, stop):
            label = self._before(match)
            sure = HIGH if label.kind == "mo_id" else MEDIUM if label.kind in _IDENTITY_ABROAD else None
            if sure is None and "/" in match.group() and not label.kind:
                sure = LOW
            if sure:
                yield Found(match.start(), match.end(), Verdict("mo_id", match.group(), sure), label)

    def _plates(self) -> Iterator[Found]:
        text = self._text
        for match in _PLATE.finditer(self._text):
            value = re.sub(r"[·•. -]", "", match.group())
            label = self._before(match)
            beside = text[match.end() : match.end() + 4], text[max(match.start() - 1, 0) : match.start()]
            if _PLATE_ROW.match(beside[0]) or beside[1] in _DASHES or self._in_service(match):
                continue
            if label.kind != OTHER and sum(map(str.isdigit, value)) > 1:
                yield Found(
                    match.start(),
                    match.end(),
                    Verdict("plate", value, HIGH if label.kind == "plate" else MEDIUM),
                    label,
                )

        for match in _PLATE_ABROAD.finditer(self._text):
            value = re.sub(r"[ -]", "", match.group(1))
            yield Found(*match.span(1), Verdict("plate", value, HIGH), self._labels.before(match.start(1)))

    def _in_service(self, match: re.Match[str]) -> bool:
        """Whether the words around a plate are of a bus, a taxi, an ambulance, and of nobody beside it."""
        left, right = max(match.start() - _SERVICE_REACH, 0), match.end() + _SERVICE_REACH
        clause = (
            self._text[left : match.start()].rpartition("\n")[2]
            + self._text[match.end() : right].partition("\n")[0]
        )
        return _IN_SERVICE.search(clause) is not None and _OWNER.search(clause) is None

    def _mail(self) -> Iterator[Found]:
        text = self._text
        for match in _DOMAIN.finditer(text):
            start = at = match.start()
            while start > max(at - _LONGEST_LOCAL, 0) and text[start - 1] in _LOCAL:
                start -= 1
            local = text[start:at]
            if local and local[0] not in ".-%+" and local[-1] != "." and not _machine_made(local):
                is_open = self._is_open((start, match.end()), local, match.group().lower())
                kind = "public_email" if is_open else "email"
                value = text[start : match.end()].lower()
                yield Found(start, match.end(), Verdict(kind, value, HIGH), self._labels.before(start))

    def _is_open(self, span: tuple[int, int], local: str, domain: str) -> bool:
        """Whether an office gives the address to everybody: a duty's, its own, or one it asks to write to."""
        if _DUTY.fullmatch(local.lower()) or _GOVERNMENT.search(domain):
            return True
        if _THIS_MAILBOX.match(self._text, span[1]) or (
            _SHORT_FORM.fullmatch(local.lower()) and not _FREE_MAIL.fullmatch(domain)
        ):
            return True
        before = self._text[max(span[0] - _INVITATION, 0) : span[0]]
        asked = (
            (_SENT.search(before) or _DUTY_LABEL.search(before)) and not _PERSONAL.fullmatch(local.lower())
        ) or (not _FREE_MAIL.fullmatch(domain) and _INVITED.search(before))
        return bool(asked) or at_work(self._text, *span)

    def _wechat(self) -> Iterator[Found]:
        for match in _WECHAT.finditer(self._text):
            if self._touches(match.start(), "_"):
                continue
            label = self._labels.before(match.start(1))
            yield Found(match.start(1), match.end(1), Verdict("wechat", match.group(1), HIGH), label)

    def _military(self) -> Iterator[Found]:
        for pattern in (_MILITARY, _MILITARY_AFTER):
            for match in pattern.finditer(self._text):
                start = match.start(1)
                if pattern is _MILITARY and start and "\u4e00" <= self._text[start - 1] <= "\u9fff":
                    continue
                label = self._labels.before(start)
                value = match.group(1) + match.group(2)
                sure = HIGH if label.kind == "military_id" else MEDIUM
                yield Found(start, match.end(), Verdict("military_id", value, sure), label)

    def _property(self) -> Iterator[Found]:
        for pattern in (_PROPERTY, _OLD_PROPERTY):
            for match in matches_at(pattern, self._text, self._houses):
                left = max(match.start() - 20, 0)
                head = _PROPERTY_HEAD.search(self._text[left : match.start()])
                start = left + head.start() if head else match.start()
                value = self._text[start : match.end()]
                yield Found(
                    start,
                    match.end(),
                    Verdict("property_certificate", value, MEDIUM),
                    self._labels.before(start),
                )

    def _addresses(self) -> Iterator[Found]:
        for match in _IPV4.finditer(self._text):
            value = match.group()
            if any(int(octet) > _OCTET for octet in value.split(".")) or self._touches(match.start(), "."):
                continue
            before = self._text[max(match.start() - _CONTEXT, 0) : match.start()]
            named = _NETWORK.search(before)
            if named or (_PRIVATE.match(value) and value not in _DEFAULTS):
                verdict = Verdict("network_address", value, MEDIUM if named else LOW)
                yield Found(match.start(), match.end(), verdict, self._before(match))

    def _devices(self) -> Iterator[Found]:
        for match in _MAC.finditer(self._text):
            plain = match.group().replace(":", "").replace("-", "")
            if not plain.isdigit() and not self._touches(match.start(), ":-"):
                yield Found(
                    match.start(),
                    match.end(),
                    Verdict("network_address", match.group(), MEDIUM),
                    self._before(match),
                )

    def _touches(self, start: int, marks: str) -> bool:
        """Whether a letter, a digit or one of ``marks`` stands right before."""
        before = self._text[start - 1 : start] if start else ""
        return before != "" and (before in marks or (before.isascii() and before.isalnum()))

    def _positions(self, begin: int, stop: int) -> Iterator[Found]:
        for match in _POSITION.finditer(self._text, begin, stop):
            yield Found(
                match.start(), match.end(), Verdict("position", match.group(), LOW), self._before(match)
            )


def _around_capitals(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Stretches in which a code with a capital in it must stand; most long numbers have none."""
    left, right = begin, begin
    for capital in _CAPITAL.finditer(text, begin, stop):
        at = capital.start()
        if at - _CODE_LENGTH >= right:
            if left < right:
                yield left, right
            left = max(at - _CODE_LENGTH, begin)
        right = min(at + _CODE_LENGTH + 1, stop)
    if left < right:
        yield left, right


def _machine_made(local: str) -> bool:
    """Message ids: long, and mostly digits and capitals."""
    marks = sum(c.isdigit() or c.isupper() for c in local)
    return len(local) >= _LONG_LOCAL and marks * 2 > len(local)


def _check(*, passed: bool) -> Evidence:
    return PASSED if passed else FAILED


_IDENTITY = frozenset(
    {"resident_id", "tw_id", "residence_permit", "tw_company", "student_id", "permanent_residence"}
)
_IDENTITY_ABROAD = frozenset({"resident_id", "tw_id", "hk_id"})
_TOKENS: tuple[tuple[re.Pattern[str], str, frozenset[str]], ...] = (
    (lazy(r"E[A-HJ-NP-Z]?\d{7,8}|G\d{8}|[SP]E?\d{7,8}|DE\d{7}|[KH]\d{8}|MA\d{7}|[A-Z]{1,2}\d{6,8}"),
     "passport", frozenset({"passport"})),
    (lazy(r"C\d{8}|C[A-Z]\d{7}|W\d{8}|[HM]\d{8}(?:\d{2})?"), "hkmo_permit",
     frozenset({"hkmo_permit", "resident_id"})),
    (lazy(r"[LT]\d{8}"), "tw_permit", frozenset({"tw_permit"})),
    (lazy(r"[A-Z]{3}\d{12}"), "permanent_residence", frozenset({"permanent_residence", "resident_id"})),
    (lazy(r"[A-Z]\d{8}"), "social_card", frozenset({"social_card"})),
    (lazy(r"[A-Z]{1,2}\d{6}[\dA]"), "hk_id", frozenset({"hk_id"})),
    (lazy(r"[A-Z]{1,4}\d{5,14}"), "medical_record", frozenset({"medical_record"})),
)  # fmt: skip
"""Forms that only count behind a label of theirs: form, kind, labels."""
_TAIWAN = lazy(r"[A-Z][1289A-D]\d{8}")
_STUDENT = lazy(r"[GJL]\d{17}[\dX]")
_ORGANISATION_CODE = lazy(r"[0-9A-Z]{8}[0-9X]")


def judge_token(value: str, label: Label, *, written: str) -> Verdict | None:
    """What letters and digits together are; ``written`` is the value in its own case."""
    if _TAIWAN.fullmatch(value) and label.kind != OTHER:
        passed = taiwan_id_valid(value)
        labelled = label.kind in _IDENTITY
        if labelled or (passed and written[0].isupper() and label.kind not in {"passport", "hkmo_permit"}):
            sure = HIGH if passed and labelled else MEDIUM
            return Verdict("tw_id", value, sure, (_check(passed=passed),))
    if _STUDENT.fullmatch(value):
        found = parts(value[1:])
        passed = resident_valid(value[1:])
        if found.plausible and (passed or label.kind == "student_id"):
            return Verdict("student_id", value, HIGH if passed else MEDIUM, (_check(passed=passed),))
    if (
        label.kind == "organisation_code"
        and _ORGANISATION_CODE.fullmatch(value)
        and organisation_code_valid(value)
    ):
        return Verdict("organisation_code", value, HIGH, (PASSED,))
    for form, kind, labels in _TOKENS:
        if label.kind in labels and form.fullmatch(value):
            return Verdict(kind, value, Confidence.HIGH if label.direct else MEDIUM)
    return None
