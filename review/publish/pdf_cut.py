"""Glyphs of values cut out of a page's content stream; where that is not certain, nothing is given.

A page is a list of text objects to pdfium and a list of show operators to the file, in the same order.
Where both lists are equally long, and an object has as many characters as its operator has codes, the
characters to be removed name the codes to be removed. Room is left for them, so that nothing moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from review.publish.masking import Masker
    from review.publish.pdf_letters import Box, Marked

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_SPOKEN = ("/ActualText", "/Alt", "/E")
"""What a page says of its own marked content to those who cannot see it (ISO 32000-1 §14.9)."""
_MIXED = ("/GBK-EUC-H", "/GBKp-EUC-H", "/GB-EUC-H", "/ETen-B5-H", "/ETenms-B5-H", "/B5pc-H")
_HIGH = 0x81
_TWO_BYTES = ("/Identity-H", "/UniGB-UCS2-H", "/UniGB-UTF16-H", "/UniCNS-UCS2-H", "/UniCNS-UTF16-H")
_THOUSAND = 1000.0


class Unsure(Exception):  # noqa: N818 - no error: the page becomes a picture instead
    """The glyphs of a value cannot be told for certain."""


def cut(page: Any, found: Marked) -> bytes:
    """The page's content stream without the codes that ``found`` names, with a box on their place.

    Args:
        page: of pikepdf.
        found: of the same page in pdfium.

    Raises:
        Unsure: the codes cannot be told for certain.
    """
    import pikepdf

    if -1 in found.cuts or found.covered:
        raise Unsure
    scissors = _Scissors(page, found)
    try:
        for one in pikepdf.parse_content_stream(page):
            scissors.take(one)
        written = pikepdf.unparse_content_stream(scissors.written)
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, ValueError, IndexError):
        raise Unsure from None
    if scissors.shown != found.objects:
        raise Unsure
    closing = b"\nQ" * (scissors.depth + 1)
    return b"q\n" + written + closing + b"\n" + _boxes([letter.box for letter in found.letters])


@dataclass(slots=True)
class _State:
    font: Any = None
    size: float = 0
    spacing: float = 0


class _Scissors:
    """Follows the graphics state, as far as it says how wide a glyph is, and writes what stays."""

    def __init__(self, page: Any, found: Marked) -> None:
        self._resources = page.resources
        self._found = found
        self._state = _State()
        self._saved: list[_State] = []
        self._marks: list[int] = []
        self.written: list[Any] = []
        self.shown = 0

    @property
    def depth(self) -> int:
        """How many states are saved and not yet restored."""
        return len(self._saved)

    def take(self, one: Any) -> None:
        """The next instruction, changed where glyphs go."""
        name, operands = str(one.operator), list(one.operands)
        if name in _SHOWS:
            self._show(one, name, operands)
            return
        self.written.append(one)
        if name == "q":
            self._saved.append(replace(self._state))
        elif name == "Q":
            self._state = self._saved.pop()
        elif name in ("BMC", "BDC"):
            self._marks.append(len(self.written) - 1)
        elif name == "EMC":
            self._marks.pop()
        else:
            self._set(name, operands)

    def _set(self, name: str, operands: list[Any]) -> None:
        state = self._state
        if name == "Tf":
            state.font, state.size = self._resources.Font[operands[0]], float(operands[1])
        elif name == "Tc":
            state.spacing = float(operands[0])
        elif name == "gs" and "/Font" in self._resources.ExtGState[operands[0]]:
            raise Unsure

    def _silence(self) -> None:
        """Marked content around cut glyphs no longer says in words what it shows (ISO 32000-1 §14.9.4)."""
        import pikepdf

        for at in self._marks:
            one = self.written[at]
            if str(one.operator) == "BDC":
                tag, held = one.operands
                if isinstance(held, pikepdf.Name):
                    held = self._resources.Properties[held]
                spoken = any(key in held for key in _SPOKEN)
                self.written[at] = _instruction([tag], "BMC") if spoken else one

    def _show(self, one: Any, name: str, operands: list[Any]) -> None:
        import pikepdf

        pieces = list(operands[0]) if name == "TJ" else [operands[-1]]
        number = self.shown
        self.shown += any(len(bytes(p)) for p in pieces if isinstance(p, pikepdf.String))
        if name == '"':
            self._state.spacing = float(operands[1])
        if self.shown == number or number not in self._found.cuts:
            self.written.append(one)
            return
        self._silence()
        if name == '"':
            self.written += (_instruction([operands[0]], "Tw"), _instruction([operands[1]], "Tc"))
        if name in ("'", '"'):
            self.written.append(_instruction([], "T*"))
        self.written.append(_instruction([pikepdf.Array(_joined(self._left(pieces, number)))], "TJ"))

    def _left(self, pieces: list[Any], number: int) -> Iterator[Any]:
        """The pieces of a TJ without the cut codes; a number keeps their room.

        pdfium drops some blanks, which are told by their code where a code is one byte.
        """
        import pikepdf

        split = _splitter(self._state.font)
        dense = split is _single
        cuts = {one[dense]: one[2] for one in self._found.cuts[number]}
        count = 0
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                yield piece
                continue
            kept = b""
            for code in split(bytes(piece)):
                blank = dense and code == b" "
                if blank or count not in cuts:
                    kept += code
                else:
                    if kept:
                        yield pikepdf.String(kept)
                    kept = b""
                    yield -round(cuts[count] + self._spacing(), 3)
                count += not blank
            if kept:
                yield pikepdf.String(kept)
        if count != self._found.sizes[number][dense]:
            raise Unsure

    def _spacing(self) -> float:
        """Spacing after a code, in thousandths of the font's size."""
        if not self._state.size:
            raise Unsure
        return self._state.spacing * _THOUSAND / self._state.size


