"""Regular expressions that are compiled when they are first used.

Two hundred patterns take a third of a second to compile, and a one-line text needs few of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """Looks like a compiled pattern; becomes one at the first call."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """Compile, and keep the methods so that the next call comes straight through."""
        compiled: re.Pattern[Any] = re.compile(*self._given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy({self._given[0]!r})"


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern like ``re.compile(pattern, flags)`` that is compiled when it is first used."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


def lazy_bytes(pattern: bytes) -> re.Pattern[bytes]:
    """The same for bytes."""
    return cast("re.Pattern[bytes]", _Lazy(pattern, 0))


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` finds where nothing can begin but at ``starts``, which are in order."""
    reach = 0
    for start in starts:
        found = pattern.match(text, start) if start >= reach else None
        if found:
            reach = found.end()
            yield found
