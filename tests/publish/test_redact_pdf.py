"""Glyphs of a value are cut out of a PDF: nothing is left of it, nothing else changes; or a picture."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from review.publish.redact import redact
from tests.builders.pdf import Pdf
from tests.publish.playing import PHONE, SCANNER, decided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

SCALE = 2.0
LINE = f"手机{PHONE}。后面的字"


def copy_of(data: bytes) -> bytes:
    """The copy after everything was decided to be redacted."""
    scan = SCANNER.scan_bytes(data, name="a.pdf")
    assert any(f.rule == "test.phone" for f in scan.findings)
    return redact(data, decided(scan), scan, SCANNER).data


def texts(data: bytes) -> list[str]:
    """Text of each page, blanks aside."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]


def drawn(data: bytes, page: int = 0) -> NDArray[np.int16]:
    """A page's pixels."""
    rendered = pypdfium2.PdfDocument(data)[page].render(scale=SCALE, may_draw_forms=False, draw_annots=False)
    pixels: NDArray[np.int16] = rendered.to_numpy()[..., :3].astype(np.int16)
    return pixels


def by_pypdf(data: bytes) -> str:
    """What pypdf reads."""
    pypdf = pytest.importorskip("pypdf", reason="a second extractor for tests")
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def by_pdfminer(data: bytes) -> str:
    """What pdfminer reads."""
    high_level = pytest.importorskip("pdfminer.high_level", reason="a third extractor for tests")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    return "".join(high_level.extract_text(io.BytesIO(data)).split())


def shown_codes(data: bytes) -> bytes:
    """All strings of all content streams, one after another."""
    found = b""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for one in pikepdf.parse_content_stream(page):
                for operand in one.operands:
                    pieces = list(operand) if isinstance(operand, Array) else [operand]
                    found += b"".join(bytes(p) for p in pieces if isinstance(p, String))
    return found


def page_of(content: str, change: Callable[[Pdf, pikepdf.Page], None] | None = None) -> bytes:
    """A page with this content; ``change`` may tamper with it."""
    made = Pdf()
    made.hexed(LINE + "其余")
    page = made.page(content.replace("LINE", made.hexed(LINE)).replace("REST", made.hexed("其余")))
    if change is not None:
        change(made, page)
    return made.saved()


def pieces(made: Pdf, *texts: str) -> str:
    """A TJ with numbers between the pieces."""
    return "[" + " -120 ".join(made.hexed(text) for text in texts) + "] TJ"


_MADE = Pdf()
_MADE.hexed(LINE + "其余")
CUT: dict[str, str] = {
    "one string": "BT /F 12 Tf 72 700 Td LINE Tj ET",
    "pieces": f"BT /F 12 Tf 72 700 Td {pieces(_MADE, '手机138', '0013', '8000。后面', '的字')} ET",
    "several operators": f"BT /F 12 Tf 72 700 Td {_MADE.hexed('手机138')} Tj {_MADE.hexed('0013')} Tj {_MADE.hexed('8000。后面的字')} Tj ET",
    "next line": "BT /F 12 Tf 14 TL 72 700 Td REST Tj LINE ' ET",
    "next line with spacing": 'BT /F 12 Tf 14 TL 72 700 Td REST Tj 1 2 LINE " ET',
    "spaced": "BT /F 12 Tf 3 Tc 72 700 Td LINE Tj ET",
    "stretched": "BT /F 12 Tf 150 Tz 72 700 Td LINE Tj ET",
    "large by its matrix": "BT /F 1 Tf 12 0 0 12 72 700 Tm LINE Tj ET",
    "moved and scaled": "q 1.5 0 0 1.5 20 -300 cm BT /F 12 Tf 72 600 Td LINE Tj ET Q",
    "state restored": "q BT /F 30 Tf ET Q BT /F 12 Tf 72 700 Td LINE Tj ET",
    "state left open": "BT /F 12 Tf 72 700 Td LINE Tj ET q 0.5 0 0 0.5 0 0 cm",
    "marked content": "/Span <</ActualText (x)>> BDC BT /F 12 Tf 72 600 Td REST Tj ET EMC BT /F 12 Tf 72 700 Td LINE Tj ET",
    "twice": "BT /F 12 Tf 72 700 Td LINE Tj 0 -30 Td LINE Tj ET",
}  # fmt: skip


