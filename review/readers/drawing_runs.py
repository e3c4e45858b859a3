"""Text of DrawingML paragraphs, what is seen apart from what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.readers.colors import melts
from review.readers.ooxml import A

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_TINY = 300
"""Hundredths of a point."""
_CLEAR = 5_000
"""Thousandths of a percent of opacity."""
_BREAKS = {A + "br": "\n", A + "tab": "\t"}
_PRESETS = {"white": "FFFFFF", "black": "000000", "red": "FF0000", "yellow": "FFFF00"}
Theme = dict[str, str]
"""Colours by the name a scheme gives them: bg1, tx1, accent1, …"""


def texts(
    paragraph: etree._Element, ground: str | None = None, theme: Theme | None = None
) -> tuple[str, str]:
    """(text that is seen, text whose letters have no colour, no size, or the colour of the ground)."""
    seen: list[str] = []
    hidden: list[str] = []
    for element, unseen in letters(paragraph, ground, theme):
        (hidden if unseen else seen).append(_BREAKS.get(element.tag, element.text or ""))
    return "".join(seen), "".join(hidden)


def letters(
    paragraph: etree._Element, ground: str | None = None, theme: Theme | None = None
) -> Iterator[tuple[etree._Element, bool]]:
    """Every piece of text and every break, and whether nobody sees it."""
    base = _list_style(paragraph)
    for child in paragraph.iter(A + "t", A + "br", A + "tab"):
        parent = child.getparent()
        looks = None if parent is None else parent.find(A + "rPr")
        laid = () if child.tag in _BREAKS else _laid(looks, base)
        yield child, any(invisible(look) or melts(ink(look, theme), ground) for look in laid)


def _laid(looks: etree._Element | None, base: etree._Element | None) -> Iterator[etree._Element]:
    """The run's own looks, and those of its list as far as the run says nothing else."""
    if looks is not None:
        yield looks
    if base is not None and (looks is None or (looks.get("sz") is None and not len(looks))):
        yield base


def _list_style(paragraph: etree._Element) -> etree._Element | None:
    body, looks = paragraph.getparent(), paragraph.find(A + "pPr")
    level = (looks.get("lvl") if looks is not None else None) or "0"
    if body is None or not level.isdigit():
        return None
    return body.find(f"{A}lstStyle/{A}lvl{int(level) + 1}pPr/{A}defRPr")


def invisible(looks: etree._Element) -> bool:
    """Whether letters of this ``a:rPr`` are tiny or have no colour."""
    size = looks.get("sz") or ""
    if size.isdigit() and int(size) <= _TINY:
        return True
    if looks.find(A + "noFill") is not None:
        return looks.find(A + "ln") is None
    return any(_opacity(alpha.get("val")) <= _CLEAR for alpha in looks.iterfind(f"{A}solidFill/*/{A}alpha"))


def ink(looks: etree._Element, theme: Theme | None = None) -> str | None:
    """Colour of the letters, when their own properties name it."""
    return color_of(looks.find(A + "solidFill"), theme)


def color_of(fill: etree._Element | None, theme: Theme | None = None) -> str | None:
    """Colour of an ``a:solidFill``; none for one that is changed by shades or not known."""
    color = next(fill.iterchildren("{*}*"), None) if fill is not None else None
    if color is None or any(not e.tag.endswith("}alpha") for e in color.iterchildren("{*}*")):
        return None
    value = color.get("val") or ""
    by_kind = {
        "srgbClr": value,
        "schemeClr": (theme or {}).get(value),
        "sysClr": color.get("lastClr"),
        "prstClr": _PRESETS.get(value),
    }
    return by_kind.get(color.tag.rpartition("}")[2])


def _opacity(value: str | None) -> float:
    """In thousandths of a percent; strict files write percents."""
    try:
        return (
            float(value.removesuffix("%")) * 1000
            if value and value.endswith("%")
            else float(value or "100000")
        )
    except ValueError:
        return 100_000
