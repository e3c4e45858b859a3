"""Ways of hiding text that were found by trying: each is read, and marked as hidden."""

from __future__ import annotations

import base64
from functools import cache

import pytest

from review.document import Document, Visibility
from review.readers import read_here
from tests.builders.odf import odf
from tests.builders.ooxml import (
    DRAWING,
    SHEET,
    Part,
    Slide,
    Tab,
    docx,
    paragraph,
    pptx,
    run,
    shape,
    word_part,
    xlsx,
)
from tests.readers.tokens import found, token

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

RUNS: dict[str, tuple[str, Visibility]] = {
    "NEARWHITE": ('<w:color w:val="FDFDFD"/>', HIDDEN),
    "MARKED": ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', HIDDEN),
    "NEARBLACK": ('<w:color w:val="010101"/><w:shd w:val="clear" w:fill="000000"/>', HIDDEN),
    "AUTOONBLACK": ('<w:shd w:val="solid" w:color="000000"/>', SEEN),
    "WHITEONBLUE": ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>', SEEN),
    "LOWERED": ('<w:position w:val="-3000"/>', HIDDEN),
    "FITTED": ('<w:fitText w:val="1"/>', HIDDEN),
    "TIGHT": ('<w:spacing w:val="-2000"/>', HIDDEN),
    "NOFILL": (f"<w14:textFill {W14}><w14:noFill/></w14:textFill>", HIDDEN),
    "CLEAR": (
        (
            f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr>'
            "</w14:solidFill></w14:textFill>"
        ),
        HIDDEN,
    ),
    "INKWHITE": (
        f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
        HIDDEN,
    ),
}
"""Properties of a run → who sees its text."""


