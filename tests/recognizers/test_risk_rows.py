"""Cues in typed columns of long lists are not weighed; everything else is."""

from __future__ import annotations

import pytest

from review.document import DocumentBuilder, Location
from review.recognizers.risk_rows import LONG, worth_weighing
from review.scanner import Scanner


def kept(rows: int) -> set[str]:
    """Words of the cues that are weighed in a list of so many rows."""
    head = [(0, 0, "姓名"), (0, 1, "住址"), (0, 2, "备注")]
    cells = [
        (row, column, text)
        for row in range(1, rows + 1)
        for column, text in enumerate(("王秀兰", "柳树村3组低保户旁", "突击检查对象"))
    ]
    builder = DocumentBuilder(name="x.xlsx", sha256="", media="xlsx")
    builder.add_table([*head, *cells], Location(table=1))
    view = Scanner().view(builder.build())
    return {view.text[hit.start : hit.end] for hit in worth_weighing(view, view.hits_of("risk"))}


@pytest.mark.parametrize(("rows", "weighed"), [(3, True), (LONG, False)])
def test_addresses_in_long_lists_are_left_to_their_own_recognizer(rows: int, weighed: bool) -> None:  # noqa: FBT001
    """Short tables are weighed whole; of long ones, remarks and what has no type."""
    words = kept(rows)
    assert any("低保" in word for word in words) == weighed
    assert any("突击" in word or "检查" in word for word in words)
