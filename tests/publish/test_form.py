"""The printable form: filled from sheet and signatures, on A4, its font embedded, in both scripts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from lxml import etree

from review.commands.form import command
from review.errors import UsageError
from review.publish.form import Form, make_form
from review.publish.form_docx import form_docx
from review.publish.form_font import PATH, Font
from review.publish.form_pdf import form_pdf
from review.publish.form_words import FORM
from review.sheet.record import Released, Sheet, dump_sheet
from review.signoff.statement import SignOff
from tests.publish.playing import PHONE, SCANNER, decided

TEXT = f"示例市人民政府文件\n示政发〔2026〕1号\n关于开展值班工作的通知\n各单位：\n值班手机{PHONE}。\n示例市人民政府\n2026年1月5日\n（此件公开发布）\n"
DIGEST = "cd" * 32


def sheet() -> Sheet:
    """A decided sheet of a short notice, with an author and a released copy."""
    made = decided(SCANNER.scan_text(TEXT, name="通知.txt"))
    item = replace(made.item, author="王某", channel="政府网站")
    return replace(made, item=item, released=Released(name="通知-公开.txt", sha256="ef" * 32))


def signed(role: str) -> SignOff:
    """A verified sign-off."""
    moment = dt.datetime(2026, 1, 6, 9, 0, tzinfo=dt.UTC)
    return SignOff(
        stage=1, role=role, signer="li@office", outcome="publish_redacted", document_name="通知.txt",
        document_sha256="0" * 64, sheet_name="通知.txt.review.yaml", sheet_sha256=DIGEST, policy_sha256="0" * 64,
        signed_at=moment, expires_at=moment + dt.timedelta(days=30),
    )  # fmt: skip


def form(language: str = "zh_Hans", one: Sheet | None = None) -> Form:
    """The form with one signature."""
    return make_form(one or sheet(), DIGEST, [signed("reviewer")], language)


def pdf_text(data: bytes) -> list[str]:
    """Text of each page, blanks aside."""
    document = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def docx_text(data: bytes) -> str:
    """All text of the Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(map(str, root.itertext()))


@cache
def printed() -> tuple[str, str]:
    """Text of the PDF and of the Word file, blanks aside."""
    made = form()
    return "".join(pdf_text(form_pdf(made))), "".join(docx_text(form_docx(made)).split())


EXPECTED = ["示政发〔2026〕1号", "关于开展值班工作的通知", "2026年1月5日", "王某", "政府网站", "■主动公开", "■个人信息",
            "■删减后公开", "保护第三方合法权益", "li@office", DIGEST, "ef" * 32, "通知-公开.txt", "逐项审查记录"]  # fmt: skip


@pytest.mark.parametrize("words", EXPECTED)
def test_what_stands_on_the_form(words: str) -> None:
    """Every field of the sheet has its box, in Word and in PDF alike; no value is printed."""
    for text in printed():
        assert words in text
        assert PHONE not in text


def test_one_page_for_the_form_one_for_seals() -> None:
    """The form fits on the first page; the record of decisions and the seals follow."""
    pages = pdf_text(form_pdf(form()))
    assert len(pages) == 3
    assert FORM["remarks"][0] in pages[0]
    assert "第1页，共3页" in pages[0]
    assert FORM["seals"][0] in pages[2]
    assert all(
        page.get_size()[0] == pytest.approx(595.28, abs=1) for page in pypdfium2.PdfDocument(form_pdf(form()))
    )


def test_traditional_script() -> None:
    """Words of the form and of the decisions in traditional script."""
    text = "".join(pdf_text(form_pdf(form("zh_Hant"))))
    for words in ("政府資訊公開保密審查表", "刪減後公開", "保護第三方合法權益", "逐項審查紀錄"):
        assert words in text


def test_the_font_is_embedded_and_cut_down() -> None:
    """The PDF carries the glyphs it uses and no more."""
    data = form_pdf(form())
    assert len(data) < 200_000
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.pages[0].Resources.Font.F
        assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor


def test_every_word_of_the_form_has_a_glyph() -> None:
    """No 〓 for anything the form itself prints."""
    from fontTools.ttLib import TTFont

    known = set(TTFont(io.BytesIO(PATH.read_bytes())).getBestCmap())
    printed = {c for pair in FORM.values() for text in pair for c in text if c.isprintable()}
    assert {c for c in printed if ord(c) not in known} == set()


def test_hundreds_of_findings_run_over_pages() -> None:
    """A long record goes on on the next page; nothing is cut off."""
    text = "".join(f"手机1380013{n:04d}。\n" for n in range(300))
    made = make_form(decided(SCANNER.scan_text(text)), DIGEST, [], "zh_Hans")
    pages = pdf_text(form_pdf(made))
    assert len(pages) > 8
    assert all(f"F{n}" in "".join(pages) for n in range(1, 301))


def test_a_very_long_field_is_not_lost() -> None:
    """A box higher than a page is carried on."""
    one = sheet()
    long = replace(one, item=replace(one.item, summary="摘要" * 3000 + "完毕"))
    assert "完毕" in "".join(pdf_text(form_pdf(form(one=long))))


def test_the_same_sheet_gives_the_same_form() -> None:
    """Law 8 for forms."""
    assert form_docx(form()) == form_docx(form())
    assert form_pdf(form()) == form_pdf(form())


def test_lines_do_not_begin_with_a_stop() -> None:
    """Chinese typesetting: a comma hangs on to the line before it."""
    font = Font()
    lines = font.folded("一二三四五，六七", 10, 50)
    assert lines == ["一二三四五，", "六七"]


def test_the_command(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The ending tells the kind; another one is refused; draft and sheet are never replaced."""
    folder = tmp_path_factory.mktemp("f")
    path = folder / "通知.txt.review.yaml"
    path.write_bytes(dump_sheet(sheet()))
    (folder / "通知.txt").write_text(TEXT, encoding="utf-8")
    for ending, start in ((".docx", b"PK"), (".pdf", b"%PDF")):
        out = folder / f"表{ending}"
        result = CliRunner().invoke(command, [str(path), "-o", str(out)])
        assert result.exit_code == 0, result.output
        assert out.read_bytes().startswith(start)
    assert isinstance(
        CliRunner().invoke(command, [str(path), "-o", str(folder / "a.odt")]).exception, UsageError
    )
    assert isinstance(CliRunner().invoke(command, [str(path), "-o", str(path)]).exception, UsageError)


def test_what_was_removed_stands_on_the_form() -> None:
    """Kinds and counts, in the words of the form's language."""
    scan = SCANNER.scan_text("手机13800138000。\n", name="a.txt")
    released = Released(name="b.txt", sha256="cd" * 32, removed=("hidden.comment: 3", "hidden.text: 2"))
    sheet = replace(decided(scan), released=released)
    for language, words in (("zh_Hans", "批注 3；隐藏文字 2"), ("zh_Hant", "註解 3；隱藏文字 2")):
        form = make_form(sheet, "ab" * 32, [], language)
        assert words in [box.text for row in form.digests for box in row.boxes]
