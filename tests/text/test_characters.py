"""Kinds of characters."""

from __future__ import annotations

import pytest

from review.text.characters import is_han


@pytest.mark.parametrize(
    ("character", "expected"),
    [("张", True), ("㐀", True), ("鿿", True), ("", False), ("，", False), ("ア", False), ("z", False)],
)
def test_chinese_characters(character: str, *, expected: bool) -> None:
    """Chinese characters of the first plane are Chinese; nothing is not."""
    assert is_han(character) is expected