def anchored(text: str, x: int, y: int, size: tuple[int, int] = (900_000, 900_000)) -> str:
    """A text box at a place of the page, in English metric units."""
    at = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{offset}</wp:posOffset></wp:position{axis}>'
        for axis, offset in (("H", x), ("V", y))
    )
    return (
        f'<w:p><w:r><w:drawing><wp:anchor>{at}<wp:extent cx="{size[0]}" cy="{size[1]}"/><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(text)}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )


def vml(text: str, style: str) -> str:
    """A text box of older programs."""
    return (
        f'<w:p><w:r><w:pict><v:rect style="{style}"><v:textbox><w:txbxContent>{paragraph(text)}</w:txbxContent></v:textbox>'
        "</v:rect></w:pict></w:r></w:p>"
    )


def looks(inside: str, text: str) -> str:
    """A paragraph with properties."""
    return f"<w:p><w:pPr>{inside}</w:pPr>{run(text)}</w:p>"


def cell(text: str, inside: str = "") -> str:
    """A cell with properties."""
    return f"<w:tc><w:tcPr>{inside}</w:tcPr>{paragraph(text)}</w:tc>"


def tables() -> str:
    """Cells that lie under others, are deleted, or stand beside the page."""
    first, merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return (
        f"<w:tbl><w:tr>{cell('上', first)}</w:tr>"
        f"<w:tr>{cell(token('MERGED'), merged)}</w:tr><w:tr>{cell(token('CELLDELETED'), '<w:cellDel/>')}</w:tr></w:tbl>"
        f'<w:tbl><w:tblPr><w:tblpPr w:tblpX="-30000"/></w:tblPr><w:tr>{cell(token("TABLEOFF"))}</w:tr></w:tbl>'
        f'<w:tbl><w:tblPr><w:tblInd w:w="31000"/></w:tblPr><w:tr>{cell(token("TABLEINDENT"))}</w:tr></w:tbl>'
    )


WORD: dict[str, Visibility] = {
    **{name: seen for name, (_looks, seen) in RUNS.items()},
    **dict.fromkeys(
        ("FRAME", "INDENT", "BOXLEFT", "BOXBELOW", "BOXEMPTY", "VMLLEFT", "VMLEMPTY", "MERGED", "CELLDELETED", "TABLEOFF",
         "TABLEINDENT", "FORMULA", "PHANTOM", "TRASH"), HIDDEN,
    ),
    **dict.fromkeys(("BOX", "SEPARATOR"), SEEN),
    **dict.fromkeys(("ALIAS_tag", "Given_bookmark", "VARIABLE"), META),
}  # fmt: skip


@cache
def word() -> Document:
    """A Word file with all of them."""
    blocks = [
        *(paragraph(run(token(name), inside)) for name, (inside, _seen) in RUNS.items()),
        looks('<w:framePr w:x="-30000"/>', token("FRAME")), looks('<w:ind w:left="31000"/>', token("INDENT")),
        anchored(token("BOX"), 0, 0), anchored(token("BOXLEFT"), -20_000_000, 0),
        anchored(token("BOXBELOW"), 0, 90_000_000), anchored(token("BOXEMPTY"), 0, 0, (0, 0)),
        vml(token("VMLLEFT"), "position:absolute;margin-left:-3000pt;width:9pt"), vml(token("VMLEMPTY"), "width:0;height:0"),
        tables(),
        (f"<w:p><m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>{token('FORMULA')}</m:t></m:r><m:phant><m:phantPr>"
        f'<m:show m:val="0"/></m:phantPr><m:e><m:r><m:t>{token("PHANTOM")}</m:t></m:r></m:e></m:phant></m:oMath></w:p>'),
        '<w:sdt><w:sdtPr><w:tag w:val="ALIAS_tag"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
        '<w:p><w:bookmarkStart w:id="1" w:name="Given_bookmark"/></w:p>',
    ]  # fmt: skip
    line = f'<w:footnote w:type="separator">{paragraph(token("SEPARATOR"))}</w:footnote>'
    parts = (
        word_part("word/footnotes.xml", "footnotes", line, kind="footnotes"),
        word_part(
            "word/settings.xml",
            "settings",
            f'<w:docVars><w:docVar w:name="{token("VARIABLE")}" w:val="1"/></w:docVars>',
            kind="settings",
        ),
        Part(name="[trash]/0000.dat", content=token("TRASH").encode()),
    )
    return read_here(docx(*blocks, parts=parts), name="a.docx")


@pytest.mark.parametrize("name", WORD)
def test_word(name: str) -> None:
    """Text of a Word file is hidden where nobody sees it, and read in any case."""
    sought = name if name.isascii() and "_" in name else token(name)
    assert {seen for _block, _part, seen in found(word(), sought)} == {WORD[name]}


STYLES = (
    f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="170" formatCode="&quot; &quot;;&quot; &quot;;;"/>'
    '<numFmt numFmtId="171" formatCode="[White]General"/></numFmts><fonts><font/><font><sz val="1"/></font>'
    '<font><color rgb="FFFF0000"/></font><font><color theme="1"/></font></fonts><fills><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFE0101"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor theme="1"/></patternFill></fill></fills>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2" fillId="1"/><xf fontId="3" fillId="2"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
)
CELLS = {
    "ORDINARY": SEEN,
    "TINY": HIDDEN,
    "REDONRED": HIDDEN,
    "BLACKONBLACK": HIDDEN,
    "BLANKFORMAT": HIDDEN,
    "WHITEFORMAT": HIDDEN,
}
SHAPES = {"SHAPE": SEEN, "SHAPETINY": HIDDEN, "SHAPEWHITE": HIDDEN, "SHAPEEMPTY": HIDDEN}
BOOK = {**CELLS, **SHAPES, "UNDERMERGED": HIDDEN, "ESCAPED": SEEN, "ENTRY": META}
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def sheet_shape(runs: str, extent: int) -> str:
    """A shape without a fill."""
    return (
        f'<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from><xdr:ext cx="{extent}" cy="{extent}"/>'
        f"<xdr:sp><xdr:spPr><a:noFill/></xdr:spPr><xdr:txBody><a:p>{runs}</a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
    )


def letters_of(text: str, inside: str = "") -> str:
    """A run of DrawingML."""
    return f"<a:r><a:rPr {inside if inside.startswith('sz') else ''}>{'' if inside.startswith('sz') else inside}</a:rPr><a:t>{text}</a:t></a:r>"


WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


@cache
def book() -> Document:
    """A workbook with all of them."""
    cells = "".join(
        f'<c r="{chr(65 + i)}1" s="{i}" t="inlineStr"><is><t>{token(name)}</t></is></c>'
        for i, name in enumerate(CELLS)
    )
    raw = (
        f'<row r="1">{cells}</row><row r="2"><c r="A2" t="inlineStr"><is><t>上</t></is></c>'
        f'<c r="B2" t="inlineStr"><is><t>{token("UNDERMERGED")}</t></is></c></row>'
        f'<row r="3"><c r="A3" t="inlineStr"><is><t>{token("ESCAPED").replace("秘", "_x79D8_")}</t></is></c></row>'
    )
    runs = (
        letters_of(token("SHAPE"))
        + letters_of(token("SHAPETINY"), 'sz="100"')
        + letters_of(token("SHAPEWHITE"), WHITE)
    )
    drawing = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{DRAWING}">{sheet_shape(runs, 9)}'
        f"{sheet_shape(letters_of(token('SHAPEEMPTY')), 0)}</xdr:wsDr>"
    )
    parts = (
        Part(name="xl/styles.xml", content=STYLES, kind="styles"),
        Part(name="xl/drawings/drawing1.xml", content=drawing, kind="drawing", of="xl/worksheets/sheet1.xml"),
        Part(
            name="xl/tables/table1.xml",
            content=f'<table xmlns="{SHEET}" name="{token("ENTRY")}"/>',
            kind="table",
        ),
    )
    tab = Tab(name="表", raw=raw, after='<mergeCells><mergeCell ref="A2:C2"/></mergeCells>')
    return read_here(xlsx(tab, parts=parts), name="a.xlsx")


