"""What the letters of a slide stand on, as far as it is one known colour."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from review.readers.drawing_runs import color_of
from review.readers.ooxml import A
from review.readers.xml import XmlError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from review.readers.drawing_runs import Theme

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_NOTHING, _SOMETHING = "", "?"
"""A shape without a fill, and one whose fill is no single known colour."""
_SHAPES = frozenset({P + name for name in ("sp", "cxnSp", "pic", "graphicFrame", "grpSp", "contentPart")})
_MOST = 1_000
"""Shapes on a slide; of a slide with more nothing is said."""
_PLAIN_BACKGROUND = "1001"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Area:
    """A shape's frame (left, top, right, bottom; none: anywhere) and its fill."""

    frame: tuple[int, int, int, int] | None
    fill: str

    def contains(self, other: tuple[int, int, int, int]) -> bool:
        frame = self.frame
        return (
            frame is not None
            and (frame[0] <= other[0] and frame[1] <= other[1])
            and (frame[2] >= other[2] and frame[3] >= other[3])
        )

    def touches(self, other: tuple[int, int, int, int] | None) -> bool:
        if self.frame is None or other is None:
            return True
        left, top, right, bottom = self.frame
        return left < other[2] and other[0] < right and top < other[3] and other[1] < bottom


class Related(Protocol):
    """Parts of a presentation, as far as they must be known here."""

    def related(self, part: str, kind: str) -> list[str]:
        """Parts that ``part`` points to with relations of one kind."""

    def peek(self, part: str) -> bytes | None:
        """Bytes of a part; None where there is none."""


class Grounds:
    """Colours behind the shapes of one slide: their own, those of shapes below, or the background."""

    def __init__(self, office: Related, part: str, root: etree._Element) -> None:
        """Look at the slide with its layout and master; parts stay unread for whoever reads them."""
        self._office = office
        chain = [root]
        for kind in ("slideLayout", "slideMaster"):
            part = next(iter(office.related(part, kind)), "")
            below = self._parsed(part)
            chain += [] if below is None else [below]
        self.theme = self._theme(part, chain)
        self._background = self._painted(chain)
        self._layouts = chain[1:]
        self._lower = [
            area for sheet in reversed(chain[1:]) for _shape, area in self._areas(sheet, own=False)
        ]
        own = list(islice(self._areas(root, own=True), _MOST + 1))
        self._own = own if len(own) <= _MOST else []

    def under(self, shape: etree._Element) -> str | None:
        """Colour that a shape's letters stand on; none where it is not one known colour."""
        below = list(self._lower)
        for other, area in self._own:
            if other is shape:
                return self._behind(area, below)
            below.append(area)
        return None

    def covered(self, shape: etree._Element) -> bool:
        """Whether a later shape of one solid colour lies over the whole of this one."""
        waiting = iter(self._own)
        frame = next((area.frame for other, area in waiting if other is shape), None)
        return frame is not None and any(
            area.fill not in (_NOTHING, _SOMETHING) and area.frame is not None and area.contains(frame)
            for _other, area in waiting
        )

    def _behind(self, area: _Area, below: list[_Area]) -> str | None:
        if area.fill != _NOTHING:
            return None if area.fill == _SOMETHING else area.fill
        fills = {other.fill for other in below if other.fill != _NOTHING and other.touches(area.frame)}
        return self._background if not fills else fills.pop() if fills == {self._background} else None

    def _parsed(self, part: str) -> etree._Element | None:
        data = self._office.peek(part)
        try:
            return None if data is None else parse(data)
        except XmlError:
            return None

    def _theme(self, master: str, chain: list[etree._Element]) -> Theme:
        """Scheme colours as the slides name them (ISO/IEC 29500-1 §19.3.1.6)."""
        root = self._parsed(next(iter(self._office.related(master, "theme")), ""))
        scheme = None if root is None else next(root.iter(A + "clrScheme"), None)
        colors = {
            e.tag.rpartition("}")[2]: color
            for e in (scheme if scheme is not None else ())
            if (color := color_of(e))
        }
        mapping = chain[-1].find(P + "clrMap")
        over = next((e for root in chain for e in root.iter(A + "overrideClrMapping")), None)
        for name, source in {
            **dict(mapping.items() if mapping is not None else ()),
            **dict(over.items() if over is not None else ()),
        }.items():
            if source in colors:
                colors[str(name)] = colors[str(source)]
        return colors

    def _painted(self, chain: list[etree._Element]) -> str | None:
        for root in chain:
            ground = root.find(f"{P}cSld/{P}bg")
            if ground is None:
                continue
            plain = ground.find(P + "bgRef")
            if plain is not None:
                return color_of(plain, self.theme) if plain.get("idx") == _PLAIN_BACKGROUND else None
            return color_of(ground.find(f"{P}bgPr/{A}solidFill"), self.theme)
        return "FFFFFF"

    def _areas(self, root: etree._Element, *, own: bool) -> Iterator[tuple[etree._Element, _Area]]:
        """Shapes of the top level, lowest first; of layouts and masters those that are drawn on slides."""
        tree = root.find(f"{P}cSld/{P}spTree")
        for shape in () if tree is None else tree.iter(*_SHAPES):
            holder = next(shape.iter(P + "ph"), None)
            if holder is None or own:
                model = None if holder is None else self._model(holder)
                grouped = shape.getparent() is not tree
                fill = self._fill(shape)
                if fill == _NOTHING and model is not None:
                    fill = self._fill(model)
                frame = None if grouped else _frame(shape) or (None if model is None else _frame(model))
                yield shape, _Area(frame=frame, fill=_SOMETHING if grouped and fill == _NOTHING else fill)

    def _model(self, holder: etree._Element) -> etree._Element | None:
        """The placeholder of the layout that this one takes its frame and fill from."""
        for layout in self._layouts:
            for shape in layout.iter(P + "sp"):
                other = next(shape.iter(P + "ph"), None)
                if other is not None and (other.get("idx"), other.get("type")) == (
                    holder.get("idx"),
                    holder.get("type"),
                ):
                    return shape
        return None

    def _fill(self, shape: etree._Element) -> str:
        looks = shape.find("{*}spPr")
        if shape.tag != P + "sp" or looks is None:
            return _NOTHING if shape.tag in (P + "cxnSp", P + "grpSp") else _SOMETHING
        fills = [e for e in looks.iterchildren("{*}*") if e.tag.endswith("Fill")]
        if fills:
            return _NOTHING if fills[0].tag == A + "noFill" else color_of(fills[0], self.theme) or _SOMETHING
        style = shape.find(f"{P}style/{A}fillRef")
        return _NOTHING if style is None or style.get("idx") == "0" else _SOMETHING


def _frame(shape: etree._Element) -> tuple[int, int, int, int] | None:
    frame = next(shape.iter(A + "xfrm", P + "xfrm"), None)
    at, size = (None, None) if frame is None else (frame.find(A + "off"), frame.find(A + "ext"))
    if at is None or size is None:
        return None
    try:
        x, y, wide, high = (
            int(e.get(k) or "0") for e, k in ((at, "x"), (at, "y"), (size, "cx"), (size, "cy"))
        )
    except ValueError:
        return None
    return x, y, x + wide, y + high
