# ruff: noqa: D103 - the names of these tests are sentences
"""Windows: what of a line is judged, and that nothing of it is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.model.windows import LONGEST, SHORTEST, windows

_TEXT = st.text(alphabet="甲乙丙丁，。；！、\t\n a1", max_size=600)


def han(text: str) -> int:
    return sum("\u3400" <= c <= "\u9fff" for c in text)


@given(_TEXT)
def test_every_window_lies_in_the_line_and_is_short_enough(line: str) -> None:
    for start, end in windows(line):
        assert 0 <= start < end <= len(line)
        assert end - start <= LONGEST


@given(_TEXT)
def test_nothing_but_short_rests_is_left_out(line: str) -> None:
    covered = {i for start, end in windows(line) for i in range(start, end)}
    rest = "".join(c if i not in covered else "\n" for i, c in enumerate(line))
    assert all(len(piece.strip()) < SHORTEST or han(piece) < 4 for piece in rest.split("\n"))


@given(_TEXT)
def test_each_window_comes_once(line: str) -> None:
    spans = list(windows(line))
    assert len(spans) == len(set(spans))


def test_a_sentence_in_a_long_paragraph_is_a_window_of_its_own() -> None:
    line = "会议由主任主持。" * 20 + "周四夜间突击检查三家作坊。" + "请各科室配合。" * 20
    at = line.index("周四")
    assert (at, at + 13) in set(windows(line))


def test_a_table_row_is_one_window() -> None:
    row = "赵某\t56\t石桥村二组\t妻子患病"
    assert list(windows(row)) == [(0, len(row))]


def test_rows_are_judged_alone_and_with_those_beside_them() -> None:
    rows = ["弹药\t数量\t看守", "甲库\t三百\t只有一人", "乙库\t五百\t无人"]
    table = "\n".join(rows)
    assert [table[start:end] for start, end in windows(table)] == [*rows, table]


def test_runs_of_lines_take_in_whole_lines_and_sentences() -> None:
    text = "会议纪要\n" + "会议由主任主持，各科室负责人参加。" * 3
    *_, (start, end) = windows(text)
    assert text[start:end] == text


def test_what_is_not_chinese_is_not_judged() -> None:
    assert not list(windows("documents/report_2006.docx\teverything: comments, tracked changes, footnotes"))
    assert list(windows("甲库\t300\t一人"))