@pytest.mark.parametrize("name", BOOK)
def test_workbook(name: str) -> None:
    """Cells and shapes of a workbook are hidden where nobody sees them."""
    assert {seen for _block, _part, seen in found(book(), token(name))} == {BOOK[name]}


def box(runs: str, frame: tuple[int, int, int, int], fill: str = "") -> str:
    """A shape of a slide at a place."""
    x, y, wide, high = frame
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="9" name="x"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/>'
        f"</a:xfrm>{fill}</p:spPr><p:txBody><a:p>{runs}</a:p></p:txBody></p:sp>"
    )


DARK = '<a:solidFill><a:srgbClr val="000080"/></a:solidFill>'
SLIDE = {
    "WHITEONPAPER": (box(letters_of("秘密WHITEONPAPER", WHITE), (0, 0, 9, 9)), HIDDEN),
    "WHITEONDARK": (box(letters_of("秘密WHITEONDARK", WHITE), (0, 0, 9, 9), DARK), SEEN),
    "OVERDARK": (box("", (0, 0, 99, 99), DARK) + box(letters_of("秘密OVERDARK", WHITE), (5, 5, 9, 9)), SEEN),
    "BESIDEDARK": (
        box("", (200, 0, 99, 99), DARK) + box(letters_of("秘密BESIDEDARK", WHITE), (5, 5, 9, 9)),
        HIDDEN,
    ),
    "COVERED": (box(letters_of("秘密COVERED"), (5, 5, 9, 9)) + box("", (0, 0, 99, 99), DARK), HIDDEN),
    "HALFCOVERED": (box(letters_of("秘密HALFCOVERED"), (5, 5, 99, 9)) + box("", (0, 0, 50, 99), DARK), SEEN),
    "OVERPICTURE": (
        "<p:pic><p:spPr/></p:pic>" + box(letters_of("秘密OVERPICTURE", WHITE), (0, 0, 9, 9)),
        SEEN,
    ),
    "EMPTYFRAME": (box(letters_of("秘密EMPTYFRAME"), (9, 9, 0, 0)), HIDDEN),
}


