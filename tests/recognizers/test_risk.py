# ruff: noqa: D103 - the names of these tests are sentences
"""The risk recognizer: categories by law, evidence without values, gaps instead of silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from review.document import DocumentBuilder, Location
from review.finding import Confidence, Severity
from review.model.labels import LABELS
from review.recognizers.risk import Risk, _severity
from review.recognizers.risk_law import LAWS, head_of
from review.recognizers.view import Settings
from review.scanner import Scanner

if TYPE_CHECKING:
    from pathlib import Path

    from review.finding import Finding

SETTINGS = Settings()
SCANNER = Scanner(SETTINGS, recognizers=[], combiners=[Risk(SETTINGS)])
CHILD = "我家孩子今年六岁，去年查出白血病，住院半年，多亏医生。"


def found(text: str) -> tuple[Finding, ...]:
    return SCANNER.scan_text(text).findings


def test_a_risky_sentence_in_a_long_paragraph_is_pointed_at() -> None:
    filler = "各部门要密切配合，明确任务分工，认真抓好落实。"
    text = "通知\n" + filler * 12 + CHILD + filler * 12
    (finding,) = found(text)
    start, end = finding.occurrences[0].span
    assert finding.category in {"personal.health", "personal.minor"}
    assert text.index(CHILD) - 130 < start
    assert end < text.index(CHILD) + len(CHILD) + 130
    assert finding.occurrences[0].location.paragraph == 2


def test_the_preview_tells_place_and_length_only() -> None:
    (finding,) = found(CHILD)
    assert finding.occurrences[0].preview == f"（正文第1段，{len(CHILD)}字）"


def test_evidence_holds_no_passage() -> None:
    """Law 7: no run of four characters of a personal passage stands in the evidence."""
    (finding,) = found(CHILD)
    told = " ".join(map(str, finding.evidence))
    assert "sensitive_personal p=" in told
    assert not [CHILD[i : i + 4] for i in range(len(CHILD) - 3) if CHILD[i : i + 4] in told]


def test_rows_of_a_table_are_one_finding() -> None:
    builder = DocumentBuilder(name="t", sha256="", media="xlsx")
    names = ["赵某", "钱某", "孙某", "李某"]
    rows = [(n, "石桥村二组", "妻子患尿毒症，欠债八万，低保") for n in names]
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    builder.add_table(cells, Location(part="sheet", sheet="名单"))
    (finding,) = [
        f for f in SCANNER.scan_document(builder.build()).findings if f.rule.endswith("sensitive_personal")
    ]
    assert len(finding.occurrences) == len(names)


def test_both_scripts_give_the_same_categories() -> None:
    """Law 9."""
    simplified = found("下周三上午对宏发餐馆等五家店突击检查，不要提前告知，检查组在后门集合。")
    traditional = found("下週三上午對宏發餐館等五家店突擊檢查，不要提前告知，檢查組在後門集合。")
    assert [f.category for f in simplified] == [f.category for f in traditional] == ["secrecy.work"]


@pytest.mark.parametrize("label", LABELS)
def test_a_guess_forbids_nothing(label: str) -> None:
    """What the model is not fairly sure of asks a reviewer for a look, whatever the law says of its label."""
    law = LAWS[label]
    assert _severity(law, Confidence.LOW) is Severity.DISCRETION
    assert _severity(law, Confidence.MEDIUM) is _severity(law, Confidence.HIGH) is Severity(law.severity)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_a_law(label: str) -> None:
    category, basis = head_of(label, ())
    assert category
    assert basis
    assert Severity(LAWS[label].severity).at_least(Severity.DISCRETION)


def test_without_a_model_there_is_a_gap_and_no_pretence(tmp_path: Path) -> None:
    settings = Settings(model=tmp_path / "none")
    scan = Scanner(settings, recognizers=[], combiners=[Risk(settings)]).scan_text(CHILD)
    assert not scan.findings
    assert [gap.code for gap in scan.gaps] == ["model_missing"]


def test_the_same_text_gives_the_same_findings() -> None:
    """Law 8."""
    assert found(CHILD) == found(CHILD)


def test_a_guess_at_whom_nobody_can_tell_is_let_go() -> None:
    """A bulletin of the police: both are masked, and the model is not sure."""
    bulletin = (
        "警情通报\n经初步调查，张某（男，28岁）与李某某（男，33岁）因排队座位问题发生口角，继而互殴，"
        "其间张某持酒瓶将李某某头部砸伤。目前，张某因涉嫌故意伤害罪已被我局依法刑事拘留，案件正在进一步办理中。"
    )
    assert not [one for one in Scanner().scan_text(bulletin).findings if one.rule.startswith("model.")]


FLOOD = (
    "各镇三防指挥所，区指挥部各成员单位：\n区气象台6月12日16时25分发布暴雨橙色预警信号"
    "（编号44142141600000_20250612162517），预计未来3小时三镇累计雨量50—80毫米。"
)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("恶性肿瘤、尿毒症透析、器官移植抗排异、血友病、精神分裂症等32个病种纳入门诊慢特病保障。", False),
        (FLOOD, False),
        ("另查出尘肺贰期，既往有丙肝病史，恶性肿瘤透析，精神分裂症病种患者。", True),
    ],
)
def test_what_is_told_of_everybody_is_let_go(text: str, is_found: bool) -> None:  # noqa: FBT001
    """Illnesses that are insured, a warning of heavy rain; not the history of a patient."""
    assert any(one.rule.startswith("model.") for one in Scanner().scan_text(text).findings) == is_found
