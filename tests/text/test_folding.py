"""Folding: what it maps, and that every offset leads back."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.text import folding
from review.text.folding import fold, fold_term

ALPHABET = st.text(
    alphabet=st.sampled_from("机機密絕绝祕１2Ａa（★\u200b\u202e\u00ad\ufe0f⻔門门\U0001d7d9\U000e0041 \n")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("絕對機密", "绝对机密"),
        ("祕密", "秘密"),
        ("１３８ＡＢｃ", "138ABc"),
        ("٣٤५", "345"),
        ("⻔⻓⺠", "门长民"),
        ("机\u200b密\u202e★", "机密★"),
        ("（一）、：，。", "（一）、：，。"),
        ("①㈠²", "①㈠²"),
        ("\U0001d7d9\U0001d400", "1A"),
        ("plain ASCII", "plain ASCII"),
    ],
)
def test_what_folds(text: str, folded: str) -> None:
    """Script, width, variants and digits fold; Chinese punctuation and numbered marks stay."""
    assert fold(text).text == folded


@given(ALPHABET)
def test_offsets_lead_back(text: str) -> None:
    """Each folded character comes from the original character its offset names."""
    folded = fold(text)
    for i, char in enumerate(folded.text):
        assert fold_term(text[folded.original(i)]) == char
    assert "".join(fold(c).text for c in text) == folded.text


@given(ALPHABET)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folding is idempotent."""
    once = fold(text).text
    assert fold(once).text == once
    assert not fold(once).breaks


@given(ALPHABET, st.data())
def test_spans_hold_what_was_matched(text: str, data: st.DataObject) -> None:
    """A folded span and its span in the original fold to the same."""
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    a, b = folded.span(start, end)
    assert fold(text[a:b]).text == folded.text[start:end]


@pytest.mark.parametrize("beyond", ["", "\U0001d7d9", "\U000e0041"])
def test_long_text_folds_alike(beyond: str) -> None:
    """A text of many pages folds as its parts do, whatever stands on which page."""
    parts = ["絕對機密★１年，公开发布。" * 90, "公开发布。" * 500, "机\u200b密" * 400, beyond, "絕密" * 30]
    assert fold("".join(parts)).text == "".join(fold(c).text for part in parts for c in part)


@given(
    st.text(st.characters(codec=None) | st.sampled_from("機1２★\u200b⻔\U0001d7d9\U000e0041"), min_size=1),
    st.integers(1, 40),
)
def test_all_ways_to_map_are_one(text: str, times: int) -> None:
    """Dictionary, list and numpy give the same, of every character there is; numpy declines what it cannot."""
    long = (text + "機密") * (2_000 // (len(text) + 2) + times)
    expected = long.translate(folding._table())
    pages = folding._Mapper()
    assert pages(long) == expected
    assert folding._by_numpy(long) in (expected, None)
    beyond = any(c > "\uffff" or "\ud800" <= c <= "\udfff" for c in text + expected)
    assert (folding._by_numpy(long) is None) == beyond


def test_numpy_is_loaded_once_it_pays() -> None:
    """Not for a short text, not for simplified ones; for traditional ones of a megabyte and more."""
    code = """
import sys
from review.text.folding import fold
simplified, traditional = "公开发布的通知，" * 1_000, "絕對機密的檔案，" * 1_000
folded = fold(traditional).text
for _ in range(200):
    fold(simplified)
assert "numpy" not in sys.modules
for _ in range(300):
    assert fold(traditional).text == folded
assert "numpy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