@pytest.mark.parametrize("name", SLIDE)
def test_slide(name: str) -> None:
    """Letters of the colour they stand on are hidden, and text under a solid shape; nothing is guessed over pictures."""
    shapes, seen = SLIDE[name]
    doc = read_here(pptx(Slide(shapes=shapes)), name="a.pptx")
    assert {visibility for _block, _part, visibility in found(doc, f"秘密{name}")} == {seen}


def test_merged_cells_of_a_slide() -> None:
    """Text under a merged cell is hidden."""
    table = (
        "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc gridSpan='2'><a:txBody><a:p/></a:txBody></a:tc>"
        f"<a:tc hMerge='1'><a:txBody><a:p>{letters_of('秘密')}</a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    doc = read_here(pptx(Slide(shapes=table + shape("文"))), name="a.pptx")
    assert {seen for _block, _part, seen in found(doc, "秘密")} == {HIDDEN}


def style(name: str, inside: str, family: str = "text", more: str = "") -> str:
    """An automatic style."""
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inside}</style:style>'


SPANS = {
    "WHITE": ('<style:text-properties fo:color="#ffffff"/>', HIDDEN),
    "TINY": ('<style:text-properties fo:font-size="1pt"/>', HIDDEN),
    "REDONRED": ('<style:text-properties fo:color="#ff0000" fo:background-color="#fe0000"/>', HIDDEN),
    "ONBLUE": ('<style:text-properties fo:color="#ffffff" fo:background-color="#000080"/>', SEEN),
    "NARROW": ('<style:text-properties style:text-scale="1%"/>', HIDDEN),
    "CLEAR": ('<style:text-properties loext:opacity="0%" xmlns:loext="urn:x"/>', HIDDEN),
}
OPEN = {
    **{name: seen for name, (_looks, seen) in SPANS.items()},
    **dict.fromkeys(("INHERITED", "OFFPAGE", "COVEREDCELL", "SCRIPT", "MISPLACED"), HIDDEN),
    "TITLE": META,
    "FRAME": SEEN,
}


@cache
def open_document() -> Document:
    """A text document with all of them."""
    styles = "".join(style(name, inside) for name, (inside, _seen) in SPANS.items())
    styles += style("gone", '<style:text-properties text:display="none"/>')
    styles += style("INHERITED", "", more='style:parent-style-name="gone"')
    spans = "".join(
        f'<text:p><text:span text:style-name="{n}">{token(n)}</text:span></text:p>'
        for n in (*SPANS, "INHERITED")
    )
    frame = '<text:p><draw:frame svg:x="{}" svg:y="0cm" svg:width="2cm" svg:height="1cm"><draw:text-box><text:p>{}</text:p></draw:text-box>{}</draw:frame></text:p>'
    body = (
        f"{spans}{frame.format('-50cm', token('OFFPAGE'), '')}"
        f"{frame.format('1cm', token('FRAME'), '<svg:title>' + token('TITLE') + '</svg:title>')}"
        f"<table:table><table:table-row><table:table-cell/><table:covered-table-cell><text:p>{token('COVEREDCELL')}</text:p>"
        f"</table:covered-table-cell></table:table-row></table:table>{token('MISPLACED')}"
    )
    return read_here(odf("text", body, styles=styles, scripts=token("SCRIPT")), name="a.odt")


@pytest.mark.parametrize("name", OPEN)
def test_open_document(name: str) -> None:
    """Styles, frames and cells of OpenDocument hide text as those of other programs do."""
    assert {seen for _block, _part, seen in found(open_document(), token(name))} == {OPEN[name]}


def test_a_copy_of_a_shape_in_an_attribute() -> None:
    """Office keeps a shape again, packed, in an attribute: its words are told, its plumbing is not."""
    packed = base64.b64encode(docx("秘密甲" * 40)).decode()
    doc = read_here(
        docx(f'<w:p><w:r><w:pict><v:rect o:gfxdata="{packed}"/></w:pict></w:r></w:p>'), name="a.docx"
    )
    assert {seen for _block, _part, seen in found(doc, "秘密甲")} == {META}
    assert "Relationship" not in doc.text
