"""PDF files made in code: an embedded font whose every glyph is a ring, so that any text can be set."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

A4 = (595, 842)


def _ring() -> Glyph:
    pen = TTGlyphPen(None)
    for low, high, turn in ((50, 950, 1), (300, 700, -1)):
        corners = [(low, low - 100), (low, high - 100), (high, high - 100), (high, low - 100)]
        pen.moveTo(corners[0])
        for corner in (corners if turn > 0 else corners[:1] + corners[:0:-1])[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _font_file(characters: list[str]) -> bytes:
    names = [".notdef", *(f"g{i}" for i in range(1, len(characters) + 1))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"g{i}" for i, c in enumerate(characters, 1)})
    builder.setupGlyf({name: _ring() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Ring", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


class Pdf:
    """A file under construction; ``file`` is the pikepdf object, to be tampered with at will."""

    def __init__(self, *, to_unicode: bool = True) -> None:
        """No page yet."""
        self.file = pikepdf.new()
        self.font = self.file.make_indirect(Dictionary())
        self._characters: list[str] = []
        self._to_unicode = to_unicode

    def hexed(self, text: str) -> str:
        """``text`` as a string operand in the font."""
        for character in text:
            if character not in self._characters:
                self._characters.append(character)
        return "<" + "".join(f"{self._characters.index(c) + 1:04x}" for c in text) + ">"

    def show(self, text: str, x: float = 72, y: float = 700, *, size: float = 12, before: str = "") -> str:
        """Operators that set ``text`` at a place; ``before`` goes in front, inside the text object."""
        return f"BT {before} /F {size} Tf 1 0 0 1 {x} {y} Tm {self.hexed(text)} Tj ET\n"

    def page(self, content: str = "", **resources: Any) -> pikepdf.Page:
        """Add a page of A4 with the font as ``/F``."""
        page = self.file.add_blank_page(page_size=A4)
        page.Contents = self.file.make_stream(content.encode("latin-1"))
        page.Resources = Dictionary(Font=Dictionary(F=self.font), **resources)
        return page

    def form(self, content: str, **keys: Any) -> Stream:
        """A form XObject over the whole page."""
        stream = self.file.make_stream(content.encode("latin-1"))
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, *A4])
        stream.Resources = Dictionary(Font=Dictionary(F=self.font))
        for key, value in keys.items():
            stream[f"/{key}"] = value
        return stream

    def annotate(self, page: pikepdf.Page, subtype: str, **keys: Any) -> Dictionary:
        """Put an annotation on a page."""
        keys.setdefault("Rect", Array([72, 690, 300, 715]))
        annotation = self.file.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), F=4, **keys)
        )
        if "/Annots" not in page:
            page.Annots = Array([])
        page.Annots.append(annotation)
        return annotation

    def image(self, width: int = 8, height: int = 8, level: int = 128) -> Stream:
        """A grey picture."""
        stream = self.file.make_stream(bytes([level]) * (width * height))
        stream.Type, stream.Subtype, stream.Width, stream.Height = Name.XObject, Name.Image, width, height
        stream.ColorSpace, stream.BitsPerComponent = Name.DeviceGray, 8
        return stream

    def saved(self, **options: Any) -> bytes:
        """The bytes of the file, its font completed."""
        self._complete_font()
        out = io.BytesIO()
        self.file.save(out, **options)
        return out.getvalue()

    def _complete_font(self) -> None:
        stream = self.file.make_stream
        data = _font_file(self._characters)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Ring, Flags=4, FontBBox=Array([0, -120, 1000, 880]),
            ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=700, StemV=80, FontFile2=stream(data),
        )  # fmt: skip
        cid = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Ring, DW=1000, CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=self.file.make_indirect(descriptor),
        )  # fmt: skip
        self.font.Type, self.font.Subtype, self.font.BaseFont = Name.Font, Name.Type0, Name.Ring
        self.font.Encoding, self.font.DescendantFonts = (
            Name("/Identity-H"),
            Array([self.file.make_indirect(cid)]),
        )
        if self._to_unicode:
            self.font.ToUnicode = stream(self._cmap())

    def _cmap(self) -> bytes:
        rows = [f"<{i:04x}> <{c.encode('utf-16-be').hex()}>" for i, c in enumerate(self._characters, 1)]
        blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
        maps = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{maps}\nendcmap end end"
        ).encode()


def plain_pdf(*pages: str) -> bytes:
    """A file whose pages hold the given lines."""
    pdf = Pdf()
    for text in pages:
        pdf.page("".join(pdf.show(line, y=760 - 20 * i) for i, line in enumerate(text.split("\n"))))
    return pdf.saved()
