"""Why a browser would not show an element: the few ways of CSS and HTML to hide text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.readers.html_sheets import Attributes

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_NAMED: dict[str, Colour] = {
    "white": WHITE, "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0),
    "yellow": (255, 255, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "snow": (255, 250, 250),
    "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "silver": (192, 192, 192), "navy": (0, 0, 128),
}  # fmt: skip
_ALIKE = 24
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("display:none", re.compile(r"display:none")),
    ("visibility:hidden", re.compile(r"visibility:(?:hidden|collapse)|content-visibility:hidden")),
    ("opacity:0", re.compile(r"(?<!-)opacity:(?:0?\.0[0-4]?\d*|0)%?(?:;|!|$)")),
    ("font-size", re.compile(r"font(?:-size)?:(?:[^;]* )?(?:0%?|[01](?:\.\d+)?p[xt]|0?\.\d*em)(?:[;/! ]|$)")),
    ("colour", re.compile(r"(?:^|;|-)(?:text-fill-color|color|fill):(?:transparent|none)")),
    ("colour", re.compile(r"(?:^|;|-)(?:color|fill):(?:rgb|hsl)(?:a\([^)]*,|a?\([^)]*/) ?0(?:\.0+)?%?\)")),
    ("colour", re.compile(r"(?:^|;|-)(?:color|fill):#(?:[0-9a-f]{6}00|[0-9a-f]{3}0)(?![0-9a-f])")),
    ("off screen", re.compile(r"(?:text-indent|left|top|right|bottom|margin):(?:[^;]* )?-\d{3,}")),
    ("off screen", re.compile(r"(?:^|;)(?:left|top):(?:\d{4,}(?:px|pt)|[1-9]\d\d+(?:vw|vh|%|em|rem))")),
    ("off screen", re.compile(r"translate(?:x|y|3d)?\([^)]*-(?:\d{4,}|[1-9]\d\d)")),
    ("clipped", re.compile(r"clip(?:-path)?:(?:rect\([01]|inset\((?:50|100)%|circle\(0|polygon\([^1-9]*\))")),
    ("filter", re.compile(r"filter:[^;]*opacity\(0?(?:\.0\d*)?%?\)")),
    ("no height", re.compile(r"line-height:0(?:;|$|[a-z%])")),
    ("no size", re.compile(r"max-height:0|(?:^|;)(?:height|width):0(?:px)?(?:;|$)")),
    ("scale(0)", re.compile(r"scale\(0\)")),
)  # fmt: skip
_UNSEEN_TAGS = (
    frozenset({"defs", "symbol", "clippath", "mask", "mphantom", "annotation", "annotation-xml"})
    | frozenset({"template", "noscript", "noframes", "noembed", "object", "iframe"})
    | {
        "canvas",
        "desc",
        "metadata",
        "video",
        "audio",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an element inherits that decides whether its text is seen."""

    colour: Colour = (0, 0, 0)
    background: Colour | None = WHITE


PLAIN = Look()


def hidden_by_style(css: str) -> str | None:
    """The declaration that hides, of declarations already tidy; none if it shows."""
    return next((name for name, pattern in _RULES if pattern.search(css)), None) if css else None


_CLOSED = frozenset({"dialog", "details"})
_PAINTED = frozenset({"text", "tspan", "textpath", "g", "svg", "a", "tref"})
_PRESENTED = ("display", "visibility", "opacity", "fill", "fill-opacity", "font-size")


def presented(tag: str, attributes: Attributes) -> str:
    """What attributes of an SVG element say as declarations (SVG 1.1 §6.4)."""
    if tag not in _PAINTED or attributes.keys().isdisjoint((*_PRESENTED, "x", "y")):
        return ""
    said = [f"{name}:{attributes[name].lower()}" for name in _PRESENTED if name in attributes]
    said += [f"left:{attributes[name]}" for name in ("x", "y") if attributes.get(name, "").startswith("-")]
    return ";".join(said).replace("fill-opacity:", "opacity:")


def hidden_by_element(tag: str, attributes: Attributes) -> str | None:
    """Why the element as such is not shown."""
    if tag in _UNSEEN_TAGS:
        return tag
    if "hidden" in attributes:
        return "hidden"
    if tag in _CLOSED and "open" not in attributes:
        return tag
    return "type=hidden" if attributes.get("type", "").lower() == "hidden" else None


def look_of(css: str, attributes: Attributes, inherited: Look) -> Look:
    """Colour and background of an element; a background picture makes the background unknown."""
    if not css and attributes.keys().isdisjoint({"color", "bgcolor", "background"}):
        return inherited
    colour = _last_colour(css, r"(?:^|;)(?:color|fill):([^;]+)") or _colour(attributes.get("color", ""))
    background: Colour | None = _last_colour(css, r"(?:^|;)background(?:-color)?:([^;]+)") or _colour(
        attributes.get("bgcolor", "")
    )
    if background is None and "url(" not in css and "gradient(" not in css and "background" not in attributes:
        background = inherited.background
    return Look(colour=colour or inherited.colour, background=background)


def melts(look: Look) -> bool:
    """Whether the text has the colour of what is behind it."""
    if look.background is None or look is PLAIN:
        return False
    return all(abs(a - b) < _ALIKE for a, b in zip(look.colour, look.background, strict=True))


def _last_colour(css: str, pattern: str) -> Colour | None:
    found = re.findall(pattern, css)
    for value in reversed(found):
        for word in re.findall(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^)]*\)|[a-z]+", value):
            colour = _colour(word)
            if colour:
                return colour
    return None


def _colour(word: str) -> Colour | None:
    word = word.strip().lower()
    if word in _NAMED:
        return _NAMED[word]
    digits = word.removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3,4}", digits):
        digits = "".join(2 * digit for digit in digits[:3])
    if re.fullmatch(r"[0-9a-f]{6}(?:[0-9a-f]{2})?", digits):
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if word.startswith("hsl"):
        return _from_hsl([float(number) for number in re.findall(r"[\d.]+", word)])
    parts = re.findall(r"\d+", word) if word.startswith("rgb") else []
    return (int(parts[0]), int(parts[1]), int(parts[2])) if len(parts) >= 3 else None  # noqa: PLR2004  r, g, b


def _from_hsl(numbers: list[float]) -> Colour | None:
    """From hue in degrees, saturation and lightness in percent."""
    if len(numbers) < 3:  # noqa: PLR2004  hue, saturation, lightness
        return None
    from colorsys import hls_to_rgb

    red, green, blue = hls_to_rgb(numbers[0] / 360, numbers[2] / 100, numbers[1] / 100)
    return round(red * 255), round(green * 255), round(blue * 255)
