"""The last lines under a run say what to do next."""

from __future__ import annotations

import pytest

from review import i18n
from review.reports.terminal import summary


@pytest.mark.parametrize(
    ("outcomes", "sheets", "said"),
    [
        (["clear"], False, None),
        (["findings", "gaps"], False, "then review decide"),
        (["gaps", "clear"], False, "mend what was not read"),
        (["gaps"], True, "review decide SHEET"),
    ],
)
def test_the_next_step(outcomes: list[str], said: str | None, *, sheets: bool) -> None:
    """A file that could not be read is mended before anybody decides on it."""
    i18n.use("en")
    _counts, *step = summary(outcomes, sheets=sheets).split("\n")
    assert step == [] if said is None else said in step[0]
