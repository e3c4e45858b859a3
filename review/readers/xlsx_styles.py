"""Number formats of a workbook: what a number means, and whether a cell shows anything at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from review.readers.colors import PAPER, melts, white
from review.readers.xlsx_strings import X, color_of, tiny

if TYPE_CHECKING:
    from lxml import etree

_NUMBER, _DATE, _TIME, _MOMENT = range(4)
BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 34, 35, 36, *range(50, 59)), _DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), _TIME),
    22: _MOMENT,
}
"""Formats without a code in the file (ISO/IEC 29500-1 §18.8.30; 27–36 and 50–58 are East Asian dates)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NOTHING = re.compile(r'"\s*"|\\\s|\[[^\]]*\]|_.|[;\s]')
_SHOWN = re.compile(r".")
_PALE = re.compile(r"\[(?:White|白色|Color ?(?:2|19|34|35|36))\]", re.IGNORECASE)
"""Codes that show nothing but blanks; colours that nobody sees on white paper."""
_DAY, _CLOCK = re.compile(r"[yde]|(?<![hs:])m(?![:s])", re.IGNORECASE), re.compile(r"[hs]", re.IGNORECASE)
_LAST_SERIAL = 2_958_466


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How a cell style shows a number.

    Attributes:
        zeros: a code such as 000000 fills up with zeros to that many digits.
        hidden: nothing is seen: ``;;;``, tiny, or of the colour it stands on.
        bare: the cell is white, so that white letters in it are not seen.
    """

    kind: int = _NUMBER
    zeros: int = 0
    hidden: bool = False
    bare: bool = True


_GENERAL = Format()


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """Formats by style number."""

    by_style: tuple[Format, ...]
    epoch: datetime

    @property
    def hiding(self) -> frozenset[str | None]:
        """Styles whose cells are not seen, as cells name them."""
        hidden = [number for number, form in enumerate(self.by_style) if form.hidden]
        return frozenset({*map(str, hidden), *((None,) if 0 in hidden else ())})

    def of(self, style: str | None) -> Format:
        """Format of a cell's ``s`` attribute."""
        number = int(style) if style and style.isdigit() else 0
        return self.by_style[number] if number < len(self.by_style) else _GENERAL

    def show(self, value: str, form: Format) -> str:
        """A number in full digits, a date as YYYY-MM-DD."""
        if form.kind != _NUMBER:
            return self._moment(value, form.kind)
        if "E" in value or "e" in value:
            value = _in_full(value)
        return value.zfill(form.zeros) if form.zeros and value.isdigit() else value

    def _moment(self, value: str, kind: int) -> str:
        try:
            serial = float(value)
        except ValueError:
            return value
        if not 0 <= serial < _LAST_SERIAL:
            return value
        # Excel counts 29 February 1900, which never was.
        early = serial < 60 and self.epoch.year < 1904  # noqa: PLR2004
        at = self.epoch + timedelta(days=int(serial) + early, seconds=round(serial % 1 * 86_400))
        if kind == _TIME or (serial < 1 and kind == _MOMENT):
            return at.strftime("%H:%M:%S")
        day = date(at.year, at.month, at.day).isoformat()
        return day if kind == _DATE or not serial % 1 else f"{day} {at:%H:%M:%S}"


def _in_full(value: str) -> str:
    try:
        return format(Decimal(value), "f")
    except InvalidOperation:
        return value


def read_formats(root: etree._Element | None, *, from_1904: bool) -> Formats:
    """Formats of ``styles.xml``."""
    if root is None:
        return Formats(by_style=(), epoch=epoch(from_1904=from_1904))
    codes = {
        e.get("numFmtId") or "": e.get("formatCode") or "" for e in root.iterfind(f"{X}numFmts/{X}numFmt")
    }
    fonts = [_font(e) for e in root.iterfind(f"{X}fonts/{X}font")]
    fills = [_fill(e) for e in root.iterfind(f"{X}fills/{X}fill")]
    found = [
        _format(e.get("numFmtId") or "0", codes, _at(fonts, e.get("fontId")), _at(fills, e.get("fillId")))
        for e in root.iterfind(f"{X}cellXfs/{X}xf")
    ]
    return Formats(by_style=tuple(found), epoch=epoch(from_1904=from_1904))


def epoch(*, from_1904: bool) -> datetime:
    """The day that serial number 0 means."""
    return datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  serial dates have no zone


def _at(values: list[str | None], number: str | None) -> str | None:
    at = int(number) if number and number.isdigit() else 0
    return values[at] if at < len(values) else None


_NO_SIZE = "none"


def _font(font: etree._Element) -> str | None:
    """Colour of the letters, or ``_NO_SIZE``."""
    color = font.find(X + "color")
    if tiny(font.find(X + "sz")):
        return _NO_SIZE
    return None if color is None else color_of(color)


def _fill(fill: etree._Element) -> str | None:
    """Colour of the ground; none where it is not known, as with a pattern."""
    pattern = fill.find(X + "patternFill")
    if pattern is None:
        return None
    if pattern.get("patternType") in (None, "none"):
        return PAPER
    front = pattern.find(X + "fgColor")
    return color_of(front) if front is not None and pattern.get("patternType") == "solid" else None


def _format(number: str, codes: dict[str, str], font: str | None, fill: str | None) -> Format:
    hidden = font == _NO_SIZE or melts(font, fill)
    code = codes.get(number)
    if code is None:
        kind = BUILT_IN.get(int(number) if number.isdigit() else 0, _NUMBER)
        return Format(kind=kind, hidden=hidden, bare=white(fill))
    return replace(format_of_code(code, hidden=hidden), bare=white(fill))


def format_of_code(code: str, *, hidden: bool) -> Format:
    """What a format code means."""
    if not _SHOWN.search(_NOTHING.sub("", code)) or _PALE.match(code):
        return Format(hidden=True)
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    zeros = len(bare) if bare and not bare.strip("0") else 0
    if "general" in bare.lower() or "0" in bare or "#" in bare:
        return Format(zeros=zeros, hidden=hidden)
    day, clock = _DAY.search(bare) is not None, _CLOCK.search(bare) is not None
    elapsed = re.search(r"\[[hms]+\]", code, re.IGNORECASE) is not None
    kind = {(True, True): _MOMENT, (True, False): _DATE, (False, True): _TIME}.get((day, clock), _NUMBER)
    return Format(kind=_NUMBER if elapsed else kind, hidden=hidden)
