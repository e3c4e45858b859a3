"""One page of an OFD file (GB/T 33190-2016): characters in their places, and which of them nobody sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.readers.glyphs import COVERED, INVISIBLE, OFF_PAGE
from review.readers.pdf_layout import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_TINY = 0.7  # millimetres: two points
_PALE = 240
_OPAQUE = 200
_SCAN = 0.5  # share of the page from which a picture is the page
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_NARROW = 0.05
_DEEPEST = 64
_CONTAINERS = frozenset({"Layer", "PageBlock", "Appearance", "Content", "CellContent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What pages take from the resources of a file, by id.

    Attributes:
        pale: drawing parameters that paint white or nothing.
        units: contents of composite graphics.
    """

    pale: frozenset[str] = frozenset()
    units: dict[str, _Element] = field(default_factory=dict)


_NO_RESOURCES = Resources()


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What was found on a page. Boxes are left, top, right, bottom in millimetres, downwards.

    Attributes:
        reasons: why a glyph is not seen, by its number.
        paints: opaque boxes with the number of glyphs that stood before them.
        images: boxes and resource ids of pictures.
        codes: the elements whose text was taken.
    """

    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    paints: list[tuple[int, Box]] = field(default_factory=list)
    images: list[tuple[Box, str]] = field(default_factory=list)
    codes: list[_Element] = field(default_factory=list)
    resources: Resources = _NO_RESOURCES
    line: int = 0
    baseline: float = -1e9


def local(element: _Element) -> str:
    """Name of an element without its namespace; nothing for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def numbers(text: str | None) -> list[float]:
    """All numbers in an attribute."""
    return [float(number) for number in _NUMBER.findall(text or "")]


def lay_out(root: _Element, box: Box, resources: Resources = _NO_RESOURCES) -> Sheet:
    """Characters of a page, a template or an appearance, and why some are not seen."""
    sheet = Sheet(box=box, resources=resources)
    for element in root.iter():
        if local(element) in {"Content", "Appearance", "CellContent"}:
            _walk(element, sheet, seen=True)
            break
    else:
        _walk(root, sheet, seen=True)
    _judge(sheet)
    return sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """Objects still to come, and what holds for all of them."""

    children: Iterator[_Element]
    seen: bool
    pale: bool = False
    origin: tuple[float, float] = (0.0, 0.0)


