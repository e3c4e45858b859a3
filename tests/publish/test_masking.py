"""Laws of masking: no value is left, nothing else changes, however a text is cut into runs."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from review.publish.masking import MASK, Masker
from review.publish.web import _mask_text
from review.publish.xml_masking import mask_part

letters = st.text(st.sampled_from("甲乙丙丁12"), max_size=40)
values = st.lists(st.text(st.sampled_from("甲乙丙1"), min_size=2, max_size=5), max_size=4, unique=True)


@given(letters, values)
def test_no_value_is_left_and_nothing_else_changes(text: str, found: list[str]) -> None:
    """The masked text has the same length, and differs only where a value stood."""
    masked = Masker(found).mask(text)
    assert len(masked) == len(text)
    assert not [value for value in found if value in masked]
    covered = {
        i for v in found for at in range(len(text)) if text.startswith(v, at) for i in range(at, at + len(v))
    }
    assert {i for i, (a, b) in enumerate(zip(text, masked, strict=True)) if a != b} == covered


@given(letters, values, st.lists(st.integers(0, 40), max_size=6))
def test_runs_do_not_matter(text: str, found: list[str], cuts: list[int]) -> None:
    """A paragraph cut into runs anywhere reads as if it had been masked in one piece."""
    at = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    runs = "".join(f"<r><t>{text[a:b]}</t></r>" for a, b in itertools.pairwise(at))
    root = etree.fromstring(f"<doc><p>{runs}</p></doc>")
    masker = Masker(found)
    mask_part(root, masker)
    assert "".join(map(str, root.itertext())) == masker.mask(text)


@given(letters, values, st.lists(st.integers(0, 40), max_size=6))
def test_tags_do_not_matter(text: str, found: list[str], cuts: list[int]) -> None:
    """Inline tags anywhere in a web page's text change nothing."""
    at = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    source = "<b></b>".join(text[a:b] for a, b in itertools.pairwise(at))
    masker = Masker(found)
    assert _mask_text(source, masker).replace("<b></b>", "") == masker.mask(text)


@given(letters, values)
def test_masking_twice_is_masking_once(text: str, found: list[str]) -> None:
    """Nothing is found in what was masked."""
    masker = Masker(found)
    once = masker.mask(text)
    assert masker.mask(once) == once
    assert MASK in once or once == text
