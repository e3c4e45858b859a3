"""Colours of letters beside the colour of what they stand on."""

from __future__ import annotations

PAPER = "FFFFFF"
_LIGHT = 0xF0
_ALIKE = 16
"""Out of 255 in every channel: nobody tells such a letter from its ground."""


def channels(color: str | None) -> tuple[int, int, int] | None:
    """Red, green and blue of ``RRGGBB`` or ``AARRGGBB``."""
    try:
        value = int((color or "")[-6:], 16)
    except ValueError:
        return None
    return (value >> 16, value >> 8 & 255, value & 255) if color and len(color) in (6, 8) else None


def white(color: str | None) -> bool:
    """Whether a colour cannot be told from white paper."""
    found = channels(color)
    return found is not None and min(found) >= _LIGHT


def melts(color: str | None, ground: str | None) -> bool:
    """Whether letters of a colour cannot be told from the ground they stand on; no if either is unknown."""
    over, under = channels(color), channels(ground)
    if over is None or under is None:
        return False
    return (white(color) and white(ground)) or all(
        abs(a - b) < _ALIKE for a, b in zip(over, under, strict=True)
    )
