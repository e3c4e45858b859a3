"""A PDF holds text in many places; every one is read, and told from what a person sees on the page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from review.document import Document, Visibility
from review.readers import read_bytes
from tests.builders.pdf import Pdf, plain_pdf
from tests.shared_data import shared

if TYPE_CHECKING:
    from collections.abc import Callable

T = "秘密甲一二三"
SEEN, UNSEEN, META = Visibility.VISIBLE, Visibility.HIDDEN, Visibility.METADATA
BOX = "0 g 60 690 200 30 re f\n"


def read(data: bytes) -> Document:
    """A PDF as read."""
    return read_bytes(data, name="x.pdf")


def sight(doc: Document, text: str = T) -> list[tuple[Visibility, str]]:
    """Visibility and part of every place where ``text`` stands."""
    found, at = [], doc.text.find(text)
    while at >= 0:
        place, seen = doc.locate(at, at + len(text))
        found.append((seen, place.part))
        at = doc.text.find(text, at + 1)
    return found


def on_page(make: Callable[[Pdf], str]) -> bytes:
    """A file with one page whose content ``make`` writes, below a line that is seen."""
    pdf = Pdf()
    pdf.page(pdf.show("可见的第一行", y=780) + make(pdf))
    return pdf.saved()


def with_annotation(subtype: str, *, shown: bool = False, **keys: object) -> bytes:
    """A file with one annotation."""
    pdf = Pdf()
    page = pdf.page(pdf.show(T if shown else "正文第一行"))
    pdf.annotate(page, subtype, **keys)
    return pdf.saved()


def with_root(change: Callable[[Pdf], None]) -> bytes:
    """A file of one page that ``change`` puts something into."""
    pdf = Pdf()
    pdf.page(pdf.show("正文第一行"))
    change(pdf)
    return pdf.saved()


def _string(text: str = T) -> String:
    return String(text)


def _image_over(pdf: Pdf) -> bytes:
    page = pdf.page(pdf.show(T) + "q 200 0 0 30 60 690 cm /I Do Q", XObject=Dictionary(I=pdf.image()))
    del page
    return pdf.saved()


def _form_over() -> bytes:
    pdf = Pdf()
    pdf.page(pdf.show(T) + "/X Do", XObject=Dictionary(X=pdf.form(BOX)))
    return pdf.saved()


def _text_in_form_covered() -> bytes:
    pdf = Pdf()
    pdf.page("/X Do " + BOX, XObject=Dictionary(X=pdf.form(pdf.show(T))))
    return pdf.saved()


def _layer(*, on: bool) -> bytes:
    pdf = Pdf()
    group = pdf.file.make_indirect(Dictionary(Type=Name.OCG, Name=_string("图层一")))
    pdf.page(pdf.show("正文") + f"/OC /L BDC {pdf.show(T, y=600)} EMC", Properties=Dictionary(L=group))
    states = Dictionary(ON=Array([group])) if on else Dictionary(OFF=Array([group]))
    pdf.file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=states)
    return pdf.saved()


def _layer_name(pdf: Pdf) -> None:
    group = pdf.file.make_indirect(Dictionary(Type=Name.OCG, Name=_string()))
    pdf.file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))


def _appearance(flags: int = 4) -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show("正文"))
    stamp = pdf.annotate(page, "Stamp", AP=Dictionary(N=pdf.form(pdf.show(T, 100, 695))))
    stamp.F = flags
    return pdf.saved()


def _unused_form() -> bytes:
    pdf = Pdf()
    pdf.page(pdf.show("正文"), XObject=Dictionary(X=pdf.form(pdf.show(T))))
    return pdf.saved()


def _attachment(data: bytes, name: str = "附.txt") -> bytes:
    def change(pdf: Pdf) -> None:
        stream = pdf.file.make_stream(data)
        stream.Type = Name.EmbeddedFile
        spec = Dictionary(Type=Name.Filespec, F=_string(name), UF=_string(name), EF=Dictionary(F=stream))
        pdf.file.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([_string(name), spec])))

    return with_root(change)


def _attached_to_page() -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show("正文"))
    stream = pdf.file.make_stream(T.encode())
    stream.Type = Name.EmbeddedFile
    pdf.annotate(
        page, "FileAttachment", FS=Dictionary(Type=Name.Filespec, F=_string("a.txt"), EF=Dictionary(F=stream))
    )
    return pdf.saved()


def _field(**keys: object) -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show("正文"))
    widget = pdf.annotate(page, "Widget", FT=Name.Tx, **{"T": _string("field"), **keys})
    pdf.file.Root.AcroForm = Dictionary(Fields=Array([widget]))
    return pdf.saved()


def _info(pdf: Pdf) -> None:
    pdf.file.docinfo["/Keywords"] = T


def _indirect_info(pdf: Pdf) -> None:
    pdf.file.docinfo["/Author"] = pdf.file.make_indirect(_string())


def _gbk_info(pdf: Pdf) -> None:
    pdf.file.docinfo["/Title"] = String("关于".encode("gb18030") + T.encode("gb18030"))


def _xmp(pdf: Pdf) -> None:
    with pdf.file.open_metadata() as meta:
        meta["dc:description"] = T


def _outline(pdf: Pdf) -> None:
    with pdf.file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(T, 0))


def _script(pdf: Pdf) -> None:
    pdf.file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=_string(f"app.alert('{T}')"))


def _script_stream(pdf: Pdf) -> None:
    pdf.file.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pdf.file.make_stream(f"var a='{T}'".encode()))


def _xfa(pdf: Pdf) -> None:
    xml = pdf.file.make_stream(f"<xdp><data><name>{T}</name></data></xdp>".encode())
    pdf.file.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([_string("datasets"), xml]))


def _piece(pdf: Pdf) -> None:
    pdf.file.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=Dictionary(Note=_string())))


def _piece_stream(pdf: Pdf) -> None:
    pdf.file.pages[0].obj.PieceInfo = Dictionary(App=Dictionary(Private=pdf.file.make_stream(T.encode())))


def _structure(pdf: Pdf) -> None:
    element = pdf.file.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=_string()))
    pdf.file.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=element)


def _signature(pdf: Pdf) -> None:
    value = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\x30\x82" + b"\0" * 40, Reason=_string()
    )
    pdf.file.Root.AcroForm = Dictionary(
        Fields=Array([pdf.file.make_indirect(Dictionary(FT=Name.Sig, T=_string("s"), V=value))])
    )


def _orphan_string(pdf: Pdf) -> None:
    pdf.file.make_indirect(Dictionary(Old=_string()))


def _deleted_page() -> bytes:
    pdf = Pdf()
    pdf.page(pdf.show("正文"))
    pdf.page(pdf.show(T))
    data = pdf.saved()
    at = data.index(b"/Count 2")
    changed = data[:at] + b"/Count 1" + data[at + 8 :]
    first = changed.index(b"/Kids [") + len(b"/Kids [")
    second = changed.index(b"R", first) + 1
    end = changed.index(b"]", second)
    return changed[:second] + b" " * (end - second) + changed[end:]


def _earlier(body: str) -> bytes:
    """A file changed by writing an object anew after its end."""
    pdf = Pdf()
    pdf.page(pdf.show(T, y=600) + pdf.show("正文第一行"))
    pdf.hexed("新正文")
    first = pdf.saved()
    with pikepdf.open(io.BytesIO(first)) as file:
        number = file.pages[0].obj.Contents.objgen[0]
        root = file.Root.objgen[0]
    start = first.rindex(b"startxref") + len(b"startxref")
    before = int(first[start:].split()[0])
    new = f"{number} 0 obj\n<< /Length {len(body)} >>\nstream\n{body}\nendstream\nendobj\n".encode()
    at = len(first)
    table = (
        f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<< /Size 99 /Root {root} 0 R /Prev {before} >>\n"
        f"startxref\n{at + len(new)}\n%%EOF\n"
    ).encode()
    return first + new + table


def _marked(key: str) -> bytes:
    hexed = "<feff" + T.encode("utf-16-be").hex() + ">"
    return on_page(lambda pdf: f"/Span << /{key} {hexed} >> BDC {pdf.show('乙')} EMC")


def _marked_in_properties() -> bytes:
    pdf = Pdf()
    pdf.page(f"/Span /P BDC {pdf.show('乙')} EMC", Properties=Dictionary(P=Dictionary(ActualText=_string())))
    return pdf.saved()


def _pattern() -> bytes:
    pdf = Pdf()
    tile = pdf.form(pdf.show(T, 10, 10))
    del tile.Subtype, tile.Type
    tile.PatternType, tile.PaintType, tile.TilingType, tile.XStep, tile.YStep = 1, 1, 1, 200, 200
    pdf.page("/Pattern cs /P scn 0 0 500 500 re f " + pdf.show("正文"), Pattern=Dictionary(P=tile))
    return pdf.saved()


def _scan(*, layer: str, level: int) -> bytes:
    """A picture over the whole page with text under it, as a scanner with recognition writes."""
    pdf = Pdf()
    picture = pdf.image(600, 840, level)
    data = bytearray(picture.read_bytes())
    if level == 255:
        for row in range(100, 160):
            data[row * 600 + 60 : row * 600 + 300] = bytes([0, 0, 255]) * 80
    picture.write(bytes(data))
    pdf.page(f"{pdf.show(layer, before='3 Tr')} q 595 0 0 842 0 0 cm /I Do Q", XObject=Dictionary(I=picture))
    return pdf.saved()


def _on_picture(*, pdf_after: str) -> bytes:
    pdf = Pdf()
    ground = pdf.image(60, 84)
    ground.write(bytes([200, 255, 230] * 20 * 84))
    pdf.page(
        f"q 595 0 0 842 0 0 cm /I Do Q {pdf.show(T)} {pdf_after} 1 G 60 690 m 260 720 l 60 720 m 260 690 l S",
        XObject=Dictionary(I=ground),
    )
    return pdf.saved()


def _lines() -> str:
    return "".join(f"60 {696 + i} m 260 {696 + i} l S " for i in range(18))


def _dots() -> str:
    return "".join(f"{70 + 2 * i} {696 + 2 * k} 2 2 re f " for i in range(40) for k in range(9))


def _highlighted(subtype: str) -> bytes:
    pdf = Pdf()
    black = Array([0, 0, 0])
    quads = Array([60, 720, 260, 720, 60, 690, 260, 690])
    page = pdf.page(pdf.show(T))
    pdf.annotate(page, subtype, C=black, IC=black, QuadPoints=quads, Rect=Array([60, 690, 260, 720]))
    return pdf.saved()


def _soft_mask() -> bytes:
    pdf = Pdf()
    group = pdf.form(pdf.show(T), Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray))
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    pdf.page("/G gs " + pdf.show("正文"), ExtGState=Dictionary(G=state))
    return pdf.saved()


def _page_label(pdf: Pdf) -> None:
    pdf.file.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=_string())]))


def _custom(pdf: Pdf) -> None:
    pdf.file.Root.MyData = _string()


def _picture_metadata(pdf: Pdf) -> None:
    picture = pdf.image()
    xml = f"<x:xmpmeta><rdf:Description><dc:title>{T}</dc:title></rdf:Description></x:xmpmeta>"
    picture.Metadata = pdf.file.make_stream(xml.encode())
    pdf.file.pages[0].obj.Resources.XObject = Dictionary(I=picture)


def with_orphan() -> bytes:
    """A file with an object nobody refers to, which pikepdf would not write."""
    data = plain_pdf("正文")
    at = data.rindex(b"\nxref") + 1
    body = b"77 0 obj\n<< /Old <feff" + T.encode("utf-16-be").hex().encode() + b"> >>\nendobj\n"
    entry = f"{at:010d} 00000 n \n".encode()
    table = data[at:].replace(b"trailer", b"77 1\n" + entry + b"trailer", 1)
    start = table.rindex(b"startxref")
    return data[:at] + body + table[:start] + f"startxref\n{at + len(body)}\n%%EOF\n".encode()


def _transparent() -> bytes:
    pdf = Pdf()
    pdf.page("/G gs " + pdf.show(T), ExtGState=Dictionary(G=Dictionary(ca=0)))
    return pdf.saved()


def _cropped() -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show(T, y=700) + pdf.show("正文", y=100))
    page.CropBox = Array([0, 0, 595, 400])
    return pdf.saved()


def _square() -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show(T))
    pdf.annotate(page, "Square", AP=Dictionary(N=pdf.form(BOX)), Rect=Array([0, 0, 595, 842]))
    return pdf.saved()


def _rotated(turn: int, after: str) -> bytes:
    pdf = Pdf()
    page = pdf.page(pdf.show(T) + after)
    page.Rotate = turn
    return pdf.saved()


def _commented() -> bytes:
    data = plain_pdf("正文")
    at = data.rindex(b"\nxref") + 1
    return data[:at] + f"% {T}\n".encode() + data[at:]


def _page_comment() -> bytes:
    pdf = Pdf()
    page = pdf.page()
    page.Contents = pdf.file.make_stream(f"% {T}\n{pdf.show('正文')}".encode())
    return pdf.saved()


COVERED, INVISIBLE, OFF = (UNSEEN, "covered_text"), (UNSEEN, "invisible_text"), (UNSEEN, "off_page_text")
PLACES = [
    ("page", lambda: plain_pdf(T), (SEEN, "body")),
    ("second page", lambda: plain_pdf("正文", T), (SEEN, "body")),
    ("form that is drawn", lambda: on_page(lambda p: p.show(T)), (SEEN, "body")),
    ("under a black box", lambda: on_page(lambda p: p.show(T) + BOX), COVERED),
    ("under a white box", lambda: on_page(lambda p: p.show(T) + "1 g 60 690 200 30 re f"), COVERED),
    ("under a hatched box", lambda: on_page(lambda p: p.show(T) + BOX + "1 G 60 690 m 260 720 l S"), COVERED),
    ("under a box smaller than the text", lambda: on_page(lambda p: p.show(T) + "0 g 73 699 70 10 re f"), COVERED),
    ("under a thick line", lambda: on_page(lambda p: p.show(T) + "16 w 60 705 m 260 705 l S"), COVERED),
    ("under many thin lines", lambda: on_page(lambda p: p.show(T) + "1.6 w " + _lines()), COVERED),
    ("under many dots", lambda: on_page(lambda p: p.show(T) + "0 g " + _dots()), COVERED),
    ("black highlight", lambda: _highlighted("Highlight"), COVERED),
    ("square without appearance", lambda: _highlighted("Square"), COVERED),
    ("soft mask", _soft_mask, (UNSEEN, "invisible_text")),
    ("page label", lambda: with_root(_page_label), (UNSEEN, "part")),
    ("key of the catalogue", lambda: with_root(_custom), (UNSEEN, "part")),
    ("metadata of a picture", lambda: with_root(_picture_metadata), (META, "property")),
    ("ActualText, its name escaped", lambda: _marked("Actual#54ext"), (UNSEEN, "alternative_text")),
    ("property of a mark", lambda: _marked("Note"), (UNSEEN, "alternative_text")),
    ("under a picture", lambda: _image_over(Pdf()), COVERED),
    ("under a box in a form", _form_over, COVERED),
    ("in a form, under a box", _text_in_form_covered, COVERED),
    ("black box, text drawn in black after it", lambda: on_page(lambda p: BOX + p.show(T)), COVERED),
    ("white", lambda: on_page(lambda p: p.show(T, before="1 g")), INVISIBLE),
    ("nearly white", lambda: on_page(lambda p: p.show(T, before="0.97 g")), INVISIBLE),
    ("invisible mode", lambda: on_page(lambda p: p.show(T, before="3 Tr")), INVISIBLE),
    ("clip mode", lambda: on_page(lambda p: "q " + p.show(T, before="7 Tr") + "Q"), INVISIBLE),
    ("clipped", lambda: on_page(lambda p: f"q 0 0 20 20 re W n {p.show(T)} Q"), INVISIBLE),
    ("tiny", lambda: on_page(lambda p: p.show(T, size=0.5)), INVISIBLE),
    ("tiny by scale", lambda: on_page(lambda p: f"q 0.01 0 0 0.01 100 100 cm {p.show(T)} Q"), INVISIBLE),
    ("transparent", _transparent, INVISIBLE),
    ("off the page", lambda: on_page(lambda p: p.show(T, x=2000)), OFF),
    ("below the page", lambda: on_page(lambda p: p.show(T, y=-50)), OFF),
    ("cropped", _cropped, OFF),
    ("layer switched off", lambda: _layer(on=False), (UNSEEN, "layer")),
    ("layer switched on", lambda: _layer(on=True), (SEEN, "body")),
    ("layer name", lambda: with_root(_layer_name), (META, "layer")),
    ("under an opaque annotation", _square, COVERED),
    ("marked for redaction", lambda: with_annotation("Redact", shown=True), COVERED),
    ("note", lambda: with_annotation("Text", Contents=_string()), (UNSEEN, "annotation")),
    ("rich note", lambda: with_annotation("Text", RC=_string(f"<body><p>{T}</p></body>")), (UNSEEN, "annotation")),
    ("text on the page", lambda: with_annotation("FreeText", Contents=_string()), (SEEN, "annotation")),
    ("author of a note", lambda: with_annotation("Text", T=_string()), (META, "annotation")),
    ("stamp", _appearance, (SEEN, "annotation")),
    ("hidden stamp", lambda: _appearance(2), (UNSEEN, "annotation")),
    ("link", lambda: with_annotation("Link", A=Dictionary(S=Name.URI, URI=_string(f"http://x/{T}"))), (UNSEEN, "link")),
    ("field", lambda: _field(V=_string()), (SEEN, "form_field")),
    ("field's default", lambda: _field(DV=_string()), (UNSEEN, "form_field")),
    ("field's tip", lambda: _field(TU=_string()), (UNSEEN, "form_field")),
    ("field's name", lambda: _field(T=_string()), (UNSEEN, "form_field")),
    ("list's options", lambda: _field(Opt=Array([_string(), _string("乙")])), (SEEN, "form_field")),
    ("XFA", lambda: with_root(_xfa), (UNSEEN, "form_field")),
    ("signature's reason", lambda: with_root(_signature), (META, "property")),
    ("property", lambda: with_root(_info), (META, "property")),
    ("property by reference", lambda: with_root(_indirect_info), (META, "property")),
    ("property in GB18030", lambda: with_root(_gbk_info), (META, "property")),
    ("XMP", lambda: with_root(_xmp), (META, "property")),
    ("bookmark", lambda: with_root(_outline), (META, "outline")),
    ("script", lambda: with_root(_script), (UNSEEN, "script")),
    ("script stream", lambda: with_root(_script_stream), (UNSEEN, "script")),
    ("private data", lambda: with_root(_piece), (UNSEEN, "part")),
    ("private stream", lambda: with_root(_piece_stream), (UNSEEN, "part")),
    ("alternative of a figure", lambda: with_root(_structure), (UNSEEN, "alternative_text")),
    ("ActualText", lambda: _marked("ActualText"), (UNSEEN, "alternative_text")),
    ("Alt", lambda: _marked("Alt"), (UNSEEN, "alternative_text")),
    ("ActualText in properties", _marked_in_properties, (UNSEEN, "alternative_text")),
    ("attached file", lambda: _attachment(T.encode("gb18030")), (SEEN, "body")),
    ("attached file's name", lambda: _attachment(b"a", T + ".txt"), (UNSEEN, "attachment")),
    ("attached to the page", _attached_to_page, (SEEN, "body")),
    ("attached pdf", lambda: _attachment(plain_pdf(T), "a.pdf"), (SEEN, "body")),
    ("form that is never drawn", _unused_form, (UNSEEN, "invisible_text")),
    ("pattern", _pattern, (SEEN, "body")),
    ("left-over object", with_orphan, (UNSEEN, "orphan")),
    ("deleted page", _deleted_page, (UNSEEN, "orphan")),
    ("earlier revision", lambda: _earlier("BT ET"), (UNSEEN, "earlier_revision")),
    ("after the end", lambda: plain_pdf("正文") + T.encode(), (UNSEEN, "orphan")),
    ("comment of the file", _commented, (META, "metadata")),
    ("comment in a page", _page_comment, (META, "metadata")),
    ("text layer the scan shows", lambda: _scan(layer=T, level=255), (SEEN, "body")),
    ("under a box on a page with a picture behind it", lambda: _on_picture(pdf_after=BOX), COVERED),
    ("text layer blackened in the scan", lambda: _scan(layer=T, level=0), COVERED),
    ("vertical page", lambda: _rotated(90, ""), (SEEN, "body")),
    ("under a box on a turned page", lambda: _rotated(90, BOX), COVERED),
]  # fmt: skip


@pytest.mark.parametrize(("make", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_every_place_is_read_once(make: Callable[[], bytes], place: tuple[Visibility, str]) -> None:
    """Each hiding place gives its text, with its visibility and part."""
    assert place in sight(read(make()))


@pytest.mark.parametrize(("make", "place"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_what_is_not_seen_is_never_in_the_page_text(
    make: Callable[[], bytes], place: tuple[Visibility, str]
) -> None:
    """Visible and hidden are told apart: a token stands in one of them."""
    assert {seen for seen, _part in sight(read(make()))} <= {
        place[0],
        META,
        SEEN if place[0] is SEEN else place[0],
    }


@pytest.mark.parametrize(
    "make",
    [lambda p: BOX.replace("0 g", "0.9 g") + p.show(T, before="0 g"), lambda p: p.show(T) + "1 w 60 690 200 30 re S",
     lambda p: p.show(T) + "0.5 w 60 704 m 260 704 l S", lambda p: "0 g 60 690 200 30 re f " + p.show(T, before="1 g"),
     lambda p: p.show(T, before="0.6 g"), lambda p: p.show(T) + "0 g 60 650 200 30 re f"],
    ids=["on a shaded ground", "in a frame", "struck through", "white on black", "grey", "box below"],
)  # fmt: skip
def test_ordinary_layout_is_seen(make: Callable[[Pdf], str]) -> None:
    """Frames, rules, shaded cells and banners hide nothing."""
    assert sight(read(on_page(make))) == [(SEEN, "body")]


def test_what_one_page_cuts_off_and_another_shows_is_not_hidden() -> None:
    """A wide sheet on two pages draws its title on both, each time over the edge."""
    pdf = Pdf()
    pdf.page(pdf.show("农村危房改造补助对象名单", x=400))
    pdf.page(pdf.show("农村危房改造补助对象名单", x=400 - 595) + pdf.show("另有一处", x=700))
    doc = read(pdf.saved())
    assert "另有一处" in "".join(doc.text_of(b) for b in doc.blocks if b.visibility is UNSEEN)
    pdf = Pdf()
    pdf.page(pdf.show("农村危房改造补助对象名单", x=400))
    pdf.page(pdf.show("农村危房改造补助对象名单", x=400 - 500))
    assert all(b.visibility is not UNSEEN for b in read(pdf.saved()).blocks)


def test_a_seal_hides_nothing() -> None:
    """The red seal of an office stands on its name and the date."""
    pdf = Pdf()
    seal = pdf.image(20, 20)
    seal.write(bytes([220, 20, 20]) * 400)
    seal.ColorSpace = Name.DeviceRGB
    pdf.page(pdf.show(T) + "q 100 0 0 100 60 650 cm /I Do Q", XObject=Dictionary(I=seal))
    assert sight(read(pdf.saved())) == [(SEEN, "body")]


def test_a_covered_number_leaves_a_square_in_the_line() -> None:
    """The line reads as a person sees it; what is under the box stands apart."""
    data = on_page(lambda p: p.show("电话13800138000收") + "0 g 119 690 108 30 re f")
    doc = read(data)
    assert "电话1■00收" in doc.text.replace("\n", "") or "■" in doc.text
    assert any(part == "covered_text" for _seen, part in sight(doc, "3800"))


def test_a_wrapped_line_is_joined() -> None:
    """A term and a number that run over a line end stand unbroken; the last line of a paragraph ends it."""
    line = "各区县人民政府市政府各部门各直属机构现将有关事项通知如下请认真"
    text = f"{line}身份证11010119\n900307123X的当事人{line[:27]}机\n密文件一份。\n第二段。"
    doc = read(plain_pdf(text))
    assert "11010119900307123X" in doc.text
    assert "机密文件" in doc.text
    assert "\n第二段" in doc.text


def test_numbers_below_each_other_are_not_joined() -> None:
    """A list of numbers stays a list."""
    doc = read(plain_pdf("110101199003071233\n110101199003071234\n110101199003071235"))
    assert "110101199003071233\n110101199003071234" in doc.text


def test_columns_are_separated_by_tabs() -> None:
    """Cells of a row that stand apart are told from words of a sentence."""
    data = on_page(
        lambda p: "".join(p.show(t, x=x, y=600) for t, x in (("姓名", 72), ("张三", 200), ("电话", 330)))
    )
    assert "姓名\t张三\t电话" in read(data).text


def test_a_table_drawn_column_by_column_has_rows() -> None:
    """Cells on one level are one row, whatever the order they were drawn in."""
    columns = ((72, ("姓名", "张三", "李四")), (200, ("电话", "甲乙", "丙丁")))
    data = on_page(
        lambda p: "".join(p.show(t, x=x, y=600 - 20 * i) for x, texts in columns for i, t in enumerate(texts))
    )
    assert "姓名\t电话\n张三\t甲乙\n李四\t丙丁" in read(data).text


def test_two_columns_of_prose_are_not_mixed() -> None:
    """A page of two columns is read one column after the other."""
    left, right = "各区县人民政府市政府各部门各直属机构", "现将有关事项通知如下请认真贯彻执行好"
    data = on_page(
        lambda p: "".join(
            p.show(t, x=x, y=600 - 20 * i) for x, t in ((60, left), (310, right)) for i in range(3)
        )
    )
    assert f"{left}{left}" in read(data).text.replace("\n", "")


@pytest.mark.parametrize(
    "matrix",
    ["0 1 -1 0 300 300", "-1 0 0 -1 300 300", ".7 .7 -.7 .7 300 300", "0 -1 1 0 300 600"],
    ids=["90", "180", "45", "270"],
)
def test_turned_text(matrix: str) -> None:
    """Text at any angle is read and seen."""
    assert sight(read(on_page(lambda p: f"BT /F 12 Tf {matrix} Tm {p.hexed(T)} Tj ET"))) == [(SEEN, "body")]


@pytest.mark.parametrize("matrix", ["1 0 0 1 {x} {y}", "0 1 -1 0 {u} {x}", "0 -1 1 0 {y} {d}"])
def test_a_table_set_sideways_keeps_its_rows(matrix: str) -> None:
    """Columns and wrapped lines are found in whatever direction a page is set."""

    def table(pdf: Pdf) -> str:
        content = ""
        for row, texts in enumerate((("姓名", "电话"), ("张三", "甲乙"), ("李四", "丙丁"))):
            for column, text in enumerate(texts):
                x, y = 100 + 130 * column, 500 - 20 * row
                place = matrix.format(x=x, y=y, u=100 + 20 * row, d=500 - 130 * column)
                content += f"BT /F 12 Tf {place} Tm {pdf.hexed(text)} Tj ET\n"
        return content

    pdf = Pdf()
    pdf.page(table(pdf))
    assert "姓名\t电话\n张三\t甲乙\n李四\t丙丁" in read(pdf.saved()).text


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (0, 3, 1, 5, 2, 4)])
@pytest.mark.parametrize(("across", "down"), [(12, 0), (0, -14)])
def test_characters_placed_one_by_one(order: tuple[int, ...], across: int, down: int) -> None:
    """A term is found though each of its characters was drawn on its own, in any order, along or down."""
    if down and order != tuple(range(6)):
        return
    doc = read(on_page(lambda p: "".join(p.show(T[i], x=100 + across * i, y=600 + down * i) for i in order)))
    assert sight(doc) == [(SEEN, "body")]


def test_pages_have_their_numbers_and_lines_are_paragraphs() -> None:
    """A place is page and line."""
    doc = read(plain_pdf("一一一", "二二二\n三三三"))
    place, _ = doc.locate(doc.text.index("三三三"), doc.text.index("三三三") + 3)
    assert (place.page, place.paragraph) == (2, 2)


def _with_picture() -> bytes:
    pdf = Pdf()
    pdf.page(
        "".join(pdf.show("正文里有二十个字那么长的一行文字", y=760 - 20 * i) for i in range(5))
        + "q 200 0 0 100 60 300 cm /I Do Q",
        XObject=Dictionary(I=pdf.image(400, 200)),
    )
    return pdf.saved()


def _locked() -> bytes:
    pdf = Pdf()
    pdf.page(pdf.show(T))
    return pdf.saved(encryption=pikepdf.Encryption(user="1", owner="2"))


def _no_unicode() -> bytes:
    pdf = Pdf(to_unicode=False)
    pdf.page(pdf.show("各区县人民政府市政府各部门各直属机构现将有关事项通知如下"))
    return pdf.saved()


@pytest.mark.parametrize(
    ("make", "code"),
    [(lambda: _scan(layer=" ", level=128), "image_page"), (_with_picture, "image_text"),
     (lambda: plain_pdf("正文")[:300], "damaged"), (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, "damaged"),
     (_locked, "encrypted"), (_no_unicode, "garbled_text"),
     (lambda: plain_pdf("正文") + bytes(range(256)), "unknown_part")],
    ids=["scan", "picture", "cut", "junk", "password", "no unicode", "bytes after the end"],
)  # fmt: skip
def test_what_cannot_be_read_is_a_gap(make: Callable[[], bytes], code: str) -> None:
    """A scan, a password, broken fonts and damage are never clean."""
    assert code in {gap.code for gap in read(make()).gaps}


def test_an_owner_password_alone_does_not_stop_reading() -> None:
    """A file anybody can open is read."""
    pdf = Pdf()
    pdf.page(pdf.show(T))
    assert sight(read(pdf.saved(encryption=pikepdf.Encryption(user="", owner="2")))) == [(SEEN, "body")]


def test_a_clean_file_has_no_gap_and_nothing_hidden() -> None:
    """Ordinary text is nothing but text."""
    doc = read(plain_pdf("关于印发办法的通知\n各区县人民政府：", "第二页"))
    assert doc.gaps == ()
    assert all(b.visibility is not UNSEEN for b in doc.blocks)


def test_a_linearized_file_has_no_earlier_revision() -> None:
    """Two end marks are no change."""
    pdf = Pdf()
    for text in ("一一一", "二二二"):
        pdf.page(pdf.show(text))
    doc = read(pdf.saved(linearize=True))
    assert doc.gaps == ()
    assert all(b.visibility is not UNSEEN for b in doc.blocks)


def test_the_letterhead_is_told_once() -> None:
    """The same picture on every page is one gap."""
    pdf = Pdf()
    picture = pdf.image(400, 100)
    for _ in range(3):
        pdf.page(
            pdf.show("正文里有二十个字那么长的一行文字") + "q 200 0 0 50 60 100 cm /I Do Q",
            XObject=Dictionary(I=picture),
        )
    assert [gap.code for gap in read(pdf.saved()).gaps] == ["image_text"]


X_RAY = [
    ("bad_cross_hatched_redactions", 500), ("rectangles_yes", 50), ("no_bad_redactions.4.1", 0),
    ("no_bad_redactions.7.1", 0), ("partial_intersections_ok", 0), ("rect_ordering_0.8", 0),
    ("rect_ordering_4.1", 0), ("rectangles_no", 0), ("whitespace_redactions", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fewest"), X_RAY)
def test_fake_redactions_of_real_files(name: str, fewest: int) -> None:
    """All bad ones found, none of the look-alikes flagged."""
    doc = read(shared(f"data/files/pdf_redaction/{name}.pdf").read_bytes())
    covered = "".join(doc.text_of(b) for b in doc.blocks if b.location.part == "covered_text")
    assert len("".join(covered.split())) >= fewest
    assert bool(covered) is bool(fewest)


@pytest.mark.parametrize(
    ("name", "texts"),
    [("pdf_cn/issue-461-example.pdf", ["性别", "50岁", "白细胞计数"]), ("pdf_cn/issue-67-example.pdf", ["东北电气发展股份有限公司"]),
     ("pdf_cn/issue-336-example.pdf", ["安徽省建设用地使用标准"]), ("pdf_cn/issue2128r.pdf", ["浅谈校长的魅力", "李新录"]),
     ("pdf_cn/vertical.pdf", ["日本語"]), ("pdf_cn/issue14438.pdf", ["多边形批注", "这是一个注解。"]),
     ("pdf_cn/issue19182.pdf", ["中文姓名", "胡駿"]), ("pdf_cn/issue4061.pdf", ["轉", "針"]),
     ("pdf_cn/SimFang-variant.pdf", ["全世界无产者，联合起来"]), ("pdf_hidden/testPDFPackage.pdf", ["PDF1", "PDF2"]),
     ("pdf_hidden/testPopupAnnotation.pdf", ["this is the note"]), ("pdf_hidden/issue17056.pdf", ["Link"]),
     ("pdf_hidden/test-incremental-updates.eml", ["pdf"])],
)  # fmt: skip
def test_expected_text_of_real_files(name: str, texts: list[str]) -> None:
    """Text that real files are known to hold."""
    path = shared(f"data/files/{name}")
    text = "".join(read_bytes(path.read_bytes(), name=path.name).text.split())
    assert [t for t in texts if t.replace(" ", "") not in text] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("pdf_cn/issue-203-decimalize.pdf", "image_page"), ("pdf_hidden/issue7229.pdf", "image_page"),
     ("pdf_hidden/testOCR.pdf", "image_page"), ("encrypted/password-example.pdf", "encrypted"),
     ("encrypted/saslprep-r6.pdf", "encrypted"), ("encrypted/print_protection.pdf", "encrypted"),
     ("malformed/poppler-742-0-fuzzed.pdf", "damaged"), ("malformed/Pages-tree-refs.pdf", "damaged")],
)  # fmt: skip
def test_gaps_of_real_files(name: str, code: str) -> None:
    """Scans, passwords and damage of real files."""
    path = shared(f"data/files/{name}")
    assert code in {gap.code for gap in read(path.read_bytes()).gaps}