def turn(angle: int) -> Callable[[Pdf, pikepdf.Page], None]:
    """The page is shown turned."""

    def change(_made: Pdf, page: pikepdf.Page) -> None:
        page.obj.Rotate = angle

    return change


def crop(_made: Pdf, page: pikepdf.Page) -> None:
    """Only a part of the page is shown, and its corner is not at zero."""
    page.obj.MediaBox = Array([-50, -50, 600, 850])
    page.obj.CropBox = Array([30, 40, 560, 800])


def _assert_cut(data: bytes, rest: str) -> None:
    copy = copy_of(data)
    for read in (lambda d: texts(d)[0], by_pypdf, by_pdfminer):
        text = read(copy)
        assert PHONE not in text
        assert PHONE[4:] not in text
        for word in rest:
            assert word in text
    codes = "".join(f"{ord(c):04x}" for c in PHONE)
    assert bytes.fromhex(codes) not in shown_codes(copy)
    assert len(shown_codes(copy)) == len(shown_codes(data)) - 2 * len(PHONE) * texts(data)[0].count(PHONE)
    before, after = drawn(data), drawn(copy)
    assert before.shape == after.shape
    changed = (abs(before - after) > 48).any(axis=2)
    assert changed.any()
    # Nothing but the boxes changes: what is not black now is as it was.
    black = (after < 40).all(axis=2)
    assert not (changed & ~black).any()


@pytest.mark.parametrize("way", CUT)
def test_glyphs_are_cut_out(way: str) -> None:
    """Three extractors find the rest of the line but not the number; only the box is drawn anew."""
    _assert_cut(page_of(CUT[way]), "手机后面的字")


@pytest.mark.parametrize("change", [turn(90), turn(180), crop], ids=["90°", "180°", "cropped"])
def test_pages_that_are_shown_otherwise(change: Callable[[Pdf, pikepdf.Page], None]) -> None:
    """The box stands where the number stood."""
    _assert_cut(page_of(CUT["one string"], change), "手机后面的字")


@pytest.mark.parametrize("encoding", ["/WinAnsiEncoding", None])
def test_a_font_of_single_bytes(encoding: str | None) -> None:
    """Helvetica, as programs abroad and many forms use it, its blanks among the words."""
    made = Pdf()
    page = made.page(f"BT /H 12 Tf 2 Tw 72 700 Td (Tel {PHONE} or ask ) Tj (here) Tj ET")
    page.Resources.Font.H = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    if encoding:
        page.Resources.Font.H.Encoding = Name(encoding)
    copy = copy_of(made.saved())
    assert texts(copy) == ["Teloraskhere"]
    assert PHONE not in by_pypdf(copy) + by_pdfminer(copy)
    assert PHONE.encode() not in shown_codes(copy)


def test_how_wide_each_glyph_was_is_not_told() -> None:
    """One number for the whole value: in a font of uneven widths single ones would tell the letters."""
    copy = copy_of(page_of(CUT["one string"]))
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        shows = [o for o in pikepdf.parse_content_stream(pdf.pages[0]) if str(o.operator) == "TJ"]
    (pieces,) = (list(o.operands[0]) for o in shows)
    assert [float(p) for p in pieces if not isinstance(p, String)] == [-11_000]


def form(made: Pdf, page: pikepdf.Page) -> None:
    """The number stands in a form XObject."""
    page.Resources.XObject = Dictionary(X=made.form(f"BT /F 12 Tf 72 600 Td {made.hexed(LINE)} Tj ET"))
    page.Contents = made.file.make_stream(b"/X Do")


def scan_below(made: Pdf, page: pikepdf.Page) -> None:
    """A picture under the text: an OCR layer, whose picture shows the number too."""
    page.Resources.XObject = Dictionary(I=made.image())
    page.Contents = made.file.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q " + page.Contents.read_bytes())


def vertical(made: Pdf, _page: pikepdf.Page) -> None:
    """Written from top to bottom."""

    def upright() -> bytes:
        made._complete_font()
        made.font.Encoding = Name("/Identity-V")
        out = io.BytesIO()
        made.file.save(out)
        return out.getvalue()

    made.saved = upright  # type: ignore[method-assign, assignment]


def words_around(made: Pdf, page: pikepdf.Page) -> None:
    """The page says other words in place of the text."""
    content = page.Contents.read_bytes()
    page.Contents = made.file.make_stream(b"/Span <</ActualText (x)>> BDC " + content + b" EMC")


