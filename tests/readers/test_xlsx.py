"""Every place of an Excel file where text can hide is read, with its place and visibility."""

from __future__ import annotations

import base64
import struct
from functools import cache

import pytest

from review.document import BlockKind, Document, Visibility
from review.readers import read_bytes
from tests.builders.ole import compound
from tests.builders.ooxml import (
    CHART,
    DRAWING,
    NAMES,
    OFFICE,
    SHEET,
    Outside,
    Part,
    Tab,
    core,
    docx,
    paragraph,
    xlsx,
    zipped,
)
from tests.readers.tokens import found, token

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
S1 = "xl/worksheets/sheet1.xml"

STYLES = (
    f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode=";;;"/>'
    '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="166" formatCode="000000"/>'
    '<numFmt numFmtId="167" formatCode="&quot;秘密FORMAT&quot;0"/></numFmts>'
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf numFmtId="164"/><xf fontId="1"/><xf fontId="1" fillId="1"/><xf numFmtId="165"/><xf numFmtId="166"/>'
    '<xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    '<cellStyles><cellStyle name="秘密STYLENAME"/></cellStyles></styleSheet>'
)
STRINGS = (
    f'<sst xmlns="{SHEET}"><si><t>秘密SHARED</t></si><si><r><t>秘密</t></r><r><rPr><b/></rPr><t>RICH</t></r></si>'
    "<si><t>読み</t><rPh><t>秘密PHONETIC</t></rPh></si><si><t>秘密UNUSED</t></si></sst>"
)
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
    '<c r="D1" t="inlineStr"><is><t>秘密INLINE</t></is></c>'
    '<c r="E1" t="str"><f>"秘密FORMULA"&amp;A1</f><v>秘密RESULT</v></c></row>'
    '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>秘密NOFORMAT</t></is></c>'
    '<c r="B2" s="2" t="inlineStr"><is><t>秘密WHITE</t></is></c>'
    '<c r="C2" s="3" t="inlineStr"><is><t>秘密WHITEONBLUE</t></is></c>'
    '<c r="E2" t="inlineStr"><is><t>秘密HIDDENCOL</t></is></c><c r="G2" t="inlineStr"><is><t>秘密THINCOL</t></is></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>秘密HIDDENROW</t></is></c></row>'
    '<row r="4" ht="0"><c r="A4" t="inlineStr"><is><t>秘密FLATROW</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>秘密LASTCELL</t></is></c></row>'
)
AFTER = (
    '<autoFilter ref="A1:D4"><filterColumn colId="0"><filters><filter val="秘密FILTER"/></filters></filterColumn></autoFilter>'
    '<mergeCells><mergeCell ref="H1:I1"/></mergeCells>'
    '<conditionalFormatting sqref="A1"><cfRule type="expression"><formula>A1="秘密CONDITION"</formula></cfRule></conditionalFormatting>'
    '<dataValidations><dataValidation type="list" prompt="秘密PROMPT" error="秘密ERROR"><formula1>"秘密LISTITEM,乙"</formula1></dataValidation></dataValidations>'
    '<hyperlinks><hyperlink ref="A1" r:id="link1" display="秘密DISPLAY" tooltip="秘密TOOLTIP"/></hyperlinks>'
    '<headerFooter><oddHeader>&amp;L&amp;"宋体,常规"&amp;10秘密HEADER</oddHeader><firstFooter>&amp;C秘密FOOTER</firstFooter></headerFooter>'
    '<scenarios><scenario name="秘密SCENARIO" user="秘密SCENARIOUSER"/></scenarios>'
    "<!-- 秘密XMLCOMMENT -->"
    '<extLst><ext xmlns:x14="x"><x14:dv><xm:f xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">"秘密EXTLIST"</xm:f></x14:dv></ext></extLst>'
)
COLUMNS = '<cols><col min="5" max="6" hidden="1"/><col min="7" max="7" width="0.1"/></cols>'


def shape(text: str, attributes: str = "", row: int = 2) -> str:
    """A shape anchored at a cell."""
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>{row}</xdr:row></xdr:from><xdr:sp><xdr:nvSpPr>"
        f'<xdr:cNvPr id="2" name="x" {attributes}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
    )


def mashup() -> str:
    """Power Query keeps its program as a zip in base64."""
    inner = zipped({"Formulas/Section1.m": "let 秘密QUERY = 1".encode()})
    return base64.b64encode(struct.pack("<II", 0, len(inner)) + inner + struct.pack("<I", 0)).decode()


