"""Choices that are the same on every machine and in every version of Python."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """A row of choices fixed by a name: SHA-256 of the name and a counter, no generator's internals."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._throws = 0

    def below(self, n: int) -> int:
        """A number from 0 to ``n - 1``."""
        self._throws += 1
        digest = sha256(f"{self._name}|{self._throws}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % n

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def chance(self, percent: int) -> bool:
        """True in so many of a hundred throws."""
        return self.below(100) < percent

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in another order."""
        rest = list(options)
        return [rest.pop(self.below(len(rest))) for _ in range(len(rest))]
