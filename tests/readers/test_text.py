"""Plain text keeps its offsets; tables in plain text also have their cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import BlockKind, DocumentBuilder, Location
from review.readers.delimited import table_of
from review.readers.source import Source
from review.readers.text import plain, read

CSV = '姓名,身份证号,备注\r\n张三,11010119900307123X,"住址""东城"",西城"\r\n李四,,\r\n'


def build(name: str, data: bytes) -> DocumentBuilder:
    """A file inside an archive, as read."""
    builder = DocumentBuilder(name="外.zip", sha256="", media="zip")
    read(Source(name=name, data=data, container=("外.zip", name)), builder)
    return builder


def test_text_is_the_decoded_file() -> None:
    """Offsets count code points of the decoded file: mark left out, line ends as they stand."""
    doc = plain(b"\xef\xbb\xbf" + "一\r\n\r\n二\r三\n".encode(), "a.txt", "x")
    assert (doc.text, doc.media, doc.gaps) == ("一\r\n\r\n二\r三\n", "txt", ())
    assert doc.locate(5, 6)[0].paragraph == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5"])
def test_clean_files_have_no_gap(encoding: str) -> None:
    """An encoding that was recognised is no gap."""
    assert plain("個人資料，內部文件，請勿公開".encode(encoding), "a.txt", "x").gaps == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [("一行\n二行".encode() + b"\xe4\xb8", "undecodable"), ("已损坏\ufffd的字".encode(), "undecodable"),
     (b"", "empty"), (b"abc\x00\x01\x02def\x05", "encoding_unsure")],
)  # fmt: skip
def test_what_is_not_text_is_a_gap(data: bytes, code: str) -> None:
    """Bytes that are no text are never clean."""
    assert [gap.code for gap in plain(data, "a.txt", "x").gaps] == [code]


def test_the_gap_names_the_line_and_the_byte() -> None:
    """A person can find the place."""
    (gap,) = plain("一行\n二行".encode() + b"\xe4\xb8", "a.txt", "x").gaps
    assert (gap.location.line, gap.detail) == (2, "utf-8: 13")


def test_csv_cells_are_spans_of_the_file() -> None:
    """Quotes and commas belong to no cell; a doubled quote stays as it is written."""
    doc = plain(CSV.encode("gb18030"), "名单.csv", "x")
    (block,) = doc.blocks
    assert doc.text == CSV
    assert (block.kind, doc.media) == (BlockKind.TABLE, "csv")
    assert block.table is not None
    cells = [doc.text[c.start : c.end] for c in (block.table[i] for i in range(len(block.table)))]
    assert cells == [
        "姓名",
        "身份证号",
        "备注",
        "张三",
        "11010119900307123X",
        '住址""东城"",西城',
        "李四",
        "",
        "",
    ]
    place, _ = doc.locate(doc.text.index("1101"), doc.text.index("1101") + 18)
    assert (place.table, place.cell) == (1, "B2")


@pytest.mark.parametrize(
    ("name", "text", "media"),
    [("a.tsv", "姓名\t电话\n张三\t138\n", "tsv"), ("a.txt", "姓名\t电话\n张三\t138\n李四\t139\n", "tsv"),
     ("a.csv", "姓名;电话\n张三;138\n", "csv"), ("a.txt", "一,二,三\n四,五,六\n七,八,九", "csv"),
     ("a.csv", "没有逗号的一行\n又一行\n", "txt"), ("a.txt", "第一段，\n第二段。\n第三段。", "txt"),
     ("a.md", "一, 二\n三, 四\n五, 六\n", "txt")],
)  # fmt: skip
def test_what_is_a_table(name: str, text: str, media: str) -> None:
    """The name csv is believed; other text is a table only when it is as regular as one."""
    doc = plain(text.encode(), name, "x")
    assert (doc.media, doc.text) == (media, text)


def test_an_open_quote_loses_nothing() -> None:
    """A quote that is not closed is a character like any other."""
    table = table_of('a,"b\nc,d', ",")
    assert table is not None
    assert [(c.row, c.column) for c in (table[i] for i in range(len(table)))] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_nested_text_names_its_container() -> None:
    """A text file in an archive says where it lies, and its gaps too."""
    doc = build("内.txt", "第一行\n第二行".encode() + b"\xff").build()
    assert doc.blocks[0].location == Location(container=("外.zip", "内.txt"))
    assert doc.gaps[0].location.container == ("外.zip", "内.txt")


def test_nested_csv_is_a_table() -> None:
    """A list in an archive keeps its columns."""
    builder = DocumentBuilder(name="外.zip", sha256="", media="zip")
    builder.add("先有的一段", BlockKind.PARAGRAPH, Location())
    read(Source(name="内.csv", data=CSV.encode(), container=("外.zip", "内.csv")), builder)
    doc = builder.build()
    assert CSV in doc.text
    doc = replace(doc, blocks=doc.blocks[1:])
    assert doc.blocks[0].kind is BlockKind.TABLE
    place, _ = doc.locate(doc.text.index("1101"), doc.text.index("1101") + 1)
    assert (place.container, place.cell) == (("外.zip", "内.csv"), "B2")


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=1, max_size=6))
def test_every_written_cell_is_found(rows: list[list[str]]) -> None:
    """What is quoted by RFC 4180 is found at its row and column."""
    text = "\r\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    table = table_of(text, ",")
    assert table is not None
    got = {
        (c.row, c.column): text[c.start : c.end].replace('""', '"')
        for c in (table[i] for i in range(len(table)))
    }
    assert got == {(i, j): cell for i, row in enumerate(rows) for j, cell in enumerate(row)}
