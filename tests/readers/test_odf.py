"""OpenDocument files: text, notes, comments, revisions, hidden text, sheets and slides."""

from __future__ import annotations

from functools import cache

import pytest

from review.document import Document, Visibility
from review.readers import read_here
from tests.builders.odf import NAMES, odf
from tests.builders.ooxml import docx
from tests.readers.tokens import found, token

SEEN, HIDDEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
STYLES = '<style:style style:name="gone"><style:text-properties text:display="none"/></style:style>'
BODY = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>秘密DELETED</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
    "<text:h>秘密HEADING</text:h><text:p>秘<text:span>密SPLIT</text:span><text:s text:c='2'/>后</text:p>"
    "<text:p>文<text:note text:note-class='footnote'><text:note-body><text:p>秘密FOOTNOTE</text:p></text:note-body></text:note></text:p>"
    "<text:p>文<text:note text:note-class='endnote'><text:note-body><text:p>秘密ENDNOTE</text:p></text:note-body></text:note></text:p>"
    "<text:p>文<office:annotation><dc:creator>秘密AUTHOR</dc:creator><text:p>秘密COMMENT</text:p></office:annotation></text:p>"
    "<text:p text:style-name='gone'>秘密HIDDENPARA</text:p><text:p>文<text:span text:style-name='gone'>秘密HIDDENSPAN</text:span></text:p>"
    "<text:p><text:hidden-text text:string-value='秘密HIDDENTEXT'/></text:p>"
    "<text:p><text:a xlink:href='https://example.invalid/秘密TARGET'>秘密LINK</text:a></text:p>"
    "<text:p><draw:frame draw:name='秘密FRAME'><draw:text-box><text:p>秘密TEXTBOX</text:p></draw:text-box></draw:frame></text:p>"
    "<text:section text:display='none'><text:p>秘密SECTION</text:p></text:section>"
    "<table:table><table:table-row><table:table-cell><text:p>秘密CELL</text:p></table:table-cell></table:table-row>"
    "<table:table-row table:visibility='collapse'><table:table-cell><text:p>秘密ROW</text:p></table:table-cell></table:table-row></table:table>"
    "<!-- 秘密XMLCOMMENT -->"
)
PAGE = (
    f"<office:document-styles {NAMES}><office:master-styles><style:master-page><style:header><text:p>秘密HEADER</text:p></style:header>"
    "<style:footer><text:p>秘密FOOTER</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
)
PLACES: dict[str, tuple[str, Visibility]] = {
    "DELETED": ("revision", HIDDEN), "HEADING": ("body", SEEN), "SPLIT": ("body", SEEN), "FOOTNOTE": ("footnote", SEEN),
    "ENDNOTE": ("endnote", SEEN), "AUTHOR": ("comment", META), "COMMENT": ("comment", HIDDEN),
    "HIDDENPARA": ("body", HIDDEN), "HIDDENSPAN": ("body", HIDDEN), "HIDDENTEXT": ("body", HIDDEN),
    "TARGET": ("link", META), "LINK": ("body", SEEN), "TEXTBOX": ("textbox", SEEN), "SECTION": ("body", HIDDEN),
    "CELL": ("body", SEEN), "ROW": ("body", HIDDEN), "XMLCOMMENT": ("part", HIDDEN), "FRAME": ("attribute", META),
    "HEADER": ("header", SEEN), "FOOTER": ("footer", SEEN), "CREATOR": ("property", META), "EMBEDDED": ("body", SEEN),
    "OBJECT": ("body", SEEN),
}  # fmt: skip


@cache
def document() -> Document:
    """The file with every place, read once."""
    files = {
        "styles.xml": PAGE.encode(),
        "Pictures/a.docx": docx("秘密EMBEDDED"),
        "Object 1/content.xml": f"<office:document-content {NAMES}><text:p>秘密OBJECT</text:p></office:document-content>".encode(),
    }
    return read_here(
        odf(
            "text",
            BODY,
            styles=STYLES,
            files=files,
            meta="<meta:initial-creator>秘密CREATOR</meta:initial-creator>",
        ),
        name="x.odt",
    )


@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_read(name: str) -> None:
    """The token of each place is found, in that place, with that visibility."""
    hits = [(p, v) for _b, p, v in found(document(), token(name)) if p != "attribute" or name == "FRAME"]
    assert hits == [PLACES[name]]


def test_nothing_is_a_gap() -> None:
    """Everything in the file was understood."""
    assert document().gaps == ()


def test_sheets_keep_cells_hidden_columns_and_full_numbers() -> None:
    """Repeated cells count, hidden columns are known, a number comes with all its digits."""
    body = (
        "<table:table table:name='名单'><table:table-column/><table:table-column table:visibility='collapse'/>"
        "<table:table-row><table:table-cell table:number-columns-repeated='1'><text:p>甲</text:p></table:table-cell>"
        "<table:table-cell office:value='110101199003070011'><text:p>1.1E+17</text:p></table:table-cell></table:table-row></table:table>"
    )
    doc = read_here(odf("spreadsheet", body), name="x.ods")
    block = next(b for b in doc.blocks if b.table is not None)
    assert doc.text_of(block) == "甲\t110101199003070011"
    assert block.table is not None
    assert block.table.hidden_columns == {1}
    at = doc.text.index("1101")
    assert doc.locate(at, at + 18)[1] is HIDDEN


def test_slides_and_their_notes() -> None:
    """Slides are numbered; notes are hidden."""
    body = "<draw:page><draw:frame><draw:text-box><text:p>正文</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>备注</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    doc = read_here(odf("presentation", body), name="x.odp")
    assert [(b.location.page, v) for b, _p, v in found(doc, "正文")] == [(1, SEEN)]
    assert [v for _b, _p, v in found(doc, "备注")] == [HIDDEN]


def test_an_encrypted_file_is_a_gap() -> None:
    """A file behind a password is never clean."""
    manifest = f"<manifest:manifest {NAMES}><manifest:encryption-data/></manifest:manifest>"
    doc = read_here(odf("text", "", files={"META-INF/manifest.xml": manifest.encode()}), name="x.odt")
    assert [g.code for g in doc.gaps] == ["encrypted"]
