"""Styles of an OpenDocument file, as far as they decide whether anybody sees a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from review.readers.colors import melts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT, TABLE = _URN + "style:1.0}", _URN + "text:1.0}", _URN + "table:1.0}"
DRAW, SLIDES, SVG = _URN + "drawing:1.0}", _URN + "presentation:1.0}", _URN + "svg-compatible:1.0}"
_FO = _URN + "xsl-fo-compatible:1.0}"
_LENGTH = re.compile(r"(-?[\d.]+)(mm|cm|in|pt|pc|px)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_TINY, _HAIR, _NARROW = 3.0, 0.5, 5.0
"""Points of a letter, points of a row or column, percent of a letter's width."""
_FAR, _MARGIN = 1_700.0, -230.0
"""Points: farther right or down there is no sheet; farther left or up nothing is on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a style says; none where it says nothing. ``gone``: nobody sees it whatever its colour."""

    color: str | None = None
    fill: str | None = None
    gone: bool | None = None

    def over(self, below: Look) -> Look:
        """This look laid over another one."""
        mine = {f.name: getattr(self, f.name) for f in fields(self)}
        return Look(**{n: getattr(below, n) if value is None else value for n, value in mine.items()})

    def hides(self, ground: str | None) -> bool:
        """Whether letters that stand on a ground of this colour are not seen; none: nobody knows."""
        return bool(self.gone) or melts(self.color, self.fill or ground)


PLAIN = Look()
Styles = dict[tuple[str, str], Look]
"""Looks by family and name of the style."""


def read_styles(roots: Iterable[etree._Element]) -> Styles:
    """Looks of all styles of all parts, each laid over the one it is based on."""
    elements = {
        (e.get(STYLE + "family") or "", e.get(STYLE + "name") or ""): e
        for root in roots
        for e in root.iter(STYLE + "style")
    }
    found: Styles = {}
    for key in elements:
        chain = [key]
        while (parent := elements[chain[-1]].get(STYLE + "parent-style-name")) is not None:
            above = key[0], parent
            if above not in elements or above in chain:
                break
            chain.append(above)
        look = PLAIN
        for link in reversed(chain):
            look = _look(elements[link]).over(look)
        found[key] = look
    return found


def look_of(styles: Styles, family: str, name: str | None) -> Look:
    """The look of a style by name; one that names no family is good for any."""
    return styles.get((family, name or "")) or styles.get(("", name or ""), PLAIN)


def _look(style: etree._Element) -> Look:
    said = {str(k): str(v) for e in style.iterchildren("{*}*") for k, v in e.items()}
    return Look(
        color=said[_FO + "color"].lstrip("#").upper() if _FO + "color" in said else None,
        fill=_fill(said),
        gone=_gone(said) or None,
    )


def _fill(said: dict[str, str]) -> str | None:
    fill = said.get(_FO + "background-color") or said.get(DRAW + "fill-color")
    if said.get(DRAW + "fill") not in (None, "solid", "none"):
        return "?"
    return (
        None
        if fill in (None, "transparent") or said.get(DRAW + "fill") == "none"
        else fill.lstrip("#").upper()
    )


def _gone(said: dict[str, str]) -> bool:
    opacity = next((v for k, v in said.items() if k.endswith("}opacity") and not k.startswith(DRAW)), "100%")
    scale = said.get(STYLE + "text-scale", "100%").rstrip("%")
    size = points(said.get(_FO + "font-size"))
    extents = [points(said.get(STYLE + name)) for name in ("column-width", "row-height")]
    return (
        said.get(TEXT + "display") == "none"
        or said.get(TABLE + "display") == "false"
        or said.get(SLIDES + "visibility") == "hidden"
        or opacity == "0%"
        or (scale.isdigit() and int(scale) <= _NARROW)
        or (size is not None and size <= _TINY)
        or any(extent is not None and extent <= _HAIR for extent in extents)
    )


def points(length: str | None) -> float | None:
    """A length in points; none for a percentage or nothing at all."""
    found = _LENGTH.fullmatch(length or "")
    try:
        return float(found[1]) * _POINTS[found[2]] if found is not None else None
    except ValueError:
        return None


def off_page(frame: etree._Element, *, slide: bool) -> bool:
    """Whether a frame is switched off or lies wholly beside the page."""
    if frame.get(DRAW + "visible") == "false" or frame.get(DRAW + "display") in ("none", "printer"):
        return True
    for at, length in (("x", "width"), ("y", "height")):
        start, size = points(frame.get(SVG + at)), points(frame.get(SVG + length))
        if start is not None and (start >= _FAR or start + (size or 0) <= (0 if slide and size else _MARGIN)):
            return True
    return False


def ground(fill: str | None, below: str | None) -> str | None:
    """What stands behind letters in an element of that fill."""
    return below if fill is None else None if fill == "?" else fill
