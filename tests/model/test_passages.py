# ruff: noqa: D103 - the names of these tests are sentences
"""Passages: what is judged together, wherever one begins to look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.model.passages import HEAD, passage_at, passages

_LINES = st.lists(
    st.one_of(st.text("甲乙\t ", max_size=12), st.text("甲。；", max_size=8), st.just("丙" * 150)),
    max_size=14,
)


@given(_LINES.map("\n".join))
def test_each_line_lies_in_one_passage(text: str) -> None:
    spans = list(passages(text))
    assert "\n".join(text[start:end] for start, end in spans) == text


@given(_LINES.map("\n".join))
def test_a_passage_is_the_same_from_wherever_it_is_asked_for(text: str) -> None:
    for start, end in passages(text):
        assert {passage_at(text, offset) for offset in range(start, end + 1)} == {(start, end)}


@given(_LINES.map("\n".join))
def test_several_lines_are_short_together(text: str) -> None:
    for start, end in passages(text):
        assert end - start <= HEAD or "\n" not in text[start:end]


def test_rows_stand_below_their_heading() -> None:
    table = "弹药\t数量\t看守\n甲库\t三百\t一人\n乙库\t五百\t无"
    assert list(passages(table)) == [(0, len(table))]


def test_sentences_stand_alone() -> None:
    assert [text.split("\n") for text in _cut("各位：\n请参加。\n谢谢。\n\n附件\n名单")] == [
        ["各位：", "请参加。"], ["谢谢。"], [""], ["附件", "名单"],
    ]  # fmt: skip


def test_rows_far_below_the_heading_stand_alone() -> None:
    rows = ["姓名\t住址"] + ["王某\t石桥村二组"] * 60
    head, *others = _cut("\n".join(rows))
    assert head.startswith(rows[0])
    assert len(head) <= HEAD < len(head) + len(rows[1]) + 1
    assert set(others) == {rows[1]}


def test_the_end_of_the_text_is_reached_at_once() -> None:
    text = "甲\n" * 200_000
    assert passage_at(text, len(text) - 2) == (len(text) - 2, len(text) - 1)


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in passages(text)]
