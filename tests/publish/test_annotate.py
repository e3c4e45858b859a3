"""The annotated copy: a comment at each finding, no value in any comment, the text unchanged."""

from __future__ import annotations

import io
import zipfile

import pikepdf
import pytest
from click.testing import CliRunner
from lxml import etree

from review.commands.annotate import command
from review.document import BlockKind, Document
from review.errors import RefusedError, UsageError
from review.publish.annotate import annotate
from review.readers import read_bytes
from review.reports.wording import reasons_of
from review.scanner import Scanner
from tests.builders.ooxml import (
    SLIDE,
    Part,
    Slide,
    Tab,
    comments,
    core,
    docx,
    paragraph,
    pptx,
    run,
    shape,
    xlsx,
)  # fmt: skip
from tests.builders.pdf import Pdf
from tests.publish.playing import PHONE, SCANNER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def comments_of(document: Document) -> list[str]:
    """Texts of the comments that our reader finds."""
    return [document.text_of(b) for b in document.blocks if b.kind is BlockKind.COMMENT]


def body_of(document: Document) -> list[str]:
    """Paragraphs of the body."""
    return [document.text_of(b) for b in document.blocks if b.kind is BlockKind.PARAGRAPH]


def copy_of(data: bytes, name: str) -> bytes:
    """Scan and annotate."""
    return annotate(data, SCANNER.scan_bytes(data, name=name), reasons_of)


def word_file(*parts: Part) -> bytes:
    """A number in one run, one over three runs, one twice in a paragraph, one in a header and a property."""
    split = run(PHONE[:3]) + run(PHONE[3:7], "<w:b/>") + run(PHONE[7:])
    header = Part(name="word/x.xml", content="<x/>")
    return docx(
        paragraph("手机" + PHONE + "。"), paragraph("前", split, "后"), paragraph(f"{PHONE}和{PHONE}"), "无事",
        parts=(core(creator="张" + PHONE), header, *parts),
    )  # fmt: skip


def test_a_comment_says_why_and_by_which_law() -> None:
    """As the terminal says it, without the value."""
    data = docx(paragraph(f"联系电话（手机）：{PHONE}"))
    copy = annotate(data, Scanner().scan_bytes(data, name="a.docx"), reasons_of)
    made = read_bytes(copy, name="a.docx")
    (text,) = [text for text in comments_of(made) if "mobile number" in text]
    assert "why: label “" in text
    assert "basis: 个人信息保护法" in text
    assert PHONE not in text


@pytest.mark.parametrize("parts", [(), (comments("已有批注"),)], ids=["none", "some"])
def test_word_comments(parts: tuple[Part, ...]) -> None:
    """One comment for each place, beside those that were there; the text is unchanged."""
    data = word_file(*parts)
    before, after = read_bytes(data, name="a.docx"), read_bytes(copy_of(data, "a.docx"), name="a.docx")
    made = [text for text in comments_of(after) if "F" in text]
    assert body_of(before) == body_of(after)
    assert len([text for text in made if "mobile number" in text]) == 5
    assert not [text for text in made if PHONE in text]
    assert len(comments_of(after)) == len(made) + len(parts)


