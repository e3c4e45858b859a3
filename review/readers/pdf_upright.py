"""Glyphs of a page turned so that its lines run from left to right.

Tables too wide for the paper are often set sideways, and vertical writing runs down; laying out lines
needs one direction only. The direction is the one in which most characters follow each other.
"""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.readers.pdf_layout import Glyph

_ENOUGH = 600


def upright(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs as they are, or turned by a quarter, a half or three quarters."""
    across, up = _direction(glyphs)
    if across >= abs(up):
        return glyphs
    if up > abs(across):
        return [g._replace(left=g.bottom, bottom=-g.right, right=g.top, top=-g.left) for g in glyphs]
    if -up > abs(across):
        return [g._replace(left=-g.top, bottom=g.left, right=-g.bottom, top=g.right) for g in glyphs]
    return [g._replace(left=-g.right, bottom=-g.top, right=-g.left, top=-g.bottom) for g in glyphs]


def _direction(glyphs: list[Glyph]) -> tuple[int, int]:
    """How many characters follow to the right (less those to the left), and upwards (less downwards)."""
    across = up = 0
    solid = (glyph for glyph in glyphs if not glyph.text.isspace())
    for one, other in pairwise(islice(solid, _ENOUGH)):
        if one.line != other.line:
            continue
        right = other.left + other.right - one.left - one.right
        high = other.bottom + other.top - one.bottom - one.top
        if abs(right) >= abs(high):
            across += 1 if right > 0 else -1
        else:
            up += 1 if high > 0 else -1
    return across, up
