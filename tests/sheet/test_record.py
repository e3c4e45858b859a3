"""The sheet: made, dumped, loaded strictly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, DocumentBuilder, Gap, Location, plain_document
from review.errors import DataError
from review.finding import Confidence, Evidence, Finding, Occurrence, Severity
from review.policy import default_policy
from review.ruleset import Ruleset
from review.scanner import Scan
from review.sheet.item import read_item
from review.sheet.record import (
    Decision,
    Item,
    Outcome,
    Sheet,
    SheetDocument,
    SheetFinding,
    SheetGap,
    SheetScan,
    Verdict,
    dump_sheet,
    load_sheet,
    new_sheet,
)
from review.sheet.verdicts import REASONS

WHERE = "draft.docx.review.yaml"
AT = "2026-01-31T09:30:00+08:00"
TEXT = """000012
机密★10年
示例市人民政府办公室文件
示政办〔2021〕5号
关于公示2021年城镇低保对象
的通知
各区人民政府：
联系人张三，手机13800138000。
示例市人民政府办公室
2021年8月18日
（此件公开发布）
"""


def finding(number: int, text: str, word: str, preview: str, **given: object) -> Finding:
    """A finding on ``word``."""
    document = plain_document(text, name="d", sha256="0" * 64)
    start = text.index(word)
    span = (start, start + len(word))
    place, seen = document.locate(*span)
    values: dict[str, object] = {
        "rule": "test.rule", "category": "personal.contact.mobile", "severity": Severity.CONSENT,
        "confidence": Confidence.HIGH, "evidence": (Evidence(kind="label", detail="手机"),),
    }  # fmt: skip
    occurrence = Occurrence(location=place, span=span, preview=preview, visibility=seen)
    return Finding(id=f"F{number}", occurrences=(occurrence,), **(values | given))  # type: ignore[arg-type]


def scan(text: str = TEXT, *findings: Finding) -> Scan:
    """A scan of a plain text with one gap."""
    gap = Gap(code="image_text", location=Location(part="image", index=1))
    document = plain_document(text, name="通知.txt", sha256="ab" * 32, gaps=(gap,))
    return Scan(document=document, findings=findings, gaps=(gap,), characters=len(text))


RULESET = Ruleset(lexicons="sha256:" + "1" * 64, model="", policy="")


def sheet() -> Sheet:
    """A sheet with a mark (block), a mobile number (consent) and a gap."""
    mark = finding(1, TEXT, "机密★10年", "机密★10年", category="secrecy.state.mark", severity=Severity.BLOCK)
    mobile = finding(2, TEXT, "13800138000", "138****8000")
    return new_sheet(scan(TEXT, mark, mobile), default_policy(), RULESET)


def decision(finding_id: str, verdict: Verdict, reason_code: str, note: str = "") -> Decision:
    """A decision of a person."""
    return Decision(
        finding_id=finding_id,
        verdict=verdict,
        reason_code=reason_code,
        note=note,
        decided_by="李",
        decided_at=AT,
    )


DECIDED = (
    decision("F1", Verdict.RELEASE, "declassified", "保密办 2021-08-01"),
    decision("F2", Verdict.REDACT, "third_party"),
    decision("G1", Verdict.INSPECTED, "read_in_full"),
)


def test_the_form_is_filled_from_the_draft() -> None:
    """Title over two lines, number, unit, date, mark and openness are read (DOMAIN 2.3)."""
    assert sheet().item == Item(
        title="关于公示2021年城镇低保对象的通知",
        document_number="示政办〔2021〕5号",
        unit="示例市人民政府办公室",
        date="2021年8月18日",
        mark="机密★10年",
        openness="publish",
    )


def test_the_form_of_a_taiwanese_letter() -> None:
    """A traditional letterhead with 字第…號 and a year of the republic."""
    text = (
        "示例縣政府 函\n發文日期：中華民國110年8月18日\n發文字號：示府教字第1100012345號\n"
        "受文者：各鄉鎮公所\n速別：普通件\n主旨：請加強防火宣導，請查照。\n說明：如附。\n"
    )
    item = new_sheet(scan(text), default_policy(), RULESET).item
    assert item.unit == "示例縣政府"
    assert item.title == "請加強防火宣導，請查照"
    assert item.document_number.endswith("示府教字第1100012345號")
    assert item.date == "中華民國110年8月18日"


def test_the_title_of_a_workbook() -> None:
    """A list has its title in its first cells, not in the name of its worksheet."""
    made = DocumentBuilder(name="附件.xlsx", sha256="0" * 64, media="xlsx")
    made.add("Sheet1", BlockKind.NAME, Location(sheet="Sheet1"))
    made.add_table(
        [(0, 0, "2026年补助对象名单"), (1, 0, "姓名"), (1, 1, "金额")], Location(sheet="Sheet1", table=1)
    )
    assert read_item(made.build()).title == "2026年补助对象名单"


def test_found_values_are_blacked_out_of_the_title() -> None:
    """Law 7: a title that names a number does not carry it into the sheet."""
    text = "关于110101190003070010同志的公示\n内容。\n"
    found = finding(1, text, "110101190003070010", "1101**********0010", category="personal.id.resident_id")
    dumped = dump_sheet(new_sheet(scan(text, found), default_policy(), RULESET)).decode()
    assert "110101190003070010" not in dumped
    assert "同志的公示" in dumped


def test_round_trip() -> None:
    """What is dumped is loaded again, decisions and all."""
    for one in (sheet(), sheet().decide(*DECIDED)):
        assert load_sheet(dump_sheet(one), WHERE) == one
        assert dump_sheet(load_sheet(dump_sheet(one), WHERE)) == dump_sheet(one)


def test_outcome_follows_the_decisions() -> None:
    """The strictest verdict counts, and nothing comes out while something is undecided."""
    start = sheet()
    assert (start.undecided(), start.outcome) == (("F1", "F2", "G1"), None)
    decided = start.decide(*DECIDED)
    assert decided.outcome is Outcome.PUBLISH_REDACTED
    assert decided.decide(decision("G1", Verdict.REFER, "cannot_tell")).outcome is Outcome.REFER
    withheld = decided.decide(decision("F2", Verdict.WITHHOLD, "third_party"))
    assert withheld.outcome is Outcome.WITHHOLD
    assert withheld.decide(DECIDED[1]).outcome is Outcome.PUBLISH_REDACTED
    assert decided.undo("F2").outcome is None


def test_a_notice_needs_no_decision() -> None:
    """What is only for information holds nobody up, and may still be redacted."""
    light = finding(1, TEXT, "13800138000", "138****8000", severity=Severity.NOTICE)
    made = replace(new_sheet(scan(TEXT, light), default_policy(), RULESET), gaps=()).settled()
    assert (made.undecided(), made.outcome) == ((), Outcome.PUBLISH)
    assert made.decide(decision("F1", Verdict.REDACT, "third_party")).outcome is Outcome.PUBLISH_REDACTED


def test_a_stricter_outcome_stays() -> None:
    """A person who states on_request is not overruled by a later release."""
    decided = replace(sheet().decide(*DECIDED), outcome=Outcome.ON_REQUEST)
    later = decided.decide(decision("F2", Verdict.RELEASE, "consented"))
    assert later.outcome is Outcome.ON_REQUEST


def test_openness_of_the_draft_counts() -> None:
    """A draft marked 依申请公开 is not published actively."""
    text = TEXT.replace("此件公开发布", "此件依申请公开")
    made = new_sheet(scan(text), default_policy(), RULESET)
    assert made.item.openness == "on_request"
    assert made.decide(decision("G1", Verdict.INSPECTED, "read_in_full")).outcome is Outcome.ON_REQUEST


SLIPS = [
    ("\n  severity: block", "\n  severity: blok", "findings[0].severity: unknown value"),
    ("\n  severity: block", "\n  severty: block", "findings[0].severity: this key is missing"),
    ("\n  severity: block", "\n  severity: block\n  extra: 1", "findings[0].extra: unknown key"),
    ("\n  severity: block", "\n  severity: block\n  severity: notice",
     "findings[0].severity: this key stands twice"),
    ("- id: F2\n  rule", "- id: F7\n  rule", "findings[1].id: must be F2"),
    ("- id: F2\n  verdict", "- id: F1\n  verdict", "decisions[1].id: decided twice"),
    ("- id: F2\n  verdict", "- id: F9\n  verdict", "decisions[1].id: no such finding or gap"),
    ("\n  reason_code: declassified", "\n  reason_code: statutory",
     "decisions[0].reason_code: is no reason for this verdict here"),
    ("\n  reason_code: declassified", "\n  reason_code: sure", "decisions[0].reason_code: unknown value"),
    ("\n  verdict: inspected", "\n  verdict: release", "decisions[2].verdict: does not go with this"),
    ("\n  note: 保密办 2021-08-01", "", "decisions[0].note: this reason needs a note"),
    (f'"{AT}"\n- id: F2', "yesterday\n- id: F2", "decisions[0].decided_at: must be a time with its zone"),
    ("\n  decided_by: 李", "", "decisions[0].decided_by: this key is missing"),
    ("\noutcome: publish_redacted", "\noutcome: publish", "outcome: the decisions do not allow it"),
    ("\noutcome: publish_redacted", "\noutcome: published", "outcome: unknown value"),
    ("\n  name: 通知.txt", "\n  name: 通知.txt\n  nme: x", "document.nme: unknown key"),
    ("ab" * 32, "xy" * 32, "document.sha256: must be a SHA-256 digest"),
    ("format: sheet/1", "format: sheet/9", "format: unknown value"),
    ('\n  number: ""', "\n  number: [1]", "item.number: must be text"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "message"), SLIPS)
def test_a_slip_of_the_pen_is_named_with_its_place(good: str, bad: str, message: str) -> None:
    """Hand-edited sheets are read strictly; the error says where in the file."""
    text = dump_sheet(sheet().decide(*DECIDED)).decode()
    assert good in text
    with pytest.raises(DataError) as caught:
        load_sheet(text.replace(good, bad, 1).encode(), WHERE)
    assert str(caught.value).startswith(f"{WHERE}: {message}")


def test_an_outcome_without_decisions_is_refused() -> None:
    """Deny unless: taking a decision away leaves no releasable sheet."""
    decided = sheet().decide(*DECIDED)
    lame = replace(decided, decisions=decided.decisions[:1])
    with pytest.raises(DataError, match="not everything is decided"):
        load_sheet(dump_sheet(lame), WHERE)


def test_what_people_write_without_quotes_is_taken() -> None:
    """A bare date, number or time in a hand-edited sheet is no error."""
    text = dump_sheet(sheet().decide(*DECIDED)).decode()
    text = text.replace('date: "2021年8月18日"', "date: 2021-08-18").replace(f'"{AT}"', AT)
    loaded = load_sheet(text.replace('index_number: ""', "index_number: 20210018").encode(), WHERE)
    assert (loaded.item.date, loaded.item.index_number) == ("2021-08-18", "20210018")
    assert {d.decided_at for d in loaded.decisions} == {AT}


@pytest.mark.parametrize("code", [c for c, r in REASONS.items() if Verdict.RELEASE in r.verdicts])
def test_what_the_law_forbids_needs_a_fit_reason(code: str) -> None:
    """Severity block is released only as no such thing, declassified or ruled upon (条例 14, 17)."""
    start = sheet()
    decided = start.decide(decision("F1", Verdict.RELEASE, code, "note"), *DECIDED[1:])
    if code in {"false_alarm", "declassified", "authority_ruled"}:
        assert load_sheet(dump_sheet(decided), WHERE) == decided
    else:
        with pytest.raises(DataError, match="is no reason for this verdict here"):
            load_sheet(dump_sheet(decided), WHERE)


def test_settled_needs_a_redaction() -> None:
    """Nothing is settled by redactions where nothing is redacted."""
    released = sheet().decide(*DECIDED, decision("F2", Verdict.RELEASE, "settled"))
    with pytest.raises(DataError, match="nothing is redacted"):
        load_sheet(dump_sheet(released), WHERE)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda text: text.strip())
some = words.filter(bool)


@given(
    item=st.builds(Item, title=words, unit=words, remarks=words, date=words),
    places=st.lists(some, min_size=1, max_size=3, unique=True),
    preview=words,
    reason=some,
)
def test_any_words_survive(item: Item, places: list[str], preview: str, reason: str) -> None:
    """Whatever stands in a text field, dump and load give it back."""
    one = Sheet(
        document=SheetDocument(name=reason, sha256="0" * 64, media="txt", characters=0),
        item=item,
        scan=SheetScan(
            version=reason, language="en", jurisdiction="cn", lexicons=reason, model="none", policy="default"
        ),
        findings=(
            SheetFinding(
                id="F1", rule=reason, category="x", severity=Severity.NOTICE, confidence=Confidence.LOW,
                count=1, places=tuple(places), preview=preview, evidence=tuple(places),
            ),
        ),
        gaps=(SheetGap(id="G1", code=reason, place=preview, reason=reason, remedy=reason),),
    )  # fmt: skip
    assert load_sheet(dump_sheet(one), WHERE) == one
