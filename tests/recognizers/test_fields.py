"""Labels count only with a value that is there and does not deny."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.recognizers.fields import value_behind
from tests.quality.phrases import FIELDS
from tests.recognizers.scans import found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("密级：机密", "机密"),
        ("密级: 机密 ", "机密"),
        ("密级\t机密\t标题", "机密"),
        ("密级：机密；标题：通知", "机密"),
        ("密级：机密  标题：通知", "机密"),
        ("密级：□机密 ☑秘密 □普通", "秘密"),
        ("密级：机密□ 秘密☑ 普通□", "秘密"),
        ("密级：（√）机密 （ ）秘密", "机密"),
        ("密级：[x]机密 [ ]秘密", "机密"),
        ("密级】：机密", "机密"),
        ("密级=机密，标题：通知", "机密"),
        ('密级": "机密",', "机密"),
    ],
)
def test_a_value_is_found(text: str, value: str) -> None:
    """Behind a colon or in the next cell, up to the next label; of boxes the ticked one."""
    span = value_behind(text, 2)
    assert span is not None
    assert text[slice(*span)] == value


@pytest.mark.parametrize(
    "text",
    [
        "密级",
        "密级：",
        "密级： ",
        "密级机密",
        "密级：无",
        "密级：/",
        "密级：____",
        "密级：——",
        "密级：非密",
        "密级：□机密 □秘密",
        "密级：N/A",
        "密级：\n机密",
        "密级：（）",
    ],
)
def test_no_value(text: str) -> None:
    """Nothing, a dash, a denial, unticked boxes, or the next line."""
    assert value_behind(text, 2) is None


@pytest.mark.parametrize("text", FIELDS)
def test_empty_and_denying_fields_are_silent(text: str) -> None:
    """DOMAIN §6.5."""
    assert found(text) == {}


@given(st.text(alphabet="：: \t\n密级机无□☑■（）[]x√普通", max_size=20))
def test_a_value_lies_behind_its_label(text: str) -> None:
    """Law: the span is not blank, stays on the line, and begins behind the label."""
    span = value_behind(f"密级{text}", 2)
    if span:
        value = f"密级{text}"[slice(*span)]
        assert span[0] >= 2
        assert value.strip()
        assert "\n" not in value
