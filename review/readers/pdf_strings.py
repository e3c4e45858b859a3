"""Strings of PDF objects as text: UTF-16, UTF-8, PDFDocEncoding, and what careless programs write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf

from review.readers.decode import decode, decode_as, weight

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 60
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")
_LANGUAGE = re.compile("\x1b[a-zA-Z]{2,4}\x1b")  # language marks inside UTF-16 strings, 7.9.2.2
_CHINESE = re.compile("[\u3400-\u9fff]")
_MOST_CONTROLS = 0.1
_LANGUAGE_MEAN = 0.6


def text_of(raw: bytes) -> str | None:
    """Text of a string's bytes; none for bytes that are no text (ISO 32000-1, 7.9.2).

    The standard knows UTF-16 and PDFDocEncoding; many Chinese programs write GB18030 all the same.
    """
    if raw.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")):
        text = _LANGUAGE.sub("", decode(raw).text)
    elif raw.isascii():
        text = raw.decode("ascii")
    else:
        guess = decode(raw)
        text = guess.text if not guess.bad and _CHINESE.search(guess.text) else _pdfdoc(raw)
    text = text.replace("\x00", "")
    return None if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) else text


def _pdfdoc(raw: bytes) -> str:
    from pikepdf import String

    try:
        return str(String(raw.decode("pdfdoc")))
    except (LookupError, ValueError):
        return decode_as(raw, "cp1252").text


def strings_in(holder: Any, key: str = "") -> Iterator[tuple[str, bytes, Any]]:
    """Every string below an object, without following references: last key, bytes, dictionary around it."""
    owner = holder if hasattr(holder, "get") else pikepdf.Dictionary()
    stack: list[tuple[str, Any, Any, int]] = [(key, holder, owner, 0)]
    while stack:
        name, value, around, depth = stack.pop()
        if isinstance(value, pikepdf.String):
            yield name, bytes(value), around
        elif depth >= _DEEPEST:
            continue
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            stack += [(k, v, value, depth + 1) for k, v in value.items() if not _referred(v)][::-1]
        elif isinstance(value, pikepdf.Array) and not _is_palette(value):
            stack += [(name, v, around, depth + 1) for v in value if not _referred(v)][::-1]


def _is_palette(value: Any) -> bool:
    return len(value) > 0 and value[0] == "/Indexed"


def reads_as_text(text: str) -> bool:
    """Whether text taken from bytes of unknown meaning is language and not numbers read as letters."""
    beyond = [weight(character) for character in text if character > "~"]
    return not _CONTROL.search(text) and (not beyond or sum(beyond) / len(beyond) > _LANGUAGE_MEAN)


def references_in(holder: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every object an object refers to, with the last key on the way."""
    stack: list[tuple[str, Any, int]] = [("", holder, 0)]
    while stack:
        name, value, depth = stack.pop()
        if depth and _referred(value):
            yield name, value.objgen
        elif depth < _DEEPEST:
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                stack += [(k, v, depth + 1) for k, v in value.items()]
            elif isinstance(value, pikepdf.Array):
                inner = str(value[0]) if len(value) and isinstance(value[0], pikepdf.Name) else name
                stack += [(inner, v, depth + 1) for v in value]


def _referred(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))
