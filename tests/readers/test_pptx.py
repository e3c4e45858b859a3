"""Every place of a PowerPoint file where text can hide is read, with its place and visibility."""

from __future__ import annotations

from functools import cache

import pytest

from review.document import BlockKind, Document, Visibility
from review.readers import read_bytes
from tests.builders.ooxml import (
    CHART,
    DRAWING,
    SLIDE_NAMES,
    Outside,
    Part,
    Slide,
    Tab,
    core,
    pptx,
    shape,
    slide_part,
    xlsx,
)
from tests.readers.tokens import found, token

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
S1 = "ppt/slides/slide1.xml"
MODERN = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"


def table(text: str) -> str:
    """A table of one cell."""
    cell = f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"
    return f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{cell}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"


SHAPES = (
    shape("秘密TITLE", holder="title"), shape("秘密BODY"), shape("秘密OFFSLIDE", at=(-5000, 0)),
    shape("秘密BELOW", at=(0, 99_000_000)), shape("秘密HIDDENSHAPE", attributes='hidden="1"'),
    shape("文", attributes='descr="秘密ALT" title="秘密ALTTITLE"'), shape("秘密NOFILL", looks="<a:noFill/>"),
    shape("秘密CLEAR", looks='<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="0"/></a:srgbClr></a:solidFill>'),
    shape("秘密TINY").replace("<a:rPr>", '<a:rPr sz="100">'), f"<p:grpSp>{shape('秘密GROUP')}</p:grpSp>", table("秘密CELL"),
    shape("秘密LINKED").replace("<a:rPr>", '<a:rPr><a:hlinkClick r:id="link1" tooltip="秘密TOOLTIP"/>'),
    f"<mc:AlternateContent><mc:Choice>{shape('秘密CHOICE')}</mc:Choice><mc:Fallback>{shape('秘密CHOICE')}{shape('秘密FALLBACK')}</mc:Fallback></mc:AlternateContent>",
    "<!-- 秘密XMLCOMMENT -->", shape("秘").replace("</a:r>", "</a:r><a:r><a:t>密SPLIT</a:t></a:r>"),
)  # fmt: skip
PARTS = (
    slide_part("ppt/slideLayouts/slideLayout1.xml", "sldLayout", shape("秘密PROMPT", holder="body"), kind="slideLayout", of=S1),
    slide_part("ppt/slideMasters/slideMaster1.xml", "sldMaster", shape("秘密MASTER"), kind="slideMaster"),
    slide_part("ppt/notesMasters/notesMaster1.xml", "notesMaster", shape("秘密NOTESMASTER"), kind="notesMaster"),
    slide_part("ppt/handoutMasters/handoutMaster1.xml", "handoutMaster", shape("秘密HANDOUT"), kind="handoutMaster"),
    slide_part("ppt/slides/slide9.xml", "sld", shape("秘密LEFTOVER")),
    Part(name="ppt/comments/comment1.xml", kind="comments", of=S1, content=f"<p:cmLst {SLIDE_NAMES}><p:cm><p:text>秘密COMMENT</p:text></p:cm></p:cmLst>"),
    Part(name="ppt/comments/modern1.xml", kind="comments", of=S1, content=f'<m:cmLst xmlns:m="{MODERN}" xmlns:a="{DRAWING}"><m:cm><m:txBody><a:p><a:r><a:t>秘密MODERN</a:t></a:r></a:p></m:txBody><m:replyLst><m:reply><m:txBody><a:p><a:r><a:t>秘密REPLY</a:t></a:r></a:p></m:txBody></m:reply></m:replyLst></m:cm></m:cmLst>'),
    Part(name="ppt/commentAuthors.xml", kind="commentAuthors", content=f'<p:cmAuthorLst {SLIDE_NAMES}><p:cmAuthor name="秘密AUTHOR" initials="甲"/></p:cmAuthorLst>'),
    Part(name="ppt/authors.xml", kind="authors", content=f'<m:authorLst xmlns:m="{MODERN}"><m:author name="秘密MODERNAUTHOR"/></m:authorLst>'),
    Part(name="ppt/tags/tag1.xml", kind="tags", content=f'<p:tagLst {SLIDE_NAMES}><p:tag name="x" val="秘密TAG"/></p:tagLst>'),
    Part(name="ppt/charts/chart1.xml", kind="chart", of=S1, content=f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:strCache><c:pt><c:v>秘密CHART</c:v></c:pt></c:strCache></c:chartSpace>'),
    Part(name="ppt/embeddings/book.xlsx", kind="package", of="ppt/charts/chart1.xml", content=xlsx(Tab(name="表", rows=[["秘密CHARTDATA"]]))),
    Part(name="ppt/diagrams/data1.xml", kind="diagramData", of=S1, content=f'<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="{DRAWING}"><a:p><a:r><a:t>秘密SMARTART</a:t></a:r></a:p></d:dataModel>'),
    core(creator="秘密CREATOR"),
)  # fmt: skip
BOOK = '<p:custShowLst><p:custShow name="秘密SHOWNAME"/></p:custShowLst><p:extLst><p14:sectionLst xmlns:p14="x"><p14:section name="秘密SECTION"/></p14:sectionLst></p:extLst>'
SLIDES = (
    Slide(shapes="".join(SHAPES), notes=shape("秘密NOTES")),
    Slide(shapes=shape("秘密HIDDENSLIDE"), hidden=True),
)
OUTSIDE = (Outside(target="https://example.invalid/秘密LINKTARGET", kind="hyperlink", of=S1, id="link1"),)
PLACES: dict[str, tuple[str, Visibility]] = {
    "TITLE": ("slide", SEEN), "BODY": ("slide", SEEN), "OFFSLIDE": ("slide", HIDDEN), "BELOW": ("slide", HIDDEN),
    "HIDDENSHAPE": ("slide", HIDDEN), "ALT": ("slide", META), "ALTTITLE": ("slide", META), "NOFILL": ("slide", HIDDEN),
    "CLEAR": ("slide", HIDDEN), "TINY": ("slide", HIDDEN), "GROUP": ("slide", SEEN), "CELL": ("slide", SEEN),
    "LINKED": ("slide", SEEN), "TOOLTIP": ("attribute", META), "LINKTARGET": ("link", META),
    "CHOICE": ("slide", SEEN), "FALLBACK": ("slide", HIDDEN), "XMLCOMMENT": ("part", HIDDEN), "SPLIT": ("slide", SEEN),
    "PROMPT": ("master", META), "MASTER": ("master", SEEN), "NOTESMASTER": ("master", SEEN), "HANDOUT": ("master", SEEN),
    "LEFTOVER": ("slide", HIDDEN), "COMMENT": ("comment", HIDDEN), "MODERN": ("comment", HIDDEN),
    "REPLY": ("comment", HIDDEN), "AUTHOR": ("comment", META), "MODERNAUTHOR": ("comment", META),
    "TAG": ("property", META), "CHART": ("chart", SEEN), "CHARTDATA": ("sheet", SEEN), "SMARTART": ("diagram", SEEN),
    "CREATOR": ("property", META), "SHOWNAME": ("attribute", META), "SECTION": ("attribute", META),
    "NOTES": ("notes", HIDDEN), "HIDDENSLIDE": ("slide", HIDDEN),
}  # fmt: skip


@cache
def document() -> Document:
    """The file with every place, read once."""
    return read_bytes(pptx(*SLIDES, parts=PARTS, outside=OUTSIDE, book=BOOK), name="talk.pptx")


def test_the_matrix_is_wide_enough() -> None:
    """At least eighteen places of a PowerPoint file are tried."""
    assert len(PLACES) >= 18


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_read(name: str) -> None:
    """The token of each place is found once, in that place, with that visibility."""
    assert [(p, v) for _b, p, v in found(document(), token(name))] == [PLACES[name]]


def test_everything_was_understood() -> None:
    """Nothing of the file is a gap."""
    assert document().gaps == ()


def test_slides_and_notes_carry_their_number() -> None:
    """What a person says: slide 1, its notes, its comment."""
    doc = document()
    places = {
        word: doc.locate(doc.text.index(token(word)), doc.text.index(token(word)) + 2)[0].human("zh_Hans")
        for word in ("TITLE", "NOTES", "HIDDENSLIDE", "COMMENT")
    }
    assert places["TITLE"] == "第1张幻灯片第1段"
    assert places["NOTES"] == "第1张幻灯片备注页第1段"
    assert places["HIDDENSLIDE"] == "第2张幻灯片第1段"
    assert doc.block_at(doc.text.index(token("COMMENT"))).location.page == 1


def test_titles_are_headings() -> None:
    """A title placeholder is a heading."""
    doc = document()
    assert doc.block_at(doc.text.index(token("TITLE"))).kind is BlockKind.HEADING
