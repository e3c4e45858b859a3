"""Tokens: one word for each hiding place, looked for in what a reader gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.document import Block, Document, Visibility


def token(name: str) -> str:
    """The word hidden at the place of that name."""
    return f"秘密{name}"


def found(doc: Document, word: str) -> list[tuple[Block, str, Visibility]]:
    """Every occurrence of a word: its block, and place and visibility as ``locate`` tells them."""
    hits: list[tuple[Block, str, Visibility]] = []
    at = doc.text.find(word)
    while at >= 0:
        if not doc.text[at + len(word) : at + len(word) + 1].isupper():
            place, seen = doc.locate(at, at + len(word))
            hits.append((doc.block_at(at), place.part, seen))
        at = doc.text.find(word, at + 1)
    return hits