def _joined(pieces: Iterable[Any]) -> list[Any]:
    """Numbers that follow each other become one: how wide each glyph was is nobody's business."""
    import pikepdf

    joined: list[Any] = []
    for piece in pieces:
        number = not isinstance(piece, pikepdf.String)
        if number and joined and not isinstance(joined[-1], pikepdf.String):
            joined[-1] = round(float(joined[-1]) + float(piece), 3)
        else:
            joined.append(piece)
    return joined


def _splitter(font: Any) -> Callable[[bytes], list[bytes]]:
    """How strings in a font fall into codes."""
    kind, encoding = str(font.Subtype), str(font.get("/Encoding", ""))
    if kind in ("/TrueType", "/Type1", "/MMType1"):
        return _single
    if kind == "/Type0" and encoding in (*_TWO_BYTES, *_MIXED):
        return _double if encoding in _TWO_BYTES else _mixed
    raise Unsure


def _single(text: bytes) -> list[bytes]:
    return [text[i : i + 1] for i in range(len(text))]


def _double(text: bytes) -> list[bytes]:
    if len(text) % 2:
        raise Unsure
    return [text[i : i + 2] for i in range(0, len(text), 2)]


def _mixed(text: bytes) -> list[bytes]:
    codes: list[bytes] = []
    at = 0
    while at < len(text):
        size = 2 if text[at] >= _HIGH else 1
        codes.append(text[at : at + size])
        at += size
    return codes


_ASIDE = re.compile(rb"%|<<[^<>(]*[(<].{0,4000}?>>\s*(?:BDC|DP)\b", re.DOTALL)
"""A comment, or marked content with a string of its own."""


def without_words(page: Any, masker: Masker) -> bytes | None:
    """The page's content without comments and without values in what marked content says of itself.

    Nothing if there is none of it, or if the content cannot be read.
    """
    import pikepdf

    try:
        page.contents_coalesce()
        if not _ASIDE.search(page.obj.Contents.read_bytes()):
            return None
        instructions = list(pikepdf.parse_content_stream(page))
    except (pikepdf.PdfError, AttributeError):
        return None
    for one in instructions:
        if str(one.operator) in ("BDC", "DP") and isinstance(one.operands[-1], pikepdf.Dictionary):
            _mask_words(one.operands[-1], masker)
    written: bytes = pikepdf.unparse_content_stream(instructions)
    return written


def _mask_words(held: Any, masker: Masker) -> None:
    import pikepdf

    for key, value in list(held.items()):
        if isinstance(value, pikepdf.String) and masker.spans(str(value)):
            held[key] = pikepdf.String(masker.mask(str(value)))


def _instruction(operands: list[Any], name: str) -> Any:
    import pikepdf

    return pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(name))


def _boxes(boxes: list[Box]) -> bytes:
    """Black rectangles; those side by side are one."""
    joined: list[Box] = []
    for box in boxes:
        last = joined[-1] if joined else None
        if last and abs(last[1] - box[1]) + abs(last[3] - box[3]) < 2 and -1 < box[0] - last[2] < 2:  # noqa: PLR2004 - points
            joined[-1] = (last[0], min(last[1], box[1]), box[2], max(last[3], box[3]))
        else:
            joined.append(box)
    drawn = (f"{a:.2f} {b:.2f} {c - a:.2f} {d - b:.2f} re" for a, b, c, d in joined)
    return ("q 0 g " + " ".join(drawn) + " f Q").encode("ascii")
