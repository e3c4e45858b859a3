"""The model of names: what it remembers changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from review.recognizers.names_features import features, seen, signs, spans
from review.recognizers.names_model import _judged, name_model

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
@given(text=_TEXTS, other=_TEXTS)
def test_remembering_changes_nothing(text: str, other: str) -> None:
    """What was judged in one place holds for another where the same words stand around."""
    name_model().names(f"{other}\n{text}")
    doubled = f"{text}\n{text}"
    remembering = name_model().names(doubled)
    _judged.cache_clear()
    assert name_model().names(doubled) == remembering


@settings(deadline=None)
@given(left=_TEXTS, right=_TEXTS, surname=st.sampled_from(("王", "欧阳")))
def test_what_is_seen_is_all_that_is_looked_at(left: str, right: str, surname: str) -> None:
    """A name has the same features and signs in the whole text and in what is seen of it."""
    text, start = f"{left}，{surname}伟国{right}", len(left) + 1
    around, at, length = seen(text, start, surname)
    assert around[at : at + length] == surname
    here, there = list(spans(text, start, surname)), list(spans(around, at, surname))
    assert [end - start for _, end in here] == [end - at for _, end in there]
    for (a, b), (c, d) in zip(here, there, strict=True):
        assert features(text, a, b, surname) == features(around, c, d, surname)
        assert signs(text, a, b) == signs(around, c, d)
