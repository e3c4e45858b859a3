"""Whose law is cited: a reviewer reads the statutes of the own jurisdiction, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review import Scanner
from review.categories import CATEGORIES
from review.document import Location, Visibility
from review.finding import Confidence, Finding, Occurrence, Severity
from review.identifiers.kinds import KINDS
from review.laws import Laws
from review.recognizers.risk_law import LAWS
from review.recognizers.view import Settings
from review.sheet.grounds import _ELSEWHERE, basis_of
from review.sheet.verdicts import REASONS

ELSEWHERE = ("tw", "hk", "mo")
OURS = {
    "tw": (
        "個人資料保護法",
        "政府資訊公開法",
        "國家機密保護法",
        "公司法",
        "資通安全管理法",
        "兒童及少年",
        "人類免疫",
    ),
    "hk": ("個人資料（私隱）條例", "公開資料守則", "身分證號碼及其他身分代號實務守則", "公司條例"),
    "mo": ("第8/2005號法律", "行政程序法典（澳門）", "商業登記法典（澳門）", "第13/2019號法律"),
}
CITED = tuple(
    dict.fromkeys(chain(*(kind.basis for kind in KINDS.values()), *(law.basis for law in LAWS.values())))
)
PLACE = Occurrence(location=Location(part="body"), span=(0, 1), preview="*", visibility=Visibility.VISIBLE)
CASE = "王小明，男，10歲，就讀於和平國小四年級，遭同學霸凌，罹患憂鬱症，電話 0912-345-678，感染愛滋病。\n"


def finding(rule: str, category: str, *basis: str) -> Finding:
    """One with this basis."""
    return Finding(
        id="F1", rule=rule, category=category, severity=Severity.CONSENT, confidence=Confidence.HIGH,
        occurrences=(PLACE,), basis=basis,
    )  # fmt: skip


@given(st.sampled_from(sorted(CATEGORIES)), st.lists(st.sampled_from(CITED), min_size=1, unique=True),
       st.sampled_from(ELSEWHERE))  # fmt: skip
def test_no_law_of_another_place_is_cited(category: str, basis: list[str], jurisdiction: str) -> None:
    """Of every citation of the program's own rules; all but the basis stays as it was."""
    given_ = finding("personal.x", category, *basis)
    said = Laws(jurisdiction).of(given_)
    assert said.basis
    assert len(set(said.basis)) == len(said.basis)
    assert all(one.startswith(OURS[jurisdiction]) for one in said.basis), said.basis
    assert replace(said, basis=given_.basis) == given_
    assert Laws(jurisdiction).of(said) == said


@pytest.mark.parametrize("jurisdiction", ELSEWHERE)
def test_a_document_is_told_of_in_the_law_of_its_place(jurisdiction: str) -> None:
    """The whole way through the scanner."""
    findings = Scanner(Settings(jurisdiction=jurisdiction)).scan_text(CASE).findings
    assert len(findings) > 2
    assert all(one.startswith(OURS[jurisdiction]) for found in findings for one in found.basis)


def test_a_ban_is_cited_by_its_counterpart() -> None:
    """Who has AIDS, and minors in a case; a general article stands beside the first, as in the mainland."""
    aids = finding("personal.health_of_person", "personal.health", "艾滋病防治条例 第三十九条第二款")
    assert Laws("tw").of(aids).basis == ("人類免疫缺乏病毒傳染防治及感染者權益保障條例 第十四條",)
    child = finding(
        "personal.minor", "personal.minor", "未成年人保护法 第一百零三条", "个人信息保护法 第二十八条"
    )
    assert Laws("tw").of(child).basis[0] == "兒童及少年福利與權益保障法 第六十九條"
    assert Laws("hk").of(child).basis == ("個人資料（私隱）條例 附表1 第3原則",)


@pytest.mark.parametrize("rule", ["mark.cn.state", "tw.work.police", "own.words"])
def test_marks_and_lexicons_of_one_place_keep_theirs(rule: str) -> None:
    """What gave a word its meaning is cited wherever it is read."""
    one = finding(rule, "secrecy.work", "保守国家秘密法 第二十二条")
    assert all(Laws(jurisdiction).of(one) is one for jurisdiction in ("cn", *ELSEWHERE))


def test_in_the_mainland_nothing_is_said_anew() -> None:
    """Findings stay the very same objects."""
    one = finding("personal.tw_id", "personal.id.tw_id", *KINDS["tw_id"].basis)
    assert Laws("cn").of(one) is one


def test_reasons_are_cited_in_the_law_of_the_place() -> None:
    """No reason cites the mainland elsewhere; one that has no article there cites none."""
    for jurisdiction in ELSEWHERE:
        assert set(_ELSEWHERE[jurisdiction]) <= set(REASONS)
        for code in REASONS:
            assert not any(law in basis_of(code, jurisdiction) for law in ("条例", "信息", "国家秘密"))
    assert basis_of("process", "cn") == REASONS["process"].basis
    assert basis_of("process", "tw") == "政府資訊公開法 第十八條第一項第三款"
