"""The redacted copy: the value is nowhere, the rest is where it was, and nothing unsafe is handed out."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from review.document import Location, Visibility
from review.errors import RefusedError
from review.finding import Confidence, Finding, Occurrence, Severity
from review.publish.mask_styles import by_preview
from review.publish.masking import MASK, Masker, black_out, targets
from review.publish.redact import redact
from review.publish.web import without_hidden
from review.readers import read_bytes
from review.sheet.record import Verdict
from tests.builders.ooxml import (
    NAMES,
    SHEET,
    Outside,
    Part,
    Slide,
    Tab,
    comments,
    core,
    deleted,
    docx,
    inserted,
    paragraph,
    pptx,
    run,
    shape,
    table,
    word_part,
    xlsx,
)
from tests.builders.pdf import Pdf
from tests.publish.playing import PHONE, SCANNER, decided

if TYPE_CHECKING:
    from collections.abc import Callable

SPLIT = run(PHONE[:3]) + run(PHONE[3:7], "<w:b/>") + run(PHONE[7:])


def word_file() -> bytes:
    """A number in twenty places of a Word file."""
    link = f'<w:hyperlink r:id="out"><w:r><w:t>{PHONE}</w:t></w:r></w:hyperlink>'
    field = f'<w:r><w:instrText>HYPERLINK "tel:{PHONE}"</w:instrText></w:r>'
    box = f'<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{paragraph(PHONE)}</w:txbxContent></v:textbox></w:pict></w:r>'
    control = f"<w:sdt><w:sdtPr><w:alias w:val='{PHONE}'/></w:sdtPr><w:sdtContent>{paragraph('控件' + PHONE)}</w:sdtContent></w:sdt>"
    vanished = paragraph(run("隐藏" + PHONE, "<w:vanish/>"), "看得见")
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    return docx(
        "标题", paragraph(SPLIT), paragraph("手机" + PHONE, reference), table([["姓名", "手机"], ["甲", PHONE]]),
        paragraph(inserted("增加" + PHONE)), paragraph("前", deleted("删去" + PHONE), "后"), paragraph(link),
        paragraph(field), paragraph(box), control, vanished, f"<w:bookmarkStart w:id='9' w:name='b{PHONE}'/>",
        "末尾不变",
        parts=(
            comments("批注" + PHONE),
            core(creator="张" + PHONE, lastModifiedBy="李四", title="标题" + PHONE, description=PHONE),
            word_part("word/header1.xml", "hdr", paragraph("页眉" + PHONE), kind="header"),
            word_part("word/footer1.xml", "ftr", paragraph("页脚" + PHONE), kind="footer"),
            word_part("word/footnotes.xml", "footnotes", f"<w:footnote w:id='2'>{paragraph(PHONE)}</w:footnote>", kind="footnotes"),
            Part(name="word/orphan.xml", content=f"<w:x {NAMES}>{PHONE}</w:x>"),
            Part(name="word/embeddings/a.xlsx", content=xlsx(Tab(name="内", rows=[[PHONE]])), kind="package"),
        ),
        outside=(Outside(target=f"https://example.org/?tel={PHONE}", kind="hyperlink", id="out"),),
        comment=PHONE.encode(),
    )  # fmt: skip


def book() -> bytes:
    """A number in fifteen places of a workbook."""
    shared = f'<sst xmlns="{SHEET}"><si><t>共享{PHONE}</t></si><si><r><t>{PHONE[:5]}</t></r><r><t>{PHONE[5:]}</t></r></si><si><t>无人引用{PHONE}</t></si><si><t>不变</t></si></sst>'
    raw = (
        f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>{PHONE}</v></c>'
        f'<c r="D1"><v>1.3800138E10</v></c><c r="E1" t="str"><f>"T"&amp;{PHONE}</f><v>T{PHONE}</v></c><c r="F1" t="s"><v>3</v></c></row>'
    )
    return xlsx(
        Tab(name="名单", rows=[["姓名", "手机"], ["甲", PHONE], ["乙", 13800138000.0]], hidden_columns=frozenset({1})),
        Tab(name="共享", raw=raw, after=f"<headerFooter><oddHeader>&amp;C{PHONE}</oddHeader></headerFooter>"),
        Tab(name="隐藏", rows=[[PHONE, "密"]], state="hidden"),
        Tab(name="行", rows=[["见"], ["隐" + PHONE]], hidden_rows=frozenset({1})),
        parts=(
            Part(name="xl/sharedStrings.xml", content=shared, kind="sharedStrings"),
            core(creator="张三", title=PHONE),
        ),
        book=f'<definedNames><definedName name="n">"{PHONE}"</definedName></definedNames>',
        comment=PHONE.encode(),
    )  # fmt: skip


def slides() -> bytes:
    """A number on a slide, a hidden slide and in notes."""
    return pptx(
        Slide(shapes=shape("标题") + shape("手机" + PHONE), notes=shape("备注" + PHONE)),
        Slide(shapes=shape("隐藏" + PHONE), hidden=True),
        parts=(core(creator="张三", title=PHONE),),
    )


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>公示{PHONE}</title>
<meta name="description" content="电话{PHONE}"></head><body onload="call('{PHONE}')">
<!-- 注释 {PHONE} --><p>手机<b>{PHONE[:3]}</b>{PHONE[3:]}。</p><p>&#49;{PHONE[1:]}</p>
<p title="{PHONE}">见<a href="tel:%31{PHONE[1:]}">这里</a></p><div style="display:none">隐<br>{PHONE}</div>
<input type="hidden" value="{PHONE}"><input value="{PHONE}"><script>var t="{PHONE}"</script>
<table><tr><td>甲</td><td>{PHONE}</td></tr></table><p>末尾不变</p></body></html>"""