def _walk(holder: _Element, sheet: Sheet, *, seen: bool) -> None:
    """Objects in drawing order; no recursion, as a file may nest as deep as it likes."""
    stack = [_Level(children=iter(holder), seen=seen)]
    while stack:
        level = stack[-1]
        children, shown = level.children, level.seen
        element = next(children, None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if not name:
            continue
        visible = shown and element.get("Visible", "true").lower() not in {"false", "0"}
        pale = (
            element.get("DrawParam") in sheet.resources.pale if "DrawParam" in element.attrib else level.pale
        )
        if name == "TextObject":
            _add_text(element, sheet, seen=visible, pale=pale, origin=level.origin)
        elif name == "CompositeObject":
            unit = sheet.resources.units.get(element.get("ResourceID", ""))
            if unit is not None and len(stack) < _DEEPEST:
                left, top, _right, _bottom = _boundary(element)
                origin = level.origin[0] + left, level.origin[1] + top
                stack.append(_Level(children=iter(unit), seen=visible, pale=pale, origin=origin))
        elif name == "PathObject":
            _add_path(element, sheet, seen=visible)
        elif name == "ImageObject":
            _add_image(element, sheet, seen=visible)
        elif name in _CONTAINERS:
            stack.append(_Level(children=iter(element), seen=visible, pale=pale, origin=level.origin))


def _boundary(element: _Element) -> Box:
    values = numbers(element.get("Boundary"))
    if len(values) < 4:  # noqa: PLR2004  x, y, width, height
        return (0, 0, 0, 0)
    return (values[0], values[1], values[0] + values[2], values[1] + values[3])


def _matrix(element: _Element) -> Matrix:
    values = numbers(element.get("CTM"))
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else _UNIT  # noqa: PLR2004


def _add_text(
    element: _Element, sheet: Sheet, *, seen: bool, pale: bool, origin: tuple[float, float]
) -> None:
    left, top, right, bottom = _boundary(element)
    empty = right <= left or bottom <= top
    left, top = left + origin[0], top + origin[1]
    clips = _clips(element, left, top)
    matrix = _matrix(element)
    size = (numbers(element.get("Size")) or [4.0])[0]
    reason = "" if seen and not empty and _inked(element, pale=pale) else INVISIBLE
    if (numbers(element.get("HScale")) or [1.0])[0] <= _NARROW:
        reason = INVISIBLE
    if size * max(abs(matrix[0]), abs(matrix[1]), abs(matrix[3])) < _TINY:
        reason = INVISIBLE
    x = y = 0.0
    for code in element.iter():
        if local(code) != "TextCode":
            continue
        sheet.codes.append(code)
        x, y = (numbers(code.get("X")) or [x])[0], (numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        across, down = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for i, character in enumerate(text):
            px = left + matrix[0] * at_x + matrix[2] * at_y + matrix[4]
            py = top + matrix[1] * at_x + matrix[3] * at_y + matrix[5]
            cut = clips and not any(c[0] <= px <= c[2] and c[1] <= py <= c[3] for c in clips)
            wide = size * (abs(matrix[0]) or abs(matrix[1]) or 1)
            _put(sheet, character, (px, py), wide, INVISIBLE if cut else reason)
            at_x += across[i] if across else (0 if down else size * _width(character))
            at_y += down[i] if down else 0


def _clips(element: _Element, left: float, top: float) -> list[Box]:
    """Boxes outside which an object is cut off (GB/T 33190 8.4), moved to where the object lies."""
    holder = next((child for child in element if local(child) == "Clips"), None)
    areas = [] if holder is None else [_boundary(e) for e in holder.iter() if local(e) in {"Path", "Text"}]
    return [(left + a[0], top + a[1], left + a[2], top + a[3]) for a in areas]


def deltas(text: str | None, count: int) -> list[float]:
    """Steps from character to character; ``g 3 2.5`` stands for three steps of 2.5 (11.3)."""
    words = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times = int((numbers(words[at + 1]) or [0])[0])
            steps += (numbers(words[at + 2]) or [0.0])[:1] * min(max(times, 0), count)
            at += 3
        else:
            steps += numbers(words[at])[:1]
            at += 1
    return steps + steps[-1:] * (count - len(steps)) if steps else []


def _width(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _put(sheet: Sheet, character: str, at: tuple[float, float], size: float, reason: str) -> None:
    """``at`` is the left end of the baseline; ``y`` counts downwards; a glyph's box counts upwards."""
    x, y = at
    if abs(y - sheet.baseline) > size / 2:
        sheet.line += 1
        sheet.baseline = y
    if reason:
        sheet.reasons[len(sheet.glyphs)] = reason
    right = x + size * _width(character)
    sheet.glyphs.append(Glyph(character, x, -(y + 0.12 * size), right, -(y - 0.88 * size), sheet.line))


def _inked(element: _Element, *, pale: bool) -> bool:
    """Whether text is filled or stroked in something that shows on white paper; ``pale``: not by default."""
    if (
        element.get("Fill", "true").lower() in {"false", "0"}
        and element.get("Stroke", "false").lower() != "true"
    ):
        return False
    if (numbers(element.get("Alpha")) or [255.0])[0] < 255 - _PALE:
        return False
    colour = next((child for child in element if local(child) == "FillColor"), None)
    return not pale if colour is None else shows(colour)


def shows(colour: _Element) -> bool:
    """Whether a colour can be seen on white paper."""
    return (numbers(colour.get("Alpha")) or [255.0])[0] >= 255 - _PALE and not _is_white(colour)


def _is_white(colour: _Element) -> bool:
    values = numbers(colour.get("Value"))
    if len(values) == 4:  # noqa: PLR2004  cyan, magenta, yellow, black: no ink is white
        return max(values) < 255 - _PALE
    return bool(values) and min(values) > _PALE


def _add_path(element: _Element, sheet: Sheet, *, seen: bool) -> None:
    filled = element.get("Fill", "false").lower() in {"true", "1"}
    data = next((child.text or "" for child in element if local(child) == "AbbreviatedData"), "")
    alpha = (numbers(element.get("Alpha")) or [255.0])[0]
    if not seen or not filled or data.count("M") + data.count("S") > 1 or alpha < _OPAQUE:
        return  # a shape of several outlines is a frame or a drawing, no box
    points = numbers(data)
    left, top, right, bottom = _boundary(element)
    if len(points) >= 4:  # noqa: PLR2004  two points
        matrix = _matrix(element)
        xs = [
            left + matrix[0] * x + matrix[2] * y + matrix[4]
            for x, y in zip(points[::2], points[1::2], strict=False)
        ]
        ys = [
            top + matrix[1] * x + matrix[3] * y + matrix[5]
            for x, y in zip(points[::2], points[1::2], strict=False)
        ]
        left, top, right, bottom = (
            max(left, min(xs)),
            max(top, min(ys)),
            min(right, max(xs)),
            min(bottom, max(ys)),
        )
    sheet.paints.append((len(sheet.glyphs), (left, top, right, bottom)))


def _add_image(element: _Element, sheet: Sheet, *, seen: bool) -> None:
    box = _boundary(element)
    sheet.images.append((box, element.get("ResourceID", "")))
    if seen and share(box, sheet.box) < _SCAN:
        sheet.paints.append((len(sheet.glyphs), box))


def share(box: Box, page: Box) -> float:
    """How much of the page a box covers."""
    area = max((page[2] - page[0]) * (page[3] - page[1]), 1.0)
    return max(box[2] - box[0], 0) * max(box[3] - box[1], 0) / area


def _judge(sheet: Sheet) -> None:
    """Find glyphs under a box drawn after them, outside the page, or white with nothing dark behind."""
    left, top, right, bottom = sheet.box
    for i, glyph in enumerate(sheet.glyphs):
        x, y = (glyph.left + glyph.right) / 2, -(glyph.top + glyph.bottom) / 2
        over = [after for after, box in sheet.paints if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
        if any(after > i for after in over):
            sheet.reasons[i] = COVERED
        elif not (left <= x <= right and top <= y <= bottom):
            sheet.reasons[i] = OFF_PAGE
        elif sheet.reasons.get(i) == INVISIBLE and over and glyph.top - glyph.bottom >= _TINY:
            sheet.reasons[i] = ""  # white on a coloured ground; taken out below
    sheet.reasons = {i: reason for i, reason in sheet.reasons.items() if reason}
