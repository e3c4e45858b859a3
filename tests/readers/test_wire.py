"""A document survives the way from a child process, and nothing else passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, Document, DocumentBuilder, Location, Visibility
from review.readers.wire import WireError, decode, encode

texts = st.text(min_size=1)
places = st.builds(
    Location,
    part=st.text(max_size=5),
    index=st.none() | st.integers(1, 9),
    sheet=st.none() | st.text(max_size=5),
    container=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of blocks, tables and gaps."""
    builder = DocumentBuilder(name=draw(texts), sha256="0" * 64, media="docx")
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            kind, seen = draw(st.sampled_from(BlockKind)), draw(st.sampled_from(Visibility))
            builder.add(draw(texts), kind, draw(places), seen)
        else:
            cells = [(row, column, draw(texts)) for row in range(2) for column in range(2)]
            builder.add_table(cells, draw(places), hidden_rows=[1], hidden_columns=[0], merged=[(0, 0, 1, 1)])
    for _ in range(draw(st.integers(0, 2))):
        builder.gap(draw(texts), draw(places), draw(st.text()))
    return builder.build()


@given(documents())
def test_what_goes_in_comes_out(doc: Document) -> None:
    """``decode`` undoes ``encode``."""
    assert decode(encode(doc)) == doc


@given(documents(), st.data())
def test_a_cut_off_answer_is_no_document(doc: Document, data: st.DataObject) -> None:
    """No beginning of an answer passes for the whole."""
    whole = encode(doc)
    with pytest.raises(WireError):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(st.binary(max_size=200))
def test_noise_is_no_document(noise: bytes) -> None:
    """Bytes from anywhere raise one error and no other."""
    try:
        decode(noise)
    except WireError:
        return
