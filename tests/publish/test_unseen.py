"""What nobody sees in an office file is removed from the copy, whatever way it is hidden."""

from __future__ import annotations

import pytest

from review.document import Visibility
from review.publish.redact import Copy, redact
from review.publish.unseen import blank
from review.readers import read_bytes
from tests.builders.ooxml import (
    SHEET,
    Part,
    Slide,
    Tab,
    docx,
    paragraph,
    pptx,
    run,
    shape,
    table,
    word_part,
    xlsx,
)
from tests.publish.playing import PHONE, SCANNER, decided
from tests.publish.test_redact import bytes_inside
from tests.readers.test_unseen_places import DARK, WHITE, box, letters_of

SECRET = "藏起来的话"
FILL = '<w:tcPr><w:shd w:fill="{}"/></w:tcPr>'
STYLES = (
    '<w:style w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="white"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
)


def _cell(inner: str, fill: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{FILL.format(fill)}{inner}</w:tc></w:tr></w:tbl>"


def _box(text: str, extra: str) -> str:
    return (
        f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{extra}"><v:textbox>'
        f"<w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


WORD = {
    "white": paragraph(run(SECRET, '<w:color w:val="FFFFFF"/>'), "看得见"),
    "nearly white": paragraph(run(SECRET, '<w:color w:val="FAFAFA"/>')),
    "theme white": paragraph(run(SECRET, '<w:color w:val="auto" w:themeColor="background1"/>')),
    "tiny": paragraph(run(SECRET, '<w:sz w:val="2"/>')),
    "blackened": paragraph(run(SECRET, '<w:highlight w:val="black"/>')),
    "vanished": paragraph(run(SECRET, "<w:vanish/>")),
    "vanished by its style": paragraph(SECRET, style="gone"),
    "white by its style": paragraph(run(SECRET, '<w:rStyle w:val="white"/>')),
    "colour of its shade": paragraph(run(SECRET, '<w:color w:val="1F4E79"/><w:shd w:fill="1F4E79"/>')),
    "colour of its cell": _cell(paragraph(run(SECRET, '<w:color w:val="C00000"/>')), "C00000"),
    "squeezed": paragraph(run(SECRET, '<w:w w:val="1"/>')),
    "flat lines": f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>{run(SECRET)}</w:p>',
    "hidden row": f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(SECRET)}</w:tc></w:tr></w:tbl>",
    "low row": f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="10" w:hRule="exact"/></w:trPr><w:tc>{paragraph(SECRET)}</w:tc></w:tr><w:tr><w:tc>{paragraph("见")}</w:tc></w:tr></w:tbl>',
    "hidden shape": f"<w:p>{_box(SECRET, 'visibility:hidden')}</w:p>",
    "fallback that says more": f'<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:t>见</w:t></mc:Choice><mc:Fallback>{_box(SECRET, "")}</mc:Fallback></mc:AlternateContent></w:r></w:p>',
    "white symbol": f'<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:sym w:font="a" w:char="85CF"/><w:t>{SECRET}</w:t></w:r></w:p>',
}  # fmt: skip


def copy_of(data: bytes, name: str) -> Copy:
    """The copy after everything was decided to be redacted."""
    scan = SCANNER.scan_bytes(data, name=name)
    return redact(data, decided(scan), scan, SCANNER)


def unseen(data: bytes, name: str) -> str:
    """All that the reader calls hidden."""
    doc = read_bytes(data, name=name)
    return "\n".join(doc.text_of(b) for b in doc.blocks if b.visibility is Visibility.HIDDEN)


def gone(data: bytes, name: str) -> Copy:
    """The copy, after the look that the words were hidden before and stand in no part of it now."""
    before = read_bytes(data, name=name).text
    assert SECRET in before
    copy = copy_of(data, name)
    assert SECRET not in read_bytes(copy.data, name=name).text
    assert SECRET.encode() not in bytes_inside(copy.data)
    assert unseen(copy.data, name) == ""
    return copy


@pytest.mark.parametrize("way", WORD)
@pytest.mark.parametrize("part", ["body", "header", "footnote"])
def test_hidden_words_go_from_a_word_file(way: str, part: str) -> None:
    """In the body, in a header, in a note; the words that are seen stay."""
    styles = word_part("word/styles.xml", "styles", STYLES, kind="styles")
    inner = WORD[way] + paragraph("旁边")
    places = {
        "header": word_part("word/header1.xml", "hdr", inner, kind="header"),
        "footnote": word_part("word/footnotes.xml", "footnotes", f'<w:footnote w:id="2">{inner}</w:footnote>', kind="footnotes"),
    }  # fmt: skip
    blocks = (paragraph("手机" + PHONE), inner if part == "body" else "正文")
    parts = [styles, *([places[part]] if part in places else [])]
    copy = gone(docx(*blocks, parts=parts), "a.docx")
    after = read_bytes(copy.data, name="a.docx").text
    assert "旁边" in after
    for word in ("看得见", "见"):
        assert (word in after) == (word in WORD[way])


def test_white_words_leave_their_room() -> None:
    """Blanks as wide as the words, so that nothing beside them moves."""
    assert blank("密a文 b.") == "\u3000\u2002\u3000 \u2002 "


def test_a_table_of_hidden_rows_goes() -> None:
    """A table needs a row, and a cell a paragraph."""
    inner = (
        table([["x"]]).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>").replace(">x<", f">{SECRET}<")
    )
    data = docx(paragraph(PHONE), f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>")
    copy = gone(data, "a.docx").data
    assert b"<w:p/></w:tc>" in bytes_inside(copy)


LOOKS = (
    f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts>'
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill></fills>'
    '<cellXfs><xf/><xf fontId="1"/><xf numFmtId="200"/></cellXfs></styleSheet>'
)


def _raw(style: int, row: str = "") -> str:
    words = f'<c r="B1" s="{style}" t="inlineStr"><is><t>{SECRET}</t></is></c>'
    return f'<row r="1" {row}><c r="A1" t="inlineStr"><is><t>见</t></is></c>{words}</row>'


CELLS = {
    "white": Tab(name="表", raw=_raw(1)),
    "by its format": Tab(name="表", raw=_raw(2)),
    "hidden row": Tab(name="表", rows=[["见"], [SECRET]], hidden_rows=frozenset({1})),
    "thin row": Tab(name="表", raw=_raw(0, 'ht="0.1" customHeight="1"')),
    "hidden column": Tab(name="表", rows=[["见", SECRET]], hidden_columns=frozenset({1})),
    "thin column": Tab(name="表", raw=_raw(0), before='<cols><col min="2" max="2" width="0.1"/></cols>'),
    "hidden sheet": Tab(name="藏", rows=[[SECRET]], state="hidden"),
    "very hidden sheet": Tab(name="藏", rows=[[SECRET]], state="veryHidden"),
}


@pytest.mark.parametrize("way", CELLS)
def test_hidden_cells_go_from_a_workbook(way: str) -> None:
    """White on white, by a format that shows nothing, too thin to see, on a sheet without a tab."""
    looks = Part(name="xl/styles.xml", content=LOOKS, kind="styles")
    copy = gone(xlsx(Tab(name="一", rows=[[PHONE]]), CELLS[way], parts=(looks,)), "a.xlsx")
    seen = "见" in bytes_inside(xlsx(CELLS[way])).decode("utf-8", "replace")
    if seen and way != "thin row":
        assert "见" in read_bytes(copy.data, name="a.xlsx").text


SHAPES = {
    "off the slide": shape(SECRET, at=(99_000_000, 0)),
    "white on paper": box(letters_of(SECRET, WHITE), (0, 0, 9, 9)),
    "covered": box(letters_of(SECRET), (5, 5, 9, 9)) + box("", (0, 0, 99, 99), DARK),
    "left of the slide": shape(SECRET, at=(-5000, 0)),
    "no colour": shape(SECRET, looks="<a:noFill/>"),
    "transparent": shape(SECRET, looks='<a:solidFill><a:srgbClr val="000000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'),
    "switched off": shape(SECRET, attributes='hidden="1"'),
    "tiny": shape("见").replace("<a:rPr>", '<a:rPr sz="100">').replace("见", SECRET),
}  # fmt: skip


@pytest.mark.parametrize("way", SHAPES)
def test_hidden_shapes_go_from_a_presentation(way: str) -> None:
    """Off the slide, without ink, switched off."""
    copy = gone(pptx(Slide(shapes=shape("手机" + PHONE) + SHAPES[way] + shape("旁边"))), "a.pptx")
    assert "旁边" in read_bytes(copy.data, name="a.pptx").text


def test_a_hidden_slide_goes_with_all_that_leads_to_it() -> None:
    """Its pictures and links too; the other slides stay in their order."""
    sections = '<p:extLst><p:ext><p14:sectionLst xmlns:p14="urn:p14"><p14:sldId id="257"/><p14:sldId id="256"/></p14:sectionLst></p:ext></p:extLst>'
    link = Part(name="ppt/media/b.bin", content=SECRET.encode(), kind="image", of="ppt/slides/slide2.xml")
    data = pptx(
        Slide(shapes=shape("一" + PHONE)), Slide(shapes=shape(SECRET), hidden=True), Slide(shapes=shape("三")),
        parts=(link,), book=sections,
    )  # fmt: skip
    copy = gone(data, "a.pptx")
    inside = bytes_inside(copy.data)
    assert b"slide2.xml" not in inside
    assert b'id="257"' not in inside
    assert b'id="256"' in inside
    assert "hidden.sheet: 1" in copy.removed


def test_the_copy_tells_what_was_removed() -> None:
    """Kinds and counts, no values."""
    white = paragraph(run(SECRET, '<w:color w:val="FFFFFF"/>'))
    note = word_part(
        "word/comments.xml", "comments", f"<w:comment w:id='0'>{paragraph('批')}</w:comment>", kind="comments"
    )
    copy = copy_of(docx(paragraph(PHONE), white, white, parts=(note,)), "a.docx")
    assert copy.removed == ("hidden.comment: 1", "hidden.text: 2")