TEXTS = [
    ("a.txt", f"手机{PHONE}。\r\n另{PHONE}\n末尾不变".encode("gb18030")),
    ("b.txt", b"\xef\xbb\xbf" + f"手机{PHONE}\n末尾不变".encode()),
    ("c.txt", b"\xff\xfe" + f"手机{PHONE}\n末尾不变".encode("utf-16-le")),
    ("d.txt", f"縣民聯絡電話為手機{PHONE}，請查照辦理。\n末尾不变".encode("big5hkscs")),
    ("e.csv", f"姓名,手机\n甲,{PHONE}\n乙,{PHONE}\n末尾不变,\n".encode()),
    ("f.md", f"# 题\n\n- {PHONE}\n\n末尾不变\n".encode()),
    ("g.html", PAGE.encode()),
    ("h.html", PAGE.replace("utf-8", "gb2312").encode("gb18030")),
    ("i.docx", word_file()),
    ("j.xlsx", book()),
]


def copy_of(data: bytes, name: str) -> bytes:
    """Scan, decide to redact everything, redact."""
    scan = SCANNER.scan_bytes(data, name=name)
    assert any(f.rule == "test.phone" for f in scan.findings)
    return redact(data, decided(scan), scan, SCANNER).data


def bytes_inside(data: bytes) -> bytes:
    """The bytes, and those of every packed file: an extractor that shares nothing with our readers."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return data + b"".join(bytes_inside(archive.read(name)) for name in archive.namelist())


@pytest.mark.parametrize(
    ("name", "data"), [*TEXTS, ("k.pptx", slides())], ids=lambda v: v if isinstance(v, str) else ""
)
def test_the_value_is_nowhere(name: str, data: bytes) -> None:
    """Neither our reader nor the raw bytes hold it, in any encoding; what was not decided stays."""
    before = read_bytes(data, name=name)
    copy = copy_of(data, name)
    after = read_bytes(copy, name=name)
    assert PHONE in "".join(before.text.split())
    assert PHONE not in "".join(after.text.split())
    inside = bytes_inside(copy)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert PHONE.encode(encoding) not in inside
    assert PHONE[3:] not in inside.decode("latin-1")
    assert MASK in after.text
    if "末尾不变" in before.text:
        assert "末尾不变" in after.text
    assert (after.media, len(after.gaps)) == (before.media, len(before.gaps))


@pytest.mark.parametrize("row", TEXTS[:6], ids=lambda row: row[0])
def test_plain_text_keeps_its_length_and_encoding(row: tuple[str, bytes]) -> None:
    """Only the characters of the values change."""
    name, data = row
    before, after = read_bytes(data, name=name), read_bytes(copy_of(data, name), name=name)
    assert len(before.text) == len(after.text)
    changed = {(a, b) for a, b in zip(before.text, after.text, strict=True) if a != b}
    assert {b for _a, b in changed} == {MASK}


def test_hidden_content_goes_from_a_word_file() -> None:
    """Comments, deletions, hidden runs and authors are removed; insertions and visible text stay."""
    after = read_bytes(copy_of(word_file(), "a.docx"), name="a.docx").text
    for gone in ("批注", "删去", "隐藏", "张", "李四", "甲 2026"):
        assert gone not in after.replace("甲", "甲")
    for kept in ("标题", "增加", "控件", "看得见", "页眉", "页脚", "前后"):
        assert kept in after


def test_hidden_cells_go_from_a_workbook() -> None:
    """Hidden columns, rows and sheets are emptied; strings that nobody shows are removed."""
    after = read_bytes(copy_of(book(), "a.xlsx"), name="a.xlsx").text
    for gone in ("无人引用", "密", "隐" + MASK, "张三"):
        assert gone not in after
    for kept in ("姓名", "不变", "共享" + MASK, "见"):
        assert kept in after


def test_the_same_draft_gives_the_same_copy() -> None:
    """Law 8 for copies."""
    assert copy_of(word_file(), "a.docx") == copy_of(word_file(), "a.docx")


def pdf_file() -> bytes:
    """Two pages: the number stands on the first, in a comment, in the properties and off the page."""
    made = Pdf()
    first = made.page(
        made.show("手机" + PHONE) + made.show("其余文字", y=650) + made.show(PHONE, x=-500, y=600)
    )
    made.annotate(first, "Text", Contents=f"批注{PHONE}")
    made.page(made.show("第二页文字"))
    made.file.docinfo["/Author"] = "张" + PHONE
    return made.saved()


def test_a_pdf_keeps_its_other_text() -> None:
    """The number is cut out of the page and off its edge; comments and properties go."""
    data = pdf_file()
    copy = copy_of(data, "a.pdf")
    document = pypdfium2.PdfDocument(copy)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert texts == ["手机其余文字", "第二页文字"]
    sizes = [page.get_size() for page in document]
    expected = [page.get_size() for page in pypdfium2.PdfDocument(data)]
    for (w, h), (x, y) in zip(sizes, expected, strict=True):
        assert abs(w - x) < 1
        assert abs(h - y) < 1
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        strings = b"".join(
            thing.read_bytes() if isinstance(thing, pikepdf.Stream) else thing.unparse() for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary)
        )  # fmt: skip
        assert "/Info" not in pdf.trailer
    assert PHONE.encode() not in strings
    assert "批注".encode("utf-16-be") not in strings


@pytest.mark.parametrize("veiled", [frozenset[int](), frozenset({1})], ids=["cut", "picture"])
def test_the_value_is_painted_over(veiled: frozenset[int]) -> None:
    """Where the number stood the page is black, and the words beside it are as they were."""
    from review.publish.pdf import redact_pdf
    from review.publish.pdf_picture import DPI

    data = pdf_file()
    scan = SCANNER.scan_bytes(data, name="a.pdf")
    copy = redact_pdf(data, replace(targets(decided(scan), scan), veiled={(): veiled}))
    before = pypdfium2.PdfDocument(data)[0].render(scale=DPI / 72).to_numpy()[:, :, 0]
    after = pypdfium2.PdfDocument(copy)[0].render(scale=DPI / 72).to_numpy()[:, :, 0]
    top, left = int((842 - 704) * DPI / 72), int(100 * DPI / 72)
    assert (after[top : top + 8, left : left + 200] < 40).all()
    rows = slice(int((842 - 665) * DPI / 72), int((842 - 640) * DPI / 72))
    same = abs(before[rows, :].astype(int) - after[rows, : before.shape[1]].astype(int)) < 64
    assert same.mean() > 0.98


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.gz", lambda: gzip.compress(f"手机{PHONE}".encode()), "cannot be redacted"),
    (
        "a.txt",
        lambda: "手机1380013 8000和13800138000。".encode().replace(b" ", b"\xff"),
        "no text in the file",
    ),
]


@pytest.mark.parametrize(("name", "make", "message"), REFUSED)
def test_what_cannot_be_redacted_is_refused(name: str, make: Callable[[], bytes], message: str) -> None:
    """Fail closed: no copy, one sentence."""
    with pytest.raises(RefusedError, match=message):
        copy_of(make(), name)


def test_a_copy_in_which_it_can_be_found_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The full reader has the last word; the ids are named, not the values."""
    monkeypatch.setattr("review.publish.plain.redact_text", lambda data, _targets: data)
    with pytest.raises(RefusedError) as caught:
        copy_of(f"手机{PHONE}\n".encode(), "a.txt")
    assert "F1" in str(caught.value)
    assert PHONE not in str(caught.value)


