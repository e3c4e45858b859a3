"""Glyphs of a page of a fixed layout: which are shown, which are hidden, and whether they are words."""

from __future__ import annotations

from review.readers.decode import weight
from review.readers.pdf_layout import Glyph

COVERED, INVISIBLE, OFF_PAGE, LAYER = "covered_text", "invisible_text", "off_page_text", "layer"
"""Why a glyph is not seen; they are also names of parts (``review.places``)."""
CLIPPED = f"{INVISIBLE}:clipped"
_ODD_SHARE = 0.03
_ODD_WEIGHT = -2.0
_FEWEST = 30
_COVER = "■"


def garbled(glyphs: list[Glyph]) -> str:
    """How many characters of how many are nonsense, where that is too many to trust the text; else nothing.

    Broken fonts give private, control or unassigned characters, or rare ones throughout.
    """
    texts = [glyph.text for glyph in glyphs if not glyph.text.isspace()]
    odd = sum(1 for text in texts if weight(text) <= _ODD_WEIGHT)
    chinese = [weight(text) for text in texts if text > "\u2e7f"]
    nonsense = len(chinese) >= _FEWEST and sum(chinese) < 0
    return f"{odd}/{len(texts)}" if (odd > _ODD_SHARE * len(texts) and odd > 1) or nonsense else ""


def shown(glyphs: list[Glyph], reasons: dict[int, str]) -> list[Glyph]:
    """The glyphs that are seen; one black square stands for each covered run, as on the page."""
    if not reasons:
        return glyphs
    shown: list[Glyph] = []
    covering = False
    for i, glyph in enumerate(glyphs):
        reason = reasons.get(i, "")
        if not reason and not (covering and glyph.text.isspace()):
            shown.append(glyph)
            covering = False
        elif reason.startswith(COVERED) and not covering:
            shown.append(Glyph(_COVER, glyph.left, glyph.bottom, glyph.right, glyph.top, glyph.line))
            covering = True
    return shown


def passages(glyphs: list[Glyph], reasons: dict[int, str], reason: str) -> str:
    """The text hidden for one reason, a line for each passage; a passage that is wrapped stays whole.

    Nothing where there are only dots and lines, as under the fields of a form.
    """
    pieces: list[str] = []
    line, broken = -1, False
    for i, glyph in enumerate(glyphs):
        if reasons.get(i) == reason:
            if broken and pieces:
                pieces.append("\n")
            elif (
                pieces
                and glyph.line != line
                and pieces[-1].isascii()
                and glyph.text.isascii()
                and glyph.text.isalpha()
            ):
                pieces.append(" ")
            pieces.append(glyph.text)
            line, broken = glyph.line, False
        elif glyph.text.isspace():
            if pieces and not broken and not pieces[-1].isspace():
                pieces.append(" ")
        else:
            broken = True
    text = "".join(pieces).strip()
    return text if any(character.isalnum() for character in text) else ""
