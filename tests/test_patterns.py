"""Patterns compiled at first use."""

from __future__ import annotations

import re

import pytest

from review.patterns import lazy


def test_it_matches_as_re_does() -> None:
    """All methods, with flags."""
    pattern = lazy(r"[a-z]+(\d)", re.IGNORECASE)
    assert [m.span(1) for m in pattern.finditer("Ab1 c2")] == [(2, 3), (5, 6)]
    assert pattern.sub("x", "Ab1 c2") == "x x"
    assert pattern.search("!!") is None
    assert pattern.pattern == r"[a-z]+(\d)"


def test_it_is_not_compiled_before() -> None:
    """A pattern that is wrong says so when it is used."""
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.search("x")