def test_one_character_alone_is_refused() -> None:
    """■ for every 一 of a document would destroy it."""
    with pytest.raises(RefusedError):
        Masker(["一"])


def test_black_out_keeps_lines() -> None:
    """Line ends and tabs are layout."""
    assert black_out("一二\t三\n四五", [(1, 5)]) == "一■\t■\n四五"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p><p hidden>b</p>c", "<p>a</p>c"),
        ("<div style='DISPLAY: none'>a<div>b</div>c</div>d", "d"),
        ("a<span style='font-size:0'>b</span>c", "ac"),
        ("<p style='font-size:0.9em'>a</p>", "<p style='font-size:0.9em'>a</p>"),
        ("<input type=hidden value=1>a", "a"),
        ("<ul hidden><li>a<li>b</ul>c", "c"),
    ],
)
def test_elements_that_the_page_hides(source: str, expected: str) -> None:
    """They go with everything in them; what is shown stays byte for byte."""
    assert without_hidden(source) == expected


@pytest.mark.parametrize("row", [r for r in TEXTS if not r[0].endswith(".pdf")], ids=lambda row: row[0])
def test_a_partial_mask(row: tuple[str, bytes]) -> None:
    """The copy keeps what the preview shows, and nothing more of the value."""
    name, data = row
    scan = SCANNER.scan_bytes(data, name=name)
    copy = redact(data, decided(scan), scan, SCANNER, mask=by_preview).data
    after = "".join(read_bytes(copy, name=name).text.split())
    assert PHONE not in after
    assert PHONE[1:] not in after
    assert "1**********" in after


def test_a_mask_that_hides_too_little_is_not_used() -> None:
    """A preview that shows most of a value is no mask."""
    text = "编号12345678\n"
    scan = SCANNER.scan_text(text)
    start = text.index("1")
    occurrence = Occurrence(
        location=Location(), span=(start, start + 8), preview="1234567*", visibility=Visibility.VISIBLE
    )
    found = Finding(
        id="F1", rule="r", category="personal.id", severity=Severity.CONSENT, confidence=Confidence.HIGH,
        occurrences=(occurrence,),
    )  # fmt: skip
    wanted = targets(
        decided(replace(scan, findings=(found,))), replace(scan, findings=(found,)), mask=by_preview
    )
    assert wanted.masks == {}


def test_settled_is_checked_in_the_copy() -> None:
    """A finding released because others are redacted must be gone from the copy (条例 37)."""
    text = f"甲手机{PHONE}。\n乙手机13900139000。\n"
    scan = SCANNER.scan_text(text, name="a.txt")
    sheet = decided(scan)
    claimed = replace(sheet.decisions[1], verdict=Verdict.RELEASE, reason_code="settled")
    with pytest.raises(RefusedError, match="F2"):
        redact(text.encode(), sheet.decide(claimed), scan, SCANNER)