def bold_by_striking_twice(made: Pdf, page: pikepdf.Page) -> None:
    """The same text drawn twice at one place, which pdfium reports once."""
    page.Contents = made.file.make_stream(page.Contents.read_bytes() + b"\n" + page.Contents.read_bytes())


def field(made: Pdf, page: pikepdf.Page) -> None:
    """A form field on the page."""
    widget = made.annotate(page, "Widget", FT=Name.Tx, T="姓名", V=PHONE)
    made.file.Root.AcroForm = made.file.make_indirect(Dictionary(Fields=Array([widget])))


@pytest.mark.parametrize("change", [form, scan_below, vertical, words_around, bold_by_striking_twice, field])
def test_pages_that_become_pictures(change: Callable[[Pdf, pikepdf.Page], None]) -> None:
    """Where glyphs cannot be told for certain nothing of the page's text is left."""
    copy = copy_of(page_of(CUT["one string"], change))
    assert texts(copy) == [""]
    assert PHONE not in by_pypdf(copy)


def everywhere() -> bytes:
    """The number in fifteen places of a file of three pages."""
    made = Pdf()
    first = made.page(made.show(LINE) + made.show("第一页其余", y=600))
    made.page(made.show("没有号码的一页"))
    made.page(made.show(LINE, y=500) + made.show("表单", y=400)
              + f"/Span <</ActualText ({PHONE})>> BDC {made.show('空', y=300)} EMC")  # fmt: skip
    away = Array([300, 60, 400, 80])
    made.annotate(first, "Text", Rect=away, Contents=f"批注{PHONE}", T=PHONE)
    made.annotate(first, "Link", A=Dictionary(S=Name.URI, URI=f"tel:{PHONE}"))
    made.annotate(first, "FreeText", Rect=away, Contents=PHONE, AP=Dictionary(N=made.form(made.show(PHONE))))
    pdf = made.file
    pdf.docinfo["/Title"] = PHONE
    pdf.docinfo["/Own"] = PHONE
    with pdf.open_metadata() as meta:
        meta["dc:description"] = PHONE
    pdf.attachments["a.txt"] = PHONE.encode()
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(PHONE, 0))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=f"app.alert('{PHONE}')")
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=PHONE))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=PHONE))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=PHONE)]))
    first.obj.Thumb = made.image()
    data = made.saved()
    later = b"%d 0 obj\n<</Contents (%s)>>\nendobj\n" % (900, PHONE.encode())
    return data + later + b"startxref\n" + data.rsplit(b"startxref\n", 1)[1]


def strings_inside(data: bytes) -> bytes:
    """Every object and every stream of the file, unpacked."""
    found = data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found += thing.read_bytes()
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
                found += (
                    thing.unparse()
                    if not isinstance(thing, pikepdf.Stream)
                    else repr(dict(thing.items())).encode()
                )
    return found


def test_nothing_is_left_in_fifteen_places() -> None:
    """Pages, comments, links, properties, XMP, attachment, bookmark, script, structure, labels, leftovers."""
    data = everywhere()
    assert strings_inside(data).count(PHONE.encode()) >= 10
    copy = copy_of(data)
    assert len(texts(copy)) == 3
    for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
        assert PHONE.encode(encoding) not in strings_inside(copy)
    assert PHONE not in "".join(texts(copy)) + by_pypdf(copy) + by_pdfminer(copy)
    assert SCANNER.scan_bytes(copy, name="a.pdf").document.text.count("1380") == 0
    assert "没有号码的一页" in texts(copy)[1]
    assert "第一页其余" in texts(copy)[0]


def test_the_same_file_gives_the_same_copy() -> None:
    """Law 8."""
    data = everywhere()
    assert copy_of(data) == copy_of(data)


def test_what_pypdf_finds_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second extractor has a say, where it is installed."""
    pytest.importorskip("pypdf", reason="a second extractor")
    from review.errors import RefusedError
    from review.publish import verify

    seen: list[Any] = []

    def read(_data: bytes) -> Iterator[str]:
        seen.append(1)
        yield PHONE

    monkeypatch.setattr(verify, "_by_pypdf", read)
    with pytest.raises(RefusedError, match="F1"):
        copy_of(page_of(CUT["one string"]))
    assert seen
