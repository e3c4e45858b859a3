"""Text of strangers (names of files, sheets and entries, passages) as it may stand on a screen."""

from __future__ import annotations

import shlex
import unicodedata

_MOVING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""What moves the cursor, ends a line, turns the direction of writing, or is half of a character."""


def legible(text: str, instead: str = "\ufffd") -> str:
    """``text`` with ``instead`` for whatever could make a screen show something else than it says."""
    if text.isprintable():
        return text
    return "".join(instead if unicodedata.category(c) in _MOVING else c for c in text)


def typed(text: str) -> str:
    """A path as a person types it: in quotes where it has blanks or the like."""
    shown = legible(text)
    return shown if all(c.isalnum() or c in "._-/+,:=@%" for c in shown) else shlex.quote(shown)
