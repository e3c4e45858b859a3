"""Openness attributes: against publication, in conflict, or missing."""

from __future__ import annotations

import pytest

from review.finding import Severity
from tests.recognizers.scans import alarms, evidence, found, scanner


@pytest.mark.parametrize(
    "text",
    [
        "（此件公开发布）", "此件主动公开", "信息公开选项：主动公开", "公开属性：主动公开", "主动公开", "此件为普发性公文，作为主动公开信息",
        "行政机关应当主动公开下列信息", "依申请公开工作流程", "属于国家秘密的，不予公开", "不予公开的理由应当书面说明", "政府信息公开指南",
        "申请公开政府信息的，应当填写申请表", "公开方式：网站公示", "依法不公开审理的案件", "公开属性：", "《不予公开告知书》范本说明",
    ],
)  # fmt: skip
def test_openness_alone_is_nothing(text: str) -> None:
    """主动公开 is what every published document says; talk about the procedure is no attribute."""
    assert not alarms(f"关于某事的通知\n{text}\n正文。")


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("此件不予公开", "openness.closed", Severity.BLOCK),
        ("（不予公开）", "openness.closed", Severity.BLOCK),
        ("公开属性：不予公开", "openness.closed", Severity.BLOCK),
        ("公开属性：不公开", "openness.closed", Severity.BLOCK),
        ("信息公开选项：免予公开", "openness.closed", Severity.BLOCK),
        ("公开属性：□主动公开 □依申请公开 ☑不予公开", "openness.closed", Severity.BLOCK),
        ("此件依申请公开", "openness.request", Severity.DISCRETION),
        ("（依申请公开）", "openness.request", Severity.DISCRETION),
        ("公開屬性：依申請公開", "openness.request", Severity.DISCRETION),
        ("此件删减后公开", "openness.partial", Severity.DISCRETION),
        ("本件不予提供", "openness.closed", Severity.BLOCK),
    ],
)
def test_an_attribute_against_publication(text: str, rule: str, severity: Severity) -> None:
    """条例 13–16: the drafter said it is not for everybody."""
    finding = found(f"关于某事的通知\n正文。\n{text}\n")[rule]
    assert finding.category == "openness.withheld"
    assert finding.severity is severity


def test_a_reason_is_asked_for() -> None:
    """条例 17 and local rules: whoever withholds says why."""
    bare = found("此件不予公开\n")["openness.closed"]
    reasoned = found("此件不予公开，理由：涉及商业秘密，依据条例第十五条\n")["openness.closed"]
    assert evidence(bare, "reason")
    assert not evidence(reasoned, "reason")


def test_two_attributes_contradict() -> None:
    """One document, one attribute."""
    assert "openness.two" in alarms("公开属性：主动公开\n正文\n此件依申请公开\n")
    assert "openness.two" not in alarms("公开属性：主动公开\n正文\n（此件公开发布）\n")


def test_public_and_secret_contradict() -> None:
    """主动公开 on a document with a mark is an error, whichever of the two is wrong."""
    finding = found("机密★1年\n通知\n正文。\n（此件公开发布）\n")["openness.mark"]
    assert (finding.category, finding.severity) == ("openness.conflict", Severity.BLOCK)
    assert "openness.mark" not in found("通知\n应当标注“机密★1年”字样。\n（此件公开发布）\n")


def test_missing_only_where_the_policy_asks() -> None:
    """条例 2.2: some organisations demand an attribute on every draft."""
    strict = scanner(require_openness=True)
    assert "openness.missing" in alarms("通知\n正文。\n", strict)
    assert not alarms("", strict)
    assert "openness.missing" not in alarms("通知\n（此件公开发布）\n", strict)
    assert "openness.missing" not in alarms("通知\n正文。\n")
