"""OpenDocument files: the number is nowhere, across spans and in cells, and hidden things go."""

from __future__ import annotations

import pytest

from review.document import Visibility
from review.errors import RefusedError
from review.publish.masking import MASK
from review.publish.redact import redact
from review.readers import read_bytes
from tests.builders.odf import odf
from tests.publish.playing import PHONE, SCANNER, decided
from tests.publish.test_redact import bytes_inside

HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
SHEET_GONE = '<style:style style:name="G"><style:table-properties table:display="false"/></style:style>'
SLIDE_GONE = '<style:style style:name="S"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
NOTE = f"<office:annotation><dc:creator>作者甲</dc:creator><text:p>批注{PHONE}</text:p></office:annotation>"

TEXT = f"""<text:tracked-changes><text:changed-region><text:deletion><text:p>删去{PHONE}</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>标题</text:h><text:p>手机{PHONE[:3]}<text:span>{PHONE[3:7]}</text:span>{PHONE[7:]}。尾</text:p>
<text:p>{PHONE[:5]}<text:change-start text:change-id="1"/>{PHONE[5:]}{NOTE}</text:p>
<text:p>注<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{PHONE}</text:p></text:note-body></text:note>后</text:p>
<text:p><text:a xlink:href="tel:{PHONE}">链接</text:a><text:span text:style-name="H">隐语</text:span>见</text:p>
<text:p text:style-name="H">隐段</text:p><text:section text:display="none"><text:p>隐节</text:p></text:section>
<text:p><draw:frame><draw:text-box><text:p>框{PHONE}</text:p></draw:text-box></draw:frame></text:p>
<table:table><table:table-row><table:table-cell><text:p>{PHONE}</text:p></table:table-cell></table:table-row></table:table>"""

CELL = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
BOOK = f"""<table:table table:name="一"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>
<table:table-row>{CELL.format("float", f'office:value="{PHONE}"', "1.38E+10")}{CELL.format("string", "", "藏列")}{CELL.format("string", "", "见")}</table:table-row>
<table:table-row>{CELL.format("string", f'table:formula="of:=&quot;{PHONE}&quot;"', PHONE)}</table:table-row>
<table:table-row table:visibility="collapse">{CELL.format("string", "", "藏行")}</table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>重复</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="藏表" table:style-name="G"><table:table-row>{CELL.format("string", "", "藏格")}</table:table-row></table:table>"""

SLIDES = f"""<draw:page draw:name="一"><draw:frame><draw:text-box><text:p>手机{PHONE}</text:p></draw:text-box></draw:frame>
<presentation:notes><draw:frame><draw:text-box><text:p>备注{PHONE}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
<draw:page draw:name="二" draw:style-name="S"><draw:frame><draw:text-box><text:p>藏片{PHONE}</text:p></draw:text-box></draw:frame></draw:page>"""

META = f"<dc:creator>作者乙</dc:creator><dc:title>题{PHONE}</dc:title><meta:user-defined>自填</meta:user-defined>"
FILES = {"Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n" + PHONE.encode(), "Pictures/a.bin": b"\0"}
ROWS = [
    ("a.odt", odf("text", TEXT, styles=HIDDEN, meta=META, files=FILES), ("隐语", "隐段", "隐节", "批注", "删去", "作者甲"), ("标题", "见", "尾", "后", "框")),
    ("b.ods", odf("spreadsheet", BOOK, styles=SHEET_GONE, meta=META, files=FILES), ("藏列", "藏行", "藏表", "藏格"), ("见", "重复")),
    ("c.odp", odf("presentation", SLIDES, styles=SLIDE_GONE, meta=META, files=FILES), ("藏片", "备注"), ("手机",)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "lost", "kept"), ROWS, ids=[row[0] for row in ROWS])
