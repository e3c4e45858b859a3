"""The arrays of a model: what is no number is told without looking at each."""

from __future__ import annotations

import math
from array import array
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from review.model.npz import is_finite, read, written

FLOATS = st.lists(st.floats(width=32), max_size=8)


@given(FLOATS)
@example([math.inf])
@example([-math.inf])
@example([math.nan])
@example([3.4e38, -3.4e38])
def test_finite_is_what_every_number_is(numbers: list[float]) -> None:
    """The short look says what looking at each says."""
    assert is_finite(array("f", numbers)) is all(map(math.isfinite, numbers))


@given(FLOATS, st.lists(st.integers(-128, 127), max_size=8))
def test_what_is_written_is_read(floats: list[float], whole: list[int]) -> None:
    """Bit for bit, infinity and all."""
    arrays: dict[str, array[Any]] = {"floats": array("f", floats), "whole": array("b", whole)}
    found = read(written({name: ((len(values),), values) for name, values in arrays.items()}))
    assert {name: values.tobytes() for name, values in found.items()} == {
        name: values.tobytes() for name, values in arrays.items()
    }
