"""What kind of character one is."""

from __future__ import annotations

FIRST_HAN, LAST_HAN = "\u3400", "\u9fff"


def is_han(character: str) -> bool:
    """Whether a character, if there is one, is Chinese.

    NOTE: ``re`` takes a millisecond to compile each range of so many characters.
    """
    return FIRST_HAN <= character <= LAST_HAN
