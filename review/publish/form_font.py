"""The font of the printed form: measured, coded and embedded as far as it is used (Noto Serif CJK, OFL)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = Path(__file__).with_name("fonts") / "NotoSerifCJKsc-Subset.otf"
_UNKNOWN = "〓"
_NO_LINE_START = frozenset("，。、；：！？）》〉」』】〕”’,.;:!?)%")


class Font:
    """Remembers which characters were coded, so that only those are embedded."""

    def __init__(self, path: Path = PATH) -> None:
        """Open the font."""
        from fontTools.ttLib import TTFont

        self._font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
        self._glyphs: dict[int, str] = self._font.getBestCmap()
        self._widths: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        self._units: int = self._font["head"].unitsPerEm
        self._used: dict[int, str] = {}

    def _glyph(self, character: str) -> str:
        """The glyph; a character that the font lacks is shown as 〓, a blank as a blank."""
        if not character.isprintable() and character != "\u3000":
            character = " "
        return self._glyphs.get(ord(character)) or self._glyphs[ord(_UNKNOWN)]

    def width(self, text: str, size: float) -> float:
        """Width of a line in points."""
        return sum(self._widths[self._glyph(c)][0] for c in text) * size / self._units

    def coded(self, text: str) -> str:
        """The text as hexadecimal codes of the embedded font."""
        codes = []
        for character in text:
            cid = _cid(self._glyph(character))
            self._used.setdefault(cid, character)
            codes.append(f"{cid:04x}")
        return "".join(codes)

    def folded(self, text: str, size: float, room: float) -> list[str]:
        """Lines of at most ``room`` points; Chinese breaks anywhere, but no line begins with a stop."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines += self._fold(paragraph, size, room)
        return lines

    def _fold(self, text: str, size: float, room: float) -> Iterator[str]:
        line, used = "", 0.0
        for character in text:
            wide = self.width(character, size)
            if used + wide > room and line and character not in _NO_LINE_START:
                yield line
                line, used = "", 0.0
            line, used = line + character, used + wide
        yield line

    def embedded(self, pdf: Any) -> Any:
        """The font as a PDF object, cut down to what was coded."""
        from pikepdf import Array, Dictionary, Name

        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/REVIEW+NotoSerifCJKsc"), Flags=4,
            FontBBox=Array([-200, -320, 1200, 1150]), ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=733,
            StemV=90, FontFile3=pdf.make_stream(self._cut(), Subtype=Name.CIDFontType0C),
        )  # fmt: skip
        cid_font = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/REVIEW+NotoSerifCJKsc"), DW=1000,
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), W=Array(list(self._w())),
        )  # fmt: skip
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/REVIEW+NotoSerifCJKsc"),
                Encoding=Name("/Identity-H"), DescendantFonts=Array([pdf.make_indirect(cid_font)]),
                ToUnicode=pdf.make_stream(self._to_unicode()),
            )
        )  # fmt: skip

    def _w(self) -> Iterator[Any]:
        from pikepdf import Array

        for cid, character in sorted(self._used.items()):
            wide = self._widths[self._glyph(character)][0] * 1000 // self._units
            yield cid
            yield Array([wide])

    def _cut(self) -> bytes:
        """The CFF table with the glyphs that were used."""
        from fontTools.subset import Options, Subsetter

        options = Options(layout_features=[], hinting=False, notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(glyphs=[self._glyph(c) for c in self._used.values()])
        subsetter.subset(self._font)
        out = io.BytesIO()
        self._font.save(out)
        from fontTools.ttLib import TTFont

        return bytes(TTFont(io.BytesIO(out.getvalue())).reader["CFF "])

    def _to_unicode(self) -> bytes:
        rows = [f"<{cid:04x}> <{c.encode('utf-16-be').hex()}>" for cid, c in sorted(self._used.items())]
        blocks = (rows[i : i + 100] for i in range(0, len(rows), 100))
        maps = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /Form def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{maps}\nendcmap end end"
        ).encode("ascii")


def _cid(glyph: str) -> int:
    """Glyphs of a CID-keyed font are called cid01234."""
    return int(glyph[3:]) if glyph.startswith("cid") else 0
