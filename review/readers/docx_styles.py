"""How a run of a Word document looks, as far as it decides whether anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.readers.colors import melts, white
from review.readers.ooxml import W

if TYPE_CHECKING:
    from lxml import etree

_OFF = frozenset({"0", "false", "off", "none"})
_TINY = 6
"""Half points: nobody reads text of three points and less."""
_LOW = 60
_NARROW = 5
"""Percent of their width to which letters are squeezed."""
_FAR = 600
"""Half points: letters raised or lowered so far are not on the page."""
_TIGHT = -400
"""Twentieths of a point between letters: they lie on top of each other."""
_HAIR = 20
"""Twentieths of a point into which letters are fitted."""
_CLEAR = 95_000
"""Thousandths of a percent of transparency."""
_NO_COLOR = frozenset({"", "auto"})
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "00008B", "darkCyan": "008B8B",
    "darkGray": "A9A9A9", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "D3D3D3", "magenta": "FF00FF", "red": "FF0000",
    "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip
"""Colours of highlighters (ISO/IEC 29500-1 §17.18.40)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Formatting that can hide text; None where nothing is said.

    Attributes:
        hidden: vanished, too small, white on white, or of the colour it stands on.
    """

    vanish: bool | None = None
    color: str | None = None
    fill: str | None = None
    size: int | None = None
    highlight: str | None = None
    hidden: bool = field(init=False, compare=False)

    def over(self, below: Look) -> Look:
        """This look laid over another one."""
        return Look(
            vanish=below.vanish if self.vanish is None else self.vanish,
            color=self.color or below.color,
            fill=self.fill or below.fill,
            size=self.size or below.size,
            highlight=self.highlight or below.highlight,
        )

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden", _hides(self))


def _hides(look: Look) -> bool:
    if look.vanish or (look.size is not None and look.size <= _TINY):
        return True
    color, fill = look.color or "", look.fill or ""
    marker = _MARKERS.get(look.highlight or "")
    if marker is not None:
        return melts("000000" if color in _NO_COLOR else color, marker)
    if fill and fill != "auto":
        return melts(color, fill)
    return white(color)


PLAIN = Look()
GONE = Look(vanish=True)


def low(height: str | None) -> bool:
    """Whether a height in twentieths of a point is too small to show a letter."""
    return height is not None and height.isdigit() and int(height) <= _LOW


def look_of(properties: etree._Element | None) -> Look:
    """Look that ``w:rPr`` (or a style's) asks for."""
    if properties is None or not len(properties):
        return PLAIN
    found = PLAIN
    for element in properties.iterchildren(*LOOKS):
        name, value = element.tag[len(W) :], element.get(W + "val") or ""
        if name in ("vanish", "specVanish"):
            found = replace(found, vanish=value not in _OFF)
        elif name == "color":
            found = replace(found, color=_color(element, value))
        elif name == "shd":
            found = replace(found, fill=ground(element))
        elif name == "sz" and value.isdigit():
            found = replace(found, size=int(value))
        elif name == "highlight":
            found = replace(found, highlight=value)
        elif element.tag == _INK:
            found = _inked(element, found)
        elif _crushed(name, value):
            found = replace(found, vanish=True)
    return found


def _crushed(name: str, value: str) -> bool:
    """Whether letters are squeezed, lie on each other, or stand far above or below their line."""
    if name == "position":
        return _number(value) != _NO_NUMBER and abs(_number(value)) >= _FAR
    return name in _LEAST and _number(value) <= _LEAST[name]


_LEAST = {"w": _NARROW, "fitText": _HAIR, "spacing": _TIGHT}
"""Values at and below which letters cannot be made out."""
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_INK = _W14 + "textFill"


def _inked(fill: etree._Element, look: Look) -> Look:
    """Ink that newer versions of Word use instead of the colour: none, clear, or any other."""
    clear = any(_number(e.get(_W14 + "val") or "0") >= _CLEAR for e in fill.iter(_W14 + "alpha"))
    if clear or fill.find(_W14 + "noFill") is not None:
        return replace(look, vanish=True)
    color = fill.find(f"{_W14}solidFill/{_W14}srgbClr")
    return look if color is None else replace(look, color=(color.get(_W14 + "val") or "").upper())


def ground(shade: etree._Element) -> str:
    """Colour that a ``w:shd`` paints: its pattern's when that is solid, else its fill."""
    solid = shade.get(W + "val") == "solid"
    return (shade.get(W + ("color" if solid else "fill")) or "auto").upper().replace("AUTO", "auto")


_NO_NUMBER = 1 << 20


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        return _NO_NUMBER


LOOKS = (
    *(W + name for name in ("vanish", "specVanish", "color", "shd", "sz", "highlight", "position", *_LEAST)),
    _INK,
)
_THEME = {"background1": "FFFFFF", "light1": "FFFFFF"}


def _color(element: etree._Element, value: str) -> str:
    theme = _THEME.get(element.get(W + "themeColor") or "")
    shaded = element.get(W + "themeShade") is not None
    return theme if theme and not shaded else value.upper().replace("AUTO", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style's look with what it is based on, and whether it marks headings or shades a table."""

    look: Look = PLAIN
    heading: bool = False
    shaded: bool = False


NO_STYLE = Style()


def read_styles(root: etree._Element | None) -> dict[str, Style]:
    """Styles of ``styles.xml`` by id, the defaults under ``""``."""
    if root is None:
        return {}
    elements = {e.get(W + "styleId") or "": e for e in root.iterchildren(W + "style")}
    base = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    styles = {"": Style(look=look_of(base))}
    for name in elements:
        _resolve(name, elements, styles)
    return styles


def _resolve(name: str, elements: dict[str, etree._Element], styles: dict[str, Style]) -> None:
    chain: list[str] = []
    at = name
    while at in elements and at not in styles and at not in chain:
        chain.append(at)
        based = elements[at].find(W + "basedOn")
        at = "" if based is None else based.get(W + "val") or ""
    for link in reversed(chain):
        below = styles.get(at, NO_STYLE)
        styles[link] = _style(elements[link], below)
        at = link


def _style(element: etree._Element, below: Style) -> Style:
    title = element.find(W + "name")
    name = ("" if title is None else title.get(W + "val") or "").lower()
    return Style(
        look=look_of(element.find(W + "rPr")).over(below.look),
        heading=below.heading or name.startswith(("heading", "title", "标题", "標題")),
        shaded=below.shaded or next(element.iter(W + "shd"), None) is not None,
    )