def module(text: str) -> bytes:
    """A VBA module whose source is compressed without any back reference ([MS-OVBA] 2.4.1)."""
    raw = b'Attribute VB_Name = "m"\r\n' + text.encode("gb18030")
    tokens = b"".join(b"\x00" + raw[i : i + 8] for i in range(0, len(raw), 8))
    return b"\x01" + struct.pack("<H", 0xB000 | (len(tokens) - 1)) + tokens


PARTS = (
    Part(name="xl/styles.xml", kind="styles", content=STYLES),
    Part(name="xl/sharedStrings.xml", kind="sharedStrings", content=STRINGS),
    Part(name="xl/comments1.xml", kind="comments", of=S1, content=f'<comments xmlns="{SHEET}"><authors><author>秘密NOTEAUTHOR</author></authors><commentList><comment ref="B2" authorId="0"><text><r><t>秘密</t></r><r><t>NOTE</t></r></text></comment></commentList></comments>'),
    Part(name="xl/threadedComments/t1.xml", kind="threadedComment", of=S1, content=f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="C3"><text>秘密THREAD</text></threadedComment></ThreadedComments>'),
    Part(name="xl/persons/person.xml", kind="person", content=f'<personList xmlns="{THREADS}"><person displayName="秘密PERSON"/></personList>'),
    Part(name="xl/drawings/drawing1.xml", kind="drawing", of=S1, content=f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{DRAWING}">{shape("秘密SHAPE", chr(100) + "escr=" + chr(34) + "秘密ALT" + chr(34))}{shape("秘密HIDDENSHAPE", "hidden=" + chr(34) + "1" + chr(34))}</xdr:wsDr>'),
    Part(name="xl/drawings/vmlDrawing1.vml", kind="vmlDrawing", of=S1, content='<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><div>秘密FORMCONTROL<br></div></v:textbox></v:shape></xml>'),
    Part(name="xl/charts/chart1.xml", kind="chart", of="xl/drawings/drawing1.xml", content=f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:title><a:p><a:r><a:t>秘密CHARTTITLE</a:t></a:r></a:p></c:title><c:strCache><c:pt><c:v>秘密CHARTCACHE</c:v></c:pt></c:strCache></c:chartSpace>'),
    Part(name="xl/pivotCache/def1.xml", kind="pivotCacheDefinition", content=f'<pivotCacheDefinition xmlns="{SHEET}" refreshedBy="秘密REFRESHER"><cacheFields><cacheField name="秘密PIVOTFIELD"><sharedItems><s v="秘密PIVOTITEM"/></sharedItems></cacheField><cacheField name="号"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'),
    Part(name="xl/pivotCache/rec1.xml", kind="pivotCacheRecords", of="xl/pivotCache/def1.xml", content=f'<pivotCacheRecords xmlns="{SHEET}"><r><x v="0"/><s v="秘密PIVOTRECORD"/></r></pivotCacheRecords>'),
    Part(name="xl/pivotTables/p1.xml", kind="pivotTable", of=S1, content=f'<pivotTableDefinition xmlns="{SHEET}" name="秘密PIVOTTABLE"/>'),
    Part(name="xl/externalLinks/e1.xml", kind="externalLink", content=f'<externalLink xmlns="{SHEET}"><externalBook><sheetNames><sheetName val="秘密EXTSHEET"/></sheetNames><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>秘密EXTCELL</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'),
    Part(name="xl/connections.xml", kind="connections", content=f'<connections xmlns="{SHEET}"><connection name="秘密CONNECTION"><dbPr connection="Password=秘密CONNSTRING" command="select 秘密COMMAND"/></connection></connections>'),
    Part(name="xl/tables/table1.xml", kind="table", of=S1, content=f'<table xmlns="{SHEET}" displayName="秘密TABLENAME"><tableColumns><tableColumn name="秘密TABLECOLUMN"><calculatedColumnFormula>"秘密CALCULATED"</calculatedColumnFormula></tableColumn></tableColumns></table>'),
    Part(name="xl/queryTables/q1.xml", kind="queryTable", of=S1, content=f'<queryTable xmlns="{SHEET}" name="秘密QUERYTABLE"/>'),
    Part(name="xl/revisions/log1.xml", kind="revisionLog", content=f'<revisions xmlns="{SHEET}"><rcc><oc r="A1"><is><t>秘密OLDVALUE</t></is></oc></rcc></revisions>'),
    Part(name="xl/revisions/users.xml", kind="usernames", content=f'<users xmlns="{SHEET}"><userInfo name="秘密SHAREDUSER"/></users>'),
    Part(name="xl/vbaProject.bin", kind="vbaProject", content=compound({"Module1": module("'秘密MACRO")})),
    Part(name="xl/printerSettings/p1.bin", kind="printerSettings", of=S1, type="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings", content=b"\x00\x00\x01\x02" + "秘密PRINTER".encode("utf-16-le")),
    Part(name="xl/embeddings/e.docx", kind="package", of=S1, content=docx(paragraph("秘密EMBEDDED"))),
    Part(name="xl/ctrlProps/c1.xml", kind="ctrlProp", of=S1, content=f'<formControlPr xmlns="{SHEET}" fmlaTxbx="秘密CONTROL"/>'),
    Part(name="customXml/item1.xml", kind="customXml", content=f"<m>{mashup()}</m>"),
    Part(name="customXml/item2.xml", kind="customXml", content="<m>秘密CUSTOMXML</m>"),
    Part(name="docProps/custom.xml", kind="custom-properties", of="", content=f'<Properties xmlns="{OFFICE}/custom-properties"><property name="x"><v>秘密CUSTOMPROP</v></property></Properties>'),
    core(creator="秘密CREATOR", lastModifiedBy="秘密LASTBY"),
    Part(name="xl/worksheets/sheet9.xml", content=f'<worksheet xmlns="{SHEET}"><sheetData><row><c t="inlineStr"><is><t>秘密ORPHANSHEET</t></is></c></row></sheetData></worksheet>'),
    Part(name="xl/theme/theme1.xml", kind="theme", content=f'<a:theme {NAMES} name="秘密THEME"/>'),
)  # fmt: skip
BOOK = (
    '<definedNames><definedName name="秘密NAME">Sheet1!$A$1</definedName><definedName name="n" hidden="1">"秘密CONSTANT"</definedName>'
    '</definedNames><fileSharing userName="秘密SHARINGUSER"/>'
)
TABS = (
    Tab(name="名单", raw=ROWS, before=COLUMNS, after=AFTER),
    Tab(name="秘密HIDDENTAB", rows=[["秘密HIDDENSHEET"]], state="hidden"),
    Tab(name="深藏", rows=[["秘密VERYHIDDEN"]], state="veryHidden"),
)
OUTSIDE = (
    Outside(target="https://example.invalid/秘密LINKTARGET", kind="hyperlink", of=S1, id="link1"),
    Outside(target="file:///D:/秘密EXTPATH.xlsx", kind="externalLinkPath", of="xl/externalLinks/e1.xml"),
)
PLACES: dict[str, tuple[str, Visibility]] = {
    "SHARED": ("sheet", SEEN), "RICH": ("sheet", SEEN), "PHONETIC": ("part", HIDDEN), "INLINE": ("sheet", SEEN),
    "FORMULA": ("field", META), "RESULT": ("sheet", HIDDEN), "NOFORMAT": ("sheet", HIDDEN), "WHITE": ("sheet", HIDDEN),
    "WHITEONBLUE": ("sheet", SEEN), "HIDDENCOL": ("sheet", HIDDEN), "THINCOL": ("sheet", HIDDEN),
    "HIDDENROW": ("sheet", HIDDEN), "FLATROW": ("sheet", HIDDEN), "LASTCELL": ("sheet", SEEN),
    "FILTER": ("field", HIDDEN), "CONDITION": ("field", HIDDEN), "PROMPT": ("attribute", META),
    "ERROR": ("attribute", META), "LISTITEM": ("validation", HIDDEN), "EXTLIST": ("validation", HIDDEN),
    "DISPLAY": ("attribute", META), "TOOLTIP": ("attribute", META), "HEADER": ("header", SEEN),
    "FOOTER": ("footer", SEEN), "SCENARIO": ("attribute", META), "SCENARIOUSER": ("attribute", META),
    "XMLCOMMENT": ("part", HIDDEN), "FORMAT": ("attribute", META), "STYLENAME": ("attribute", META),
    "UNUSED": ("part", HIDDEN), "NOTE": ("comment", HIDDEN), "NOTEAUTHOR": ("comment", META),
    "THREAD": ("comment", HIDDEN), "PERSON": ("comment", META), "SHAPE": ("textbox", SEEN), "ALT": ("textbox", META),
    "HIDDENSHAPE": ("textbox", HIDDEN), "FORMCONTROL": ("textbox", SEEN), "CHARTTITLE": ("chart", SEEN),
    "CHARTCACHE": ("chart", SEEN), "REFRESHER": ("attribute", META), "PIVOTRECORD": ("pivot_cache", HIDDEN),
    "PIVOTTABLE": ("attribute", META), "EXTSHEET": ("external_link", HIDDEN), "EXTCELL": ("external_link", HIDDEN),
    "CONNECTION": ("property", META), "CONNSTRING": ("property", META), "COMMAND": ("property", META),
    "TABLENAME": ("attribute", META), "TABLECOLUMN": ("attribute", META), "CALCULATED": ("part", META),
    "QUERYTABLE": ("attribute", META), "OLDVALUE": ("revision", HIDDEN), "SHAREDUSER": ("attribute", META),
    "MACRO": ("script", HIDDEN), "PRINTER": ("part", META), "EMBEDDED": ("body", SEEN), "CONTROL": ("attribute", META),
    "QUERY": ("body", SEEN), "CUSTOMXML": ("part", META), "CUSTOMPROP": ("property", META),
    "CREATOR": ("property", META), "LASTBY": ("property", META), "ORPHANSHEET": ("sheet", HIDDEN),
    "THEME": ("attribute", META), "NAME": ("defined_name", META), "CONSTANT": ("defined_name", HIDDEN),
    "SHARINGUSER": ("attribute", META), "HIDDENTAB": ("sheet", HIDDEN), "HIDDENSHEET": ("sheet", HIDDEN),
    "VERYHIDDEN": ("sheet", HIDDEN), "LINKTARGET": ("link", META), "EXTPATH": ("link", META),
}  # fmt: skip


@cache
def document() -> Document:
    """The file with every place, read once."""
    return read_bytes(xlsx(*TABS, parts=PARTS, outside=OUTSIDE, book=BOOK), name="list.xlsx")


def test_the_matrix_is_wide_enough() -> None:
    """At least forty-five places of an Excel file are tried."""
    assert len(PLACES) >= 45


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_read(name: str) -> None:
    """The token of each place is found once, in that place, with that visibility."""
    assert [(p, v) for _b, p, v in found(document(), token(name))] == [PLACES[name]]


@pytest.mark.parametrize("name", ["PIVOTFIELD", "PIVOTITEM"])
def test_pivot_caches_keep_their_source(name: str) -> None:
    """Names and values of a pivot cache stand in the list of items and in the records."""
    assert {(p, v) for _b, p, v in found(document(), token(name))} == {("pivot_cache", HIDDEN)}


def test_everything_was_understood() -> None:
    """Nothing of the file is a gap."""
    assert document().gaps == ()


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="A1"><v>1.10101199003070123E17</v></c>', "110101199003070123"),
        ('<c r="A1"><v>110101199003070000</v></c>', "110101199003070000"),
        ('<c r="A1" s="4"><v>32874</v></c>', "1990-01-01"),
        ('<c r="A1" s="6"><v>45292</v></c>', "2024-01-01"),
        ('<c r="A1" s="7"><v>45292.5</v></c>', "2024-01-01 12:00:00"),
        ('<c r="A1" s="6"><v>1</v></c>', "1900-01-01"),
        ('<c r="A1" s="5"><v>1234</v></c>', "001234"),
        ('<c r="A1"><v>0.5</v></c>', "0.5"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="s"><v>99</v></c><c r="B1"><v>1</v></c>', "1"),
        ("<c><v>7</v></c>", "7"),
    ],
)
def test_numbers_are_given_in_full(cell: str, shown: str) -> None:
    """An identity number kept as a number comes with all its digits; a date as YYYY-MM-DD."""
    styles = Part(name="xl/styles.xml", kind="styles", content=STYLES)
    doc = read_bytes(xlsx(Tab(name="表", raw=f"<row>{cell}</row>"), parts=[styles]), name="x.xlsx")
    table = next(b for b in doc.blocks if b.kind is BlockKind.TABLE)
    assert doc.text_of(table) == shown


def test_cells_keep_their_place_and_hidden_ranges() -> None:
    """A range of hidden columns hides every one of them; cells are found where the file puts them."""
    table = next(b.table for b in document().blocks if b.table is not None)
    assert table.hidden_columns == {4, 5, 6}
    assert table.hidden_rows == {2, 3}
    assert table.merged == ((0, 7, 0, 8),)
    assert (table.rows[-1], table.columns[-1]) == (1_048_575, 16_383)


def test_places_are_told_as_people_say_them() -> None:
    """A cell is named by its sheet and its letters."""
    doc = document()
    at = doc.text.index(token("INLINE"))
    assert doc.locate(at, at + 2)[0].human("zh_Hans") == "工作表“名单”表1 D1"


def test_a_sheet_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    """Rows before the break are given, and the sheet is a gap."""
    raw = '<row r="1"><c r="A1" t="inlineStr"><is><t>前</t></is></c></row><row r="2"><c'
    doc = read_bytes(xlsx(Tab(name="表", raw=raw)), name="x.xlsx")
    assert "前" in doc.text
    assert [g.code for g in doc.gaps] == ["unread_part"]
