"""Files written into text as ``data:`` addresses (RFC 2397)."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_URI = re.compile(
    r"data:(?P<media>[\w.+-]+/[\w.+-]+)?(?P<options>(?:;[\w.+-]+(?:=[\w.+\"-]*)?)*?)(?P<base64>;base64)?,"
    r"(?P<data>(?(base64)[A-Za-z0-9+/=_\s%-]*|[^\s\"'<>)]*))",
    re.IGNORECASE,
)
_SUFFIXES = {"plain": "txt", "svg+xml": "svg", "jpeg": "jpg", "x-icon": "ico", "javascript": "js"}


def data_uris(text: str) -> Iterator[tuple[str, bytes | None]]:
    """Name (by its media type) and bytes of every ``data:`` address; no bytes where it is damaged."""
    if "data:" not in text.lower():
        return
    for found in _URI.finditer(text):
        yield _name(found), _decoded(found)


def _name(found: re.Match[str]) -> str:
    media = found["media"] or "text/plain"
    subtype = media.partition("/")[2].lower()
    return f"data.{_SUFFIXES.get(subtype, subtype)}"


def rewritten(text: str, write: Callable[[str, bytes], bytes]) -> str:
    """The text with each file in an address replaced by what ``write`` makes of its name and bytes."""

    def replaced(found: re.Match[str]) -> str:
        data = _decoded(found)
        made = data if data is None else write(_name(found), data)
        if made is None or made == data:
            return found[0]
        options = f"data:{found['media'] or ''}{found['options'] or ''}"
        return f"{options};base64,{base64.b64encode(made).decode('ascii')}"

    return _URI.sub(replaced, text) if "data:" in text.lower() else text


def without_data(text: str) -> str:
    """The text with what the addresses hold taken out: it is read as a file of its own."""
    return _URI.sub(lambda m: f"data:{m['media'] or ''},", text) if "data:" in text.lower() else text


def _decoded(found: re.Match[str]) -> bytes | None:
    raw = unquote_to_bytes(found["data"])
    if not found["base64"]:
        return raw
    raw = b"".join(raw.split()).replace(b"-", b"+").replace(b"_", b"/")
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4), validate=True)
    except binascii.Error:
        return None
