# ruff: noqa: D103 - the names of these tests are sentences
"""Lines that differ in names and numbers only are judged once; any other difference counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from review.document import plain_document
from review.finding import Confidence, Match, Severity
from review.model.risk_model import RiskModel
from review.recognizers.risk_alike import Outlines
from review.scanner import Scanner

if TYPE_CHECKING:
    from review.recognizers.risk_alike import Outline

SCANNER = Scanner()
LIST = (
    "杨娜，身份证号110101190001030867，手机13898780219，住青石镇柳树村。\n"
    "陈洋，身份证号110101190011283155，手机13828483526，住青石镇柳树村。\n"
    "张强，身份证号110101190010025955，手机13885694172，住青石镇柳树村。\n"
    "周丽，身份证号110101190007267400，手机13873038206，住青石镇柳树村。\n"
)


def value(category: str, start: int, end: int, severity: Severity = Severity.CONSENT) -> Match:
    """A value of that category."""
    return Match(
        rule=category, category=category, severity=severity, confidence=Confidence.HIGH, start=start, end=end,
        preview="*",
    )  # fmt: skip


def outline(line: str, *values: Match, said: tuple[str, ...] = ()) -> Outline | None:
    """The outline of a line that holds those values."""
    return Outlines(SCANNER.view(plain_document(line, name="t", sha256="")), values).of(0, len(line), said)


NAME, MOBILE = value("personal.name", 0, 2, Severity.NOTICE), value("personal.contact.mobile", 3, 14)


def test_another_name_and_number_have_the_same_outline() -> None:
    same = outline("杨娜，13898780219，住柳树村", NAME, MOBILE)
    assert same is not None
    assert same == outline("陈洋，13828483526，住柳树村", NAME, MOBILE)


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ("杨娜，13898780219，患尿毒症", (NAME, MOBILE), ()),
        ("杨娜，13898780219，住柳树村", (NAME,), ()),
        ("杨娜，13898780219，住柳树村", (NAME, value("personal.contact.mobile", 3, 14, Severity.NOTICE)), ()),
        ("杨娜，13898780219，住柳树村", (NAME, MOBILE), ("sensitive_personal",)),
        ("杨娜，13898780219，住柳树村", (MOBILE, NAME, value("personal.health", 15, 19)), ("personal",)),
    ],
)
def test_any_other_difference_counts(line: str, values: tuple[Match, ...], said: tuple[str, ...]) -> None:
    """Other words, a value that was not found or is not grave, another thing that plain facts say."""
    assert outline(line, *values, said=said) != outline("杨娜，13898780219，住柳树村", NAME, MOBILE)


def test_what_holds_no_value_has_no_outline() -> None:
    assert outline("住柳树村") is None


def test_a_value_over_the_end_of_a_line_stays() -> None:
    """Else part of it would stand in the outline of either line."""
    assert outline("杨娜，1389878\n0219，住柳树村", value("personal.contact.mobile", 3, 15)) is None


@pytest.mark.parametrize("letter", ["\ue000", "\ue001"])
def test_what_stands_for_a_letter_must_stand_nowhere_else(letter: str) -> None:
    """A draft that holds it could pass off another line as one like those that were judged."""
    assert outline(f"杨娜，13898780219，住{letter}村", NAME, MOBILE) is None


def test_the_model_is_asked_of_one_of_many_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    judge = RiskModel.judge

    def counted(model: RiskModel, passage: str, *rest: Any) -> Any:
        asked.append(passage)
        return judge(model, passage, *rest)

    monkeypatch.setattr(RiskModel, "judge", counted)
    SCANNER.scan_text(LIST)
    assert len(asked) == 1


@pytest.mark.parametrize("at", range(LIST.count("\n") + 1))
def test_a_line_that_says_more_is_found_wherever_it_stands(at: int) -> None:
    lines = LIST.splitlines()
    lines.insert(at, f"{lines[0].partition('，住')[0]}，下周三上午突击检查其门店，不要提前告知。")
    (risky,) = [f for f in SCANNER.scan_text("\n".join(lines)).findings if f.rule == "model.risk.work_secret"]
    assert [one.location.line for one in risky.occurrences] == [at + 1]
