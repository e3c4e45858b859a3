"""Files made to break readers: a gap or a document, within limits, soon."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from review.readers import read_bytes, read_here
from review.readers.source import Limits
from tests.builders.ooxml import NAMES, Part, Tab, docx, letters, paragraph, table, xlsx, zipped

_SOON = 20.0


def stored(data: bytes) -> bytes:
    """The same zip without compression, so that no ratio gives it away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return buffer.getvalue()


def deep(count: int) -> str:
    """Tables nested into each other."""
    return "<w:tbl><w:tr><w:tc>" * count + paragraph("底") + "</w:tc></w:tr></w:tbl>" * count


def test_a_million_empty_paragraphs() -> None:
    """Packed, they are refused as a bomb; unpacked, they are read and say nothing."""
    data = docx("<w:p/>" * 1_000_000, "文")
    assert [g.code for g in read_bytes(data, name="x").gaps] == ["suspicious_archive"]
    begun = time.monotonic()
    doc = read_bytes(stored(data), name="x")
    assert time.monotonic() - begun < _SOON
    assert doc.gaps == ()
    assert doc.text.startswith("文")


def test_ten_thousand_nested_tables() -> None:
    """XML deeper than 256 elements is a gap, and no recursion overflows."""
    doc = read_here(stored(docx(deep(10_000))), name="x")
    assert [g.code for g in doc.gaps] == ["unread_part"]


def test_tables_nested_as_deep_as_xml_may_be_are_read() -> None:
    """Eighty tables in each other are read to the bottom."""
    doc = read_here(docx(deep(80)), name="x")
    assert doc.gaps == ()
    assert "底" in doc.text


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        "<!-- " + "x" * 10_000 + ' --><!DOCTYPE x [<!ENTITY e "leak">]><x>&e;</x>',
    ],
)
def test_xml_bombs_are_refused(bomb: str) -> None:
    """A document type, wherever it stands, is refused and nothing of it is read."""
    for data in (bomb.encode(), bomb.encode("utf-16")):
        doc = read_here(docx("文", parts=[Part(name="word/h.xml", kind="header", content=data)]), name="x")
        assert [g.code for g in doc.gaps] == ["doctype"]
        assert "root:" not in doc.text
        assert "leak" not in doc.text


def test_a_huge_text_node_is_a_gap() -> None:
    """More than ten million characters in one run are more than the parser takes."""
    doc = read_here(stored(docx(paragraph("文" * 4_000_000))), name="x")
    assert [g.code for g in doc.gaps] == ["unread_part"]


