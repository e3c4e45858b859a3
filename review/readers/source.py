"""A file on its way into a document: its bytes, its name, the files around it, and the limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from review.document import DocumentBuilder, Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a reader may take; sizes in bytes, times in seconds.

    Attributes:
        libreoffice_seconds: how long LibreOffice may take over a file of an old format; 0: it is not asked.
    """

    file_bytes: int = 512 * 2**20
    part_bytes: int = 256 * 2**20
    total_bytes: int = 1024 * 2**20
    archive_entries: int = 10_000
    compression_ratio: int = 200
    depth: int = 6
    pixels: int = 100_000_000
    seconds: float = 60.0
    memory_bytes: int = 4 * 2**30
    output_bytes: int = 1024 * 2**20
    libreoffice_seconds: int = 0


DEFAULT_LIMITS = Limits()
_SECONDS_A_PICTURE = 20.0


class Budget:
    """How many bytes were unpacked and pictures recognised so far, over all files inside one file."""

    __slots__ = ("_pictures", "recognised", "spent")

    def __init__(self) -> None:
        """Nothing unpacked yet."""
        self.spent = 0
        self.recognised = 0
        self._pictures: set[bytes] = set()

    def is_new(self, picture: bytes) -> bool:
        """Whether the same picture was not there before: one logo on every page is one picture."""
        digest = sha256(picture).digest()
        new = digest not in self._pictures
        self._pictures.add(digest)
        return new

    def take(self, size: int, limits: Limits) -> bool:
        """Whether ``size`` more bytes are within ``limits.total_bytes``; counts them if so."""
        if self.spent + size > limits.total_bytes:
            return False
        self.spent += size
        return True

    def recognise(self, limits: Limits) -> bool:
        """Whether there is time to recognise the words of one more picture; counts it if so.

        Counted and not timed, so that the same file always gives the same document.
        """
        self.recognised += 1
        return self.recognised * _SECONDS_A_PICTURE <= max(limits.seconds, _SECONDS_A_PICTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes with a name. ``container`` names the files around this one, outermost first."""

    name: str
    data: bytes = field(repr=False)
    container: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    budget: Budget = field(default_factory=Budget, repr=False, compare=False)

    def at(self, **place: Any) -> Location:
        """A place in this file, its container filled in."""
        return Location(container=self.container, **place)

    def inner(self, name: str, data: bytes) -> Source:
        """A file inside this one, one level deeper; it spends the same budget."""
        return replace(self, name=name, data=data, container=(*self.container, name))


Reader = Callable[[Source, DocumentBuilder], None]
"""Adds all blocks and gaps of a file to the builder; raises only on its own defects, never on bad input."""
