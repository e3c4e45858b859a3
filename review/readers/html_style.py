"""Why a browser would not show an element: the few ways of CSS and HTML to hide text."""

from __future__ import annotations

import re
from dataclasses import dataclass

Attributes = dict[str, str]
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
    ("colour", re.compile(r"(?:^|;|-)(?:text-fill-)?color:(?:transparent|rgba\([^)]*,0(?:\.0+)?\))")),
    ("off screen", re.compile(r"(?:text-indent|left|top|right|margin-left|margin-top):-\d{3,}")),
    ("clipped", re.compile(r"clip(?:-path)?:(?:rect\(0|rect\(1px|inset\((?:50|100)%)")),
    ("no size", re.compile(r"max-height:0|(?:^|;)(?:height|width):0(?:px)?(?:;|$)")),
    ("scale(0)", re.compile(r"scale\(0\)")),
)  # fmt: skip
_UNSEEN_TAGS = frozenset({"template", "noscript", "noframes", "noembed", "object", "iframe"}) | {
    "canvas",
    "desc",
    "metadata",
    "video",
    "audio",
}
_BLANKS = re.compile(r"\s*([:;,(])\s*|(?<=;)\s+|/\*.*?\*/", re.DOTALL)
_PAINT = re.compile("color|background")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[\w-]*)(?P<rest>(?:[.#][\w-]+)*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an element inherits that decides whether its text is seen."""

    colour: Colour = (0, 0, 0)
    background: Colour | None = WHITE


PLAIN = Look()


def tidy(css: str) -> str:
    """Declarations in lower case without blanks and comments, so that patterns fit."""
    return _BLANKS.sub(lambda m: m[1] or "", css.lower()).strip()


def hidden_by_style(css: str) -> str | None:
    """The declaration that hides, of declarations already tidy; none if it shows."""
    return next((name for name, pattern in _RULES if pattern.search(css)), None) if css else None


def hidden_by_element(tag: str, attributes: Attributes) -> str | None:
    """Why the element as such is not shown."""
    if tag in _UNSEEN_TAGS:
        return tag
    if "hidden" in attributes:
        return "hidden"
    if tag == "dialog" and "open" not in attributes:
        return "dialog"
    return "type=hidden" if attributes.get("type", "").lower() == "hidden" else None


class Sheets:
    """Simple rules of the page's style elements: those of one class, id or tag."""

    __slots__ = ("_rules",)

    def __init__(self, css: str) -> None:
        """Keep the rules that name one element by tag, class or id and say something of interest."""
        self._rules: list[tuple[str, frozenset[str], str]] = []
        for selectors, body in _RULE.findall(css):
            declarations = tidy(body)
            if not hidden_by_style(declarations) and not _PAINT.search(declarations):
                continue
            for selector in selectors.split(","):
                simple = _SIMPLE.fullmatch(selector.strip().removeprefix("*"))
                if simple and simple[0]:
                    wanted = frozenset(re.findall(r"[.#][\w-]+", simple["rest"]))
                    self._rules.append((simple["tag"].lower(), wanted, declarations))

    def of(self, tag: str, attributes: Attributes) -> str:
        """All declarations that apply, the element's own last."""
        own = tidy(attributes["style"]) if "style" in attributes else ""
        if not self._rules:
            return own
        names = {f".{name}" for name in attributes.get("class", "").split()}
        names.add(f"#{attributes.get('id', '')}")
        found = [css for of_tag, wanted, css in self._rules if of_tag in ("", tag) and wanted <= names]
        return ";".join((*found, own))


def look_of(css: str, attributes: Attributes, inherited: Look) -> Look:
    """Colour and background of an element; a background picture makes the background unknown."""
    if not css and attributes.keys().isdisjoint({"color", "bgcolor", "background"}):
        return inherited
    colour = _last_colour(css, r"(?:^|;)color:([^;]+)") or _colour(attributes.get("color", ""))
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
        for word in re.findall(r"#[0-9a-f]{3,8}|rgba?\([^)]*\)|[a-z]+", value):
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
    parts = re.findall(r"\d+", word) if word.startswith("rgb") else []
    return (int(parts[0]), int(parts[1]), int(parts[2])) if len(parts) >= 3 else None  # noqa: PLR2004  r, g, b
