"""Terms of the lexicons: each condition of a rule, alone."""

from __future__ import annotations

from typing import Any

import pytest

from review.finding import Severity
from review.lexicon.rule import Rule
from review.recognizers.terms import Terms, covered, stands_alone
from review.recognizers.view import Settings
from review.scanner import Scanner
from tests.quality.phrases import KNOWN_LIMITS, SEEMS, STANDS, TALKS
from tests.recognizers.scans import alarms, found

SETTINGS = Settings()


def scan(text: str, **values: Any) -> list[Severity]:
    """Severities of what one rule finds in a text."""
    given = {
        "id": "t",
        "terms": ("某某行动",),
        "category": "secrecy.work",
        "severity": Severity.BLOCK,
        **values,
    }
    rules = (Rule(**given),)
    findings = (
        Scanner(SETTINGS, recognizers=(Terms(SETTINGS, rules=rules),), combiners=()).scan_text(text).findings
    )
    return [finding.severity for finding in findings]


BLOCK, NOTICE = [Severity.BLOCK], [Severity.NOTICE]


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("参加某某行动", {}, BLOCK),
        ("參加某某行動", {}, BLOCK),
        ("参加某\u200b某行动", {}, BLOCK),
        ("某某行动方案", {"unless": ("某某行动方案",)}, []),
        ("某某行动与某某行动方案", {"unless": ("某某行动方案",)}, BLOCK),
        ("某某行动在今晚", {"near": ("今晚", "明晚")}, BLOCK),
        ("某某行动。今晚", {"near": ("今晚",)}, []),
        ("某某行动已经公开", {"without": ("公开",)}, []),
        ("某某行动。已经公开", {"without": ("公开",)}, BLOCK),
        ("某某行动", {"alone": True}, BLOCK),
        ("（某某行动）", {"alone": True}, BLOCK),
        ("标题（某某行动）正文", {"alone": True}, BLOCK),
        ("参加某某行动", {"alone": True}, []),
        ("某某行动：今晚", {"label": True}, BLOCK),
        ("某某行动：无", {"label": True}, []),
        ("某某行动今晚", {"label": True}, []),
        ("举办某某行动培训", {}, NOTICE),
        ("举办某某行动培训", {"talk": "found"}, BLOCK),
        ("《某某行动》", {"category": "process.draft"}, NOTICE),
        ("举办某某行动培训", {"category": "process.draft"}, BLOCK),
        ("第三条　某某行动由机关组织", {}, NOTICE),
    ],
)
def test_conditions_of_a_rule(text: str, values: dict[str, Any], expected: list[Severity]) -> None:
    """Each condition by itself decides."""
    assert scan(text, **values) == expected


@pytest.mark.parametrize(
    ("text", "hit"), [("via VPN gateway", True), ("myVPNs", False), ("vpn", True), ("使用VPN接入", True)]
)
def test_latin_terms_stand_between_other_letters_or_not(text: str, *, hit: bool) -> None:
    """Latin words end where letters and digits end; Chinese may follow at once."""
    assert bool(scan(text, terms=("VPN",))) is hit


def bare(word: str) -> Scanner:
    """A scanner for one bare word."""
    rule = Rule(id="t", terms=(word,), category="secrecy.work", severity=Severity.BLOCK, talk="found")
    return Scanner(SETTINGS, recognizers=(Terms(SETTINGS, rules=(rule,)),), combiners=())


BARE = {word: bare(word) for word in SEEMS}


@pytest.mark.parametrize(
    ("word", "phrase"), [(w, p) for w, ps in SEEMS.items() for p in ps.split() if p not in KNOWN_LIMITS]
)
def test_a_word_made_by_two_others_is_silent(word: str, phrase: str) -> None:
    """DOMAIN §6.2, even for a rule of nothing but the bare word."""
    assert not BARE[word].scan_text(phrase).findings
    assert not BARE[word].scan_text(f"据介绍，{phrase}的情况。").findings


@pytest.mark.parametrize(
    ("word", "phrase"), [(w, p) for w, ps in STANDS.items() for p in ps.split() if p not in KNOWN_LIMITS]
)
def test_a_word_that_stands_is_found(word: str, phrase: str) -> None:
    """Trap 1: also where the dictionary holds a longer word around it (国家机密文件, 绝密级)."""
    assert BARE[word].scan_text(phrase).findings


@pytest.mark.parametrize("text", TALKS)
def test_talk_about_secrecy_does_not_alarm(text: str) -> None:
    """DOMAIN §6.3–6.4 with everything that ships."""
    assert not alarms(text)


def test_the_value_behind_a_label_is_masked() -> None:
    """Law 7: no report holds a password; the span is the value, so a redacted copy keeps the label."""
    finding = found("登录密码：Gov@2024x\n")["cn.systems.password"]
    assert "Gov" not in f"{finding.occurrences[0].preview}{finding.evidence}"
    assert finding.occurrences[0].span == (5, 14)


def test_alone_and_covered_look_at_the_text_itself() -> None:
    """The two helpers on bare strings."""
    assert stands_alone("★内部★\n", 1, 3)
    assert not stands_alone("★内部事\n", 1, 3)
    assert covered("甲内部文件乙", 1, 3, ("内部文件",))
    assert not covered("甲内部乙内部文件", 1, 3, ("内部文件",))
