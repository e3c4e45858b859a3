"""How a run of a Word document looks, as far as it decides whether anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.readers.ooxml import W

if TYPE_CHECKING:
    from lxml import etree

_OFF = frozenset({"0", "false", "off", "none"})
_TINY = 6
"""Half points: nobody reads text of three points and less."""
_LOW = 60
_NARROW = 5
"""Percent of their width to which letters are squeezed."""
_WHITE = 0xF0
_AUTO = frozenset({"", "auto", "000000"})


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
    if look.highlight == "black":
        return color in _AUTO
    if look.highlight not in (None, "none", "white"):
        return False
    if fill and fill != "auto" and not _white(fill):
        return color == fill
    return _white(color)


def _white(color: str) -> bool:
    try:
        value = int(color, 16)
    except ValueError:
        return False
    return len(color) == 6 and min(value >> 16, value >> 8 & 255, value & 255) >= _WHITE  # noqa: PLR2004  RRGGBB


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
            found = replace(found, fill=(element.get(W + "fill") or "auto").upper().replace("AUTO", "auto"))
        elif name == "sz" and value.isdigit():
            found = replace(found, size=int(value))
        elif name == "highlight":
            found = replace(found, highlight=value)
        elif name == "w" and value.isdigit() and int(value) <= _NARROW:
            found = replace(found, vanish=True)
    return found


LOOKS = tuple(W + name for name in ("vanish", "specVanish", "color", "shd", "sz", "highlight", "w"))
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
