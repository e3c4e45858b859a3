"""What stands in a window is what stands in its parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.model.files import load
from review.model.parts import Parts
from review.model.windows import LONGEST, windows

MODEL = load()
_WORDS = st.sampled_from(
    (
        *sorted(MODEL.weights.strings)[::400],
        *(word for words in MODEL.concepts.values() for word in words[::20]),
        "12.", "5", "万", "VPN", "的", "\U00020000",
    )
)  # fmt: skip
_SIGNS = st.sampled_from("，、。；!\t\n \u3000")
_PASSAGES = st.lists(_WORDS | _SIGNS, max_size=60).map("".join) | st.lists(_WORDS, min_size=60).map("".join)
"""With many clauses, or one that is longer than a window."""


@given(_PASSAGES, st.integers(0, 3))
def test_parts_put_together_are_the_window(passage: str, leave: int) -> None:
    """Strings and words alike, wherever the windows are cut, and whichever of them are asked for."""
    spans = list(windows(passage))[leave:]
    parts = Parts(passage, spans)
    rows, words = parts.sets(MODEL.weights.rows), parts.sets(MODEL.lens.words)
    for start, end in spans:
        window = passage[start:end]
        assert rows(start, end) == MODEL.weights.rows(window)
        assert words(start, end) == MODEL.lens.words(window)


@pytest.mark.parametrize("more", range(0, 40, 3))
def test_no_window_goes_on_behind_a_cut(more: int) -> None:
    """A clause that is too long is cut in the middle of a word: no window holds both halves."""
    passage = "长" * (LONGEST - 1) + "白血病" + "长" * more + "，家里困难。"
    spans = list(windows(passage))
    found = Parts(passage, spans).sets(MODEL.weights.rows)
    assert all(found(a, b) == MODEL.weights.rows(passage[a:b]) for a, b in spans)


def test_each_part_is_looked_at_once() -> None:
    """Three sentences and the runs of them: no character is looked at twice."""
    passage = "甲方提出要求。乙方表示同意！丙方没有意见？"
    spans = list(windows(passage))
    looked: list[str] = []

    def look(part: str) -> frozenset[str]:
        looked.append(part)
        return frozenset(part)

    found = Parts(passage, spans).sets(look)
    assert {span: set(found(*span)) for span in spans} == {(a, b): set(passage[a:b]) for a, b in spans}
    assert len(spans) > len(looked)
    assert "".join(looked) == passage
