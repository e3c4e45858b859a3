"""Every place of a Word file where text can hide is read, with its place and visibility."""

from __future__ import annotations

from base64 import b64encode
from functools import cache

import pytest

from review.document import BlockKind, Document, Visibility
from review.readers import read_bytes
from tests.builders.ole import packed_file
from tests.builders.ooxml import (
    CHART,
    DRAWING,
    NAMES,
    OFFICE,
    WORD,
    Outside,
    Part,
    Tab,
    comments,
    core,
    deleted,
    docx,
    inserted,
    paragraph,
    run,
    table,
    word_part,
    xlsx,
)
from tests.readers.tokens import found, token

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def box(name: str) -> str:
    """A text box with one token."""
    return f"<w:txbxContent>{paragraph(token(name))}</w:txbxContent>"


def drawing(inner: str, attributes: str = "") -> str:
    """A drawing with a name and no picture."""
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" {attributes}/>{inner}</wp:inline></w:drawing></w:r>'


def control(inner: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


BLOCKS = (
    paragraph(token("BODY")),
    paragraph(run("秘"), run("密SPLIT", "<w:b/>")),
    paragraph(inserted(token("INSERTED"), author=token("INSAUTHOR"))),
    paragraph("留", deleted(token("DELETED"), author=token("DELAUTHOR"))),
    f'<w:p><w:moveFrom w:id="3" w:author="甲">{run(token("MOVEFROM"))}</w:moveFrom></w:p>',
    f'<w:p><w:moveTo w:id="4" w:author="甲">{run(token("MOVETO"))}</w:moveTo></w:p>',
    table([[token("CELL"), "乙"], [paragraph("外") + table([[token("NESTED")]]) + paragraph(), "丁"]]),
    f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(token('HIDDENROW'))}</w:tc></w:tr></w:tbl>",
    f"<w:tbl><w:tr><w:trPr><w:del w:id='9'/></w:trPr><w:tc>{paragraph(token('DELROW'))}</w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph(token('MERGED'))}</w:tc></w:tr>"
    "<w:tr>" + control(f"<w:tc>{paragraph('秘密SDTCELL')}</w:tc>") + "</w:tr></w:tbl>",
    control(paragraph(token("SDT")), '<w:alias w:val="秘密SDTALIAS"/><w:placeholder w:val="x"/>'),
    paragraph(control(run(token("SDTINLINE")), '<w:dropDownList><w:listItem w:displayText="秘密SDTITEM"/></w:dropDownList>')),
    paragraph(run("前"), run(token("VANISH"), "<w:vanish/>"), run("后")),
    paragraph(run(token("VANISHSTYLE"), '<w:rStyle w:val="secret"/>')),
    paragraph(token("VANISHPARA"), style="secretp"),
    paragraph(run(token("WHITE"), '<w:color w:val="FFFFFF"/>')),
    paragraph(run(token("TINY"), '<w:sz w:val="2"/>')),
    paragraph(run(token("BLACKBAR"), '<w:highlight w:val="black"/>')),
    paragraph(run("秘密SQUEEZED", '<w:w w:val="1"/>')),
    f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>{run("秘密LOWLINE")}</w:p>',
    f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr><w:tc>{paragraph("秘密LOWROW")}</w:tc></w:tr></w:tbl>',
    f'<w:p><w:r><w:fldChar><w:fldData>{b64encode(bytes(9) + "秘密FIELDDATA".encode("utf-16-le")).decode()}</w:fldData></w:fldChar></w:r></w:p>',
    paragraph(run(token("SAMEFILL"), '<w:color w:val="336699"/><w:shd w:val="clear" w:fill="336699"/>')),
    paragraph(f'<w:hyperlink r:id="link1" w:tooltip="秘密TOOLTIP">{run(token("LINKTEXT"))}</w:hyperlink>'),
    paragraph('<w:r><w:instrText> HYPERLINK "秘密INSTR" </w:instrText></w:r>'),
    paragraph(f'<w:fldSimple w:instr="QUOTE 秘密FLDINSTR">{run(token("FLDRESULT"))}</w:fldSimple>'),
    paragraph('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:val="秘密FFHELP"/></w:ffData></w:fldChar></w:r>'),
    paragraph('<w:bookmarkStart w:id="1" w:name="秘密BOOKMARK"/>', "文"),
    paragraph("<m:oMath><m:r><m:t>秘密MATH</m:t></m:r></m:oMath>"),
    paragraph(f"<w:r><w:ruby><w:rt>{run(token('RUBYTOP'))}</w:rt><w:rubyBase>{run(token('RUBYBASE'))}</w:rubyBase></w:ruby></w:r>"),
    paragraph(run("秘密"), '<w:r><w:sym w:font="SimSun" w:char="7B26"/></w:r>', run("SYM")),
    paragraph(f"<w:smartTag w:element='x'>{run(token('SMARTTAG'))}</w:smartTag>"),
    paragraph(f"<w:customXml w:element='x'>{run(token('CUSTOMINLINE'))}</w:customXml>"),
    paragraph('<w:r><mc:AlternateContent><mc:Choice Requires="wps">' + drawing(f"<wps:txbx>{box('TEXTBOX')}</wps:txbx>")[5:-6] + "</mc:Choice>"
              f'<mc:Fallback><w:pict><v:shape><v:textbox>{box("TEXTBOX")}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>'),
    paragraph(f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"/><mc:Fallback><w:pict><v:textbox>{box("FALLBACK")}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'),
    paragraph(f"<w:r><w:pict><v:shape alt='秘密VMLALT'><v:textbox>{box('VMLBOX')}</v:textbox></v:shape></w:pict></w:r>"),
    paragraph("<w:r><w:pict><v:shape><v:textpath string='秘密WORDART'/></v:shape></w:pict></w:r>"),
    paragraph(drawing("", 'descr="秘密ALT" title="秘密ALTTITLE"')),
    paragraph(drawing('<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="秘密PICNAME"/></pic:nvPicPr></pic:pic>')),
    paragraph(drawing(f"<wps:txbx>{box('HIDDENBOX')}</wps:txbx>", 'hidden="1"')),
    paragraph(drawing("<a:p><a:r><a:t>秘密CANVAS</a:t></a:r></a:p>")),
    '<w:p><w:permStart w:id="1" w:ed="秘密EDITOR"/></w:p>',
    paragraph("<w:r><w:t>上</w:t><w:tab/><w:br/></w:r>", run(token("AFTERBREAK"))),
    "<!-- 秘密XMLCOMMENT --><?note 秘密PI?>",
    "<w:p><w:unknown>秘密STRAY</w:unknown></w:p>",
    "<w:p w:nobody='秘密UNKNOWNATTR'/>",
    '<w:altChunk r:id="chunk1"/>',
)  # fmt: skip

STYLES = (
    '<w:style w:type="character" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="secret"><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="secretp"><w:name w:val="秘密STYLENAME"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)
CHART_XML = (
    f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>'
    f"秘密CHARTTITLE</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:cat><c:strRef><c:f>秘密CHARTREF</c:f>"
    f"<c:strCache><c:pt idx='0'><c:v>秘密CHARTCACHE</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:chart></c:chartSpace>"
)
SMART = (
    f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"><dgm:pt><dgm:t><a:p><a:r><a:t>'
    f"秘密SMARTART</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
)
SMART_DRAWN = (
    f'<dsp:drawing xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" xmlns:a="{DRAWING}">'
    f"<a:p><a:r><a:t>秘密SMARTDRAWN</a:t></a:r></a:p><a:p><a:r><a:t>秘密SMARTART</a:t></a:r></a:p></dsp:drawing>"
)
PARTS = (
    word_part("word/header1.xml", "hdr", paragraph("秘密HEADER") + paragraph(drawing(f"<wps:txbx>{box('HEADERBOX')}</wps:txbx>")), kind="header"),
    word_part("word/header2.xml", "hdr", table([[token("HEADERCELL")]]), kind="header"),
    word_part("word/footer1.xml", "ftr", paragraph(token("FOOTER"), deleted(token("FOOTERDEL"))), kind="footer"),
    word_part("word/footnotes.xml", "footnotes", f'<w:footnote w:type="separator" w:id="0">{paragraph()}</w:footnote><w:footnote w:id="1">{paragraph(token("FOOTNOTE"))}</w:footnote>', kind="footnotes"),
    word_part("word/endnotes.xml", "endnotes", f'<w:endnote w:id="1">{paragraph(token("ENDNOTE"))}</w:endnote>', kind="endnotes"),
    comments(token("COMMENT"), author=token("COMMENTAUTHOR")),
    core(creator=token("CREATOR"), lastModifiedBy=token("LASTBY"), description=token("DESCRIPTION")),
    Part(name="docProps/app.xml", kind="extended-properties", of="", content=f'<Properties xmlns="{OFFICE}/extended-properties"><Company>秘密COMPANY</Company><Manager>秘密MANAGER</Manager><Pages>3</Pages></Properties>'),
    Part(name="docProps/custom.xml", kind="custom-properties", of="", content=f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"><property name="秘密CUSTOMNAME"><vt:lpwstr>秘密CUSTOMVALUE</vt:lpwstr></property></Properties>'),
    word_part("word/settings.xml", "settings", '<w:mailMerge><w:query w:val="SELECT 秘密MERGE"/></w:mailMerge><w:docVars><w:docVar w:name="v" w:val="秘密DOCVAR"/></w:docVars>', kind="settings"),
    word_part("word/styles.xml", "styles", STYLES, kind="styles"),
    word_part("word/numbering.xml", "numbering", '<w:abstractNum><w:lvl><w:lvlText w:val="秘密LISTTEXT%1"/></w:lvl></w:abstractNum>', kind="numbering"),
    word_part("word/fontTable.xml", "fonts", '<w:font w:name="秘密FONT"/>', kind="fontTable"),
    Part(name="word/theme/theme1.xml", kind="theme", content=f'<a:theme xmlns:a="{DRAWING}" name="秘密THEME"/>'),
    Part(name="word/people.xml", kind="people", content='<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="秘密PERSON"/></w15:people>'),
    word_part("word/glossary/document.xml", "glossaryDocument", f"<w:docParts><w:docPart><w:docPartBody>{paragraph(token('GLOSSARY'))}</w:docPartBody></w:docPart></w:docParts>", kind="glossaryDocument"),
    Part(name="customXml/item1.xml", kind="customXml", content="<data><name id='秘密CUSTOMXMLATTR'>秘密CUSTOMXML</name></data>"),
    Part(name="word/charts/chart1.xml", kind="chart", content=CHART_XML),
    Part(name="word/diagrams/data1.xml", kind="diagramData", content=SMART),
    Part(name="word/diagrams/drawing1.xml", kind="diagramDrawing", content=SMART_DRAWN),
    Part(name="word/embeddings/book.xlsx", kind="package", content=xlsx(Tab(name="表", rows=[[token("EMBEDDEDXLSX")]]))),
    Part(name="word/embeddings/inner.docx", kind="package", content=docx(paragraph(token("EMBEDDEDDOCX")))),
    Part(name="word/embeddings/oleObject1.bin", kind="oleObject", content=packed_file("list.txt", token("OLEPACKAGE").encode())),
    Part(name="word/chunk.txt", kind="aFChunk", content=token("ALTCHUNK"), id="chunk1", type="text/plain"),
    Part(name="word/orphan.xml", content="<x>秘密ORPHANXML</x>"),
    word_part("word/document2.xml", "document", f"<w:body>{paragraph(token('ORPHANDOC'))}</w:body>"),
    Part(name="word/vmlDrawing1.vml", kind="vmlDrawing", content='<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><div>秘密VMLPART<br></div></v:textbox></xml>'),
    Part(name="word/blob.bin", kind="mystery", content=b"\x00\x01\x02" + token("UTF16BLOB").encode("utf-16-le") + b"\x00\x00\xff\xfe\x07\x01"),
    Part(name="word/media/" + token("PARTNAME") + ".xml", content="<x/>"),
)  # fmt: skip
OUTSIDE = (
    Outside(target="https://example.invalid/" + token("LINKTARGET"), kind="hyperlink", id="link1"),
    Outside(target="file:///D:/" + token("TEMPLATE"), kind="attachedTemplate", of="word/settings.xml"),
)

PLACES: dict[str, tuple[str, Visibility]] = {
    "BODY": ("body", SEEN), "SPLIT": ("body", SEEN), "INSERTED": ("body", SEEN), "INSAUTHOR": ("revision", META),
    "DELETED": ("revision", HIDDEN), "DELAUTHOR": ("attribute", META), "MOVEFROM": ("revision", HIDDEN),
    "MOVETO": ("body", SEEN), "CELL": ("body", SEEN), "NESTED": ("body", SEEN), "HIDDENROW": ("body", HIDDEN),
    "DELROW": ("revision", HIDDEN), "MERGED": ("body", SEEN), "SDTCELL": ("body", SEEN), "SDT": ("body", SEEN),
    "SDTALIAS": ("attribute", META), "SDTINLINE": ("body", SEEN), "SDTITEM": ("attribute", META),
    "VANISH": ("body", HIDDEN), "VANISHSTYLE": ("body", HIDDEN), "VANISHPARA": ("body", HIDDEN),
    "WHITE": ("body", HIDDEN), "TINY": ("body", HIDDEN), "BLACKBAR": ("body", HIDDEN), "SAMEFILL": ("body", HIDDEN),
    "SQUEEZED": ("body", HIDDEN), "LOWLINE": ("body", HIDDEN), "LOWROW": ("body", HIDDEN), "FIELDDATA": ("part", HIDDEN),
    "TOOLTIP": ("attribute", META), "LINKTEXT": ("body", SEEN), "INSTR": ("field", META), "FLDINSTR": ("field", META),
    "FLDRESULT": ("body", SEEN), "FFHELP": ("attribute", META), "BOOKMARK": ("attribute", META), "MATH": ("body", SEEN),
    "RUBYTOP": ("body", SEEN), "RUBYBASE": ("body", SEEN), "符SYM": ("body", SEEN), "SMARTTAG": ("body", SEEN),
    "CUSTOMINLINE": ("body", SEEN), "TEXTBOX": ("textbox", SEEN), "FALLBACK": ("textbox", HIDDEN),
    "VMLALT": ("body", META), "VMLBOX": ("textbox", SEEN), "WORDART": ("body", SEEN), "ALT": ("body", META),
    "ALTTITLE": ("body", META), "PICNAME": ("attribute", META), "HIDDENBOX": ("textbox", HIDDEN),
    "CANVAS": ("textbox", SEEN), "EDITOR": ("attribute", META), "AFTERBREAK": ("body", SEEN),
    "XMLCOMMENT": ("part", HIDDEN), "PI": ("part", HIDDEN), "STRAY": ("part", HIDDEN),
    "UNKNOWNATTR": ("attribute", META), "STYLENAME": ("attribute", META), "CHARTTITLE": ("chart", SEEN),
    "CHARTREF": ("chart", META), "CHARTCACHE": ("chart", SEEN), "SMARTART": ("diagram", SEEN),
    "SMARTDRAWN": ("diagram", SEEN), "HEADER": ("header", SEEN), "HEADERBOX": ("textbox", SEEN),
    "HEADERCELL": ("header", SEEN), "FOOTER": ("footer", SEEN), "FOOTERDEL": ("revision", HIDDEN),
    "FOOTNOTE": ("footnote", SEEN), "ENDNOTE": ("endnote", SEEN), "COMMENT": ("comment", HIDDEN),
    "COMMENTAUTHOR": ("comment", META), "CREATOR": ("property", META), "LASTBY": ("property", META),
    "DESCRIPTION": ("property", META), "COMPANY": ("property", META), "MANAGER": ("property", META),
    "CUSTOMNAME": ("property", META), "CUSTOMVALUE": ("property", META), "MERGE": ("attribute", META),
    "DOCVAR": ("property", META), "LISTTEXT": ("attribute", META), "FONT": ("attribute", META),
    "THEME": ("attribute", META), "PERSON": ("property", META), "GLOSSARY": ("glossary", HIDDEN),
    "CUSTOMXML": ("part", META), "CUSTOMXMLATTR": ("attribute", META), "EMBEDDEDXLSX": ("sheet", SEEN),
    "EMBEDDEDDOCX": ("body", SEEN), "OLEPACKAGE": ("body", SEEN), "ALTCHUNK": ("body", SEEN),
    "ORPHANXML": ("part", HIDDEN), "ORPHANDOC": ("body", HIDDEN), "VMLPART": ("textbox", SEEN),
    "UTF16BLOB": ("part", HIDDEN), "PARTNAME": ("part", META), "LINKTARGET": ("link", META),
    "TEMPLATE": ("link", META), "ZIPCOMMENT": ("property", META),
}  # fmt: skip


@cache
def document() -> Document:
    """The file with every place, read once."""
    data = docx(*BLOCKS, parts=PARTS, outside=OUTSIDE, comment=token("ZIPCOMMENT").encode())
    return read_bytes(data, name="draft.docx")


def test_the_matrix_is_wide_enough() -> None:
    """At least sixty places of a Word file are tried."""
    assert len(PLACES) >= 60


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_read(name: str) -> None:
    """The token of each place is found once, in that place, with that visibility."""
    part, seen = PLACES[name]
    hits = found(document(), token(name))
    assert [(p, v) for _b, p, v in hits] == [(part, seen)]


def test_only_the_blob_is_a_gap() -> None:
    """What was understood is no gap; the part nobody knows is one, though its strings were given."""
    assert [(g.code, g.location.name) for g in document().gaps] == [("unknown_part", "word/blob.bin")]


def test_kinds_of_revisions_and_comments() -> None:
    """Tracked changes and comments can be told by their kind."""
    doc = document()
    kinds = {doc.text_of(b): b.kind for b in doc.blocks}
    assert kinds[token("DELETED")] is BlockKind.DELETED
    assert kinds[token("COMMENT")] is BlockKind.COMMENT
    assert any(b.kind is BlockKind.INSERTED and token("INSAUTHOR") in doc.text_of(b) for b in doc.blocks)


def test_paragraphs_count_as_people_count() -> None:
    """Blank paragraphs and tables do not count: 正文第2段 is the second one with text."""
    doc = read_bytes(docx("一", paragraph(), table([["表"]]), "二"), name="x.docx")
    places = {doc.text_of(b): b.location.human("zh_Hans") for b in doc.blocks}
    assert places["一"] == "正文第1段"
    assert places["二"] == "正文第2段"


def test_white_text_on_a_shaded_cell_is_seen() -> None:
    """White letters in a dark table head are no hiding place."""
    white = paragraph(run("表头", '<w:color w:val="FFFFFF"/>'))
    cell = f'<w:tc><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr>{white}</w:tc>'
    doc = read_bytes(docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), name="x.docx")
    assert [v for _b, _p, v in found(doc, "表头")] == [SEEN]


def test_a_document_type_is_refused() -> None:
    """No Open XML part may declare a document type (ECMA-376 part 2, 8.1.4); nothing is expanded."""
    bomb = '<!DOCTYPE x [<!ENTITY a "SECRET"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    doc = read_bytes(
        docx("文", parts=[Part(name="word/x.xml", kind="customXml", content=bomb)]), name="x.docx"
    )
    assert [g.code for g in doc.gaps] == ["doctype"]
    assert "SECRET" not in doc.text


def test_strict_files_are_read_alike() -> None:
    """A strict document (ISO/IEC 29500-1) reads as a transitional one."""
    names = WORD.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    inner = f'<w:hdr xmlns:w="{names}">{paragraph("页眉")}</w:hdr>'
    doc = read_bytes(docx("文", parts=[Part(name="word/h.xml", content=inner, kind="header")]), name="x.docx")
    assert [p for _b, p, _v in found(doc, "页眉")] == ["header"]


def test_a_broken_part_is_read_as_far_as_it_goes() -> None:
    """A part cut off in the middle is a gap, and what stood before is not lost."""
    part = Part(name="word/header1.xml", content=f"<w:hdr {NAMES}>{paragraph('页眉')}<w:p>", kind="header")
    doc = read_bytes(docx("文", parts=[part]), name="x.docx")
    assert [g.code for g in doc.gaps] == ["unread_part"]
    assert "页眉" in doc.text
