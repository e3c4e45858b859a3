"""Path patterns of the policy: ``*`` and ``?`` stay in a folder, ``**`` goes through folders."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_FORMS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    text = _normal(pattern).removeprefix("./").lstrip("/")
    if text.endswith("/"):
        text += "**"
    return re.compile("".join(_FORMS.get(t) or re.escape(t) for t in _TOKEN.findall(text)), re.DOTALL)


def _normal(text: str) -> str:
    """One form for names that look alike (macOS stores them decomposed)."""
    return unicodedata.normalize("NFC", text)


def matches_any(path: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns covers the whole path, which is written with ``/``."""
    name = _normal(path)
    return any(_compiled(pattern).fullmatch(name) for pattern in patterns)


def may_match_below(path: str, patterns: Iterable[str]) -> bool:
    """Whether a pattern could cover something inside the folder ``path``."""
    return any(
        _reaches(_normal(path).split("/"), _normal(p).removeprefix("./").lstrip("/")) for p in patterns
    )


def _reaches(folders: list[str], pattern: str) -> bool:
    parts = pattern.split("/")
    for i, folder in enumerate(folders):
        if i >= len(parts):
            return False
        if "**" in parts[i]:
            return True
        if not _compiled(parts[i]).fullmatch(folder):
            return False
    return len(parts) > len(folders)
