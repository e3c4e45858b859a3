"""Numbers of houses begin where the automaton tells of a road with a number, and nowhere else."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from review.automaton import Automaton
from review.recognizers.addresses_grammar import _ANCHOR, anchors, heads

_HEADS = Automaton((head, None) for head in heads())
_PIECES = st.sampled_from(
    [*"路新村广场社区花园胡同第附东中段一二十3Aa*号栋楼之、年 ", "大厦", "小区", "20", "号楼", "\U00020000"]
)


@given(st.lists(_PIECES, max_size=24).map("".join))
@example("柳新村一组3号，广场东段20号楼")
@example("胡同第十二号村一社")
def test_every_house_begins_with_a_head(text: str) -> None:
    """The fixed strings miss no place where the whole expression holds, and the first of two wins."""
    starts = [hit.start for hit in _HEADS.hits(text)]
    assert [a.span() for a in anchors(text, starts)] == [a.span() for a in _ANCHOR.finditer(text)]