def test_the_range_of_a_comment_is_the_value() -> None:
    """Runs are cut so that the comment hangs on the words found and no more."""
    with zipfile.ZipFile(io.BytesIO(copy_of(word_file(), "a.docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        held = {}
        for start in root.iter(W + "commentRangeStart"):
            words, element = "", start.getnext()
            while element is not None and element.tag != W + "commentRangeEnd":
                words += "".join(t.text or "" for t in element.iter(W + "t"))
                element = element.getnext()
            held[start.get(W + "id")] = words
    assert sorted(held.values()).count(PHONE) == 4


def test_notes_on_cells() -> None:
    """The note stands on the cell; a second sheet, a hidden column and an earlier note are no trouble."""
    data = xlsx(
        Tab(name="甲", rows=[["姓名", "手机"], ["某", PHONE]], hidden_columns=frozenset({1})),
        Tab(name="乙", rows=[["无"], [None, "13900139000"]]),
    )
    after = read_bytes(copy_of(data, "a.xlsx"), name="a.xlsx")
    made = {b.location.sheet: after.text_of(b) for b in after.blocks if b.kind is BlockKind.COMMENT}
    assert "mobile number" in made["乙"]
    assert not [text for text in made.values() if PHONE in text]
    twice = read_bytes(copy_of(copy_of(data, "a.xlsx"), "a.xlsx"), name="a.xlsx")
    assert len(comments_of(twice)) >= len(comments_of(after))


def test_highlights() -> None:
    """A highlight lies over the words; what is not on the page is told in its corner."""
    made = Pdf()
    made.page(made.show("第一页"))
    made.page(made.show("手机" + PHONE))
    made.file.docinfo["/Author"] = PHONE
    copy = copy_of(made.saved(), "a.pdf")
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        notes = [
            (number, str(a.Subtype), str(a.Contents), [float(v) for v in a.Rect])
            for number, page in enumerate(pdf.pages) for a in page.get("/Annots", [])
        ]  # fmt: skip
    highlight = next(n for n in notes if n[1] == "/Highlight")
    assert highlight[0] == 1
    assert 90 < highlight[3][0] < 100
    assert all(PHONE not in n[2] for n in notes)
    assert any(n[1] == "/Text" for n in notes)


def test_other_kinds_are_refused() -> None:
    """A text file has no place for a comment."""
    with pytest.raises(RefusedError, match="cannot be annotated"):
        copy_of(f"手机{PHONE}\n".encode(), "a.txt")


def test_the_draft_is_never_replaced(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The copy goes to another file."""
    draft = tmp_path_factory.mktemp("d") / "a.docx"
    draft.write_bytes(word_file())
    result = CliRunner().invoke(command, [str(draft), "-o", str(draft)])
    assert isinstance(result.exception, UsageError)
    assert draft.read_bytes() == word_file()


def talk(*parts: Part) -> bytes:
    """Two slides with a number each, one in notes and one in a property."""
    return pptx(
        Slide(shapes=shape("标题") + shape("手机" + PHONE), notes=shape("备注" + PHONE)),
        Slide(shapes=shape("另" + PHONE)),
        parts=(core(creator="张" + PHONE), *parts),
    )


AUTHORS = Part(
    name="ppt/commentAuthors.xml", kind="commentAuthors",
    content=f'<p:cmAuthorLst xmlns:p="{SLIDE}"><p:cmAuthor id="4" name="甲" initials="J" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>',
)  # fmt: skip
EARLIER = Part(
    name="ppt/comments/comment1.xml", kind="comments", of="ppt/slides/slide1.xml",
    content=f'<p:cmLst xmlns:p="{SLIDE}"><p:cm authorId="4" idx="1"><p:pos x="1" y="1"/><p:text>已有批注</p:text></p:cm></p:cmLst>',
)  # fmt: skip


@pytest.mark.parametrize("parts", [(), (AUTHORS, EARLIER)], ids=["none", "some"])
def test_comments_on_slides(parts: tuple[Part, ...]) -> None:
    """One comment a finding on each slide, beside those that were there; notes and properties on a slide too."""
    data = talk(*parts)
    before, after = read_bytes(data, name="a.pptx"), read_bytes(copy_of(data, "a.pptx"), name="a.pptx")
    assert body_of(before) == body_of(after)
    assert len(after.gaps) == len(before.gaps)
    comments = {b.location.page: after.text_of(b) for b in after.blocks if b.kind is BlockKind.COMMENT}
    made = [text for text in comments_of(after) if "F1" in text]
    assert set(comments) == {1, 2}
    assert len(made) == 4
    assert not [text for text in made if PHONE in text]
    assert ("已有批注" in comments_of(after)) == bool(parts)


def test_an_annotated_presentation_opens() -> None:
    """For an independent reader too; the ids of authors are distinct."""
    from pptx import Presentation

    copy = copy_of(talk(AUTHORS, EARLIER), "a.pptx")
    assert len(Presentation(io.BytesIO(copy)).slides) == 2
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        root = etree.fromstring(archive.read("ppt/commentAuthors.xml"))
    assert [author.get("id") for author in root] == ["4", "5"]