def test_the_value_and_hidden_things_are_nowhere(
    name: str, data: bytes, lost: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Our reader and the raw bytes hold neither; what is seen stays."""
    scan = SCANNER.scan_bytes(data, name=name)
    copy = redact(data, decided(scan), scan, SCANNER)
    after = read_bytes(copy.data, name=name)
    inside = bytes_inside(copy.data).decode("utf-8", "replace")
    for word in (PHONE, *lost, "作者乙", "自填"):
        assert word in scan.document.text
        assert word not in inside
        assert word not in after.text
    for word in (*kept, MASK * len(PHONE)):
        assert word in after.text
    assert not [b for b in after.blocks if b.visibility is Visibility.HIDDEN]
    assert copy.removed


def test_a_repeated_cell_over_a_hidden_column() -> None:
    """It becomes one cell for each, and only the hidden one is emptied."""
    data = ROWS[1][1]
    scan = SCANNER.scan_bytes(data, name="b.ods")
    copy = redact(data, decided(scan), scan, SCANNER).data
    assert read_bytes(copy, name="b.ods").text.count("重复") == 2


def test_a_locked_file_is_refused() -> None:
    """With what to do."""
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:encryption-data/></manifest:manifest>'
    data = odf("text", "<text:p>x</text:p>", files={"META-INF/manifest.xml": manifest})
    from review.publish.odf import redact_odf
    from tests.publish.playing import wanted

    with pytest.raises(RefusedError, match="password"):
        redact_odf(data, wanted(PHONE))


_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_SVG = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
WHITE = f'<style:style style:name="W" style:family="text"><style:text-properties {_FO} fo:color="#ffffff"/></style:style>'
TINY = f'<style:style style:name="T" style:family="text"><style:text-properties {_FO} fo:font-size="1pt"/></style:style>'
DARK = f'<style:style style:name="D" style:family="paragraph"><style:paragraph-properties {_FO} fo:background-color="#000000"/></style:style>'
NARROW = '<style:style style:name="N" style:family="table-column"><style:table-column-properties style:column-width="0.01cm"/></style:style>'
CELL_WHITE = f'<style:style style:name="C" style:family="table-cell"><style:text-properties {_FO} fo:color="#ffffff"/></style:style>'
SECRET = "藏起来的话"
UNSEEN = {
    "white": ("text", f'<text:p>前<text:span text:style-name="W">{SECRET}<text:s/>{SECRET}</text:span>后</text:p>'),
    "tiny": ("text", f'<text:p>前<text:span text:style-name="T">{SECRET}</text:span>后</text:p>'),
    "off the page": ("text", f'<text:p>前<draw:frame {_SVG} svg:x="-99cm" svg:y="1cm" svg:width="2cm" svg:height="1cm"><draw:text-box><text:p>{SECRET}</text:p></draw:text-box></draw:frame>后</text:p>'),
    "a white cell": ("spreadsheet", f'<table:table table:name="一"><table:table-row><table:table-cell table:style-name="C" office:value-type="string"><text:p>{SECRET}</text:p></table:table-cell><table:table-cell><text:p>前后</text:p></table:table-cell></table:table-row></table:table>'),
    "a narrow column": ("spreadsheet", f'<table:table table:name="一"><table:table-column table:style-name="N"/><table:table-column/><table:table-row><table:table-cell><text:p>{SECRET}</text:p></table:table-cell><table:table-cell><text:p>前后</text:p></table:table-cell></table:table-row></table:table>'),
    "merged away": ("spreadsheet", f'<table:table table:name="一"><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>前后</text:p></table:table-cell><table:covered-table-cell><text:p>{SECRET}</text:p></table:covered-table-cell></table:table-row></table:table>'),
}  # fmt: skip


@pytest.mark.parametrize("way", UNSEEN)
def test_what_is_not_seen_goes(way: str) -> None:
    """White, tiny, narrow, off the page, merged away; columns stay in their places."""
    kind, body = UNSEEN[way]
    number = f"<text:p>{PHONE}</text:p>"
    extra = (
        number
        if kind == "text"
        else f'<table:table table:name="二"><table:table-row><table:table-cell>{number}</table:table-cell></table:table-row></table:table>'
    )
    name = "a.odt" if kind == "text" else "a.ods"
    data = odf(kind, body + extra, styles=WHITE + TINY + NARROW + CELL_WHITE)
    scan = SCANNER.scan_bytes(data, name=name)
    assert any(f.category.startswith("hidden.") for f in scan.findings)
    copy = redact(data, decided(scan), scan, SCANNER).data
    assert SECRET.encode() not in bytes_inside(copy)
    after = read_bytes(copy, name=name)
    assert "前" in after.text
    assert "后" in after.text
    assert bytes_inside(copy).count(b"table-column ") == bytes_inside(data).count(b"table-column ")


def test_white_words_on_a_dark_ground_stay() -> None:
    """They are seen."""
    body = f'<text:p text:style-name="D"><text:span text:style-name="W">看得见</text:span></text:p><text:p>{PHONE}</text:p>'
    data = odf("text", body, styles=WHITE + DARK)
    scan = SCANNER.scan_bytes(data, name="a.odt")
    assert "看得见" in read_bytes(redact(data, decided(scan), scan, SCANNER).data, name="a.odt").text
