"""A sheet read without a tree says what the same sheet says as a tree."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.readers import read_here, xlsx_sheet
from review.readers.xlsx_plain import NotPlain, Rows, pieces
from tests.builders.ooxml import SHEET, Part, Tab, letters, xlsx

if TYPE_CHECKING:
    from review.document import Document

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=6)


@st.composite
def cells(draw: st.DrawFn, name: str) -> str:
    """A cell in one of the ways programs write it."""
    said = escape(draw(words), quote=False)
    return draw(
        st.sampled_from(
            (
                f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>',
                f'<c r="{name}" s="1" t="inlineStr"><is><t>{said}</t></is></c>',
                f'<c r="{name}" t="str"><f>"文"&amp;A1</f><v>{said}</v></c>',
                f'<c r="{name}"><f t="shared" si="0"/><v>{draw(st.integers())}</v></c>',
                f'<c r="{name}" t="b"><v>1</v></c>',
                f'<c r="{name}" s="1"/>',
                f'<c r="{name}" t="inlineStr"><is><r><t>{said}</t></r><r><t>尾</t></r></is></c>',
                f'<c r="{name}" t="inlineStr"><is><t>_x6237_&#25143;&#x6237;&lt;</t></is></c>',
            )
        )
    )


@st.composite
def sheets(draw: st.DrawFn) -> str:
    """Rows as XML."""
    rows = []
    for row in sorted(draw(st.sets(st.integers(0, 30), max_size=6))):
        inner = "".join(
            draw(cells(f"{letters(column)}{row + 1}"))
            for column in sorted(draw(st.sets(st.integers(0, 30), max_size=4)))
        )
        looks = draw(
            st.sampled_from(("", ' hidden="1"', ' ht="0" customHeight="1"', ' spans="1:3" ht="15.5"'))
        )
        rows.append(f'<row r="{row + 1}"{looks}>{inner}</row>' if inner else f'<row r="{row + 1}"{looks}/>')
    return "".join(rows)


def by_tree(data: bytes) -> Document:
    """The workbook with every sheet parsed as XML."""
    with patch.object(xlsx_sheet, "pieces", side_effect=NotPlain):
        return read_here(data, name="表.xlsx")


@given(sheets())
def test_both_ways_say_the_same(raw: str) -> None:
    """Speed changes nothing."""
    data = xlsx(Tab(name="表", raw=raw))
    assert read_here(data, name="表.xlsx") == by_tree(data)


ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>'


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(f"{ROW}<!-- 秘密 -->", id="comment between rows"),
        pytest.param('<row r="1"><!-- 秘密 --></row>', id="comment in a row"),
        pytest.param(f"{ROW}<?pi 秘密?>", id="instruction"),
        pytest.param('<row r="1"><c r="A1" t="inlineStr" x="秘密"/></row>', id="attribute of a cell"),
        pytest.param(f'<row r="1" x="秘密"></row>{ROW}', id="attribute of a row"),
        pytest.param('<row r="1"><c r="A1"><extLst>秘密</extLst></c></row>', id="element in a cell"),
        pytest.param('<row r="1"><d>秘密</d></row>', id="element in a row"),
        pytest.param(f"{ROW}<c r='B1' t='inlineStr'><is><t>秘密</t></is></c>", id="cell outside rows"),
        pytest.param(f"{ROW}秘密", id="text between rows"),
        pytest.param("<row r='1'><c r='A1' t='str'><v><![CDATA[秘密]]></v></c></row>", id="character data"),
        pytest.param('<row><c t="inlineStr"><is><t>秘密</t></is></c></row>', id="no references"),
        pytest.param(
            '<row r="1"><c r="B1" t="inlineStr"><is><t>秘密</t></is></c><c r="A1"><v>1</v></c></row>',
            id="cells out of order",
        ),
        pytest.param(f"<!-- </sheetData> -->{ROW.replace('甲', '秘密')}", id="end in a comment"),
    ],
)
def test_nothing_unusual_is_passed_over(raw: str) -> None:
    """What is not written plainly is parsed."""
    assert "秘密" in read_here(xlsx(Tab(name="表", raw=ROW * 3 + raw)), name="表.xlsx").text


def test_rows_longer_than_a_piece() -> None:
    """A row may be longer than what is read at a time; its cells stay one row."""
    raw = "".join(f'<c r="{letters(c)}1"><v>{c}</v></c>' for c in range(16_384))
    doc = read_here(
        xlsx(Tab(name="表", raw=f'<row r="1">{raw * 3}</row>{ROW.replace("1", "2")}')), name="x.xlsx"
    )
    table = next(block.table for block in doc.blocks if block.table is not None)
    assert (len(table), doc.gaps) == (3 * 16_384 + 1, ())


@pytest.mark.parametrize(
    "data", [b"", b"<worksheet><sheetData>", b"<x:worksheet/>", "<worksheet>".encode("utf-16")]
)
def test_a_sheet_of_another_shape_is_not_plain(data: bytes) -> None:
    """The other way of reading is told so."""
    with pytest.raises(NotPlain):
        list(pieces(BytesIO(data)))


def test_control_characters_are_not_plain() -> None:
    """A parser of XML refuses them, so they are left to it."""
    with pytest.raises(NotPlain):
        list(Rows(len, lambda _fields: []).read(b'<row r="1">\x01</row>'))


def test_pale_runs_are_hidden() -> None:
    """White letters in a white cell are hidden, those in a dark cell are not."""
    run = '<r><rPr><color rgb="FFFFFFFF"/></rPr><t>秘密</t></r>'
    styles = (
        f'<styleSheet xmlns="{SHEET}"><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill></fill></fills>'
        '<cellXfs><xf/><xf fillId="1"/></cellXfs></styleSheet>'
    )
    raw = "".join(
        f'<row r="{s + 1}"><c r="A{s + 1}" s="{s}" t="inlineStr"><is><r><t>甲</t></r>{run}</is></c></row>'
        for s in (0, 1)
    )
    part = Part(name="xl/styles.xml", content=styles, kind="styles")
    doc = read_here(xlsx(Tab(name="表", raw=raw), parts=(part,)), name="x.xlsx")
    seen = [doc.locate(at, at + 2) for at in range(len(doc.text)) if doc.text.startswith("秘密", at)]
    assert [(place.cell, str(visibility)) for place, visibility in seen] == [
        ("A2", "visible"),
        ("A1", "hidden"),
    ]
