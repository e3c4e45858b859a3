"""Cues in typed columns of long lists are not weighed; everything else is."""

from __future__ import annotations

import pytest

from review.document import DocumentBuilder, Location
from review.model.files import load
from review.recognizers.risk_rows import LONG, worth_weighing
from review.scanner import Scanner

CUES = sorted(load().gate.terms.items(), key=lambda item: (-item[1], item[0]))
PLACE, REMARK = (word for word, _weight in CUES[:2])
"""Any two cue words of the shipped model."""


def kept(rows: int) -> set[str]:
    """Words of the cues that are weighed in a list of so many rows."""
    head = [(0, 0, "姓名"), (0, 1, "住址"), (0, 2, "备注")]
    cells = [
        (row, column, text)
        for row in range(1, rows + 1)
        for column, text in enumerate(("王秀兰", f"柳树村3组，{PLACE}", f"另，{REMARK}"))
    ]
    builder = DocumentBuilder(name="x.xlsx", sha256="", media="xlsx")
    builder.add_table([*head, *cells], Location(table=1))
    view = Scanner().view(builder.build())
    return {view.text[hit.start : hit.end] for hit in worth_weighing(view, view.hits_of("risk"))}


@pytest.mark.parametrize(("rows", "weighed"), [(3, True), (LONG, False)])
def test_addresses_in_long_lists_are_left_to_their_own_recognizer(rows: int, weighed: bool) -> None:  # noqa: FBT001
    """Short tables are weighed whole; of long ones, remarks and what has no type."""
    words = kept(rows)
    assert (PLACE in words) == weighed
    assert REMARK in words
