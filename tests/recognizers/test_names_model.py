"""The model of names: what it remembers changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.recognizers.names_features import features, seen, spans
from review.recognizers.names_model import name_model

_PIECES = st.sampled_from(
    (
        "王伟",
        "李娜",
        "张建国",
        "欧阳修",
        "，身份证号",
        "主任",
        "被告人",
        "同志",
        "、",
        "。\n",
        "表示",
        "柳树村",
        "9",
    )
)
_TEXTS = st.lists(_PIECES, max_size=14).map("".join)


@settings(deadline=None)
@given(text=_TEXTS)
def test_remembering_changes_nothing(text: str) -> None:
    """What was judged in one place holds for another where the same words stand around."""
    doubled = f"{text}\n{text}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("review.recognizers.names_model._MEMORY", 0)
        forgetful = name_model().names(doubled)
    assert name_model().names(doubled) == forgetful


@settings(deadline=None)
@given(left=_TEXTS, right=_TEXTS, other=_TEXTS)
def test_places_that_look_the_same_have_the_same_features(left: str, right: str, other: str) -> None:
    """``seen`` holds all that ``features`` looks at."""
    first, second = f"{left}，王伟国{right}", f"{other}{left}，王伟国{right}"
    here, there = len(left) + 1, len(other) + len(left) + 1
    if seen(first, here, "王") == seen(second, there, "王"):
        for (a, b), (c, d) in zip(spans(first, here, "王"), spans(second, there, "王"), strict=True):
            assert features(first, a, b, "王") == features(second, c, d, "王")
