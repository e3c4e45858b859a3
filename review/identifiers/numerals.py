"""Numbers written in Chinese figures, digit by digit, and look-alikes of X."""

from __future__ import annotations

FIGURES = "〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺"
_VALUES = "000" + "123456789" + "123456789" + "1"
_FIGURES = str.maketrans(FIGURES, _VALUES)
X_LOOKALIKES = "xXхХ×Ⅹⅹχ✕╳"
"""Latin, Cyrillic, multiplication sign, Roman ten, Greek chi, crosses."""
_X = str.maketrans(dict.fromkeys(X_LOOKALIKES, "X"))


def figures_to_digits(text: str) -> str:
    """``一一〇`` as ``110``; other characters stay."""
    return text.translate(_FIGURES)


def plain_x(text: str) -> str:
    """Every look-alike of X as X."""
    return text.translate(_X)