@pytest.mark.parametrize(
    "row",
    [
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        '<row r="x"><c r="?"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c><c r="B1" s="999"><v>1e400</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>٣</v></c><c r="B1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    ],
)
def test_impossible_cells_are_survived(row: str) -> None:
    """Row and column numbers that cannot be, and strings that are not there, cost nothing else."""
    doc = read_here(xlsx(Tab(name="表", raw=row)), name="x")
    assert doc.gaps == ()
    assert "1" in doc.text


def test_hidden_to_the_last_column_and_merged_to_the_last_cell() -> None:
    """Ranges that cover a whole sheet stay ranges."""
    doc = read_here(
        xlsx(
            Tab(
                name="表",
                rows=[["甲"]],
                before='<cols><col min="1" max="99999999" hidden="1"/></cols>',
                after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            )
        ),
        name="x",
    )
    found = next(b.table for b in doc.blocks if b.table is not None)
    assert len(found.hidden_columns) == 16_384
    assert found.merged == ((0, 0, 1_048_575, 16_383),)


def test_a_relation_that_bites_its_tail() -> None:
    """Parts that point at each other are read once."""
    header = Part(name="word/h.xml", kind="header", content=f"<w:hdr {NAMES}>{paragraph('页眉')}</w:hdr>")
    back = Part(name="word/h2.xml", kind="header", of="word/h.xml", content=f"<w:hdr {NAMES}/>")
    again = Part(name="word/document.xml", kind="header", of="word/h2.xml", content="<x/>")
    doc = read_here(docx("文", parts=[header, back]), name="x")
    assert doc.text.count("页眉") == 1
    assert again.of == back.name


def test_nested_archives_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Depth and total size are bounded for the whole file, whatever stands in whatever."""
    monkeypatch.setattr("subprocess.Popen", None)
    data = docx("文")
    for _ in range(9):
        data = docx("层", parts=[Part(name="word/embeddings/a.docx", kind="package", content=data)])
    doc = read_here(data, name="x", limits=Limits(depth=4))
    assert [g.code for g in doc.gaps] == ["too_deep"]
    assert doc.text.count("层") == 5


@pytest.mark.slow
def test_a_quine_ends() -> None:
    """A zip that holds a copy of its own beginning, often, ends at the limits."""
    data = zipped({"a.txt": b"a"})
    for _ in range(8):
        data = zipped({f"{n}.zip": data for n in range(8)})
    begun = time.monotonic()
    doc = read_bytes(data, name="x.zip", limits=Limits(seconds=10, depth=6))
    assert time.monotonic() - begun < _SOON
    assert {g.code for g in doc.gaps} <= {"too_deep", "too_large", "timeout"}


def test_a_table_of_tables_counts_in_order() -> None:
    """Numbers of tables follow their beginnings."""
    doc = read_here(docx(table([["甲", paragraph("乙") + table([["丙"]])]]), table([["丁"]])), name="x")
    numbers = {doc.text_of(b): b.location.table for b in doc.blocks if b.table is not None}
    assert numbers == {"甲\t乙": 1, "丙": 2, "丁": 3}


def test_a_cell_far_from_a_million_others() -> None:
    """The last cell of a sheet is one cell more, and a row of any length is read."""
    row = "".join(f'<c r="{letters(c)}{{0}}"><v>1</v></c>' for c in range(1_000))
    raw = "".join(f'<row r="{r}">{row.replace("{0}", str(r))}</row>' for r in range(1, 1_001))
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>秘密</t></is></c></row>'
    doc = read_here(xlsx(Tab(name="表", raw=raw + last)), name="a.xlsx")
    place, _seen = doc.locate(doc.text.index("秘密"), doc.text.index("秘密") + 2)
    assert (place.cell, doc.gaps) == ("XFD1048576", ())


def test_a_table_of_five_hundred_columns() -> None:
    """Word allows 63 columns, other programs do not ask."""
    doc = read_here(docx(table([[f"列{column}" for column in range(500)]])), name="a.docx")
    assert len(next(block.table for block in doc.blocks if block.table is not None)) == 500


def test_merged_ranges_over_everything_end() -> None:
    """Ten thousand merged ranges over the same cells are not looked at ten thousand times."""
    row = "".join(f'<c r="{letters(c)}1"><v>1</v></c>' for c in range(2_000))
    merged = "".join('<mergeCell ref="A1:XFD1048576"/>' for _ in range(10_000))
    tab = Tab(name="表", raw=f'<row r="1">{row}</row>', after=f"<mergeCells>{merged}</mergeCells>")
    assert read_here(xlsx(tab), name="a.xlsx").text


def test_many_rules_for_many_elements() -> None:
    """A page of many elements and many rules is read in a moment."""
    rules = "".join(f".c{i} .d{i}{{display:none}}" for i in range(5_000))
    page = f"<style>{rules}</style>" + "<p class='d1 e'>文</p>" * 5_000
    assert read_here(f"<html>{page}</html>".encode(), name="a.html").text.count("文") == 5_000


@pytest.mark.parametrize("offset", [22, 24])
def test_sizes_that_lie(offset: int) -> None:
    """A directory that names a wrong size makes a gap, of the part or of the file."""
    data = bytearray(docx("文" * 500))
    at = data.rfind(b"PK\x01\x02")
    data[at + offset] ^= 0x40
    assert read_here(bytes(data), name="a.docx").gaps
