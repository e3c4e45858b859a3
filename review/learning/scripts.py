"""The same text in the other script, for training and measuring; folding is the way back."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import review.text.folding
from review.text.folding import fold_term

_FIRST_HAN = "一"


def simplified(text: str) -> str:
    """Folded text: simplified characters, half-width letters."""
    return fold_term(text)


def traditional(text: str) -> str:
    """Character by character, each to the most usual traditional form that folds back to it."""
    return text.translate(_table())


@cache
def _table() -> dict[int, int]:
    source, target, _ = (
        Path(review.text.folding.__file__).with_name("variants.txt").read_text(encoding="utf-8").split("\n")
    )
    best: dict[str, tuple[int, str]] = {}
    for variant, plain in zip(source, target, strict=True):
        code = _big5(variant)
        if code is not None and plain >= _FIRST_HAN and _big5(plain) is None:
            best[plain] = min(best.get(plain, (code, variant)), (code, variant))
    return {ord(plain): ord(variant) for plain, (_, variant) in best.items()}


def _big5(character: str) -> int | None:
    """Place in Big5, whose usual characters come first; None when it is not there."""
    try:
        code = character.encode("big5")
    except UnicodeEncodeError:
        return None
    return int.from_bytes(code, "big") if len(code) > 1 else None
