"""Bank cards: which bank issues them, and whether their number holds."""

from __future__ import annotations

from review.identifiers.facts import bank_prefixes

_SCHEMES = ("62", "60", "65", "81", "4", "51", "52", "53", "54", "55", "35", "34", "37", "955", "940", "9")
_PREFIX_LENGTHS = range(10, 4, -1)


def issuer(digits: str) -> str:
    """The bank whose cards begin so and are that long; empty if unknown."""
    table = bank_prefixes().get(len(digits), {})
    for length in _PREFIX_LENGTHS if table else ():
        bank = table.get(digits[:length])
        if bank:
            return bank
    return ""


def of_scheme(digits: str) -> bool:
    """Whether a card of some scheme in use in China may begin so."""
    return digits.startswith(_SCHEMES)
