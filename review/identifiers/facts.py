"""Facts that ship with the program under ``lexicons/facts``: read when first asked for."""

from __future__ import annotations

from functools import cache

from review.resources import data_folder


def fact_lines(name: str) -> list[str]:
    """Lines of a fact file that are not blank and no comment.

    Raises:
        DataError: the folder is missing.
    """
    text = (data_folder("lexicons") / "facts" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def divisions() -> dict[str, str]:
    """Six-digit code of a mainland division, in any revision of GB/T 2260, to its name."""
    return dict(line.split("\t") for line in fact_lines("divisions.tsv"))


@cache
def bank_prefixes() -> dict[int, dict[str, str]]:
    """Length of a card number to its prefixes and the bank that issues each."""
    table: dict[int, dict[str, str]] = {}
    for line in fact_lines("bank_bins.tsv"):
        bank, length, prefixes = line.split("\t")
        table.setdefault(int(length), {}).update(dict.fromkeys(prefixes.split(), bank))
    return table


@cache
def surname_odds() -> dict[str, int]:
    """Surname in simplified script to ten times its log-odds against running text."""
    return {surname: int(odds) for surname, odds in map(_pair, fact_lines("surnames.tsv"))}


@cache
def given_odds() -> dict[str, int]:
    """Character to ten times its log-odds in given names against running text."""
    return {character: int(odds) for character, odds in map(_pair, fact_lines("given_characters.tsv"))}


def _pair(line: str) -> tuple[str, str]:
    first, _, second = line.partition("\t")
    return first, second
