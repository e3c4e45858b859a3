"""An OFD file holds text in many parts; every one is read, and told from what a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.document import Document, DocumentBuilder, Visibility
from review.readers import ofd as reader
from review.readers import read_bytes
from review.readers.der import der_values
from review.readers.ofd_page import deltas
from review.readers.source import Source
from tests.builders.ofd import box, content, ofd, text_object, xml
from tests.builders.pdf import plain_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

T = "秘密甲"
SEEN, UNSEEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
SHOW = text_object(T)
PLAIN = text_object("正文")
WHITE = '<ofd:FillColor Value="255 255 255"/>'


def read(data: bytes) -> Document:
    """An OFD file as read."""
    return read_bytes(data, name="a.ofd")


def sight(doc: Document, text: str = T) -> tuple[Visibility, str]:
    """Visibility and part of the first place where ``text`` stands."""
    at = doc.text.index(text)
    place, seen = doc.locate(at, at + len(text))
    return seen, place.part


def annotation(inner: str, attributes: str = "") -> dict[str, bytes | str]:
    """A part with one annotation."""
    return {
        "Doc_0/Annots/Page_0/Annotation.xml": xml(
            "PageAnnot", f'<ofd:Annot ID="3" Type="Stamp" {attributes}>{inner}</ofd:Annot>'
        )
    }


def attachment(data: bytes, name: str = "附件") -> dict[str, bytes | str]:
    """An attached file."""
    listed = f'<ofd:Attachment ID="4" Name="{name}" Visible="false"><ofd:FileLoc>a.txt</ofd:FileLoc></ofd:Attachment>'
    return {"Doc_0/Attachs/Attachments.xml": xml("Attachments", listed), "Doc_0/Attachs/a.txt": data}


def seal(text: str) -> bytes:
    """A structure of ASN.1 with one text, and a picture."""
    said = text.encode()
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 80
    inner = b"\x0c" + bytes([len(said)]) + said + b"\x04" + bytes([len(picture)]) + picture
    return b"\x30\x81" + bytes([len(inner)]) + inner


PLACES = [
    ("page", lambda: ofd(SHOW), SEEN, "body"),
    ("second page", lambda: ofd(PLAIN, SHOW), SEEN, "body"),
    ("block in a block", lambda: ofd(f"<ofd:PageBlock ID='7'><ofd:PageBlock ID='6'>{SHOW}</ofd:PageBlock></ofd:PageBlock>"), SEEN, "body"),
    ("two objects in a line", lambda: ofd(text_object("秘密") + text_object("甲", 30)), SEEN, "body"),
    ("template", lambda: ofd(PLAIN, document='<ofd:TemplatePage ID="1" BaseLoc="T/Content.xml"/>', parts={"Doc_0/T/Content.xml": content(SHOW)}), SEEN, "master"),
    ("page that is not listed", lambda: ofd(PLAIN, parts={"Doc_0/Pages/Page_9/Content.xml": content(SHOW)}), UNSEEN, "orphan"),
    ("under a box", lambda: ofd(SHOW + box(15, 28, 50, 10)), UNSEEN, "covered_text"),
    ("under a white box", lambda: ofd(SHOW + box(15, 28, 50, 10, colour="255 255 255")), UNSEEN, "covered_text"),
    ("under a picture", lambda: ofd(SHOW + '<ofd:ImageObject ID="5" Boundary="15 28 50 10" ResourceID="1"/>'), UNSEEN, "covered_text"),
    ("invisible", lambda: ofd(text_object(T, extra='Visible="false"')), UNSEEN, "invisible_text"),
    ("transparent", lambda: ofd(text_object(T, extra='Alpha="0"')), UNSEEN, "invisible_text"),
    ("white", lambda: ofd(text_object(T, inner=WHITE)), UNSEEN, "invisible_text"),
    ("not filled", lambda: ofd(text_object(T, extra='Fill="false"')), UNSEEN, "invisible_text"),
    ("tiny", lambda: ofd(text_object(T, size=0.3)), UNSEEN, "invisible_text"),
    ("off the page", lambda: ofd(text_object(T, x=500)), UNSEEN, "off_page_text"),
    ("title", lambda: ofd(PLAIN, info=f"<ofd:Title>{T}</ofd:Title>"), META, "property"),
    ("keyword", lambda: ofd(PLAIN, info=f"<ofd:Keywords><ofd:Keyword>{T}</ofd:Keyword></ofd:Keywords>"), META, "property"),
    ("own data", lambda: ofd(PLAIN, info=f'<ofd:CustomDatas><ofd:CustomData Name="a">{T}</ofd:CustomData></ofd:CustomDatas>'), META, "property"),
    ("outline", lambda: ofd(PLAIN, document=f'<ofd:Outlines><ofd:OutlineElem Title="{T}"/></ofd:Outlines>'), META, "outline"),
    ("bookmark", lambda: ofd(PLAIN, document=f'<ofd:Bookmarks><ofd:Bookmark Name="{T}"/></ofd:Bookmarks>'), META, "outline"),
    ("link", lambda: ofd(PLAIN, document=f'<ofd:Actions><ofd:Action><ofd:URI URI="http://{T}"/></ofd:Action></ofd:Actions>'), UNSEEN, "link"),
    ("note", lambda: ofd(PLAIN, parts=annotation(f"<ofd:Remark>{T}</ofd:Remark>")), UNSEEN, "annotation"),
    ("note's author", lambda: ofd(PLAIN, parts=annotation("", f'Creator="{T}"')), META, "annotation"),
    ("stamp", lambda: ofd(PLAIN, parts=annotation(f"<ofd:Appearance Boundary='0 0 9 9'>{SHOW}</ofd:Appearance>")), SEEN, "annotation"),
    ("hidden stamp", lambda: ofd(PLAIN, parts=annotation(f"<ofd:Appearance Boundary='0 0 9 9'>{SHOW}</ofd:Appearance>", 'Visible="false"')), UNSEEN, "annotation"),
    ("attachment", lambda: ofd(PLAIN, parts=attachment(T.encode())), SEEN, "body"),
    ("attached pdf", lambda: ofd(PLAIN, parts=attachment(plain_pdf(T))), SEEN, "body"),
    ("attachment's name", lambda: ofd(PLAIN, parts=attachment(b"abc", T)), META, "attachment"),
    ("tag", lambda: ofd(PLAIN, parts={"Doc_0/Tags/Tag.xml": xml("Tags", f"<ofd:Tag>{T}</ofd:Tag>")}), UNSEEN, "part"),
    ("extension", lambda: ofd(PLAIN, parts={"Doc_0/E.xml": xml("Extensions", f"<ofd:Extension><ofd:Data>{T}</ofd:Data></ofd:Extension>")}), UNSEEN, "part"),
    ("unknown attribute", lambda: ofd(PLAIN, parts={"Doc_0/E.xml": xml("X", f"<ofd:Y a='{T}'/>")}), UNSEEN, "attribute"),
    ("comment in a part", lambda: ofd(PLAIN + f"<!-- {T} -->"), UNSEEN, "comment"),
    ("comment of the zip", lambda: ofd(PLAIN, comment=T.encode()), UNSEEN, "comment"),
    ("signature's provider", lambda: ofd(PLAIN, parts={"Doc_0/Signs/S.xml": xml("Signature", f'<ofd:Provider Company="{T}"/>')}), META, "property"),
    ("seal", lambda: ofd(PLAIN, parts={"Doc_0/Signs/Sign_0/Seal.esl": seal(T)}), META, "seal"),
    ("stray text file", lambda: ofd(PLAIN, parts={"Doc_0/note.txt": T}), SEEN, "body"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "seen", "part"), [r[1:] for r in PLACES], ids=[r[0] for r in PLACES])
def test_every_place_is_read(make: Callable[[], bytes], seen: Visibility, part: str) -> None:
    """Each hiding place gives its text, with its visibility and part."""
    assert sight(read(make())) == (seen, part)


@pytest.mark.parametrize(
    "objects",
    [box(15, 28, 50, 10, colour="200 200 200") + SHOW, SHOW + box(15, 50, 50, 10), SHOW + box(15, 28, 50, 10, extra=""),
     box(15, 28, 50, 10) + text_object(T, inner=WHITE)],
    ids=["on a shaded ground", "box below", "frame", "white on black"],
)  # fmt: skip
def test_ordinary_layout_is_seen(objects: str) -> None:
    """Frames, shaded cells and banners hide nothing."""
    assert sight(read(ofd(objects))) == (SEEN, "body")


def test_pages_have_their_numbers() -> None:
    """A place is the page."""
    doc = read(ofd(PLAIN, SHOW))
    assert doc.locate(doc.text.index(T), doc.text.index(T) + 1)[0].page == 2


def test_columns_are_separated_by_tabs() -> None:
    """Cells of a row that stand apart are told from words of a sentence."""
    assert "姓名\t张三" in read(ofd(text_object("姓名", 20) + text_object("张三", 80))).text


@pytest.mark.parametrize(
    ("make", "code"),
    [(lambda: ofd('<ofd:ImageObject ID="5" Boundary="0 0 210 297" ResourceID="1"/>'), "image_page"),
     (lambda: ofd(PLAIN, parts={"Doc_0/Res/a.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 99}), None),
     (lambda: ofd(PLAIN, parts={"Doc_0/Res/a.dat": bytes(range(256))}), "unknown_format"),
     (lambda: ofd(PLAIN, parts={"Doc_0/Pages/Page_0/Content.xml": "<a"}), "unread_part"),
     (lambda: ofd(PLAIN, parts={"Doc_0/X.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "doctype"),
     (lambda: ofd(PLAIN, parts={"Doc_0/Signs/Seal.esl": seal("章")}), "image_text"),
     (lambda: ofd(PLAIN)[:-30], None)],
    ids=["scan", "picture", "unknown part", "broken page", "document type", "seal", "cut"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(make: Callable[[], bytes], code: str | None) -> None:
    """Scans, pictures, unknown parts and damage are never clean."""
    codes = {gap.code for gap in read(make()).gaps}
    assert codes
    assert code is None or code in codes


def test_a_clean_file_has_no_gap_and_nothing_hidden() -> None:
    """Ordinary text is nothing but text."""
    doc = read(ofd(text_object("关于印发办法的通知"), PLAIN))
    assert doc.gaps == ()
    assert all(b.visibility is not UNSEEN for b in doc.blocks)


@pytest.mark.parametrize(
    ("text", "count", "steps"),
    [("g 2 5", 3, [5, 5, 5]), ("1 2 g 2 3", 4, [1, 2, 3, 3]), (None, 3, []), ("4", 2, [4, 4]), ("g 999999999 1", 2, [1, 1])],
)  # fmt: skip
def test_deltas(text: str | None, count: int, steps: list[float]) -> None:
    """Repeated steps, and the last one again where there are too few."""
    assert deltas(text, count)[:count] == steps


def test_der_is_read_as_far_as_it_makes_sense() -> None:
    """Texts and octets of nested structures; damage ends it."""
    assert list(der_values(b"\x30\x08\x0c\x03abc\x04\x01x")) == ["abc", b"x"]
    assert list(der_values(b"\x30\x82\xff")) == []


OBJECTS = [
    SHOW,
    "<ofd:TextObject>",
    "</ofd:TextObject>",
    "<!-- a -->",
    "<ofd:TextObject Boundary='1 2' Size='x'/>",
    "<?a b?>",
    "<ofd:TextObject Boundary='a b c d' CTM='1 0 0 1 0' Size=''><ofd:TextCode DeltaX='g g g'>甲</ofd:TextCode></ofd:TextObject>",
    "<ofd:PathObject Fill='true'/>",
    "<ofd:ImageObject Boundary='0 0 1e9 1e9'/>",
    "<ofd:PageBlock>",
    "</ofd:PageBlock>",
    "<a/>",
]


@given(st.lists(st.sampled_from(OBJECTS), max_size=12))
def test_any_page_is_read(objects: list[str]) -> None:
    """Nothing makes the reader raise."""
    data = ofd("".join(objects))
    reader.read(Source(name="a", data=data), DocumentBuilder(name="a", sha256="", media="ofd"))


@given(st.binary(max_size=60))
def test_any_der_is_read(data: bytes) -> None:
    """Nothing makes it raise or run away."""
    assert sum(1 for _ in der_values(data)) <= len(data)
